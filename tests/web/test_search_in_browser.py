"""From a word without accents to its page, from a finding to its numbers and a verdict: in a browser."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from extractor.facsimile.images import Facsimile
from extractor.verdicts.book import read_book
from extractor.web.room import reading_room
from tests.printed_reports import REPORT, PrintedReports
from tests.reader import axe, no_overflow, open_page, open_room
from tests.web.test_page_in_browser import text_in

BASE = "/reports/-"

# Where each mark of a finding lies on its page, in points.
MARKS = """() => [...document.querySelectorAll('.marked-page')].flatMap(sheet => {
  const on = sheet.getBoundingClientRect(), scale = sheet.querySelector('svg').viewBox.baseVal.width / on.width
  return [...sheet.querySelectorAll('rect')].map(mark => {
    const box = mark.getBoundingClientRect()
    return [box.left - on.left, box.top - on.top, box.right - on.left, box.bottom - on.top].map(side => side * scale)
  })
})"""


# Where the searched words are marked on the sheet of the viewer, in points.
SEARCHED = """() => {
  const sheet = document.querySelector('.sheet'), on = sheet.getBoundingClientRect()
  const scale = sheet.viewBox.baseVal.width / on.width
  return [...document.querySelectorAll('.searched rect')].map(mark => {
    const box = mark.getBoundingClientRect()
    return [box.left - on.left, box.top - on.top, box.right - on.left, box.bottom - on.top].map(side => side * scale)
  })
}"""


@pytest.fixture(scope="module")
def database(printed: PrintedReports, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the printed reports beside which verdicts may be kept."""
    return Path(shutil.copy(printed.db, tmp_path_factory.mktemp("judged") / "reports.db"))


@pytest.fixture
def reader(
    browser: Any, database: Path, printed: PrintedReports, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    facsimile = Facsimile.of(database, files=(printed.folder,), cache=tmp_path_factory.mktemp("pictures"))
    with open_room(reading_room(database, facsimile)) as address, open_page(browser, address) as opened:
        yield opened
    facsimile.close()


def test_a_word_without_accents_leads_to_the_page_with_the_word_marked(reader: Page, printed: PrintedReports) -> None:
    reader.goto("/")
    reader.locator("input[name=q]").first.fill("tiep nhan")
    reader.locator("input[name=q]").first.press("Enter")
    expect(reader.locator(".hits mark").first).to_have_text("tiếp nhận", ignore_case=True)
    axe(reader)
    reader.locator(".hits a").first.click()
    reader.wait_for_url("**/page/**q=tiep+nhan")
    page = int(urlsplit(reader.url).path.rpartition("/")[2])
    boxes = reader.evaluate(SEARCHED)
    under = [" ".join(text_in(printed.folder / REPORT, page, box).split()).casefold() for box in boxes]
    assert under
    assert set(under) <= {"tiếp nhận", "tiếp", "nhận"}


def test_all_numbers_of_a_finding_are_under_their_marks(reader: Page, database: Path, printed: PrintedReports) -> None:
    with closing(sqlite3.connect(database)) as connection:
        (check_id,) = connection.execute(
            "SELECT checks.id FROM checks JOIN documents ON documents.id = document_id"
            " WHERE kind = 'sum' AND NOT holds AND path = ?",
            (REPORT,),
        ).fetchone()
    reader.goto(f"{BASE}/finding/{check_id}")
    printed_numbers = reader.locator(".arithmetic .raw").all_inner_texts()
    page = int(reader.locator(".marked-page").first.get_attribute("href").rpartition("/")[2])  # type: ignore[union-attr]
    under = [" ".join(text_in(printed.folder / REPORT, page, box).split()) for box in reader.evaluate(MARKS)]
    assert under == printed_numbers
    assert len(under) == 4
    axe(reader)


def test_a_verdict_is_given_by_the_form_and_stays(reader: Page, database: Path) -> None:
    reader.goto(f"{BASE}/findings")
    reader.locator(".findings h2 a").first.click()
    reader.get_by_text("Đúng: báo cáo sai ở chỗ này").click()
    reader.locator("#note").fill("Đã xem trang in")
    reader.get_by_text("Lưu nhận định").click()
    expect(reader.locator(".history .note")).to_have_text("Đã xem trang in")
    (given,) = read_book(database.with_name("reports.reader.db")).values()
    assert [verdict.verdict for verdict in given] == ["true"]


def test_lists_fit_a_phone(reader: Page) -> None:
    reader.set_viewport_size({"width": 360, "height": 740})
    for address in ("search?q=tiep+nhan", "findings"):
        reader.goto(f"{BASE}/{address}")
        no_overflow(reader)
