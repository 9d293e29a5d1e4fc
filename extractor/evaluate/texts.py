"""When two values count as the same: forms of strings for comparing, likeness, numbers."""

from __future__ import annotations

import difflib
import re
import unicodedata

# Dashes of all widths, the minus, the full-width hyphen and the soft one: golds and reports print them for each other.
_DASHES = re.compile("[\u2010-\u2015\u2212\uff0d\u00ad]")
_SPACE = re.compile(r"\s")
_NO_LETTER = re.compile(r"\W")
# The database raises the digits of markers, a gold may have them plain (test_metrics.py).
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

# Two doubles of one printed number differ by less, two printed numbers by more: none has nine decimals.
SAME_NUMBER = 1e-9


def folded(text: object) -> str:
    """NFC, every dash a hyphen, raised digits plain, white space single, case folded; ``None`` is empty."""
    composed = unicodedata.normalize("NFC", "" if text is None else str(text)).translate(_PLAIN_DIGITS)
    return " ".join(_DASHES.sub("-", composed).split()).casefold()


def identifier_form(identifier: object) -> str:
    """An identifier without spaces and leading zeros, ``đ`` for its look-alike ``ð``."""
    return _SPACE.sub("", folded(identifier)).replace("ð", "đ").lstrip("0")


def letters(text: object) -> str:
    """Only letters and digits."""
    return _NO_LETTER.sub("", folded(text))


def alike(first: object, second: object, least: float) -> bool:
    """Whether the likeness of the texts ``first`` and ``second`` (None is empty) reaches ``least``, 0 to 1."""
    # Upper bounds that cost little go first: ``ratio`` alone grows with the square of the length.
    matcher = difflib.SequenceMatcher(None, folded(first), folded(second), autojunk=False)
    return matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least


def likeness(first: object, second: object) -> float:
    """How alike two texts are, 0 to 1: twice the matching characters over all characters."""
    return difflib.SequenceMatcher(None, folded(first), folded(second), autojunk=False).ratio()


def same_number(first: float | str, second: float) -> bool:
    """Whether two numbers are the same but for how they are stored: all printed ones have far fewer decimals."""
    return abs(float(first) - second) < SAME_NUMBER
