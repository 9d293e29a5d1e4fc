"""The ink of a picture: what is darker than the paper around it."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.read.ocr.engine import Picture
from extractor.read.ocr.picture.strokes import Ink

# Inches: the neighbourhood in which ink is darker than its paper. Half of it beats the letters of a title; at twice the
# shadow of a fold is ink (test_rules.py).
AROUND = 0.155

# Grey levels below the mean around: fainter strokes are the grain of the paper. Light grey rules of spreadsheets are
# 25 below it (test_rules.py).
DARKER = 15


def ink_in(grey: Picture, dpi: int) -> Ink:
    """The ink of a picture of ``dpi`` dots per inch."""
    block = max(2 * round(AROUND * dpi / 2) + 1, 3)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, DARKER)
    return np.asarray(ink, dtype=np.uint8)
