"""How high, how deep and how wide letters are in the type of Vietnamese papers, which is Times or much like it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

DESCENT = 0.215
"""From the line that letters stand on to the foot of those that reach below it, in ems."""

# Ems, as Times New Roman and Liberation Serif have them; in Arial and Spectral small letters and ascenders are .05
# higher (test_letters.py). A small letter with one mark is as high as a tall one.
_SMALL, _CAPITAL, _ASCENDER, _DOTTED, _CROSSED = 0.46, 0.66, 0.69, 0.66, 0.56
_MARKED, _TWICE_MARKED, _CAPITAL_MARKED, _CAPITAL_TWICE_MARKED, _HORNED = 0.69, 0.74, 0.85, 0.89, 0.57
_DOT_BELOW, _TAIL = 0.17, 0.155

_ABOVE = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309")
_HORN, _BELOW = "\u031b", "\u0323"
_TALL = frozenset("bdđfhklßð()[]{}/\\|")
_DESCENDING = frozenset("gjpqy()[]{}|")
_TAILED = frozenset(",;Q")

_WIDTHS = {
    letter: width
    for width, letters in (
        (0.22, "|'’‘`"),
        (0.25, ".,"),
        (0.28, "ijlt/\\:;"),
        (0.33, "fr()[]-IJ!"),
        (0.42, 'aceszs"“”*?'),
        (0.58, "FPSETLZ<>=+"),
        (0.7, "ABCDGHKNOQRUVXYĐÐw"),
        (0.78, "m&"),
        (0.9, "MW%@—…"),
    )
    for letter in letters
}
_USUAL_WIDTH = 0.5


class Extent(NamedTuple):
    """How far ink reaches above and below the line that letters stand on, in ems."""

    above: float
    below: float


class _Letter(NamedTuple):
    above: float
    below: float
    width: float
    stands: bool


def extent(text: str) -> Extent | None:
    """How far a word reaches by the letters that it holds; None where none of them stands on the line."""
    letters = [_letter(char) for char in text]
    if not any(letter.stands for letter in letters):
        return None
    return Extent(max(letter.above for letter in letters), max(letter.below for letter in letters))


def width_of(text: str) -> float:
    """How wide a text is, in ems."""
    return sum(_letter(char).width for char in text)


def edges(text: str, x0: float, x1: float) -> Sequence[float]:
    """Where the letters of a word begin and the last one ends; ``text`` reaches from ``x0`` to ``x1``."""
    widths = [_letter(char).width for char in text]
    scale = (x1 - x0) / sum(widths)
    return [x0, *(x0 + scale * width for width in accumulate(widths[:-1])), x1]


@lru_cache(maxsize=4096)
def _letter(char: str) -> _Letter:
    base, *marks = list(unicodedata.normalize("NFD", char))
    below = DESCENT if base in _DESCENDING else _TAIL if base in _TAILED else _DOT_BELOW if _BELOW in marks else 0.0
    width = 0.01 if unicodedata.combining(base) else _WIDTHS.get(base, _USUAL_WIDTH)
    return _Letter(_above(base, marks), below, width, base.isalnum())


def _above(base: str, marks: Sequence[str]) -> float:
    stacked = len(_ABOVE.intersection(marks))
    if not base.isalnum() and base not in _TALL:
        return 0.0
    if base.isupper():
        return (_CAPITAL, _CAPITAL_MARKED, _CAPITAL_TWICE_MARKED)[min(stacked, 2)]
    if stacked:
        return _MARKED if stacked == 1 else _TWICE_MARKED
    if base in _TALL:
        return _ASCENDER
    if base in "ij" or not base.islower():
        return _DOTTED
    return _CROSSED if base == "t" else _HORNED if _HORN in marks else _SMALL
