"""Ruled tables of one page: drawn edges → intersections → cells → grids, with merged cells kept as spans."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

import numpy as np

from extractor.layout.lines.segments import counting
from extractor.layout.tables.intersections import TOLERANCE, cell_groups
from extractor.model.pages import Floats, Integers, Rectangle

# Edges: more are a drawing or a hostile file, no table. The search for intersections grows with their square
# (test_lattice.py).
MAX_EDGES = 5000

_BY_PLACE = attrgetter("row", "column")


class TooManyEdgesError(ValueError):
    """A page with more ruling lines than tables have."""


class Cell(NamedTuple):
    """A cell of a grid, rows and columns counted from 0, the ends exclusive; merged cells span several."""

    row: int
    row_end: int
    column: int
    column_end: int
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def box(self) -> Rectangle:
        """Its sides."""
        return self[4:]


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on one page. ``xs`` and ``ys`` are the lines between its columns and rows."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    @property
    def x0(self) -> float:
        return self.xs[0]

    @property
    def x1(self) -> float:
        return self.xs[-1]

    @property
    def box(self) -> Rectangle:
        """Its outer sides."""
        return self.x0, self.top, self.x1, self.bottom


def find_grids(edges: Floats) -> list[Grid]:
    """The ruled tables among the edges (n, 4: x0, top, x1, bottom), from top to bottom.

    A frame around text, with one column or two cells side by side, is no table; a single row of three and more
    cells may be the rest of one.

    Raises ``TooManyEdgesError`` for more than ``MAX_EDGES`` edges.
    """
    if len(edges) > MAX_EDGES:
        raise TooManyEdgesError(f"{len(edges)} ruling lines on a page: too many to be tables")
    grids = [grid_of(group) for group in cell_groups(edges) if len(group) > 2]
    return sorted((grid for grid in grids if _is_table(grid)), key=lambda grid: (grid.top, grid.x0))


def _is_table(grid: Grid) -> bool:
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    return columns > 1 and (rows > 1 or columns > 2)


def grid_of(boxes: Sequence[Rectangle]) -> Grid:
    """The grid whose cells have these boxes (x0, top, x1, bottom)."""
    xs, column = _lines([x for box in boxes for x in (box[0], box[2])])
    ys, row = _lines([y for box in boxes for y in (box[1], box[3])])
    cells = [
        Cell(
            row=row[top],
            row_end=row[bottom],
            column=column[x0],
            column_end=column[x1],
            x0=x0,
            top=top,
            x1=x1,
            bottom=bottom,
        )
        for x0, top, x1, bottom in boxes
    ]
    return Grid(tuple(xs), tuple(ys), tuple(sorted(cells, key=_BY_PLACE)))


def _lines(values: list[float]) -> tuple[list[float], dict[float, int]]:
    """Sorted values, those within the tolerance taken together; and which of these is nearest to each value."""
    places = sorted(set(values))
    if all(after - before > TOLERANCE for before, after in pairwise(places)):
        return places, {place: at for at, place in enumerate(places)}
    values = sorted(values)
    groups: list[list[float]] = []
    for value in values:
        if not groups or value - groups[-1][-1] > TOLERANCE:
            groups.append([])
        groups[-1].append(value)
    lines = [median(group) for group in groups]
    return lines, {value: _nearest(lines, value) for value in set(values)}


def _nearest(lines: list[float], value: float) -> int:
    after = bisect_left(lines, value)
    if after in (0, len(lines)):
        return max(after - 1, 0)
    return after if lines[after] - value < value - lines[after - 1] else after - 1


def cells_at(grid: Grid, x: Floats, y: Floats) -> tuple[Integers, Integers]:
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
