"""Which numbers an engine cannot be sure of: those written by hand into a printed form, mostly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import median_low

import regex

from extractor.read.ocr.engine import Word

# Below this confidence a number is not read. Printed numbers on bad scans have .49 and more, most of those written by
# hand less than .42 (test_doubt.py).
SURE = 0.45

# A number that is taller than printed digits needs a confidence from here on. Digits written by hand have up to .75
# where they are hardly taller than print (test_doubt.py).
QUITE_SURE = 0.8

# Of the height of printed digits on its line: digits alone beyond the first are doubtful unless the engine is quite
# sure, beyond the second always. Handwriting has 1.2 to 2; print differs by a pixel or two (test_doubt.py).
HARDLY_TALLER, TALLER = 1.15, 1.35

# Words of digits and letters, such as ``12/QĐ-UBND``, are taller than digits for a slash or a mark over a letter. Of
# those in print a quarter is beyond both together on a crooked scan, but then the engine is quite sure (test_doubt.py).
WITH_LETTERS = 1.1

_DIGIT = regex.compile(r"\d")
_DIGITS = regex.compile(r"\d+")
_LIKE_DIGITS = regex.compile(r"[\dOoIl]+")
# What is filled in by hand touches the printed words about it: ``ngày20``, ``Số:42``, ``ngày22tháng``.
_TOUCHES = regex.compile(r"(?:\p{Ll}{2}|[:;])\W?\d")
_TOUCHES_BOTH = regex.compile(r"\p{Ll}{2}\W?\d{1,2}\p{Ll}{2}")
# A day by hand that reaches into the word behind it: ``6tháng``.
_REACHES = regex.compile(r"\d{1,2}\p{Ll}{2,}")


def doubtful(words: Sequence[Word]) -> frozenset[Word]:
    """The words with digits of a page that an engine is not sure of, or that stand out by their height.

    ``words`` are all words of the page, whose printed numbers tell how tall its digits are.
    """
    with_digits = [word for word in words if _DIGIT.search(word.text)]
    heights = _heights_of_print(with_digits)
    usual = median_low(height for of_line in heights.values() for height in of_line) if heights else None
    return frozenset(word for word in with_digits if _is_doubtful(word, heights.get(word.line), usual))


def _heights_of_print(words: Sequence[Word]) -> dict[tuple[int, ...], list[float]]:
    """The heights of the digits of each line that stand alone and are certain."""
    heights: defaultdict[tuple[int, ...], list[float]] = defaultdict(list)
    for word in words:
        if word.confidence >= QUITE_SURE and _DIGITS.fullmatch(word.text):
            heights[word.line].append(_height(word))
    return dict(heights)


def _is_doubtful(word: Word, of_line: Sequence[float] | None, usual: float | None) -> bool:
    if word.confidence < (QUITE_SURE if _TOUCHES.search(word.text) else SURE) or _TOUCHES_BOTH.search(word.text):
        return True
    printed = median_low(of_line) if of_line else usual
    if not printed:
        return word.confidence < QUITE_SURE
    taller = _height(word) / printed
    if not _LIKE_DIGITS.fullmatch(word.text):
        reaches = _REACHES.fullmatch(word.text)
        return taller > TALLER * WITH_LETTERS and bool(reaches or word.confidence < QUITE_SURE)
    return taller > TALLER or (taller > HARDLY_TALLER and word.confidence < QUITE_SURE)


def _height(word: Word) -> float:
    """How tall digits are that are surely read; where the engine wavers what stands about them belongs to them.

    The box of a printed number may take in a mark of the line above; a number by hand is often cut at the word before.
    """
    is_sure = word.confidence >= QUITE_SURE and word.text.isdecimal()
    return word.ink if word.ink is not None and is_sure else word.box[3] - word.box[1]
