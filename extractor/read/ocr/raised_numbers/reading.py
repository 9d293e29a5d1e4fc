"""Reads the raised numbers of a page, cut out of its picture: page readers take them for signs."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import regex

from extractor.read.ocr.engine import CellReader, Engine, Picture, RecognitionError, Word, number_reader, read_cells
from extractor.read.ocr.raised_numbers.marks import Mark
from patterns.misread import digits_alone

# The confidence of digits is above this; a quotation mark or a speck taken for one is less sure (test_raised.py).
SURE = 0.6

# Pixels about a number: more would hold the comma behind it.
MARGIN = 1

# Pixels: as high as a number is made, and the paper about it. Readers are made for lines of text: of numbers as small
# as they are printed they read nine of ten, of these as many as there are (test_raised.py).
HEIGHT, PAPER = 56, 30

_NUMBER = regex.compile(r"\P{Alnum}?([1-9]\d{0,2})\P{Alnum}?")


def numbers_of(
    picture: Picture, marks: Sequence[Mark], dpi: int, engine: Engine, timeout: float
) -> list[tuple[Mark, str]]:
    """Those of the marks that are numbers, each with its digits.

    picture: in which they stand. marks: places of small raised ink. dpi: the picture's dots per inch. engine: reads
    them where no reader of numbers is installed, if it reads small pictures. timeout: seconds that it may take.

    A reader that fails has read nothing: the page has the words of its engine all the same.
    """
    reader = number_reader() or engine
    if not marks or not isinstance(reader, CellReader):
        return []
    try:
        read = read_cells(reader, [_cut_out(picture, mark) for mark in marks], dpi, timeout)
    except RecognitionError:
        return []
    found = ((mark, _NUMBER.fullmatch(_text(words))) for mark, words in zip(marks, read, strict=True))
    return [(mark, number[1]) for mark, number in found if number]


def _text(words: Sequence[Word]) -> str:
    """What was read in the place of a number, with digits for letters that look like them; "" where that is unsure."""
    if any(word.confidence < SURE for word in words):
        return ""
    return digits_alone("".join(word.text for word in words))


def _cut_out(picture: Picture, mark: Mark) -> Picture:
    x0, top, x1, bottom = map(round, mark.box)
    ink = picture[max(top - MARGIN, 0) : bottom + MARGIN, max(x0 - MARGIN, 0) : x1 + MARGIN]
    scale = HEIGHT / ink.shape[0]
    large = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return cv2.copyMakeBorder(large, *(PAPER,) * 4, cv2.BORDER_CONSTANT, value=255).astype(np.uint8, copy=False)
