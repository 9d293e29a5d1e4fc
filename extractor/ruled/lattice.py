"""Ruled tables of one page: drawn edges → intersections → cells → grids, with merged cells kept as spans."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

import numpy as np

from extractor.model.pages import Floats, Rectangle

# Points within which edges are one: rules drawn cell by cell miss each other by less. It is the default of pdfplumber,
# whose tables the tests compare with (test_intersections.py). From 1.8 to 4.5 the tables of 40 documents stay the same.
TOLERANCE = 3.0

# Rules, those that are drawn cell by cell counted as one: more are a drawing or a hostile file, no table. The search
# for intersections grows with their square (test_lattice.py).
MAX_RULES = 5000

# Edges as they are drawn: a sheet of 225 rows and 48 columns has 88,000 where each side of a cell is a thin box, which
# has four (test_lattice.py); a map has more.
MAX_EDGES = 150_000

Meets = list[list[int]]
"""``meets[i][j]``: the rules at place i that reach the place j of the other direction, as a bit set."""


class TooManyEdgesError(ValueError):
    """A page with more ruling lines than tables have."""


@dataclass(frozen=True, slots=True, eq=False)
class _Rules:
    """Rules of one direction. ``places`` are their different positions, ascending; rule k stands at place ``at[k]``."""

    places: list[float]
    at: list[int]
    starts: list[float]
    ends: list[float]


def cell_groups(edges: Floats) -> list[list[Rectangle]]:
    """The cells that edges (n, 4: x0, top, x1, bottom) enclose, in groups that hang together by corners.

    Each cell is the smallest at its upper left corner; they come column by column. Raises ``TooManyEdgesError`` for
    more than ``MAX_RULES`` rules.
    """
    upright = edges[:, 2] - edges[:, 0] < edges[:, 3] - edges[:, 1]
    if not 2 <= np.count_nonzero(upright) <= len(edges) - 2:
        return []
    columns, rows = _rules(edges[upright][:, (0, 1, 3)].tolist()), _rules(edges[~upright][:, (1, 0, 2)].tolist())
    if len(columns.at) + len(rows.at) > MAX_RULES:
        raise TooManyEdgesError(f"{len(columns.at) + len(rows.at)} ruling lines on a page: too many to be tables")
    down, across = _meets(columns, rows.places), _meets(rows, columns.places)
    cells = [
        (x, y, *end)
        for x, column in enumerate(down[:-1])
        for y in range(len(column) - 1)
        if column[y] and (end := _opposite(down, across, x, y))
    ]
    xs, ys = columns.places, rows.places
    return [
        [(xs[left], ys[top], xs[right], ys[bottom]) for left, top, right, bottom in group]
        for group in _touching(cells, len(ys))
    ]


def _rules(edges: Sequence[list[float]]) -> _Rules:
    """Edges of one direction (position, start, end) moved together and joined within the tolerance.

    Intersections are compared as floats, so edges that coincide must do so in every digit.
    """
    snapped = _snapped([place for place, _, _ in edges])
    spans: dict[float, set[tuple[float, float]]] = {place: set() for place in sorted(snapped.values())}
    for place, start, end in edges:
        spans[snapped[place]].add((start, end))
    places: list[float] = []
    rules = _Rules(places, [], [], [])
    for exact, of_place in spans.items():
        place = round(exact, 2)
        if place not in places[-1:]:
            places.append(place)
        for start, end in _joined(sorted(of_place)):
            rules.at.append(len(places) - 1)
            rules.starts.append(round(start, 2))
            rules.ends.append(round(end, 2))
    return rules


def _joined(spans: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Spans in order of their starts, those that touch as one."""
    first = reach = -math.inf
    for start, end in spans:
        if start > reach + TOLERANCE:
            if reach > -math.inf:
                yield first, reach
            first, reach = start, end
        elif end > reach:
            reach = end
    yield first, reach


def _snapped(places: Sequence[float]) -> dict[float, float]:
    """Each position moved to the mean of those that are chained to it by the tolerance.

    By ``fsum``, as ``sum`` rounds differently from Python 3.12 on, and boxes must not hang on that.
    """
    # The sides of neighbouring cells lie in one place: far fewer places are different than there are.
    counts = Counter(places)
    chains: list[list[float]] = []
    before = -math.inf
    for place in sorted(counts):
        if place > before + TOLERANCE:
            chains.append([])
        chains[-1].append(place)
        before = place
    moved = {}
    for members in chains:
        every = [place for place in members for _ in range(counts[place])]
        mean = math.fsum(every) / len(every)
        for place in members:
            moved[place] = place + (mean - place)
    return moved


def _meets(rules: _Rules, others: Sequence[float]) -> Meets:
    below, above = [place + TOLERANCE for place in others], [place - TOLERANCE for place in others]
    meets = [[0] * len(others) for _ in rules.places]
    for number, (place, start, end) in enumerate(zip(rules.at, rules.starts, rules.ends, strict=True)):
        of_place, bit = meets[place], 1 << number
        for other in range(bisect_left(below, start), bisect_right(above, end)):
            of_place[other] |= bit
    return meets


def _opposite(down: Meets, across: Meets, x: int, y: int) -> tuple[int, int] | None:
    """The lower right corner (x, y) of the smallest cell whose upper left is this intersection."""
    column, row = down[x], across[y]
    if not row[x]:
        return None
    for below in range(y + 1, len(column)):
        low = across[below]
        if not (column[y] & column[below] and low[x]):
            continue
        for right in range(x + 1, len(row)):
            if row[x] & row[right] and low[x] & low[right] and down[right][y] & down[right][below]:
                return right, below
    return None


def _touching(cells: Sequence[tuple[int, int, int, int]], height: int) -> Iterable[list[tuple[int, int, int, int]]]:
    """The cells, given by the places of their corners, in groups that share some; a column has ``height`` places."""
    at_corner: dict[int, int] = {}
    joined = list(range(len(cells)))

    def root(number: int) -> int:
        while joined[number] != number:
            joined[number] = number = joined[joined[number]]
        return number

    for number, (left, top, right, bottom) in enumerate(cells):
        left, right = left * height, right * height
        for corner in (left + top, left + bottom, right + top, right + bottom):
            one, other = joined[number], joined[at_corner.setdefault(corner, number)]
            if one != other:
                one, other = root(one), root(other)
                joined[max(one, other)] = min(one, other)
    groups: dict[int, list[tuple[int, int, int, int]]] = {}
    for number, cell in enumerate(cells):
        joined[number] = joined[joined[number]]  # a cell is joined to one before it, which is at its root by now
        groups.setdefault(joined[number], []).append(cell)
    return groups.values()


_BY_PLACE = attrgetter("row", "column")


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

    Raises ``TooManyEdgesError`` for more than ``MAX_EDGES`` edges, or ``MAX_RULES`` of them joined.
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
