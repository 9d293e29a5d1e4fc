"""Lines of print that an engine left out of a page: found by their ink, cut out, and read each for itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.model.pages import Mask
from extractor.read.ocr.engine import CellReader, Picture, RecognitionError, Word, read_cells
from extractor.read.ocr.picture.ink import ink_in
from extractor.read.ocr.picture.strokes import Ink, closed, level_bar

# Inches: letters of print are as high, from the x of small type to a capital of a title with its mark
# (test_left_out.py).
LOWEST, HIGHEST = 0.045, 0.24

# Inches: letters that touch make no wider piece of ink (test_left_out.py).
WIDEST = 1.2

# Of the box of a letter, or of several that touch: print covers more of it, and a stroke of a pen less
# (test_left_out.py).
COVERED = 0.22

# Inches: letters and words of one line stand nearer to each other (test_left_out.py).
APART = 0.13

# Inches: what is shorter is a mark, a number of a page, a piece of a stamp (test_left_out.py).
SHORTEST = 0.5

# Letters in a line that is looked at: a row of fewer is handwriting, or an emblem (test_left_out.py).
FEWEST_LETTERS = 6

# Inches: what an engine read reaches over its box by so much, as its marks do; and paper about a line that is cut out.
RIM, PAPER = 0.02, 0.06

# Lines: a page with more is no page of print that an engine left out, but a map or a photograph (test_left_out.py).
MOST_LINES = 40

# The mean confidence of the words of a line of print is above it, that of a signature or pattern below
# (test_left_out.py).
SURE = 0.6

# Of the signs of a line, so many at least are letters and digits (test_left_out.py).
WORDED = 0.75

LEFT_OUT = -2
"""The first number of all these lines: engines number theirs from 0, cells have -1."""

Boxes = NDArray[Any]


def read_left_out(
    words: Sequence[Word], picture: Picture, dpi: int, reader: CellReader, timeout: float
) -> tuple[Word, ...]:
    """The words in lines of print in which no word was read.

    words: as they were read in the picture. picture: without its rules and tables. dpi: its dots an inch. reader: reads
    the lines. timeout: seconds that it may take.

    A reader that fails has read nothing.
    """
    boxes = lines_left_out(words, picture, dpi)
    if not boxes:
        return ()
    try:
        read = read_cells(reader, [_cut_out(picture, box, dpi) for box in boxes], dpi, timeout)
    except RecognitionError:
        return ()
    paper = round(PAPER * dpi)
    return tuple(
        word.moved(max(x0 - paper, 0), max(top - paper, 0), LEFT_OUT, at)
        for at, ((x0, top, _, _), found) in enumerate(zip(boxes, read, strict=True))
        if _is_print(found)
        for word in found
    )


def lines_left_out(words: Sequence[Word], picture: Picture, dpi: int) -> list[tuple[int, int, int, int]]:
    """The boxes (x0, top, x1, bottom; in pixels) of lines of letters under no word; none where there are very many.

    words: those of the page. picture: without its rules and tables. dpi: its dots an inch.
    """
    ink = ink_in(picture, dpi)
    rim = round(RIM * dpi)
    for x0, top, x1, bottom in ([round(side) for side in word.box] for word in words):
        ink[max(top - rim, 0) : bottom + rim, max(x0 - rim, 0) : x1 + rim] = 0
    letters, boxes = letters_in(ink, dpi)
    if not len(boxes):
        return []
    runs = closed(letters, level_bar(APART * dpi))
    count, labels, found, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    middles = labels[boxes[:, 1] + boxes[:, 3] // 2, boxes[:, 0] + boxes[:, 2] // 2]
    held = np.bincount(middles, weights=np.maximum(boxes[:, 2] / boxes[:, 3], 1), minlength=count)
    held[0] = 0
    chosen = (held >= FEWEST_LETTERS) & (found[:, 2] >= SHORTEST * dpi) & (found[:, 3] <= 2 * HIGHEST * dpi)
    numbers = np.flatnonzero(chosen)
    if len(numbers) > MOST_LINES:
        return []
    sides = found[numbers, :4].tolist()
    return [(left, top, left + wide, top + high) for left, top, wide, high in sides]


def letters_in(ink: Ink, dpi: int) -> tuple[Ink, Boxes]:
    """The boxes of letters among the ``ink`` of a picture of ``dpi`` dots an inch, filled, and these boxes (left, top,
    width, height)."""
    _, _, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    wide, high, area = boxes[:, 2], boxes[:, 3], boxes[:, cv2.CC_STAT_AREA]
    may_be: Mask = (high >= LOWEST * dpi) & (high <= HIGHEST * dpi) & (wide > 1) & (wide <= WIDEST * dpi)
    may_be &= area >= COVERED * wide * high
    may_be[0] = False
    boxes = boxes[may_be, :4]
    drawn = np.zeros_like(ink)
    for left, top, width, height in boxes.tolist():
        drawn[top : top + height, left : left + width] = 255
    return drawn, boxes


def _cut_out(picture: Picture, box: tuple[int, int, int, int], dpi: int) -> Picture:
    x0, top, x1, bottom = box
    paper = round(PAPER * dpi)
    return np.ascontiguousarray(picture[max(top - paper, 0) : bottom + paper, max(x0 - paper, 0) : x1 + paper])


def _is_print(words: Sequence[Word]) -> bool:
    text = "".join(word.text for word in words)
    if len(text) < FEWEST_LETTERS or sum(map(str.isalnum, text)) < WORDED * len(text):
        return False
    return sum(word.confidence for word in words) >= SURE * len(words)
