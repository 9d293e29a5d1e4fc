"""The words in the cells of the tables in a picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extractor.model.pages import Floats
from extractor.read.ocr.cells.cutting import CutCell, cut_cells, grids_in, without_tables
from extractor.read.ocr.cells.text_lines import text_lines
from extractor.read.ocr.cells.witnesses import agreed, is_numeric
from extractor.read.ocr.engine import CellReader, Picture, RecognitionError, Word, read_cells

# Numbers are short: a line that is longer than so many times its height is text. Digits of "1.234.567.890,5" are 9
# times as long as high, those of "28/08/2017 - 04/11/2017" 15 times (test_cells.py).
LONGEST_NUMBER = 16

IN_CELLS = -1
"""The first number of all lines of cells; engines number theirs from 0."""

# A number stands in one line, in a narrow cell in two, with its share below it in three.
MOST_LINES = 3


def read_tables(
    picture: Picture, rules: Floats, dpi: int, readers: tuple[CellReader, CellReader | None], timeout: float
) -> tuple[tuple[Word, ...], Picture, tuple[tuple[int, int], ...]]:
    """The words in the cells of all ruled tables of a page, the picture of the page without its tables, and where these
    begin and end, in rows of its pixels.

    picture: straight, without its rules. rules: those, in pixels. dpi: its dots an inch. readers: the one of words and
    the one of numbers, None where there is none. timeout: seconds that each may take.

    The lines of words have numbers of their own: those of the page that is read without tables begin at other ones.
    Raises as ``Engine.words`` does for the reader of words; a reader of numbers that fails leaves its part to it.
    """
    grids = grids_in(rules, dpi)
    cells = cut_cells(picture, grids, dpi)
    if not cells:
        return (), picture, ()
    of_words, of_numbers = readers
    read = read_cells(of_words, [cell.picture for cell in cells], dpi, timeout)
    numbers = _numbers(cells, of_numbers, dpi, timeout) if of_numbers else [()] * len(cells)
    numeric = _numeric_columns(cells, numbers)
    words = [
        word.moved(cell.x, cell.y, IN_CELLS, at)
        for at, (cell, by_words, by_numbers) in enumerate(zip(cells, read, numbers, strict=True))
        for word in agreed(by_words, by_numbers, numeric=_column(cell) in numeric)
    ]
    heights = tuple((round(grid.top * dpi / 72), round(grid.bottom * dpi / 72)) for grid in grids)
    return tuple(words), without_tables(picture, grids, dpi), heights


def _numbers(cells: Sequence[CutCell], reader: CellReader, dpi: int, timeout: float) -> list[tuple[Word, ...]]:
    """What the reader of numbers reads in each cell that may hold one; nothing in the others."""
    asked = [at for at, cell in enumerate(cells) if _may_be_number(cell.picture, dpi)]
    read: list[tuple[Word, ...]] = [()] * len(cells)
    try:
        found = read_cells(reader, [cells[at].picture for at in asked], dpi, timeout)
    except RecognitionError:
        return read
    for at, words in zip(asked, found, strict=True):
        read[at] = words
    return read


def _may_be_number(picture: Picture, dpi: int) -> bool:
    lines = text_lines(picture, dpi)
    return len(lines) <= MOST_LINES and all(x1 - x0 <= LONGEST_NUMBER * (y1 - y0) for x0, y0, x1, y1 in lines)


def _column(cell: CutCell) -> tuple[int, int]:
    return cell.table, cell.cell.column


def _numeric_columns(cells: Sequence[CutCell], numbers: Sequence[Sequence[Word]]) -> frozenset[tuple[int, int]]:
    """The columns of which most cells that have text are numbers."""
    counted: defaultdict[tuple[int, int], list[bool]] = defaultdict(list)
    for cell, words in zip(cells, numbers, strict=True):
        counted[_column(cell)].append(is_numeric(" ".join(word.text for word in words)))
    return frozenset(column for column, found in counted.items() if 2 * sum(found) > len(found))
