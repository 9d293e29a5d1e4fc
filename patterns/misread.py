"""Letters that recognition reads in place of digits, where a number must stand."""

from __future__ import annotations

from functools import cache

import regex

from patterns.loader import load


def in_digits(text: str) -> str:
    """A text with digits for the letters that print has for them; as it is where no digit is among them."""
    return text.translate(_digits()) if any(map(str.isdigit, text)) else text


@cache
def digit_class() -> str:
    """A class of a pattern: the digits, and what is read in place of them."""
    return rf"[\d{regex.escape(''.join(map(chr, _digits())))}]"


@cache
def _digits() -> dict[int, str]:
    return {ord(letter): digit for entry in load("misreadings") for letter, digit in entry["digits"].items()}
