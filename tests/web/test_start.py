"""The start page: one language at a time, true numbers, ways in."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from extractor.query.collection import collection_of
from extractor.query.state.totals import totals
from extractor.store.database import open_read_only
from extractor.web.pages.start import prepare
from tests.documents import sha256_of
from tests.reader import axe, no_overflow, walk

Get = Callable[..., Any]


def test_the_start_page_speaks_one_language_at_a_time(get: Get) -> None:
    assert "Phòng đọc báo cáo hành chính" in get("/").text
    english = get("/?lang=en").text
    assert "Reading room of government reports" in english
    assert "Phòng đọc" not in english


def test_the_search_box_has_the_focus(get: Get, base: str) -> None:
    page = get("/").text
    assert re.search(rf'<form action="{base}/-/search".*?<input [^>]*name="q" autofocus', page, re.DOTALL)


def test_the_counts_are_those_of_the_database(get: Get, base: str) -> None:
    page = get("/").text
    counted = dict(re.findall(rf'<a href="{base}/(?:-/)?(\w+)"><strong>(\d+)</strong>', page))
    assert counted["documents"] == "3"
    assert counted["footnotes"] == "1"
    assert counted["citations"] == "11"


def test_it_says_what_failed_and_what_does_not_hold(get: Get, base: str) -> None:
    page = get("/").text
    assert f'href="{base}/-/failures?extent=parts"' in page
    assert f'href="{base}/-/findings"' in page


def test_the_latest_document_leads_to_its_page(get: Get, base: str) -> None:
    latest = f'<a class="what" href="{base}/-/document/{sha256_of("second")[:12]}">'
    assert latest in get("/").text


def test_the_start_page_has_an_address_in_the_room_and_json(get: Get, base: str) -> None:
    assert "Phòng đọc" in get(f"{base}/-/start").text
    assert get(f"{base}/-/start.json").json()["totals"]["counts"]["documents"] == 3


def test_the_data_below_is_one_step_away(get: Get, base: str) -> None:
    assert f'<a href="{base}">' in get("/").text
    assert f"{base}/search" in get(base).text  # the named queries


def test_the_room_reads_ahead_what_is_asked_first(sample_db: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    own.write_bytes(sample_db.read_bytes())
    prepare(own)
    with closing(open_read_only(own)) as connection:
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        totals(connection)
        collection_of(connection)
    assert not [statement for statement in asked if "count(" in statement or "FROM documents" in statement]


def test_a_database_that_is_gone_is_left_to_the_page_that_says_so(tmp_path: Path) -> None:
    prepare(tmp_path / "none.db")


def test_the_start_page_holds_in_a_browser(page: Page) -> None:
    page.goto("/")
    assert page.evaluate("document.activeElement.id") == "q"
    axe(page)
    walk(page)
    no_overflow(page)
