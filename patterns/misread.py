"""What recognition reads in place of digits, of raised numbers too, and letters that no symbol of an instrument has."""

from __future__ import annotations

from functools import cache

import regex

from patterns.loader import load

# An engine gives both its guesses at one blurred digit: 368 is read as ``36§8``.
_BOTH_GUESSES = regex.compile("§(?=8)")


def in_digits(text: str) -> str:
    """A text with digits for the letters that print has for them; as it is where no digit is among them."""
    return digits_alone(text) if any(map(str.isdigit, text)) else text


def digits_alone(text: str) -> str:
    """A text with digits for all letters that print has for them, be there a digit among them or not."""
    return str(_BOTH_GUESSES.sub("", text)).translate(_digits())


@cache
def digit_class() -> str:
    """A class of a pattern: the digits, and what is read in place of them."""
    return rf"[\d{regex.escape(''.join(map(chr, _digits())))}]"


@cache
def foreign_letters() -> frozenset[str]:
    """What is read in place of letters of symbols, and is no letter of any."""
    return frozenset(letter for entry in load("misreadings") for letter in entry["foreign"])


@cache
def letters_alike() -> frozenset[frozenset[str]]:
    """Pairs of letters of symbols of which one is read for the other."""
    return frozenset(frozenset(pair) for entry in load("misreadings") for pair in entry["alike"])


@cache
def raised_signs() -> str:
    """The signs that are read where a small raised number stands, in a row."""
    return "".join(entry["signs"] for entry in load("misreadings"))


@cache
def _digits() -> dict[int, str]:
    return {ord(letter): digit for entry in load("misreadings") for letter, digit in entry["digits"].items()}
