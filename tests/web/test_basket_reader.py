"""A reader with a browser picks facts, finds them in every tab, puts them in order, and prints a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from extractor.facsimile.images import Facsimile
from extractor.web.room import reading_room
from tests.export.evidence.sheets import ids
from tests.printed_reports import PrintedReports
from tests.reader import DESK, axe, no_overflow, open_page, open_room, walk


@pytest.fixture(scope="module")
def printed_home(printed: PrintedReports) -> Iterator[str]:
    """The address of a room on the printed reports."""
    with (
        closing(Facsimile.of(printed.db, (), printed.db.parent / "pictures")) as facsimile,
        open_room(reading_room(printed.db, facsimile)) as home,
    ):
        yield home


@pytest.fixture
def room(browser: Any, printed_home: str, tmp_path: Path) -> Iterator[Page]:
    with open_page(browser, printed_home, tmp_path) as opened:
        yield opened


def picks(printed: PrintedReports, *facts: str) -> str:
    return "&".join(f"id={each}" for each in ids(printed, *facts))


def test_what_is_picked_lies_in_the_basket_in_every_tab(room: Page, printed: PrintedReports) -> None:
    finding, citation = ids(printed, "k2", "c2")
    document = finding.partition("-")[0]
    room.goto(f"/reports/-/document/{document}?lang=en")
    other = room.context.new_page()
    other.goto("/reports/-/findings")
    for each in (finding, citation):
        room.locator(f'[data-basket="{each}"]').first.press("Enter")
        expect(room.locator(f'[data-basket="{each}"]').first).to_have_attribute("aria-pressed", "true")
    link = "header nav a[data-basket-link]"
    expect(room.locator(link)).to_have_attribute("data-count", "2")
    expect(other.locator(link)).to_have_attribute("data-count", "2")
    expect(other.locator(f'[data-basket="{finding}"]')).to_have_attribute("aria-pressed", "true")
    other.locator(link).click()
    expect(other.locator(".picked li")).to_have_count(2)
    # Without ids in the address the script brings those that are kept.
    room.goto("/reports/-/basket")
    expect(room.locator(".picked li")).to_have_count(2)


def test_the_basket_is_put_in_order_and_emptied(room: Page, printed: PrintedReports) -> None:
    room.goto(f"/reports/-/basket?{picks(printed, 'f1', 'c2', 'k2')}&lang=en")
    link = room.locator("header nav a[data-basket-link]")
    expect(link).to_have_attribute("data-count", "")  # an address from elsewhere leaves the basket alone
    room.get_by_role("button", name="Put all of these into my basket").click()
    expect(link).to_have_attribute("data-count", "3")
    room.locator(".picked li").nth(2).get_by_role("button", name="Up").click()
    expect(room.locator(".picked li").nth(1)).to_contain_text("1.284")
    room.locator(".picked li").nth(0).get_by_role("button", name="Take out").click()
    expect(room.locator(".picked li")).to_have_count(2)
    expect(link).to_have_attribute("data-count", "2")
    room.get_by_role("link", name="Empty the basket").click()
    expect(link).to_have_attribute("data-count", "")
    expect(room.locator("main")).to_contain_text("The basket is empty.")


def test_a_sheet_is_made_of_the_basket_and_downloaded(room: Page, printed: PrintedReports) -> None:
    room.goto(f"/reports/-/basket?{picks(printed, 'f1', 'f11')}&lang=en")
    room.get_by_label("Note on the sheet").fill("For the editor")
    room.get_by_role("button", name="Evidence sheet").click()
    expect(room.locator(".evidence")).to_contain_text("For the editor")
    expect(room.locator(".evidence .picture img")).to_have_count(2)
    with room.expect_download() as waiting:
        room.get_by_role("link", name="Download as one file").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>") and text.count("data:image/webp;base64,") == 2


@pytest.mark.parametrize("address", ["basket", "evidence"])
def test_basket_and_sheet_are_for_everyone(room: Page, printed: PrintedReports, address: str) -> None:
    room.goto(f"/reports/-/{address}?{picks(printed, 'f1', 'k2', 'c2')}")
    axe(room)
    walk(room, "main")
    no_overflow(room)


def test_the_sheet_prints_on_numbered_pages_and_no_exhibit_is_torn(
    room: Page, printed: PrintedReports, tmp_path: Path
) -> None:
    room.goto(f"/reports/-/evidence.html?{picks(printed, 'k2', 'c2', 'c3', 'f1', 'f2', 'f3')}&lang=en")
    axe(room)
    no_overflow(room)
    room.set_viewport_size(DESK)
    exhibits = room.locator(".exhibit").count()
    room.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(tmp_path / "sheet.pdf") as pdf:
        assert pdf[0].get_size() == pytest.approx((595, 842), abs=1)
        texts = [page.get_textpage().get_text_range() for page in pdf]
    assert len(texts) >= 3
    for number, text in enumerate(texts, 1):
        assert f"{number} / {len(texts)}" in text
        assert text.count("Check by hand") == text.count("In the reading room")  # begin and end of an exhibit
    assert sum(text.count("In the reading room") for text in texts) == exhibits


def test_a_report_is_for_everyone_and_prints(room: Page, printed: PrintedReports, tmp_path: Path) -> None:
    document = ids(printed, "f1")[0].partition("-")[0]
    room.goto(f"/reports/-/document/{document}/report.html?lang=vi")
    axe(room)
    walk(room, "main")
    no_overflow(room)
    room.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
        assert f"1 / {len(pdf)}" in text
    assert "Quyết định số 4951/QĐ-UBND" in text and "Tổng cộng" in text


def test_a_thousand_things_fit_into_an_address(room: Page, printed: PrintedReports) -> None:
    (first,) = ids(printed, "f1")
    stem = first.rpartition("f")[0]
    named = "&".join(f"id={stem}f{number}" for number in range(1, 1003))
    assert room.goto(f"/reports/-/basket?{named}&lang=en").status == 200  # type: ignore[union-attr]
    expect(room.locator("main")).to_contain_text("2 more ids were named than a basket holds")
    expect(room.locator("main")).to_contain_text("988 ids stand for nothing in this database:")
