"""The lines of text in the picture of a cell, found by the rows of pixels without ink."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractor.read.ocr.engine import Picture

# Inches: what is lower than it is a mark over or under a line, a comma, a dash. Digits of 8 points are .075 high, marks
# over capitals of 14 points .04 (test_cells.py).
LOWEST_LINE = 0.055

# Inches: a mark stands so near to its line at most. Lines of a tight table are .03 apart at least, and nearer to their
# own marks (test_cells.py).
FARTHEST_MARK = 0.05

# Grey levels: what is darker by so much than the paper about it is ink. Faint print of a copy has 60, the grain of a
# bad scan 20 (test_cells.py).
CONTRAST = 45

Span = tuple[int, int]
Box = tuple[int, int, int, int]


def ink_of(picture: Picture) -> NDArray[Any]:
    """Which pixels of the picture of a cell are ink; its paper is as bright as most of it."""
    ink: NDArray[Any] = picture < max(int(np.median(picture)) - CONTRAST, 0)
    return ink


def text_lines(picture: Picture, dpi: int) -> list[Box]:
    """The boxes (x0, top, x1, bottom; in pixels) of the lines in a clean picture of ``dpi`` dots an inch, from top to
    bottom."""
    ink = ink_of(picture)
    boxes = []
    for top, bottom in _heights(np.any(ink, axis=1), dpi):
        columns = np.flatnonzero(np.any(ink[top:bottom], axis=0))
        boxes.append((int(columns[0]), top, int(columns[-1]) + 1, bottom))
    return boxes


def _heights(rows: NDArray[Any], dpi: int) -> list[Span]:
    """Where lines begin and end among the ``rows`` of pixels that have ink: marks belong to the nearest line."""
    runs = _runs(rows)
    lines = [list(run) for run in runs if run[1] - run[0] >= LOWEST_LINE * dpi]
    if not lines:
        return [(runs[0][0], runs[-1][1])] if runs else []
    marks = [run for run in runs if run[1] - run[0] < LOWEST_LINE * dpi]
    for top, bottom in marks:
        distance, line = min(((max(line[0] - bottom, top - line[1]), line) for line in lines), key=lambda each: each[0])
        if distance <= FARTHEST_MARK * dpi:
            line[:] = min(line[0], top), max(line[1], bottom)
    return [(top, bottom) for top, bottom in lines]


def _runs(rows: NDArray[Any]) -> list[Span]:
    """Stretches of rows with ink, the ends exclusive."""
    changes = np.flatnonzero(np.diff(np.concatenate([[0], rows.astype(np.int8), [0]])))
    return list(zip(changes[::2].tolist(), changes[1::2].tolist(), strict=True))
