"""Coloured ink over print: red stamps and blue signatures, taken away so that what stands under them can be read."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from extractor.read.ocr.engine import ColourPicture, Picture
from extractor.read.ocr.picture.strokes import Ink, opened

# Levels between the strongest and the weakest of red, green and blue: yellowed paper and the rims that JPEG leaves
# around letters have less, faded stamps more (test_colours.py).
COLOURED = 60

# Inches: a stroke in one piece as high and as wide is drawn by hand; words in coloured print, whose letters touch, are
# lower (test_colours.py).
HIGH = 0.3

# Inches: what a ring encloses has room for so much; a name in red that touches the ring has not (test_colours.py).
ROOM = 0.35

# Inches: what is larger, in any direction, is a picture, or a table with coloured rules. A stamp is 1.4, and a
# signature may run out of it (test_colours.py).
LARGEST = 3.5

# Dots of the smaller picture: so wide is the rim of a stroke, where its colour fades out (test_colours.py).
RIM = 2

# The picture is looked through for coloured strokes at this share of its size.
SMALL = 0.5


def grey_without_ink(picture: ColourPicture, dpi: int) -> Picture:
    """The grey levels of a ``picture`` in colour, of ``dpi`` dots per inch, without stamps and signatures."""
    grey: Picture = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    small = np.asarray(cv2.resize(picture, None, fx=SMALL, fy=SMALL, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    strongest, colour = _levels(small)
    coloured, red = colour > COLOURED, small[:, :, 0] == strongest
    rings = _drawn((coloured & red).astype(np.uint8), dpi * SMALL, rings=True)
    for (left, top), inside in (*rings, *_drawn((coloured & ~red).astype(np.uint8), dpi * SMALL, rings=False)):
        high, wide = inside.shape
        rows = slice(round(top / SMALL), round((top + high) / SMALL))
        columns = slice(round(left / SMALL), round((left + wide) / SMALL))
        strongest, colour = _levels(picture[rows, columns])
        covered = cv2.resize(inside, strongest.shape[::-1], interpolation=cv2.INTER_NEAREST)
        # In its strongest channel coloured ink is light, and black ink is dark in all of them.
        lit = strongest.astype(np.int16) + 2 * np.clip(colour.astype(np.int16) - COLOURED, 0, None)
        lighter = np.maximum(grey[rows, columns], np.minimum(lit, 255)).astype(np.uint8)
        grey[rows, columns] = np.where(covered, lighter, grey[rows, columns])
    return grey


def _levels(picture: ColourPicture) -> tuple[Ink, Ink]:
    """The strongest of red, green and blue of each pixel, and by how much it is stronger than the weakest."""
    red, green, blue = (np.asarray(channel, dtype=np.uint8) for channel in cv2.split(picture))
    strongest = np.maximum(np.maximum(red, green), blue)
    return strongest, strongest - np.minimum(np.minimum(red, green), blue)


def _drawn(colour: Ink, dpi: float, *, rings: bool) -> Iterator[tuple[tuple[int, int], Ink]]:
    """Rings, or strokes of a pen, among the pixels of a colour, each with what it encloses.

    Of each its left side and top, and a mask from there. A name that is stamped beside a ring stays.
    """
    if not colour.any():
        return
    if rings:  # the black letters that cross a ring leave gaps in it
        colour = np.asarray(cv2.dilate(colour, _square(RIM)), dtype=np.uint8)
    _, *parts = cv2.connectedComponentsWithStats(colour, connectivity=8, ltype=cv2.CV_32S)
    labels, boxes = (np.asarray(part, dtype=np.int32) for part in parts[:2])
    sizes = boxes[:, 2:4]
    chosen = (sizes.min(axis=1) >= HIGH * dpi) & (sizes.max(axis=1) <= LARGEST * dpi)
    chosen[0] = False
    for number in np.flatnonzero(chosen).tolist():
        left, top, wide, high = boxes[number, :4].tolist()
        bottom, right = top + high + RIM, left + wide + RIM
        left, top = max(left - RIM, 0), max(top - RIM, 0)
        own = (labels[top:bottom, left:right] == number).astype(np.uint8)
        outlines, _ = cv2.findContours(own, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        filled = np.asarray(cv2.drawContours(own, outlines, -1, 1, cv2.FILLED), dtype=np.uint8)
        if rings:
            filled = opened(filled, _disc(ROOM * dpi))
        yield (left, top), np.asarray(cv2.dilate(filled, _square(RIM)), dtype=np.uint8)


def _square(rim: int) -> Ink:
    return np.ones((2 * rim + 1, 2 * rim + 1), np.uint8)


def _disc(size: float) -> Ink:
    side = 2 * (round(size) // 2) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), dtype=np.uint8)
