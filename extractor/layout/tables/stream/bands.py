"""Level rules that begin and end together, with or without sides: the fields of a table between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractor.layout.landmarks import landmark
from extractor.layout.lines.line import Line
from extractor.model.pages import Floats
from extractor.ruled.edges import SAME_END, ending_together, level_spans

# Points: parts the rules of a table from the one that Word sets over footnotes, which is 144 long. From 90 to 225 the
# tables of 40 documents stay the same.
MIN_WIDTH = 150.0

# Points by which a line may stand out over the ends of the rules, as italics and wide glyphs do. From 1.8 to 4.5 the
# tables of 40 documents stay the same.
BESIDE = 3.0


@dataclass(frozen=True, slots=True)
class Band:
    """What stands between the first and the last of some level rules: their ends (x) and their heights (y).

    ``partial`` are shorter rules between the first and the last: start, end, height.
    """

    x0: float
    x1: float
    ys: tuple[float, ...]
    partial: tuple[tuple[float, float, float], ...] = ()

    def holds(self, line: Line) -> bool:
        """Whether a line stands between the rules."""
        middle = (line.top + line.bottom) / 2
        return self.ys[0] < middle < self.ys[-1] and line.x0 > self.x0 - BESIDE and line.x1 < self.x1 + BESIDE

    def field(self, line: Line) -> int:
        """Between which two of the rules a line stands."""
        return int(np.searchsorted(self.ys, (line.top + line.bottom) / 2))

    def parted(self, lines: Sequence[Line]) -> list[Band]:
        """The band itself, or its parts over and under the labels of further tables that stand in it;
        ``lines`` are those of the page."""
        inside = (line for line in lines if self.holds(line))
        between = sorted({self.field(line) for line in inside if landmark(line.text) in ("annex", "table-label")})
        if not between:
            return [self]
        starts, ends = [0, *between], [*between, len(self.ys)]
        return [self._part(start, end) for start, end in zip(starts, ends, strict=True) if end - start > 1]

    def _part(self, start: int, end: int) -> Band:
        ys = self.ys[start:end]
        return replace(self, ys=ys, partial=tuple(rule for rule in self.partial if ys[0] < rule[2] < ys[-1]))


def bands(rules: Floats) -> list[Band]:
    """The bands among the edges outside grids, from top to bottom; a frame is one with two rules."""
    if len(rules) < 2:
        return []
    every = level_spans(rules)
    spans = every[every[:, 1] - every[:, 0] > MIN_WIDTH]
    found = []
    for span, heights in ending_together(spans):
        ys = np.unique(heights)
        ys = ys[np.concatenate([[True], np.diff(ys) > SAME_END])]
        if len(ys) > 1:
            found.append(Band(float(span[0]), float(span[1]), tuple(ys.tolist()), _partial(every, span, ys)))
    return found


def _partial(every: Floats, rule: Floats, ys: Floats) -> tuple[tuple[float, float, float], ...]:
    """Those of the level spans that stand between the first and the last of some rules, and are shorter than each."""
    if len(every) == len(ys):
        return ()
    shorter = every[:, 1] - every[:, 0] < rule[1] - rule[0] - SAME_END
    inside = (every[:, 0] > rule[0] - SAME_END) & (every[:, 1] < rule[1] + SAME_END)
    between = (every[:, 2] > ys[0] + SAME_END) & (every[:, 2] < ys[-1] - SAME_END)
    return tuple((x0, x1, y) for x0, x1, y in every[shorter & inside & between].tolist())
