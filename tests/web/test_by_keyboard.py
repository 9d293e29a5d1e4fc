"""The whole way of a reader without a mouse: a word to its page, an instrument to a mention, a point to its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from extractor.facsimile.images import Facsimile
from extractor.web.room import reading_room
from tests.printed_reports import PrintedReports
from tests.reader import open_page, open_room

# Is the element that has the focus, or its link, one of those that a selector names?
HOLDS = "wanted => document.activeElement !== null && document.activeElement.matches(wanted)"


@pytest.fixture(scope="module")
def served(printed: PrintedReports, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    facsimile = Facsimile.of(printed.db, files=(printed.folder,), cache=tmp_path_factory.mktemp("pictures"))
    with open_room(reading_room(printed.db, facsimile)) as address:
        yield address
    facsimile.close()


@pytest.fixture
def reader(browser: Any, served: str) -> Iterator[Page]:
    with open_page(browser, served) as opened:
        yield opened


def step_to(reader: Page, wanted: str) -> None:
    """Presses Tab until the focus is on an element that the selector names."""
    for _ in range(reader.locator("*").count()):
        reader.keyboard.press("Tab")
        if reader.evaluate(HOLDS, wanted):
            return
    pytest.fail(f"the Tab key does not reach {wanted} on {reader.url}")


def test_a_word_is_found_opened_and_left_for_its_instrument(reader: Page) -> None:
    reader.goto("/")
    step_to(reader, "form[action$='/search'] input[name=q]")
    reader.keyboard.type("quyet dinh")
    reader.keyboard.press("Enter")
    expect(reader.locator(".hits mark").first).to_be_visible()
    hits = reader.url
    step_to(reader, ".hits a[href*='/page/']")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/page/**")
    expect(reader.locator(".searched rect").first).to_be_attached()
    step_to(reader, "a[href*='/instrument/']")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/instrument/**")
    instrument = reader.url
    step_to(reader, ".mentions a[href*='/fact/'], .mention a[href*='/fact/'], main a[href*='/fact/']")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/page/**")
    expect(reader.locator(".sheet")).to_be_visible()
    reader.go_back()
    expect(reader).to_have_url(instrument)
    reader.go_back()
    reader.wait_for_url("**/page/**")
    reader.go_back()
    expect(reader).to_have_url(hits)


def test_a_point_of_a_chart_is_opened_and_its_cell_is_marked(page: Page, base: str) -> None:
    page.goto(f"{base}/-/compare")
    step_to(page, "#indicator")
    page.keyboard.type("số kế hoạch đã ban hành")
    page.keyboard.press("Enter")
    expect(page.locator("figure.chart svg")).to_be_visible()
    step_to(page, "figure.chart svg a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/-/page/.*fact="))
    expect(page.locator(".sheet .marked, .marked rect").first).to_be_attached()


def test_a_finding_is_opened_and_its_numbers_are_walked(reader: Page) -> None:
    reader.goto("/")
    step_to(reader, "a[href*='/findings']")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/findings**")
    step_to(reader, ".findings h2 a")
    reader.keyboard.press("Enter")
    expect(reader.locator(".marked-page rect").first).to_be_attached()
    step_to(reader, ".arithmetic a")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/page/**")
    expect(reader.locator(".sheet")).to_be_visible()
