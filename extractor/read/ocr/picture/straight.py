"""By how much the lines of a picture fall, and the picture turned straight."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.read.ocr.engine import Picture

# Degrees. Scanners feed a sheet askew by up to two or three; more is a page that was laid on the glass by hand.
MOST = 4.0

# Degrees: first in coarse steps, then in fine ones. An error of .1 moves the end of a rule by three pixels at 200 dpi.
COARSE, FINE = 0.5, 0.1

# A picture is looked at in pieces of so many dots of ink at most: more tell no more.
DOTS = 200_000

# With fewer dots of ink there are no lines whose fall could be told.
FEW_DOTS = 500


def skew_of(grey: Picture) -> float:
    """By how many degrees clockwise the lines of a picture fall, in steps of .1; 0 where nothing tells.

    Lines that stand level leave the most uneven profile: ink and none by turns.
    """
    small = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    y, x = ink.nonzero()
    if len(y) < FEW_DOTS:
        return 0.0
    step = -(-len(y) // DOTS)
    y, x = y[::step], x[::step]
    rough = _best(x, y, np.arange(-MOST, MOST + COARSE / 2, COARSE))
    return round(_best(x, y, np.arange(rough - COARSE, rough + COARSE + FINE / 2, FINE)), 1) + 0.0


def _best(x: NDArray[Any], y: NDArray[Any], angles: NDArray[Any]) -> float:
    return float(max(angles, key=lambda angle: _unevenness(x, y, float(angle))))


def _unevenness(x: NDArray[Any], y: NDArray[Any], angle: float) -> float:
    heights = y - x * np.tan(np.radians(angle))
    profile = np.bincount((heights - heights.min()).astype(np.int32))
    return float(np.square(np.diff(profile.astype(float))).sum())


def turned(picture: NDArray[Any], degrees: float) -> NDArray[Any]:
    """A picture turned back by so many ``degrees`` clockwise about its middle, of the same size; corners are white."""
    if not degrees:
        return picture
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    white = (255,) * 3
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=white)
