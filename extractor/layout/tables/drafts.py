"""Tables of one page: the lines in each cell of a grid, and its rows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from extractor.layout.footnotes.markers import Cuts, without
from extractor.layout.lines.line import Line, joined_text, lines_by_area
from extractor.layout.lines.segments import counting
from extractor.layout.lines.texts import shown
from extractor.layout.tables.broken import broken_lines
from extractor.layout.tables.overflow import Runs
from extractor.model.pages import Box, Characters, Floats, Integers, Mask, Rectangle
from extractor.ruled.lattice import Grid

# Points: a glyph on a rule belongs to the table, as the rule has a width. At 0 lines beside one of 75 documents' tables
# become rows of another, from .5 to 3 nothing changes.
RIM = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class CellDraft:
    """The lines of a cell, and the columns it covers (the end exclusive); ``row_span`` is at least 1.

    ``cuts`` are stretches of its lines that are no part of its text: footnote markers. ``width`` is how much room it
    has for a line, in points.
    """

    column: int
    column_end: int
    row_span: int
    lines: tuple[Line, ...]
    cuts: Cuts = field(default_factory=dict)
    width: float = math.inf
    text: str = field(init=False)
    """The lines as one text."""
    broken: frozenset[Line] = field(init=False)
    """The lines that go on within a word or number of the line above: no blank stands before them."""

    def __post_init__(self) -> None:
        broken = broken_lines(self.lines, self.width)
        texts = [without(line.text, self.cuts.get(line, ())) if self.cuts else line.text for line in self.lines]
        object.__setattr__(self, "broken", broken)
        object.__setattr__(self, "text", joined_text(texts, [line in broken for line in self.lines] if broken else ()))


@dataclass(frozen=True, slots=True, eq=False)
class RowDraft:
    """The cells that begin in a row of a grid, from left to right, and the row's box."""

    cells: tuple[CellDraft, ...]
    box: Box

    def texts(self, n_cols: int) -> list[str]:
        """One text a column of the grid; a merged cell stands in its first place."""
        texts = [""] * n_cols
        for cell in self.cells:
            texts[cell.column] = cell.text
        return texts

    @property
    def bold(self) -> bool:
        """Whether all text of the row is bold."""
        lines = [line for cell in self.cells for line in cell.lines]
        return bool(lines) and all(line.bold for line in lines)


@dataclass(frozen=True, slots=True, eq=False)
class TableDraft:
    """A table on one page: its grid, its place, its rows without empty ones, how many are the head, its caption
    with the unit that it gives.

    The grid is upright even where the table stands sideways; ``box`` is on the page. Head and caption are filled in
    by ``table_heads``. ``numbers`` is the row of column numbers in the head, one text a column, empty where it has
    none. ``text_columns`` is where the text of each column begins and ends in a table without rules
    between columns. ``recognised`` says that its text was read from a picture, which tells no bold type.
    """

    page: int
    grid: Grid
    box: Box
    rows: tuple[RowDraft, ...]
    n_head: int = 0
    header: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    label: str | None = None
    title: str | None = None
    unit: str | None = None
    text_columns: tuple[tuple[float, float], ...] = ()
    recognised: bool = False


def table_draft(
    number: int, grid: Grid, lines: Sequence[Sequence[Line]], sideways: Mapping[tuple[int, int], Sequence[Line]]
) -> TableDraft | None:
    """The grid with the lines of each of its cells; None where it holds no text.

    ``number`` is the page's. ``lines`` are those of each cell in the order of ``grid``; ``sideways`` are further lines
    of cells, by row and column, that stand sideways.
    """
    rows: list[list[CellDraft]] = [[] for _ in range(len(grid.ys) - 1)]
    for cell, upright in zip(grid.cells, lines, strict=True):
        of_cell = (*upright, *sideways.get((cell.row, cell.column), ())) if sideways else tuple(upright)
        span = cell.row_end - cell.row
        rows[cell.row].append(CellDraft(cell.column, cell.column_end, span, of_cell, width=cell.x1 - cell.x0))
    kept = tuple(
        RowDraft(tuple(cells), (number, grid.x0, grid.ys[at], grid.x1, grid.ys[at + 1]))
        for at, cells in enumerate(rows)
        if any(cell.lines for cell in cells)
    )
    if not kept:
        return None
    return TableDraft(page=number, grid=grid, box=(number, *grid.box), rows=kept)


def lines_by_cell(characters: Characters, grids: Sequence[Grid]) -> tuple[list[list[list[Line]]], list[Line]]:
    """For each grid the lines of each of its cells, and the lines outside the grids that hold text.

    A glyph belongs to the cell in which its middle lies, of a grid within a cell to the inner one. Every cell is an
    area of its own, all set in one pass.
    """
    x, y = characters.middles
    inked = shown(characters.text)
    outside = np.ones(len(x), dtype=bool)
    glyphs, areas, ends = [], [], [1]
    runs = Runs(characters, inked) if grids else None
    for grid in grids:
        inside, cells = _cells_at(grid, x, y)
        if runs is not None:
            inside, cells = _with_overflow(runs, inside, cells, grid, len(x))
        for inner in _grids_in(grid, grids):
            own = ~within(inner.box, x[inside], y[inside])
            inside, cells = inside[own], cells[own]
        if inked[inside].any():
            outside &= ~within(grid.box, x, y)
            outside[inside] = False
        glyphs.append(inside)
        areas.append(cells + ends[-1])
        ends.append(ends[-1] + len(grid.cells))
    free = outside.nonzero()[0]
    if grids:
        chosen = np.concatenate([free, *glyphs])
        characters, inked = characters.take(chosen), inked[chosen]
    of = np.concatenate([np.zeros(len(free), dtype=np.int32), *areas])
    lines = lines_by_area(characters, of, ends[-1], inked)
    return [lines[start:end] for start, end in pairwise(ends)], lines[0]


def _cells_at(grid: Grid, x: Floats, y: Floats) -> tuple[Integers, Integers]:
    """Which of the points at ``x`` and ``y`` lie in which cells of a ``grid``.

    Returns two arrays: index of the point, index of the cell.

    A cell holds its left and upper side. Where rules end in the open cells overlap, and a point can be in two.
    """
    boxes = np.array([side for cell in grid.cells for side in cell.box]).reshape(-1, 4)
    across, down = boxes[:, ::2], boxes[:, 1::2]
    xs, ys = (np.array(sorted(set(sides.ravel().tolist()))) for sides in (across, down))
    first, end = xs.searchsorted(across).T + 1
    width = end - first
    low, high = ys.searchsorted(down).T + 1
    area = width * (high - low)
    cell = np.arange(len(boxes), dtype=np.int32).repeat(area)
    within = counting(np.zeros(len(boxes), dtype=np.int32), area)
    fields = (low[cell] + within // width[cell]) * (len(xs) + 1) + first[cell] + within % width[cell]
    held = np.bincount(fields, minlength=(len(xs) + 1) * (len(ys) + 1))
    field = ys.searchsorted(y, side="right") * (len(xs) + 1) + xs.searchsorted(x, side="right")
    points = np.arange(len(x), dtype=np.int32).repeat(held[field])
    if held.max() < 2:
        of_field = np.empty(len(held), dtype=np.int32)
        of_field[fields] = cell
        return points, of_field[field[points]]
    order = fields.argsort(kind="stable")
    return points, cell[order[counting((held.cumsum() - held)[field], held[field])]]


def _with_overflow(runs: Runs, inside: Integers, cells: Integers, grid: Grid, count: int) -> tuple[Integers, Integers]:
    """The glyphs in a ``grid`` and the cell of each, as ``_cells_at`` gives them, those that overflow a cell in it.

    ``runs`` are those of the page, which has ``count`` glyphs.
    """
    owners = np.full(count, -1, dtype=np.int32)
    owners[inside] = cells
    before = owners.copy()
    runs.with_overflow(owners, grid.cells)
    moved = owners != before
    if not moved.any():
        return inside, cells
    kept = ~moved[inside]
    at = moved.nonzero()[0]
    return np.concatenate([inside[kept], at]), np.concatenate([cells[kept], owners[at]])


def _grids_in(grid: Grid, grids: Sequence[Grid]) -> list[Grid]:
    """The grids that stand within another one."""
    return [
        other
        for other in grids
        if other is not grid
        and grid.top < other.top
        and other.bottom < grid.bottom
        and grid.x0 < other.x0
        and other.x1 < grid.x1
    ]


def within(box: Rectangle, x: Floats, y: Floats) -> Mask:
    """Which of the points at ``x`` and ``y`` lie in a ``box`` (x0, top, x1, bottom) or on its rim; all in points."""
    inside: Mask = (x >= box[0] - RIM) & (x <= box[2] + RIM) & (y >= box[1] - RIM) & (y <= box[3] + RIM)
    return inside
