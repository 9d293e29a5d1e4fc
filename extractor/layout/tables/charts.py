"""Charts drawn on a page: their labels are text of the page, but neither sentences nor a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import regex

from extractor.layout.lines.line import Line, columns, middle_of
from extractor.model.pages import Floats, Mask

APART = 40.0
"""Edges that are farther apart, in points down the page, belong to different drawings."""

LOW = 60.0
"""A drawing that is lower, in points, is no chart."""

BESIDE = 40.0
"""Labels stand so far beside the edges of a chart, in points."""

AROUND = 10.0
"""Labels stand so far over and under the edges of a chart, in points."""

LABEL = 0.9
"""The labels of a chart are set smaller than this share of the size of running text."""

PART_GAP = 1.0
"""Ems between two labels that stand side by side."""

GRID = 60.0
"""Level edges that are longer, in points, are rules between rows or lines of a chart's scale."""

MIN_BARS = 6
"""So many upright edges that end between the level rules are the sides of bars."""

MIN_SCALE = 4
"""So many numbers at equal steps, one over the other at the left end, are a scale."""

SCALE_REACH = 2.0
"""The numbers of a scale begin within so many ems of its left end."""

ON_RULE = 1.0
"""An edge that ends nearer to a level rule, in points, ends on it."""

_NUMBER = regex.compile(r"-?\d[\d.]*(?:,\d+)?%?")


@dataclass(frozen=True, slots=True)
class Chart:
    """Where a chart stands: x0, top, x1, bottom, in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, line: Line) -> bool:
        """Whether a line stands in it."""
        x, y = middle_of(line), (line.top + line.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


def charts(lines: Sequence[Line], rules: Floats, size: float) -> list[Chart]:
    """The charts among the edges outside grids, from top to bottom; ``size`` is that of running text.

    A chart has bars, which end between the rules of its scale, or a scale of numbers at its left; and small labels.
    """
    if len(rules) < MIN_SCALE:
        return []
    found = []
    small = [line for line in lines if line.size < LABEL * size]
    for drawing in _drawings(rules):
        x0, top, _, _ = drawing.min(axis=0).tolist()
        _, _, x1, bottom = drawing.max(axis=0).tolist()
        if bottom - top < LOW:
            continue
        box = Chart(x0 - BESIDE, top - AROUND, x1 + BESIDE, bottom + AROUND)
        labels = [line for line in small if box.holds(line)]
        if len(labels) >= MIN_SCALE and (_holds_bars(drawing) or _has_scale(labels)):
            found.append(_with_foot(box, small))
    return found


def _with_foot(chart: Chart, small: Sequence[Line]) -> Chart:
    """The chart with the small lines right under it: what its bars are, and its colours."""
    bottom = chart.bottom
    for line in small:
        if chart.x0 <= line.x0 and line.x1 <= chart.x1 and bottom - line.size < line.bottom < bottom + 2 * line.size:
            bottom = line.bottom
    return replace(chart, bottom=bottom)


def without_charts(lines: Sequence[Line], rules: Floats, size: float) -> tuple[list[Line], list[Line], Floats]:
    """The lines outside charts, the labels of charts, the edges outside charts; ``size`` is that of running text."""
    found = charts(lines, rules, size)
    if not found:
        return list(lines), [], rules
    labels = [line for line in lines if line.size < LABEL * size and any(chart.holds(line) for chart in found)]
    taken = set(labels)
    y = (rules[:, 1] + rules[:, 3]) / 2
    outside = np.ones(len(rules), dtype=bool)
    for chart in found:
        outside &= (y < chart.top) | (y > chart.bottom)
    return [line for line in lines if line not in taken], labels, rules[outside]


def _drawings(rules: Floats) -> list[Floats]:
    """The edges in groups that are apart from each other down the page."""
    ordered = rules[np.argsort(rules[:, 1], kind="stable")]
    reach = np.maximum.accumulate(ordered[:, 3])
    return np.split(ordered, np.flatnonzero(ordered[1:, 1] > reach[:-1] + APART) + 1)


def _holds_bars(drawing: Floats) -> bool:
    """Whether many upright edges begin or end between the long level ones."""
    upright = drawing[:, 2] - drawing[:, 0] < drawing[:, 3] - drawing[:, 1]
    level = drawing[~upright]
    ys = np.unique(level[level[:, 2] - level[:, 0] > GRID, 1])
    if not len(ys):
        return False
    sides = drawing[upright]
    free = _far(sides[:, 1], ys) | _far(sides[:, 3], ys)
    return len(np.unique(np.round(sides[free, 0]))) >= MIN_BARS


def _far(values: Floats, ys: Floats) -> Mask:
    far: Mask = np.abs(values[:, None] - ys).min(axis=1, initial=np.inf) > ON_RULE
    return far


def _has_scale(labels: Sequence[Line]) -> bool:
    """Whether the labels at the left end are numbers that fall by equal steps."""
    first = [columns(line, PART_GAP * line.size)[0] for line in labels]
    left = min(part.x0 for part in first)
    scale = [
        float(part.text.rstrip("%").replace(".", "").replace(",", "."))
        for part in first
        if part.x0 < left + SCALE_REACH * part.size and _NUMBER.fullmatch(part.text)
    ]
    steps = np.diff(scale)
    return len(scale) >= MIN_SCALE and bool((steps < 0).all() and np.allclose(steps, steps[0]))
