"""The page of what could not be read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from extractor.guard.limits import Limits, crashed, out_of_memory, timed_out
from extractor.language.catalogue import words_of
from extractor.language.messages import said
from extractor.query.failed import ranges
from extractor.read.damage.file import CUT_OFF
from extractor.web.pages.failures import stage_name
from extractor.web.room import reading_room
from tests.documents import sha256_of
from tests.reader import axe, no_overflow, walk

Get = Callable[..., Any]
THIRD = sha256_of("third")[:12]


def test_a_file_leads_to_its_document_and_its_page(get: Get, base: str) -> None:
    page = get(f"{base}/-/failures").text
    assert f'<a href="{base}/-/document/{THIRD}">lam-dong-2024-q1.pdf</a>' in page
    assert f'<a href="{base}/-/page/{THIRD}/2">2</a>' in page
    assert "trichluc ingest THƯ_MỤC --retry-failed" in page


def test_the_command_names_a_database_that_is_not_the_usual_one(sample_db: Path, tmp_path: Path) -> None:
    copied = tmp_path / "mine.db"
    copied.write_bytes(sample_db.read_bytes())
    room = reading_room(copied)

    async def fetch() -> str:
        await room.invoke_startup()
        return str((await room.client.get("/mine/-/failures")).text)

    assert "trichluc ingest THƯ_MỤC --retry-failed --db …/mine.db<" in asyncio.run(fetch())


def test_failures_are_narrowed_and_said_to_be_none(get: Get, base: str) -> None:
    assert "1 failure" in get(f"{base}/-/failures?stage=read&lang=en").text
    nothing = get(f"{base}/-/failures", stage="<b>x</b>", lang="en").text
    assert "Nothing failed in this way." in nothing
    assert "<b>x</b>" not in nothing


def test_json_has_each_file_with_its_reasons(get: Get, base: str) -> None:
    (file,) = get(f"{base}/-/failures.json").json()["failures"]
    assert file["reasons"][0]["pages"] == [2]
    assert file["reasons"][0]["hint"] == "open the file in a viewer and save it again"


@pytest.mark.parametrize("stage", ["read", "ocr", "layout", "extract", "store"])
def test_each_stage_has_a_name_in_both_languages(stage: str) -> None:
    assert stage_name(stage, words_of("en")) != stage
    assert stage_name(stage, words_of("vi")) != stage_name(stage, words_of("en"))


def test_a_stage_of_a_later_version_is_shown_as_it_is() -> None:
    assert stage_name("shading", words_of("vi")) == "shading"


def test_what_the_program_says_of_failures_is_said_in_vietnamese() -> None:
    limits = Limits(jobs=1, timeout=60, memory_mb=1024)
    for failure in (timed_out(limits), out_of_memory(limits), crashed(-9, limits), crashed(-11, limits), CUT_OFF):
        for text in (failure.error, failure.hint):
            assert said(text, words_of("vi")) != text


def test_pages_in_a_row_are_a_range() -> None:
    assert list(ranges([1, 2, 3, 5])) == [(1, 3), (5, 5)]
    assert list(ranges([])) == []


def test_the_command_is_copied_by_a_button_and_selected_by_a_click(page: Page, base: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{base}/-/failures")
    axe(page)
    walk(page)
    page.get_by_role("button", name="Sao chép").click()
    page.get_by_role("button", name="Đã sao chép").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "trichluc ingest THƯ_MỤC --retry-failed"
    no_overflow(page)
