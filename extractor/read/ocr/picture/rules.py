"""The rules drawn in a picture: lines of tables, underlines, the rule over the notes; and the picture without them."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.model.pages import Floats
from extractor.read.ocr.engine import Picture

# Inches: shorter strokes are of letters. A capital of 14 points is .14 high; the dash of a motto is longer.
SHORTEST = 0.3

# Inches: thicker ones are bars of a chart, black margins of a copy, letters of a heading.
THICKEST = 0.05

# Inches: so much is missing in rules that are worn or dotted.
GAP = 0.02


def rules_in(grey: Picture, dpi: int) -> tuple[Floats, Picture]:
    """The rules of a straight picture, and the picture without them.

    Rules are an array (n, 4) of x0, top, x1, bottom in pixels, each along its middle. ``dpi`` are dots per inch.
    """
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    found = []
    erased = np.zeros_like(ink)
    for across in (True, False):
        strokes = _strokes(ink, dpi, across=across)
        _, labels, boxes, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
        thick = boxes[:, cv2.CC_STAT_HEIGHT if across else cv2.CC_STAT_WIDTH]
        kept = thick <= max(THICKEST * dpi, 3)
        kept[0] = False
        found += [_middle_line(*box[:4].tolist(), across=across) for box in boxes[kept]]
        erased[kept[labels]] = 255
    without = grey.copy()
    without[cv2.dilate(erased, np.ones((3, 3), np.uint8)) > 0] = 255
    return np.array(found, dtype=float).reshape(-1, 4), without


def _strokes(ink: NDArray[Any], dpi: int, *, across: bool) -> NDArray[Any]:
    """The ink that stands in long strokes of one direction."""
    gap, length = max(round(GAP * dpi), 1), round(SHORTEST * dpi)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, _bar(gap, across=across))
    return cv2.morphologyEx(closed, cv2.MORPH_OPEN, _bar(length, across=across))


def _bar(length: int, *, across: bool) -> NDArray[Any]:
    return cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1) if across else (1, length))


def _middle_line(left: int, top: int, width: int, height: int, *, across: bool) -> tuple[float, float, float, float]:
    if across:
        return left, top + height / 2, left + width, top + height / 2
    return left + width / 2, top, left + width / 2, top + height
