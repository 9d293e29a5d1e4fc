"""Rows, columns and heads told by gaps → a table as if it had a grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.layout.lines.line import Line
from extractor.layout.tables.drafts import CellDraft, RowDraft, TableDraft
from extractor.layout.tables.stream.bands import Band
from extractor.layout.tables.stream.columns import Column
from extractor.layout.tables.stream.heads import Paths
from extractor.layout.tables.stream.rows import UnruledRow
from extractor.ruled.lattice import Cell, Grid

# Points of air between the text of a table and its outer sides, as rules would leave it. From 1.2 to 3 nothing changes
# on 40 documents.
RIM = 2.0


class _Placed(NamedTuple):
    """The lines of a cell, and the rows and columns that it covers; the ends are exclusive."""

    row: int
    row_end: int
    column: int
    column_end: int
    lines: Sequence[Line]


def table_of_rows(
    number: int, rows: Sequence[UnruledRow], found: Sequence[Column], band: Band | None, head: Paths | None = None
) -> TableDraft:
    """The table that rows and columns form, its head not counted yet.

    number: that of the page. rows: those under the head, and the head where it was not told. found: the columns. band:
    the level rules around the table, None without rules. head: the heads of each column, None where they were not told.
    """
    depth = max(map(len, head)) if head else 0
    placed = [*_heads(head or [], depth), *_bodies(rows, depth, len(found))]
    x0, x1 = (band.x0, band.x1) if band else (found[0].x0 - RIM, found[-1].x1 + RIM)
    xs = (min(x0, found[0].x0), *((a.x1 + b.x0) / 2 for a, b in pairwise(found)), max(x1, found[-1].x1))
    ys = _heights(placed, depth, band)
    cells = tuple(
        Cell(*each[:4], x0=xs[each.column], top=ys[each.row], x1=xs[each.column_end], bottom=ys[each.row_end])
        for each in placed
    )
    drafts: list[list[CellDraft]] = [[] for _ in ys[1:]]
    for each in placed:
        width = xs[each.column_end] - xs[each.column]
        cell = CellDraft(each.column, each.column_end, each.row_end - each.row, tuple(each.lines), width=width)
        drafts[each.row].append(cell)
    return TableDraft(
        page=number,
        grid=Grid(xs, ys, cells),
        box=(number, xs[0], ys[0], xs[-1], ys[-1]),
        rows=tuple(
            RowDraft(tuple(of_row), (number, xs[0], top, xs[-1], bottom))
            for of_row, (top, bottom) in zip(drafts, pairwise(ys), strict=True)
        ),
        text_columns=tuple((column.x0, column.x1) for column in found),
    )


def _heads(paths: Paths, depth: int) -> Iterator[_Placed]:
    """The heads from row to row; the innermost ones reach down to the last row of the head."""
    for row in range(depth):
        for column, path in enumerate(paths):
            if row >= len(path):
                if not path and not row:
                    yield _Placed(0, depth, column, column + 1, ())
                continue
            cell = path[row]
            if cell.first == column:
                inner = all(len(each) == row + 1 for each in paths[cell.first : cell.end])
                yield _Placed(row, depth if inner else row + 1, column, cell.end, cell.lines)


def _bodies(rows: Sequence[UnruledRow], first: int, n_cols: int) -> Iterator[_Placed]:
    """The cells of the rows, the upper one of which is row ``first``; cells without text are one column wide."""
    for row, cells in enumerate(rows, first):
        column = 0
        while column < n_cols:
            end, lines = cells.cells.get(column, (column + 1, []))
            yield _Placed(row, row + 1, column, end, lines)
            column = end


def _heights(placed: Sequence[_Placed], depth: int, band: Band | None) -> tuple[float, ...]:
    """The lines between rows, half-way between their texts; those within the head are evenly apart."""
    tops: dict[int, float] = {}
    feet: dict[int, float] = {}
    for each in placed:
        row = max(each.row, depth - 1) if depth else each.row
        for line in each.lines:
            tops[row] = min(line.top, tops.get(row, line.top))
            feet[row] = max(line.bottom, feet.get(row, line.bottom))
    order = sorted(tops)
    borders = [(feet[upper] + tops[lower]) / 2 for upper, lower in pairwise(order)]
    first, last = (band.ys[0], band.ys[-1]) if band else (tops[order[0]], feet[order[-1]])
    under_head = borders[0] if borders else last
    of_head = [first + (under_head - first) * row / depth for row in range(1, depth)]
    return (first, *of_head, *borders, last)
