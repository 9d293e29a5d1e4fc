"""Grids as a reader sees them: sides that are not drawn closed, tables that touch taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from extractor.model.pages import Floats, Mask, Rectangle
from extractor.ruled.lattice import TOLERANCE, Grid, find_grids, grid_of

# Points: a rule that reaches farther beyond a grid belongs to a column or row that is not closed; rules that cross
# stand out by their own width. No document that was tried tells the value: from 4.8 to 12 the tables of 40 stay the
# same; tables with open sides are drawn in test_kinds_of_tables.py.
OPEN = 8.0

# Points within which rules end together: those drawn cell by cell end where their cells end, give or take a rule's
# width. From 2.4 to 6 the tables of 40 documents stay the same.
SAME_END = 4.0

# Of a table's height: so much of it a rule between two columns runs along; it may stop at a merged row. At .5 nothing
# changes on 40 documents; above 1 tables with open sides are lost (test_kinds_of_tables.py, test_unruled_rows.py).
HIGH = 0.8

# Rules that begin and end together and make a table: two are a frame or underline a heading. Two and four read 40
# documents alike.
MIN_RULES = 3


def ruled_grids(edges: Floats) -> list[Grid]:
    """The ruled tables among the edges, those with open sides too, from top to bottom.

    Raises ``TooManyEdgesError`` as ``find_grids`` does.
    """
    grids = find_grids(edges)
    sides = _missing_sides(edges, grids)
    if len(sides):
        grids = find_grids(np.concatenate([edges, sides]))
    return [part for grid in grids for part in parted(grid)]


def _missing_sides(edges: Floats, grids: Sequence[Grid]) -> Floats:
    """The sides that rules which end together leave open, as further edges."""
    none = np.zeros((0, 4))
    if len(edges) < MIN_RULES or (len(grids) == 1 and _outside(edges, grids[0]) < 2):
        return none
    level = _is_level(edges)
    along, across = edges[level], edges[~level]
    if len(along) < 2 or len(across) < 1:
        return none
    turned = _transposed
    boxes = np.array([grid.box for grid in grids]).reshape(-1, 4)
    found = []
    if _reach_out(along, boxes):
        found += _closing(_spans(along), _spans(turned(across)))
    if _reach_out(turned(across), turned(boxes)):
        found += [(y0, x0, y1, x1) for x0, y0, x1, y1 in _closing(_spans(turned(across)), _spans(along))]
    return np.array(found).reshape(-1, 4)


def _outside(edges: Floats, grid: Grid) -> int:
    """How many edges do not end in the grid."""
    inside = (edges[:, 0] > grid.x0 - TOLERANCE) & (edges[:, 2] < grid.x1 + TOLERANCE)
    inside &= (edges[:, 1] > grid.top - TOLERANCE) & (edges[:, 3] < grid.bottom + TOLERANCE)
    return len(edges) - int(np.count_nonzero(inside))


def level_spans(edges: Floats) -> Floats:
    """The level ones among the edges, joined where they touch: (n, 3) with start, end, height."""
    return _spans(edges[_is_level(edges)])


def _is_level(edges: Floats) -> Mask:
    level: Mask = edges[:, 3] - edges[:, 1] < TOLERANCE
    return level


def _transposed(boxes: Floats) -> Floats:
    return boxes[:, (1, 0, 3, 2)]


def _reach_out(level: Floats, grids: Floats) -> bool:
    """Whether level edges reach beyond the grid in which they end, or stand outside all grids."""
    middle = level[:, 1:2]
    beside = (middle > grids[:, 1] - TOLERANCE) & (middle < grids[:, 3] + TOLERANCE)
    touches = beside & (level[:, 2:3] > grids[:, 0] - TOLERANCE) & (level[:, 0:1] < grids[:, 2] + TOLERANCE)
    beyond = (level[:, 0:1] < grids[:, 0] - OPEN) | (level[:, 2:3] > grids[:, 2] + OPEN)
    open_sides = np.count_nonzero((touches & beyond).any(axis=1))
    return bool(open_sides > 1 or np.count_nonzero(~touches.any(axis=1)) >= MIN_RULES)


def _spans(level: Floats) -> Floats:
    """Level edges joined where they touch: (n, 3) with start, end, height."""
    ordered = level[np.lexsort((level[:, 0], np.round(level[:, 1] / TOLERANCE)))]
    spans: list[list[float]] = []
    for x0, y, x1, _ in ordered.tolist():
        if spans and abs(spans[-1][2] - y) < TOLERANCE and x0 <= spans[-1][1] + TOLERANCE:
            spans[-1][1] = max(spans[-1][1], x1)
        else:
            spans.append([x0, x1, y])
    return np.array(spans).reshape(-1, 3)


def ending_together(spans: Floats) -> Iterator[tuple[Floats, Floats]]:
    """Level spans (start, end, height) in groups that begin and end together: a span that the others are like, and
    the heights of the group. Each span is in one group."""
    left = np.ones(len(spans), dtype=bool)
    for span in spans[np.argsort(spans[:, 2])]:
        together: Mask = left & (np.abs(spans[:, :2] - span[:2]) < SAME_END).all(axis=1)
        if together.any():
            left &= ~together
            yield span, spans[together, 2]


def _closing(rules: Floats, crossing: Floats) -> list[Rectangle]:
    """Upright edges at the ends of level rules that end together, where uprights between show that it is a table: one
    between three rules and more, two and more where a single row is left of it."""
    sides: list[Rectangle] = []
    for rule, heights in ending_together(rules):
        different = len(np.unique(np.round(heights / TOLERANCE)))
        if different < 2 or rule[1] - rule[0] < 2 * OPEN:
            continue
        top, bottom = float(heights.min()), float(heights.max())
        shared = np.minimum(crossing[:, 1], bottom) - np.maximum(crossing[:, 0], top)
        high = crossing[shared > HIGH * (bottom - top), 2]
        between = np.count_nonzero((high > rule[0] + OPEN) & (high < rule[1] - OPEN))
        if not between or between + different < MIN_RULES + 1:
            continue
        sides += [(x, top, x, bottom) for x in rule[:2].tolist() if not (np.abs(high - x) < SAME_END).any()]
    return sides


def parted(grid: Grid) -> list[Grid]:
    """The grid itself, or where no rule between columns goes on from the rows above to those below, its parts."""
    last_row = len(grid.ys) - 1
    above = {cell.column for cell in grid.cells if cell.row == 0}
    if any(cell.column and cell.column in above for cell in grid.cells if cell.row_end == last_row):
        return [grid]
    inner: list[set[int]] = [set() for _ in range(last_row)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row_end):
            inner[row] |= {cell.column, cell.column_end} - {0, len(grid.xs) - 1}
    spanned = {row for cell in grid.cells for row in range(cell.row + 1, cell.row_end)}
    for at in range(1, len(inner)):
        above, below = set().union(*inner[:at]), set().union(*inner[at:])
        if above and below and at not in spanned and inner[at - 1] and inner[at] and not above & below:
            upper = [cell for cell in grid.cells if cell.row < at]
            lower = [cell for cell in grid.cells if cell.row >= at]
            parts = (grid_of([cell.box for cell in part]) for part in (upper, lower))
            return [each for part in parts for each in parted(part)]
    return [grid]
