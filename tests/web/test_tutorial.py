"""The way of the tutorial (docs/tutorial.md), click by click, on the sample corpus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.reader import open_page


@pytest.fixture
def reader(browser: Any, room_of_corpus: str, tmp_path: Path) -> Iterator[Page]:
    """A reader at the start page, in English."""
    with open_page(browser, room_of_corpus, downloads=tmp_path) as page:
        page.goto("/?lang=en")
        yield page


def shelf(reader: Page, name: str) -> None:
    """Chooses a name in the head of the page."""
    reader.locator("header nav").get_by_role("link", name=name, exact=True).click()


def find(reader: Page, words: str) -> None:
    """Types into the field of a list and presses Enter."""
    field = reader.locator("main input[name=q]").first
    field.fill(words)
    field.press("Enter")


def test_from_words_to_their_page_and_its_document(reader: Page) -> None:
    find(reader, "chuyen doi so")
    reader.locator(".hit-where a").first.click()
    expect(reader.locator("h1")).to_contain_text("cải cách hành chính quý I")
    assert reader.locator("#find-here").input_value() == "chuyen doi so"
    expect(reader.get_by_text("What was read on this page")).to_be_visible()
    reader.get_by_role("link", name="Báo cáo 682/BC-UBND").first.click()
    expect(reader.get_by_role("heading", name="Contents")).to_be_visible()


def test_from_a_decree_to_who_cites_it_and_its_neighbourhood(reader: Page) -> None:
    shelf(reader, "Instruments")
    find(reader, "nd 61 2018")
    reader.get_by_role("link", name="Nghị định số 61/2018/NĐ-CP").first.click()
    expect(reader.locator("main")).to_contain_text("5 times in 5 documents")
    home = reader.url
    reader.locator("main a[href*='/-/fact/'], main a[href*='/-/page/']").last.click()
    expect(reader.get_by_text("What was read on this page")).to_be_visible()
    reader.go_back()
    assert reader.url == home
    reader.get_by_role("link", name="Neighbourhood as a picture").click()
    expect(reader.get_by_text("Cited together with it").first).to_be_visible()


def test_from_an_indicator_to_its_series_as_a_workbook(reader: Page, tmp_path: Path) -> None:
    shelf(reader, "Indicators")
    find(reader, "tthc")
    # Its parts say in the same cell what they are within.
    total = reader.locator("th.named > a", has_text="Tổng số TTHC thuộc thẩm quyền giải quyết tại địa phương")
    reader.locator("tr", has=total).get_by_role("link", name="Compare").click()
    expect(reader.locator("main")).to_contain_text("1,954")
    with reader.expect_download() as taken:
        reader.get_by_role("link", name="Excel").first.click()
    taken.value.save_as(tmp_path / "series.xlsx")
    assert (tmp_path / "series.xlsx").read_bytes().startswith(b"PK")


def test_from_a_finding_to_its_evidence_sheet(reader: Page) -> None:
    shelf(reader, "Findings")
    reader.get_by_role("link", name="A rate of 94.76 % is printed").click()
    expect(reader.get_by_role("heading", name="Your verdict")).to_be_visible()
    reader.get_by_role("link", name="Evidence sheet").first.click()
    expect(reader.get_by_role("link", name="Download as one file")).to_be_visible()
    assert reader.locator("main img, main image").count() >= 3
