"""The marks of a finding on its page: frames around the print, badges where they hide none."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from extractor.facsimile.drawing import drawn
from extractor.facsimile.images import Facsimile
from extractor.facsimile.paper import Paper
from extractor.facsimile.picture import Picture, Wanted
from extractor.language.catalogue import words_of
from extractor.query.finding import Mark
from extractor.store.database import open_read_only
from extractor.web.marks import NEAR, OFF_PRINT, RADIUS, Framed, badge_of, framed
from extractor.web.pages.finding import FindingPage, answer, finish
from extractor.web.views import Asked
from tests.layout.drawn import Sheet, written
from tests.printed_reports import REPORT, SCAN, PrintedReports

SIZE = 300
FRAME = (100.0, 100.0, 140.0, 114.0)


def paper(*ink: tuple[int, int, int, int]) -> Paper:
    """A page of 300 by 300 points, a pixel each, printed on in the boxes ``ink``."""
    pixels = np.zeros((SIZE, SIZE), dtype=bool)
    for x0, top, x1, bottom in ink:
        pixels[top:bottom, x0:x1] = True
    return Paper(pixels, 1.0)


def test_a_badge_stands_over_its_frame_where_nothing_is_printed() -> None:
    badge = badge_of(FRAME, paper(), [FRAME])
    assert (badge.x, badge.line) == (140.0, None)
    assert badge.y + RADIUS < FRAME[1]


def test_a_badge_beside_its_frame_where_a_line_stands_over_it() -> None:
    badge = badge_of(FRAME, paper((0, 85, 300, 97)), [FRAME])
    assert badge.x + RADIUS < FRAME[0]
    assert badge.y == 107.0


def test_a_badge_goes_to_the_margin_of_full_lines_with_a_line_to_its_frame() -> None:
    badge = badge_of(FRAME, paper((40, 85, 260, 97), (40, 102, 260, 112)), [FRAME])
    assert badge.x + RADIUS < 40
    assert badge.line is not None
    assert badge.line[2] == FRAME[0]
    assert badge.line[3] == FRAME[3]


def test_a_line_is_drawn_to_a_badge_that_does_not_touch_its_frame() -> None:
    near = badge_of(FRAME, paper((0, 85, 300, 97), (97, 102, 100, 112)), [FRAME])
    assert near.line is None
    assert near.x > FRAME[0] - 2 * RADIUS - NEAR or near.x > FRAME[2]


def test_a_badge_stands_over_its_frame_where_no_place_is_free() -> None:
    assert badge_of(FRAME, paper((0, 0, 300, 300)), [FRAME]).y < FRAME[1]


def test_badges_do_not_cover_each_other(tmp_path: Path) -> None:
    """Two numbers with a sign between them, in lines that stand close."""

    def draw(sheet: Sheet) -> None:
        for at in range(6):
            sheet.text(85, 100 + 17 * at, "Việc số hóa, tái sử dụng: 115.334/118.340 hồ sơ được số hóa ngay khi có", 13)

    picture = drawn(Wanted(str(written(tmp_path / "close.pdf", draw)), "", 1, 1200))
    third = [word for word in picture.words if word.line == 2]
    (pair,) = [word for word in third if "/" in word.text]
    middle = (pair.x0 + pair.x1) / 2
    marks = (
        Mark(1, (pair.x0, pair.top, middle - 2, pair.bottom)),
        Mark(2, (middle + 2, pair.top, pair.x1, pair.bottom)),
    )
    found = framed(marks, picture)
    assert_badges_hide_nothing(found, picture)
    one, two = (each.badge for each in found)
    assert abs(one.x - two.x) >= 2 * RADIUS or abs(one.y - two.y) >= 2 * RADIUS


def test_without_a_picture_frames_lie_around_the_boxes() -> None:
    (only,) = framed((Mark(1, (80.0, 100.0, 160.0, 113.0)),), None)
    assert only.frame == (80.0 - OFF_PRINT, 100.0 - OFF_PRINT, 160.0 + OFF_PRINT, 113.0 + OFF_PRINT)


@pytest.mark.parametrize(("path", "check"), [(REPORT, "k1"), (REPORT, "k2"), (SCAN, "k1")])
def test_the_frames_of_a_finding_enclose_the_ink_of_its_numbers(printed: PrintedReports, path: str, check: str) -> None:
    shown, pictures = finding(printed, path, check)
    assert shown.marked
    for marked, picture in zip(shown.marked, pictures, strict=True):
        ink, scale = ink_of(picture)
        assert_badges_hide_nothing(marked, picture)
        for each in marked:
            x0, top, x1, bottom = (round(side * scale) for side in each.frame)
            rows = ink[top : bottom + 1, x0 : x1 + 1].any(axis=1)
            rim = int(scale)  # the stroke, half of it within
            assert not rows[:rim].any()
            assert not rows[-rim:].any()
            assert rows.any()


def test_a_finding_whose_file_is_gone_keeps_its_marks(printed: PrintedReports) -> None:
    with closing(open_read_only(printed.db)) as connection:
        reader = asked(connection, REPORT, "k2", None)
        (marked,) = finish(answer(connection, reader), reader).marked
    assert [each.number for each in marked] == [1, 2, 3, 4]


def asked(connection: sqlite3.Connection, path: str, check: str, facsimile: Facsimile | None) -> Asked:
    """A reader of a finding of the report that has this path."""
    (document,) = connection.execute("SELECT id FROM documents WHERE path = ?", [path]).fetchone()
    return Asked("reports", "/reports/-", words_of("en"), {"check": f"{document}-{check}"}, {}, facsimile)


def finding(printed: PrintedReports, path: str, check: str) -> tuple[FindingPage, list[Picture]]:
    """The page of a finding of a report, and the pictures of its pages."""
    with closing(open_read_only(printed.db)) as connection, closing(Facsimile.of(printed.db)) as facsimile:
        reader = asked(connection, path, check, facsimile)
        read = answer(connection, reader)
        pictures = []
        for original, page in zip(read.originals, read.page.pages, strict=True):
            assert original is not None
            picture = facsimile.page(original, page.page)
            assert isinstance(picture, Picture)
            pictures.append(picture)
        return finish(read, reader), pictures


def ink_of(picture: Picture) -> tuple[np.ndarray, float]:
    """The dark pixels of a page, and how many of them a point has."""
    pixels = np.asarray(Image.open(io.BytesIO(picture.image)).convert("L"))
    return pixels < 150, picture.width / picture.page_width


def assert_badges_hide_nothing(marked: tuple[Framed, ...], picture: Picture) -> None:
    """Holds where no badge lies on print."""
    ink, scale = ink_of(picture)
    for each in marked:
        left, top = round((each.badge.x - RADIUS) * scale), round((each.badge.y - RADIUS) * scale)
        wide = int(2 * RADIUS * scale)
        assert not ink[top : top + wide, left : left + wide].any()
