"""When two values count as the same: forms of strings for comparing, likeness, numbers."""

from __future__ import annotations

import difflib
import re
import unicodedata

_DASHES = re.compile("[\u2010-\u2015\u2212\uff0d\u00ad]")
_SPACE = re.compile(r"\s")
_NO_LETTER = re.compile(r"\W")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


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
    """Whether the likeness of the texts ``first`` and ``second`` (None is empty) reaches ``least``, 0 to 1.

    Upper bounds that cost little are asked first.
    """
    matcher = difflib.SequenceMatcher(None, folded(first), folded(second), autojunk=False)
    return matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least


def likeness(first: object, second: object) -> float:
    """How alike two texts are, 0 to 1: twice the matching characters over all characters."""
    return difflib.SequenceMatcher(None, folded(first), folded(second), autojunk=False).ratio()


def same_number(first: float | str, second: float) -> bool:
    """Whether two numbers are the same but for how they are stored: all printed ones have far fewer decimals."""
    return abs(float(first) - second) < 1e-9
