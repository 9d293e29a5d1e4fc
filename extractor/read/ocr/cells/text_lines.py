"""The lines of text in the picture of a cell, found by the rows of pixels without ink."""

from __future__ import annotations

from typing import Any

import cv2
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

# Heights of a digit: a blank behind a comma is wider, the room between a comma and the next digit of the same number
# narrower. In scans the former measure .36 to .57, the latter 0 to .17 (test_numbers_in_a_row.py).
BLANK = 0.28

# Heights of a digit: a comma or dot begins deeper under the head of the line, and is lower and narrower, than any digit
# or letter (test_numbers_in_a_row.py).
MARK_BELOW, MARK_SIZE = 0.55, 0.5

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


def number_boxes(picture: Picture, line: Box) -> list[Box]:
    """The boxes of what stands between blanks behind commas in a ``line``: of each number of a list of them.

    Readers of digits give no blanks, and ``67, 68`` would be one number with a comma in it.
    """
    x0, top, x1, bottom = line
    ink = ink_of(picture)[top:bottom, x0:x1]
    ends = [x0 + end for end in _blanks_behind_marks(ink)]
    return [(left, top, right, bottom) for left, right in zip([x0, *ends], [*ends, x1], strict=True)]


def _blanks_behind_marks(ink: NDArray[Any]) -> list[int]:
    """The middles of the blanks behind commas and dots in the ink of one line."""
    left, top, width, height = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)[2][1:].T[:4]
    tall = 2 * height >= len(ink)
    if not tall.any():
        return []
    digit, head = float(np.median(height[tall])), float(np.median(top[tall]))
    low = (top > head + MARK_BELOW * digit) & (np.maximum(width, height) < MARK_SIZE * digit)
    columns = np.flatnonzero(ink.any(axis=0))
    ends = np.unique((left + width)[low])
    following = columns[np.minimum(np.searchsorted(columns, ends), len(columns) - 1)]
    blank = following - ends > BLANK * digit
    return [int(middle) for middle in ((ends + following) // 2)[blank]]


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
