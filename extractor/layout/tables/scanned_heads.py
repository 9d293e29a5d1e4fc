"""The head of a table on a recognised page, where no bold type tells it: by its place over rows that are numbered from
the first one on, by cells that are centred over others, by capitals, by misread words and column numbers."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.layout.lines.line import Line
from extractor.layout.tables.cell_forms import is_row_number, is_value
from extractor.layout.tables.drafts import CellDraft, RowDraft
from patterns.tables.columns import YEAR, column_role
from patterns.tables.formulas import column_number

# Of the filled cells of a head: one of four may be read as a number, or begin with a small letter. Of rows with values
# more are, and what goes on from the page before begins with small ones (test_scanned_heads.py).
MISREAD = 0.25

# Of a cell's width: a line that leaves less of it blank fills it, and does not tell how it is set
# (test_scanned_heads.py).
BLANK = 0.12

# Of the blanks on both sides of a line: in front of a centred one stands about half of them, in front of one that
# begins at the side of its cell less than a quarter (test_scanned_heads.py).
CENTRED, AT_SIDE = (0.33, 0.67), 0.25

# Column numbers in their places make a row of them, however the others are read (test_scanned_heads.py).
FEWEST_NUMBERS = 3

# Signs of the longest misread column number. What is longer names or counts something (test_scanned_heads.py).
LONGEST_NUMBER = 4

_FIRST_ROWS = frozenset({"1", "01", "I", "A", "a"})
# ``STT`` in a narrow cell, with strokes of its letters lost.
_ROW_NUMBER_HEAD = regex.compile(r"(?:s[ốôoó]?\s?)?[tfi1l]{1,2}t|s[tfi1l]{2}|stt?", regex.IGNORECASE)


def is_head_of_scan(rows: Sequence[RowDraft], xs: Sequence[float]) -> bool:
    """Whether the first of the ``rows`` is a head; ``xs`` are the lines between columns."""
    first, below = rows[0], rows[1:]
    filled = [cell for cell in first.cells if cell.lines]
    if len(filled) < 2 or not below or not _is_worded(filled):
        return False
    if names_row_numbers(filled[0].text) and not filled[0].column and len(filled) > 2:
        return True
    whole = len(filled) >= len(first.cells) - (not first.cells[0].lines)
    return whole and (
        _is_counted_below(first, below)
        or (all(map(_is_capital, filled)) and not all(map(_is_capital, _filled(below[0]))))
        or _is_centred(filled, below, xs)
    )


def names_row_numbers(text: str) -> bool:
    """Whether a head names the numbers of rows, one or two of its letters misread."""
    bare = "".join(filter(str.isalnum, text))
    return column_role(text) == "stt" or _ROW_NUMBER_HEAD.fullmatch(bare) is not None


def numbers_most_columns(row: RowDraft) -> bool:
    """Whether the cells number the columns, where some of them may be misread: ``(1)``, ``q)``, ``(3)``, ``(4)``."""
    filled = _filled(row)
    if any(len(cell.text) > LONGEST_NUMBER and "=" not in cell.text for cell in filled):
        return False
    printed = [(at, number[0]) for at, cell in enumerate(filled) if (number := _in_brackets(cell.text))]
    numbers = [int(name) - at for at, name in printed if name.isdigit()]
    return len(numbers) >= FEWEST_NUMBERS and 2 * len(numbers) > len(filled) and len(set(numbers)) == 1


def _in_brackets(text: str) -> tuple[str, str | None] | None:
    return column_number(text) if text.startswith("(") else None


def _filled(row: RowDraft) -> list[CellDraft]:
    return [cell for cell in row.cells if cell.lines]


def _is_worded(filled: Sequence[CellDraft]) -> bool:
    """Whether nearly all cells hold words that begin as heads do."""
    texts = [cell.text for cell in filled]
    others = sum(_is_figure(text) or text[:1].islower() for text in texts)
    return others <= MISREAD * len(texts) and not is_row_number(texts[0])


def _is_figure(text: str) -> bool:
    return is_value(text) and not YEAR.fullmatch(text)


def _is_counted_below(first: RowDraft, below: Sequence[RowDraft]) -> bool:
    """Whether the rows below are numbered from the first number on."""
    leads = [row.cells[0].text.strip(" .)") for row in below if row.cells and not row.cells[0].column]
    printed = [lead for lead in leads if lead]
    return first.cells[0].column_end == 1 and bool(printed) and printed[0] in _FIRST_ROWS


def _is_capital(cell: CellDraft) -> bool:
    return cell.text.isupper() and not is_row_number(cell.text)


def _is_centred(filled: Sequence[CellDraft], below: Sequence[RowDraft], xs: Sequence[float]) -> bool:
    """Whether no cell of the row begins at its side, and some column has centred text over text that does."""
    contrasts = 0
    for cell in filled:
        sides = xs[cell.column], xs[cell.column_end]
        looks = [_look(line, *sides) for line in cell.lines]
        if "left" in looks and "centred" not in looks:
            return False
        under = [other for row in below for other in row.cells if other.lines and other.column == cell.column]
        at_side = ["left" in [_look(line, *sides) for line in other.lines] for other in under]
        contrasts += "centred" in looks and 2 * sum(at_side) > len(at_side)
    return contrasts > 0


def _look(line: Line, x0: float, x1: float) -> str:
    """How a line stands between two sides: ``left``, ``centred``, or ``full`` where it tells nothing."""
    before, blank = line.x0 - x0, (x1 - x0) - (line.x1 - line.x0)
    if blank < BLANK * (x1 - x0):
        return "full"
    if CENTRED[0] * blank < before < CENTRED[1] * blank:
        return "centred"
    return "left" if before < AT_SIDE * blank else "other"
