"""Rows of a table whose columns are ruled and whose rows are not: one drawn row that holds many."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from extractor.layout.lines.line import Line, middle_of, part_at
from extractor.layout.tables.cell_forms import are_counted, is_row_number, is_value
from extractor.layout.tables.drafts import CellDraft, RowDraft, TableDraft
from extractor.layout.tables.stream.columns import BETWEEN

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
    return replace(table, rows=tuple(part for row in table.rows for part in _rows_in(row, table.grid.xs)))


def _feet_of_headings(row: RowDraft, feet: Sequence[float], listed: Sequence[Sequence[Line]]) -> list[float]:
    """The feet of headings between rows: bold lines that are level with no entry, beside labels that are not bold.

    ``feet`` are those of the entries, which stand in the cells ``listed``.
    """
    words = [line for cell in row.cells if cell.lines not in listed for line in cell.lines]
    level = [min(abs(line.bottom_of_type - foot) for foot in feet) < BETWEEN * line.size for line in words]
    if any(line.bold for line, beside in zip(words, level, strict=True) if beside) or not any(level):
        return []
    return sorted({line.bottom_of_type for line, beside in zip(words, level, strict=True) if line.bold and not beside})


def _rows_in(row: RowDraft, xs: Sequence[float]) -> list[RowDraft]:
    """The rows that a drawn ``row`` holds; ``xs`` are the lines between the columns of its table."""
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
    return [
        _with_columns_apart(_part(row, nearest, at, top, bottom), xs)
        for at, (top, bottom) in enumerate(pairwise(borders))
    ]


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


def _with_columns_apart(row: RowDraft, xs: Sequence[float]) -> RowDraft:
    """A row whose cells over several columns are parted where each piece of their text stands in one of these.

    The rule between two columns ends where a cell of one of the rows is merged, and no cell of the others is closed.
    ``xs`` are the lines between columns.
    """
    if all(cell.column_end - cell.column < 2 or not cell.lines for cell in row.cells):
        return row
    return replace(row, cells=tuple(chain.from_iterable(_by_column(cell, xs) for cell in row.cells)))


def _by_column(cell: CellDraft, xs: Sequence[float]) -> list[CellDraft]:
    """The cells of the columns in which the pieces of a cell stand; itself where one crosses the line between two, or
    all stand in one."""
    inner = xs[cell.column + 1 : cell.column_end]
    pieces = [piece for line in cell.lines for piece in _pieces(line, inner)]
    places = [cell.column + bisect_right(inner, middle_of(piece)) for piece in pieces]
    if len(set(places)) < 2 or any(piece.x0 < x < piece.x1 for piece in pieces for x in inner):
        return [cell]
    return [
        CellDraft(
            column=column,
            column_end=column + 1,
            row_span=1,
            lines=tuple(piece for piece, at in zip(pieces, places, strict=True) if at == column),
            width=xs[column + 1] - xs[column],
        )
        for column in range(cell.column, cell.column_end)
    ]


def _pieces(line: Line, inner: Sequence[float]) -> list[Line]:
    """A line parted at the lines between columns, where a word crosses none of them."""
    pieces: list[Line] = []
    for x in inner:
        left, right = part_at(line, x)
        if left.text and right.text and left.x1 < x:
            pieces.append(left)
            line = right
    return [*pieces, line]
