"""Cells cut out of the picture of a page: by the grids of its rules, clean, with paper about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.model.pages import Floats, Mask
from extractor.read.ocr.cells.text_lines import ink_of
from extractor.read.ocr.engine import Picture
from extractor.ruled.edges import ruled_grids
from extractor.ruled.lattice import Cell, Grid, TooManyEdgesError

# Inches about a cell in its picture: letters at the very edge are read worse (test_cells.py).
MARGIN = 0.06

# Inches within the sides of a cell that belong to its rules: they fray where they were taken away (test_cells.py).
FRAY = 0.012

# Square inches: so little ink is a speck. The dot of a number in 10 points is .0002, a grain of dust is smaller than a
# third of it (test_cells.py).
SPECK = 0.00009

# Inches: a dot, a comma or a mark over a letter measures less, a letter, digit or dash more. The dash of 8 points is
# .03 wide, a dot of 14 points .025 (test_cells.py).
SMALL = 0.028

# Inches: a dot, comma or mark stands no farther from a letter. The blank between two words is .05 at most where lines
# are not stretched (test_cells.py).
REACH = 0.06

# Dots alone, the paper counted: three and more stand for a number that is not known (test_cells.py).
FEW_DOTS = 3

# Inches around a place by which the grey of its paper is told: a line of bold print with its leading is .25 high
# (test_cells.py). It is looked at in every so many pixels, for speed.
PATCH = 0.5
STEP = 8

WHITE = 255


@dataclass(frozen=True, slots=True, eq=False)
class CutCell:
    """A cell with ink in it. ``picture`` is clean and has a margin; ``x`` and ``y`` are where its upper left corner
    lies in the picture of the page. ``table`` counts the grids of the page, ``cell`` is the place in its grid.
    """

    picture: Picture
    x: int
    y: int
    table: int
    cell: Cell


def grids_in(rules: Floats, dpi: int) -> list[Grid]:
    """The ruled tables whose rules (n, 4; in pixels) a picture of ``dpi`` dots an inch has; in points."""
    try:
        return ruled_grids(rules * (72 / dpi))
    except TooManyEdgesError:  # the layout says so
        return []


def without_tables(picture: Picture, grids: Sequence[Grid], dpi: int) -> Picture:
    """The ``picture`` with bare paper in place of tables; ``grids`` are theirs in points, ``dpi`` its dots an inch.

    The paper is as grey as it is around: beside a white field an engine takes grey paper for ink, and reads nothing.
    """
    if not grids:
        return picture
    blank = picture.copy()
    for grid in grids:
        _clear(blank, grid.box, dpi)
    return blank


def cut_cells(picture: Picture, grids: Sequence[Grid], dpi: int) -> list[CutCell]:
    """The cells that have ink, grid by grid.

    picture: the page without its rules. grids: its tables, in points. dpi: its dots an inch.
    """
    cut = []
    for table, grid in enumerate(grids):
        own = picture
        inner = [other for other in grids if other is not grid and _holds(grid, other)]
        if inner:
            own = without_tables(picture, inner, dpi)
        cut += [found for cell in grid.cells if (found := _cut(own, cell, table, dpi))]
    return cut


def _holds(grid: Grid, other: Grid) -> bool:
    return grid.x0 < other.x0 and grid.top < other.top and other.x1 < grid.x1 and other.bottom < grid.bottom


def _clear(picture: Picture, box: Sequence[float], dpi: int) -> None:
    """Leaves bare paper in a box in points: print covers less than half of what is around any place."""
    x0, top, x1, bottom = (max(round(side * dpi / 72), 0) for side in box)
    field = picture[top:bottom, x0:x1]
    if not field.size:
        return
    around = 2 * round(PATCH * dpi / STEP / 2) + 1
    paper = cv2.medianBlur(np.ascontiguousarray(field[::STEP, ::STEP]), around)
    picture[top:bottom, x0:x1] = cv2.resize(paper, field.shape[::-1], interpolation=cv2.INTER_LINEAR)


def _cut(picture: Picture, cell: Cell, table: int, dpi: int) -> CutCell | None:
    """The picture of one cell; None where it is empty."""
    x0, top, x1, bottom = (side * dpi / 72 for side in cell.box)
    fray = FRAY * dpi
    left, above = max(round(x0 + fray), 0), max(round(top + fray), 0)
    inside = picture[above : round(bottom - fray), left : round(x1 - fray)]
    if not inside.size:
        return None
    clean = _clean(inside, dpi)
    if clean is None:
        return None
    margin = round(MARGIN * dpi)
    framed = cv2.copyMakeBorder(clean, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=WHITE)
    return CutCell(framed.astype(np.uint8, copy=False), left - margin, above - margin, table, cell)


def _clean(inside: Picture, dpi: int) -> Picture | None:
    """A cell on white paper without specks and without remains of its rules; None where nothing is left."""
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(ink_of(inside).astype(np.uint8), connectivity=8)
    if count < 2:
        return None
    kept = ~(_remains(boxes, inside.shape, dpi) | _specks(boxes, dpi))
    kept[0] = False
    if not kept.any():
        return None
    # the soft edge of a letter is lighter than its ink, and is part of it
    near = cv2.dilate(kept[labels].astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    return np.where(near, inside, WHITE).astype(np.uint8)


def _remains(boxes: NDArray[Any], shape: tuple[int, ...], dpi: int) -> Mask:
    """Which components of a cell of this ``shape`` are remains of its rules: thin, and at its rim."""
    left, top, width, height = boxes.T[:4]
    thin = np.minimum(width, height) <= FRAY * dpi
    at_rim = (left == 0) | (top == 0) | (left + width == shape[1]) | (top + height == shape[0])
    remains: Mask = thin & at_rim
    return remains


def _specks(boxes: NDArray[Any], dpi: int) -> Mask:
    """Which components of a cell are grains of dust: tiny, or small and far from any letter."""
    left, top, width, height = boxes.T[:4]
    tiny: Mask = boxes[:, cv2.CC_STAT_AREA] < SPECK * dpi * dpi
    small = np.maximum(width, height) < SMALL * dpi
    large = ~small
    large[0] = False  # the paper
    if not large.any():
        return tiny if np.count_nonzero(~tiny) > FEW_DOTS else np.ones_like(tiny)
    across = np.maximum(left[:, None] - (left + width)[large], left[large] - (left + width)[:, None])
    down = np.maximum(top[:, None] - (top + height)[large], top[large] - (top + height)[:, None])
    alone = np.maximum(across, down).min(axis=1) > REACH * dpi
    specks: Mask = tiny | (small & alone)
    return specks
