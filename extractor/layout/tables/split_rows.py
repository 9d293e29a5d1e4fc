"""Rows of a table whose columns are ruled and whose rows are not: one drawn row that holds many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.layout.lines.line import Line
from extractor.layout.tables.cell_forms import are_counted, is_row_number, is_value
from extractor.layout.tables.drafts import RowDraft, TableDraft
from extractor.layout.tables.stream_columns import BETWEEN

# Points: feet of lines in one row differ by less, as its cells may be set in bold and in plain type. No document that
# was tried tells the value: from 1.2 to 3 the tables of 40 stay the same.
SAME_FOOT = 2.0


def with_rows_apart(table: TableDraft) -> TableDraft:
    """The table with each drawn row parted into the rows that it holds.

    It holds several where two of its cells have an entry (a row number, a value) on each of their lines, at the same
    heights: three or more, or two that are counted one after the other.
    """
    if not any(sum(len(cell.lines) > 1 for cell in row.cells) > 1 for row in table.rows):
        return table
    return replace(table, rows=tuple(part for row in table.rows for part in _rows_in(row)))


def _feet_of_headings(row: RowDraft, feet: Sequence[float], listed: Sequence[Sequence[Line]]) -> list[float]:
    """The feet of headings between rows: bold lines that are level with no entry, beside labels that are not bold.

    ``feet`` are those of the entries, which stand in the cells ``listed``.
    """
    words = [line for cell in row.cells if cell.lines not in listed for line in cell.lines]
    level = [min(abs(line.bottom_of_type - foot) for foot in feet) < BETWEEN * line.size for line in words]
    if any(line.bold for line, beside in zip(words, level, strict=True) if beside) or not any(level):
        return []
    return sorted({line.bottom_of_type for line, beside in zip(words, level, strict=True) if line.bold and not beside})


def _rows_in(row: RowDraft) -> list[RowDraft]:
    listed = [cell.lines for cell in row.cells if len(cell.lines) > 1 and _all_entries(cell.lines)]
    if len(listed) < 2:
        return [row]
    feet = [line.bottom_of_type for line in max(listed, key=len)]
    if len(feet) < 3 and not any(are_counted([line.text for line in lines]) for lines in listed):
        return [row]
    feet = sorted([*feet, *_feet_of_headings(row, feet, listed)])
    nearest = {line: _nearest(feet, line) for cell in row.cells for line in cell.lines}
    level = [
        lines for lines in listed if all(abs(feet[nearest[line]] - line.bottom_of_type) <= SAME_FOOT for line in lines)
    ]
    if len(level) < 2:
        return [row]
    begins = [line for line in nearest if abs(feet[nearest[line]] - line.bottom_of_type) <= SAME_FOOT]
    tops = [min(line.top for line in begins if nearest[line] == at) for at in range(len(feet))]
    borders = [row.box[2], *((foot + top) / 2 for foot, top in zip(feet, tops[1:], strict=False)), row.box[4]]
    return [_part(row, nearest, at, top, bottom) for at, (top, bottom) in enumerate(pairwise(borders))]


def _all_entries(lines: Sequence[Line]) -> bool:
    return all(is_value(line.text) or is_row_number(line.text) for line in lines)


def _nearest(feet: Sequence[float], line: Line) -> int:
    """Which foot is nearest to that of a line, the upper one of two."""
    return min(range(len(feet)), key=lambda at: abs(feet[at] - line.bottom_of_type))


def _part(row: RowDraft, nearest: Mapping[Line, int], at: int, top: float, bottom: float) -> RowDraft:
    cells = tuple(
        replace(cell, row_span=1, lines=tuple(line for line in cell.lines if nearest[line] == at)) for cell in row.cells
    )
    return RowDraft(cells, (row.box[0], row.box[1], top, row.box[3], bottom))
