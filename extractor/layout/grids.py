"""Ruled tables of one page: drawn edges → crossings → cells → grids, with merged cells kept as spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from pdfplumber import table as plumber_table

from extractor.model import Floats

TOLERANCE = 3.0
"""Edges within so many points are one; pdfplumber's default, which fits office documents."""

MAX_EDGES = 5000
"""More edges are a drawing or a hostile file, no table; the search for crossings grows with their square."""


class TooManyEdgesError(ValueError):
    """A page with more ruling lines than tables have."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid, rows and columns counted from 0, the ends exclusive; merged cells span several."""

    row: int
    row_end: int
    column: int
    column_end: int
    x0: float
    top: float
    x1: float
    bottom: float


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


def find_grids(edges: Floats) -> list[Grid]:
    """The ruled tables among the edges (n, 4: x0, top, x1, bottom), from top to bottom.

    A frame around text, with one column or two cells side by side, is no table; a single row of three and more
    cells may be the rest of one.

    Raises ``TooManyEdgesError`` for more than ``MAX_EDGES`` edges.
    """
    if len(edges) > MAX_EDGES:
        raise TooManyEdgesError(f"{len(edges)} ruling lines on a page: too many to be tables")
    merged = plumber_table.merge_edges(
        [_edge(*row) for row in edges.tolist()], TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE
    )
    crossings = plumber_table.edges_to_intersections(_rounded(merged), TOLERANCE, TOLERANCE)
    cells = plumber_table.intersections_to_cells(crossings)
    grids = [_grid(group) for group in plumber_table.cells_to_tables(cells) if len(group) > 2]
    grids = [grid for grid in grids if _is_table(grid)]
    return sorted(grids, key=lambda grid: (grid.top, grid.x0))


def _is_table(grid: Grid) -> bool:
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    return columns > 1 and (rows > 1 or columns > 2)


def _edge(x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    upright = x1 - x0 < bottom - top
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "v" if upright else "h",
        "object_type": "line",
    }


def _rounded(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Crossings are compared as floats, so edges that coincide must do so in every digit."""
    return [edge | {name: round(edge[name], 2) for name in ("x0", "x1", "top", "bottom")} for edge in edges]


def _grid(boxes: list[tuple[float, float, float, float]]) -> Grid:
    xs = _lines([box[0] for box in boxes] + [box[2] for box in boxes])
    ys = _lines([box[1] for box in boxes] + [box[3] for box in boxes])
    cells = [
        Cell(_nearest(ys, top), _nearest(ys, bottom), _nearest(xs, x0), _nearest(xs, x1), x0, top, x1, bottom)
        for x0, top, x1, bottom in boxes
    ]
    return Grid(tuple(xs), tuple(ys), tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _lines(values: list[float]) -> list[float]:
    """Sorted values, those within the tolerance taken together."""
    ordered = sorted(values)
    groups = np.split(ordered, np.flatnonzero(np.diff(ordered) > TOLERANCE) + 1)
    return [float(np.median(group)) for group in groups]


def _nearest(lines: list[float], value: float) -> int:
    return int(np.abs(np.array(lines) - value).argmin())
