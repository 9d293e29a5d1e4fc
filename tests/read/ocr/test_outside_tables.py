"""A page is folded where it holds nothing but tables, and its words stand where they are printed all the same."""

from __future__ import annotations

import numpy as np

from extractor.read.ocr.engine import EnginePart, Picture, Word
from extractor.read.ocr.outside_tables import read_outside
from tests.read.ocr.picture.sheets import Sheet

DPI = 200
TABLE = (4 * DPI, 9 * DPI)


class ByRows:
    """Reads one word in each stretch of rows with ink."""

    name = "by rows"

    def __init__(self) -> None:
        self.asked: list[tuple[int, ...]] = []

    def parts(self) -> tuple[EnginePart, ...]:
        return ()

    def words(self, picture: Picture, dpi: int, timeout: float) -> tuple[Word, ...]:
        self.asked.append(picture.shape)
        inked = np.concatenate([[0], (picture < 128).any(axis=1).astype(int), [0]])
        begins, ends = np.flatnonzero(np.diff(inked) == 1), np.flatnonzero(np.diff(inked) == -1)
        return tuple(Word("a", (1, int(y0), 9, int(y1)), 0.9, (int(y0),)) for y0, y1 in zip(begins, ends, strict=True))


def read(sheet: Sheet, *tables: tuple[int, int]) -> tuple[list[tuple[float, float]], list[tuple[int, ...]]]:
    engine = ByRows()
    words = read_outside(engine, sheet.grey, tables, DPI, 9.0)
    return [(word.box[1], word.box[3]) for word in words], engine.asked


def page(*beside: float) -> Sheet:
    sheet = Sheet()
    for foot in (3.0, 10.0, *beside):
        sheet.text(2, foot, "HUONG", 14)
    return sheet


def test_words_over_and_under_a_table_stand_where_they_are_printed() -> None:
    whole, (size,) = read(page())
    folded, (smaller,) = read(page(), TABLE)
    assert folded == whole
    assert len(whole) == 2
    assert smaller[0] < size[0] - 4 * DPI


def test_words_beside_a_table_are_read() -> None:
    assert read(page(6.5), TABLE)[0] == read(page(6.5))[0]


def test_lines_over_and_under_a_table_do_not_become_neighbours() -> None:
    sheet = Sheet()
    for foot in (3.98, 9.2):
        sheet.text(2, foot, "HUONG", 14)
    engine = ByRows()
    read_outside(engine, sheet.grey, [TABLE], DPI, 9.0)
    first, second = engine.words(sheet.grey, DPI, 9.0)
    assert engine.asked[0][0] > len(sheet.grey) - (TABLE[1] - TABLE[0]) + 0.3 * DPI
    assert second.box[1] - first.box[3] > 5 * DPI - 60


def test_a_page_that_is_all_table_is_not_read_again() -> None:
    sheet = Sheet()
    assert read(sheet, (-60, len(sheet.grey) + 60)) == ([], [])
