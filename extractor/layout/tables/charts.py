"""Charts drawn on a page: their labels are text of the page, but neither sentences nor a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import regex

from extractor.layout.lines.line import Line, columns, middle_of
from extractor.model.pages import Floats, Mask

# Points down the page between the edges of two drawings. At 20 the lines of a drawn scale, 30 apart, fall to pieces
# (test_charts.py), 80 changes nothing.
APART = 40.0

# Points: parts charts from ornaments and underlined headings, which are lower. No document that was tried tells the
# value: from 0 to 120 the pages of 158 stay the same.
LOW = 60.0

# Points at the left and right of the edges within which labels stand, as the numbers of a scale do. At 10 the charts of
# test_charts.py lose theirs, 80 changes nothing on 158 documents.
BESIDE = 40.0

# Points over and under the edges within which labels stand. At 0 edges of the three charts in one report stay behind as
# rules of a table, 20 changes nothing about them.
AROUND = 10.0

# Of the size of running text: labels are smaller. That report sets them in 5 to 11 points beside 14: at .7 the charts
# lose some, at 1.2 text around them is taken for labels.
LABEL = 0.9

# Ems between two labels side by side: wider than a blank. .5 and 2 change nothing on 158 documents.
PART_GAP = 1.0

# Points: longer level edges are lines of a scale, shorter ones the ends of bars. From 15 to 200 the known charts stay
# the same.
GRID = 60.0

# Sides of bars. No chart in 158 documents is told by its bars alone, and from 3 to 12 nothing changes; two pages whose
# tables have rules drawn as narrow boxes are taken for one, with two sides three more.
MIN_BARS = 6

# Points: shorter sides are the ends of rules drawn as thin boxes, cell by cell, as browsers and Excel print those of a
# table; bars are higher (test_charts.py).
RULE_END = 3.0

# Numbers that make a scale, one over the other at its left end. Two change nothing on 158 documents; with six the
# scales of five numbers in test_charts.py are lost.
MIN_SCALE = 4

# Ems from its left end within which the numbers of a scale begin: they are set to the right, so that short ones begin
# later. At .5 two of the three charts of one report are lost, from 1 to 8 nothing changes.
SCALE_REACH = 2.0

# Points within which a side of a bar ends on a level rule: rounding and the width of rules. From .1 to 3 nothing
# changes on 158 documents.
ON_RULE = 1.0

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
    """The charts of a page, from top to bottom.

    ``lines`` are those outside grids, ``rules`` the edges outside grids (n, 4: x0, top, x1, bottom), ``size`` is the
    size of running text in points. A chart has bars, which end between the rules of its scale, or a scale of numbers at
    its left; and small labels.
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
    """The lines outside charts, the labels of charts, the edges outside charts.

    ``lines``, ``rules`` and ``size`` are those of ``charts``.
    """
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
    sides = drawing[upright & (drawing[:, 3] - drawing[:, 1] > RULE_END)]
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
