"""Pictures of pages: drawn in a child process, under the boxes of the database, or a failure in words."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from PIL import Image

from extractor.facsimile.cache import Cache
from extractor.facsimile.drawing import MAX_PIXELS, drawn
from extractor.facsimile.files import Original
from extractor.facsimile.images import Facsimile
from extractor.facsimile.picture import Picture, Wanted
from extractor.facsimile.undrawn import A_WHILE, Undrawn
from extractor.model.pages import Failure
from extractor.store.database import open_read_only
from tests.layout.drawn import Sheet, written
from tests.printed_reports import CITED, MARKUP, REPORT, SCAN, TURNED, PrintedReports


@pytest.fixture(scope="session")
def facsimile(printed: PrintedReports, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facsimile]:
    """The facsimile of the printed reports, with a cache of its own."""
    facsimile = Facsimile.of(printed.db, cache=tmp_path_factory.mktemp("cache"))
    yield facsimile
    facsimile.close()


@pytest.fixture
def connection(printed: PrintedReports) -> Iterator[sqlite3.Connection]:
    """The database, opened for reading."""
    with closing(open_read_only(printed.db)) as opened:
        yield opened


def original(facsimile: Facsimile, connection: sqlite3.Connection, path: str) -> Original:
    """The file of the document that has this path."""
    (ident,) = connection.execute("select id from documents where path = ?", [path]).fetchone()
    found = facsimile.original(connection, ident)
    assert found is not None
    return found


def found_at(file: Path) -> Original:
    return Original("found", "a.pdf", sha256(file.read_bytes()).hexdigest(), file)


@pytest.mark.parametrize("path", [REPORT, TURNED, SCAN])
def test_what_is_printed_lies_under_its_box(facsimile: Facsimile, connection: sqlite3.Connection, path: str) -> None:
    picture = facsimile.page(original(facsimile, connection, path), 1)
    assert isinstance(picture, Picture)
    found = connection.execute(
        "select x.value ->> 1 x0, x.value ->> 2 top, x.value ->> 3 x1, x.value ->> 4 bottom, pages.width, pages.height"
        " from citations join documents on documents.id = citations.document_id, json_each(boxes) x"
        " join pages on pages.document_id = documents.id and pages.number = 1"
        " where documents.path = ? and raw like 'Quyết định số 4951%'",
        [path],
    ).fetchone()
    x0, top, x1, bottom, width, height = found
    assert (picture.page_width, picture.page_height) == pytest.approx((width, height), abs=0.01)
    ink = np.asarray(Image.open(io.BytesIO(picture.image)).convert("L")) < 128
    scale = picture.width / width
    if path == TURNED:  # its lines run down the page
        ink, (x0, top, x1, bottom) = ink.T, (top, x0, bottom, x1)
    rows, columns = slice(int(top * scale), int(bottom * scale) + 1), slice(int(x0 * scale), int(x1 * scale) + 1)
    within, high = ink[rows, columns], rows.stop - rows.start
    # The words reach from side to side of their box, and beside the first line of a text is none (a scan has grain).
    inked = np.flatnonzero(within.any(axis=0))
    assert inked[0] < 6
    assert inked[-1] > within.shape[1] - 8
    beside = (ink[rows.start - high : rows.start - 5, columns], ink[rows.stop + 5 : rows.stop + high, columns])
    assert within.mean() > 4 * min(part.mean() for part in beside)


def test_the_words_stand_where_the_database_says(facsimile: Facsimile, connection: sqlite3.Connection) -> None:
    for path in (REPORT, TURNED):
        picture = facsimile.page(original(facsimile, connection, path), 1)
        assert isinstance(picture, Picture)
        line = next(word.line for word in picture.words if word.text == "4951/QĐ-UBND")
        assert CITED in " ".join(word.text for word in picture.words if word.line == line)


def test_a_scan_has_a_picture_and_no_words(facsimile: Facsimile, connection: sqlite3.Connection) -> None:
    picture = facsimile.page(original(facsimile, connection, SCAN), 1)
    assert isinstance(picture, Picture)
    assert picture.words == ()


def test_a_page_that_cannot_be_drawn_is_a_failure_in_words(
    facsimile: Facsimile, connection: sqlite3.Connection
) -> None:
    broken = facsimile.page(original(facsimile, connection, MARKUP), 2)
    assert isinstance(broken, Failure)
    assert broken.page == 2
    assert "cannot be drawn" in broken.error
    assert isinstance(facsimile.page(original(facsimile, connection, MARKUP), 1), Picture)


def test_a_file_that_is_not_there_has_no_picture(facsimile: Facsimile, connection: sqlite3.Connection) -> None:
    found = original(facsimile, connection, REPORT)
    failed = facsimile.page(replace(found, state="missing", file=None), 1)
    assert isinstance(failed, Failure)
    assert failed.error == f"{REPORT} is missing"


def test_a_cut_out_is_the_part_of_the_page_around_its_boxes(
    facsimile: Facsimile, connection: sqlite3.Connection
) -> None:
    found = original(facsimile, connection, REPORT)
    whole, cut = facsimile.page(found, 1), facsimile.cut_out(found, 1, [(200.0, 150.0, 250.0, 165.0)])
    assert isinstance(whole, Picture)
    assert isinstance(cut, tuple)
    part, around = cut
    assert around == (80.0, 117.0, 370.0, 195.0)
    pixels, scale = np.asarray(Image.open(io.BytesIO(whole.image)).convert("L"), dtype=float), whole.width / 595
    there = pixels[round(117 * scale) : round(195 * scale), round(80 * scale) : round(370 * scale)]
    here = np.asarray(Image.open(io.BytesIO(part.image)).convert("L").resize(there.shape[::-1]), dtype=float)
    assert there.min() < 50
    assert np.corrcoef(here.ravel(), there.ravel())[0, 1] > 0.9


def test_a_picture_is_drawn_once_and_a_broken_one_again(printed: PrintedReports, tmp_path: Path) -> None:
    asked: list[Wanted] = []

    def draw(wanted: Wanted) -> Picture:
        asked.append(wanted)
        return Picture(b"\x00pixels", 1200, 1697, 595.0, 842.0)

    found = found_at(printed.folder / REPORT)
    facsimile = Facsimile((), Cache(tmp_path), draw)
    assert facsimile.page(found, 1) == facsimile.page(found, 1, 900) == draw(asked[0])
    assert len(asked) == 2
    next((tmp_path / "pages").iterdir()).write_bytes(b"broken")
    facsimile.page(found, 1)
    assert len(asked) == 3


def test_a_picture_of_another_file_that_has_taken_the_name_is_neither_shown_nor_kept(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    found = found_at(tmp_path / "a.pdf")

    def draw(wanted: Wanted) -> Picture:
        (tmp_path / "a.pdf").write_bytes(b"%PDF secret")
        return Picture(b"\x00secret", 1200, 1697, 595.0, 842.0)

    shown = Facsimile((), Cache(tmp_path / "cache"), draw).page(found, 1)
    assert isinstance(shown, Failure)
    assert "changed" in shown.error
    assert not list(tmp_path.glob("cache/**/*.page"))


def test_a_page_that_failed_is_tried_again_after_a_while(tmp_path: Path) -> None:
    asked: list[Wanted] = []
    now = [0.0]

    def draw(wanted: Wanted) -> Failure:
        asked.append(wanted)
        return Failure("draw", None, "not done after 8 seconds", "")

    facsimile = Facsimile((), Cache(tmp_path), draw, Undrawn(lambda: now[0]))
    found = Original("found", "a.pdf", "0" * 64, tmp_path / "a.pdf")
    assert facsimile.page(found, 3) == facsimile.page(found, 3) == Failure("draw", 3, "not done after 8 seconds", "")
    assert len(asked) == 1
    now[0] = A_WHILE
    facsimile.page(found, 3)
    assert len(asked) == 2


def test_two_that_ask_for_one_page_at_once_have_it_drawn_once(tmp_path: Path) -> None:
    asked: list[Wanted] = []
    is_drawing, may_end = Event(), Event()

    def draw(wanted: Wanted) -> Picture:
        asked.append(wanted)
        is_drawing.set()
        assert may_end.wait(30)
        return Picture(b"\x00pixels", 1200, 1697, 595.0, 842.0)

    class Watched(Cache):
        def get(self, key: str) -> bytes | None:
            found = super().get(key)
            if is_drawing.is_set():  # the second has looked in vain, and waits
                may_end.set()
            return found

    facsimile = Facsimile((), Watched(tmp_path), draw)
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    found = found_at(tmp_path / "a.pdf")
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(facsimile.page, found, 1)
        assert is_drawing.wait(30)
        second = threads.submit(facsimile.page, found, 1)
        assert first.result() == second.result()
    assert len(asked) == 1


def test_a_huge_page_is_drawn_smaller(tmp_path: Path) -> None:
    file = written(tmp_path / "long.pdf", lambda sheet: None, size=(100.0, 14000.0))
    picture = drawn(Wanted(str(file), "", 1, 2400))
    assert picture.width * picture.height <= MAX_PIXELS * 1.01


def test_a_line_of_one_digit_is_one_where_its_page_is_level(tmp_path: Path) -> None:
    """A digit is higher than wide, as is a line that runs down."""

    def draw(sheet: Sheet) -> None:
        sheet.text(100, 100, "Thực hiện nhiệm vụ được giao trong quý I năm 2024", 13)
        sheet.text(100, 140, "7", 13)

    picture = drawn(Wanted(str(written(tmp_path / "digit.pdf", draw)), "", 1, 1200))
    _, (x0, top, x1, bottom) = picture.lines
    ink = np.asarray(Image.open(io.BytesIO(picture.image)).convert("L")) < 128
    scale = picture.width / picture.page_width
    inked = np.flatnonzero(ink[int(115 * scale) : int(170 * scale), int(x0 * scale) : int(x1 * scale)].any(axis=1))
    assert (top, bottom) == pytest.approx((115 + inked[0] / scale, 115 + inked[-1] / scale), abs=1.0)


def test_lines_enclose_what_is_printed_in_them(facsimile: Facsimile, connection: sqlite3.Connection) -> None:
    picture = facsimile.page(original(facsimile, connection, REPORT), 1)
    assert isinstance(picture, Picture)
    ink = np.asarray(Image.open(io.BytesIO(picture.image)).convert("L")) < 128
    scale = picture.width / picture.page_width
    assert len(picture.lines) == len({word.line for word in picture.words})
    for x0, top, x1, bottom in picture.lines:
        columns = ink[:, int(x0 * scale) : int(x1 * scale) + 1].any(axis=1)
        # A mark may reach a pixel over its outline; two points off there is nothing of this line nor of the next.
        assert not columns[int((top - 2) * scale)] or not columns[int((top - 1) * scale)]
        within = np.flatnonzero(columns[int(top * scale) : int(bottom * scale) + 1])
        assert within[0] <= 1
        assert within[-1] >= int((bottom - top) * scale) - 1


def test_lines_outlast_the_cache(facsimile: Facsimile, connection: sqlite3.Connection) -> None:
    picture = facsimile.page(original(facsimile, connection, REPORT), 1)
    assert isinstance(picture, Picture)
    assert picture.lines
    assert Picture.from_bytes(picture.as_bytes()) == picture
