"""How tall the strokes of a word are: the box of a word takes in marks, dots and strokes of words about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from extractor.read.ocr.engine import Picture, Word

# Dots of ink: at 200 dots per inch a speck or a full stop has fewer, the thinnest printed 1 has 30
# (test_stroke_heights.py).
LEAST_INK = 13

# Rows of dots that are looked at above and below the box of a word, which an engine may set a row too low.
MARGIN = 3


def with_ink(words: Sequence[Word], picture: Picture) -> tuple[Word, ...]:
    """The words, those with digits with the height of their tallest stroke.

    words: as they were read in the picture. picture: in grey, dark on light.
    """
    _, ink = cv2.threshold(picture, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return tuple(_measured(words, ink.astype(np.uint8, copy=False)))


def _measured(words: Sequence[Word], ink: Picture) -> Iterator[Word]:
    for word in words:
        if not any(map(str.isdecimal, word.text)):
            yield word
            continue
        x0, top, x1, bottom = (max(0, int(side)) for side in word.box)
        height = _tallest(ink[max(0, top - MARGIN) : bottom + MARGIN, x0 : x1 + 1])
        yield replace(word, ink=height) if height else word


def _tallest(ink: Picture) -> float | None:
    """The height of the tallest stroke, None where there is none."""
    if not ink.size:
        return None
    _, _, strokes, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(ink))
    heights = strokes[1:, cv2.CC_STAT_HEIGHT][strokes[1:, cv2.CC_STAT_AREA] >= LEAST_INK]
    return float(heights.max()) if len(heights) else None
