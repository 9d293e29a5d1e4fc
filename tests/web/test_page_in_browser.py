"""The page viewer as a reader uses it: the right words under the mark, hover and click both ways, keys, scans."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from extractor.facsimile.images import Facsimile
from extractor.web.room import reading_room
from tests.printed_reports import CITED, MARKUP, REPORT, SCAN, PrintedReports
from tests.reader import axe, no_overflow, open_page, open_room, walk

BASE = "/reports/-"

# The words of the text layer whose middle lies in the marked box, as they stand on the screen.
WORDS_UNDER_MARK = """id => {
  const mark = document.querySelector(`#b-${CSS.escape(id)} rect`).getBoundingClientRect()
  return [...document.querySelectorAll('.words tspan')].filter(word => {
    const box = word.getBoundingClientRect()
    const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2
    return x > mark.left && x < mark.right && y > mark.top && y < mark.bottom
  }).map(word => word.textContent).join(' ')
}"""

SELECTED = """() => {
  const range = document.createRange()
  range.selectNodeContents(document.querySelector('.words'))
  getSelection().removeAllRanges()
  getSelection().addRange(range)
  return String(getSelection())
}"""


@pytest.fixture(scope="module")
def served(printed: PrintedReports, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a room on the printed reports."""
    facsimile = Facsimile.of(printed.db, cache=tmp_path_factory.mktemp("pictures"))
    with open_room(reading_room(printed.db, facsimile)) as address:
        yield address
    facsimile.close()


@pytest.fixture
def viewer(browser: Any, served: str) -> Iterator[Page]:
    """A page of that room; the test fails where it does anything wrong."""
    with open_page(browser, served) as opened:
        yield opened


def first(printed: PrintedReports, sql: str, *values: object) -> str:
    """The first value of the first row."""
    with closing(sqlite3.connect(printed.db)) as connection:
        return str(connection.execute(sql, values).fetchone()[0])


def document(printed: PrintedReports, path: str) -> str:
    """The id of the document at this path."""
    return first(printed, "select id from documents where path = ?", path)


def citation(printed: PrintedReports) -> str:
    """The citation in the first sentence of the report."""
    return first(
        printed,
        "select citations.id from citations join documents on documents.id = document_id where path = ? and raw = ?",
        REPORT,
        CITED,
    )


def text_in(file: Path, page: int, box: list[float]) -> str:
    """The text of a PDF in a box in points from the top left, as pdfium reads it."""
    with closing(pypdfium2.PdfDocument(file)) as opened:
        sheet = opened[page - 1]
        height = sheet.get_height()
        return str(sheet.get_textpage().get_text_bounded(box[0], height - box[3], box[2], height - box[1]))


def test_the_words_under_the_mark_are_those_of_the_fact(viewer: Page, printed: PrintedReports) -> None:
    fact = citation(printed)
    viewer.goto(f"{BASE}/fact/{fact}")
    expect(viewer.locator(f"#f-{fact}")).to_have_class("fact on-citations marked")
    assert viewer.evaluate(WORDS_UNDER_MARK, fact) == CITED
    shown = viewer.evaluate(
        """id => {
          const sheet = document.querySelector('.sheet').getBoundingClientRect()
          const mark = document.querySelector(`#b-${CSS.escape(id)} rect`).getBoundingClientRect()
          return [mark.left, mark.top, mark.right, mark.bottom].map(
            (side, at) => (side - (at % 2 ? sheet.top : sheet.left)) * 595 / sheet.width)
        }""",
        fact,
    )
    assert " ".join(text_in(printed.folder / REPORT, 1, shown).split()).rstrip() == CITED


def test_on_a_phone_the_mark_is_seen_and_not_the_list_below_the_page(viewer: Page, printed: PrintedReports) -> None:
    viewer.set_viewport_size({"width": 360, "height": 640})
    fact = citation(printed)
    viewer.goto(f"{BASE}/fact/{fact}")
    expect(viewer.locator(f"#b-{fact} rect").first).to_be_in_viewport()


def test_the_picture_fills_the_sheet_under_the_boxes(viewer: Page, printed: PrintedReports) -> None:
    with viewer.expect_response("**/image/**") as answered:
        viewer.goto(f"{BASE}/page/{document(printed, REPORT)}/1")
    assert answered.value.headers["content-type"] == "image/webp"
    same = """() => {
      const [sheet, picture] = ['.sheet', '#picture'].map(name => document.querySelector(name).getBoundingClientRect())
      return ['left', 'top', 'width', 'height'].every(side => Math.abs(sheet[side] - picture[side]) < 1)
    }"""
    assert viewer.evaluate(same)


def test_text_is_selected_word_by_word(viewer: Page, printed: PrintedReports) -> None:
    viewer.goto(f"{BASE}/page/{document(printed, REPORT)}/1")
    assert f"Thực hiện {CITED}" in " ".join(viewer.evaluate(SELECTED).split())


def test_box_and_entry_light_each_other(viewer: Page, printed: PrintedReports) -> None:
    fact = citation(printed)
    viewer.goto(f"{BASE}/page/{document(printed, REPORT)}/1")
    box, entry = viewer.locator(f"#b-{fact}"), viewer.locator(f"#f-{fact}")
    entry.hover()
    expect(box).to_have_class("box on-citations lit")
    viewer.mouse.move(0, 0)
    expect(box).to_have_class("box on-citations")
    # The day of the decision has a box of its own at its end.
    place = box.locator("rect").bounding_box()
    assert place is not None
    viewer.mouse.move(place["x"] + 5, place["y"] + place["height"] / 2)
    expect(entry).to_have_class("fact on-citations lit")
    viewer.mouse.click(place["x"] + 5, place["y"] + place["height"] / 2)
    expect(entry).to_have_class("fact on-citations lit chosen")
    assert viewer.url.endswith(f"?fact={fact}")


def test_keys_go_from_fact_to_fact_and_from_page_to_page(viewer: Page, printed: PrintedReports) -> None:
    ident = document(printed, REPORT)
    viewer.goto(f"{BASE}/page/{ident}/1")
    entries = viewer.locator(".fact:visible")
    for press, at in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        viewer.keyboard.press(press)
        expect(entries.nth(at)).to_have_attribute("aria-current", "true")
        expect(viewer.locator(".box.chosen")).to_have_count(1)
    viewer.keyboard.press("Escape")
    expect(viewer.locator(".chosen")).to_have_count(0)
    viewer.keyboard.press("?")
    expect(viewer.locator("#keys")).to_have_attribute("open", "")
    viewer.keyboard.press("ArrowRight")
    viewer.wait_for_url(f"**/page/{ident}/2")
    viewer.keyboard.press("ArrowLeft")
    viewer.wait_for_url(f"**/page/{ident}/1")


def test_the_keyboard_leads_from_a_fact_to_its_instrument_and_back(viewer: Page, printed: PrintedReports) -> None:
    fact = citation(printed)
    viewer.goto(f"{BASE}/page/{document(printed, REPORT)}/1")
    viewer.locator(f"#f-{fact} .to-box").focus()
    viewer.keyboard.press("Enter")
    expect(viewer.locator(f"#f-{fact}")).to_have_attribute("aria-current", "true")
    viewer.keyboard.press("Enter")
    viewer.wait_for_url("**/instrument/*")
    viewer.go_back()
    expect(viewer.locator(f"#f-{fact}")).to_have_attribute("aria-current", "true")


def test_keys_that_are_typed_are_letters(viewer: Page, printed: PrintedReports) -> None:
    viewer.goto(f"{BASE}/page/{document(printed, REPORT)}/1")
    viewer.locator("#find-here").fill("")
    viewer.locator("#find-here").press_sequentially("jk?")
    expect(viewer.locator("#find-here")).to_have_value("jk?")
    expect(viewer.locator(".chosen")).to_have_count(0)


def test_the_page_grows_and_its_picture_becomes_sharper(viewer: Page, printed: PrintedReports) -> None:
    viewer.goto(f"{BASE}/page/{document(printed, REPORT)}/1")
    before = viewer.locator(".sheet").bounding_box()
    with viewer.expect_response("**/image/**width=*"):
        for _ in range(4):
            viewer.keyboard.press("+")
    after = viewer.locator(".sheet").bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] == pytest.approx(3 * before["width"], rel=0.05)
    viewer.keyboard.press("0")


def test_layers_are_switched_and_remembered(viewer: Page, printed: PrintedReports) -> None:
    ident = document(printed, REPORT)
    viewer.goto(f"{BASE}/page/{ident}/1")
    figures = viewer.locator(".box.on-figures")
    expect(figures.first).to_be_visible()
    viewer.locator("#layer-figures").uncheck()
    expect(figures.first).to_be_hidden()
    expect(viewer.locator(".fact.on-figures").first).to_be_hidden()
    viewer.goto(f"{BASE}/page/{ident}/2")
    expect(viewer.locator("#layer-figures")).not_to_be_checked()
    fact = first(printed, "select id from figures where document_id = ? and page = 1 limit 1", ident)
    viewer.goto(f"{BASE}/fact/{fact}")  # what is asked for is shown all the same
    expect(viewer.locator(f"#b-{fact}")).to_be_visible()


def test_a_scan_is_marked_as_any_other_page(viewer: Page, printed: PrintedReports) -> None:
    if not shutil.which("tesseract"):
        pytest.skip("needs tesseract")
    fact = first(
        printed,
        "select citations.id from citations join documents on documents.id = document_id"
        " where path = ? and raw like 'Quyết định%'",
        SCAN,
    )
    viewer.goto(f"{BASE}/fact/{fact}")
    # The page is a scan of the report's first page: the words of that page stand under the mark.
    expect(viewer.locator(f"#b-{fact}")).to_be_visible()
    sides = viewer.evaluate(
        "id => { const b = document.querySelector(`#b-${CSS.escape(id)} rect`).getBBox();"
        " return [b.x, b.y, b.x + b.width, b.y + b.height] }",
        fact,
    )
    assert CITED in " ".join(text_in(printed.folder / REPORT, 1, sides).split())
    expect(viewer.locator("details.text-of-page mark")).to_be_visible()


def test_it_works_without_script(browser: Any, served: str, printed: PrintedReports) -> None:
    context = browser.new_context(base_url=served, java_script_enabled=False)
    page = context.new_page()
    fact = citation(printed)
    page.goto(f"{BASE}/page/{document(printed, REPORT)}/1")
    page.locator(f"#b-{fact} rect").click(position={"x": 5, "y": 5})
    assert page.url.endswith(f"#f-{fact}")
    page.locator(f"#f-{fact} .to-box").click()
    assert page.url.endswith(f"#b-{fact}")
    page.locator("#layer-figures").uncheck()
    expect(page.locator(".box.on-figures").first).to_be_hidden()
    context.close()


@pytest.mark.parametrize("path", [REPORT, SCAN, MARKUP])
def test_everyone_can_use_it(viewer: Page, printed: PrintedReports, path: str) -> None:
    viewer.goto(f"{BASE}/page/{document(printed, path)}/1")
    axe(viewer)
    walk(viewer)
    no_overflow(viewer)
    axe(viewer)
