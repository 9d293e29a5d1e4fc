"""Lines that are known by their words (``patterns/landmarks.toml``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

import regex

from patterns.loader import Entry, entry_of, load
from patterns.spelling import fold

# A longer line is running text, whatever it begins with ("Phụ lục kèm theo …" within a sentence). 60
# and 240 read all of 47 documents alike.
MAX_LENGTH = 120

_NUMBER = r"(?:\s*(?:số|so)?\s*[:.]?\s*(?:\d{1,3}[a-z]?|[ivxlc]{1,6}|[a-z])(?:[.-]\d{1,2})*)?\s*[:.]?"
_DASHES = "[-–—−.,•]*"
_TAILS = {"whole": r"\W*", "start": r".*", "word": r"(?:(?<=[./])|(?!\w)).*", "numbered": _NUMBER}


@lru_cache(maxsize=1 << 12)
def landmark(text: str) -> str | None:
    """The id of the landmark that this line is, or None."""
    if len(text) > MAX_LENGTH:
        return None
    folded = fold(text)
    return next(
        (
            entry.id
            for entry, pattern in _landmarks()
            if pattern.fullmatch(folded) and (text.isupper() or not entry.get("capitals"))
        ),
        None,
    )


def may_be(name: str, text: str) -> bool:
    """Whether some part of a line can be this landmark. Quick, as it is asked of every line."""
    return words_of(name, text) is not None


def words_of(name: str, text: str) -> tuple[int, int] | None:
    """Where the words of a landmark stand in a line, with whatever marks: start and end; None where they do not."""
    found = _loose(name).search(text)
    return found.span() if found else None


@cache
def _landmarks() -> tuple[tuple[Entry, regex.Pattern[str]], ...]:
    return tuple((entry, regex.compile(rf"\W*(?:{_any(entry)}){_TAILS[entry['at']]}")) for entry in load("landmarks"))


def _any(entry: Entry) -> str:
    return "|".join(_spelled(entry, fold(word), {}) for word in entry["words"])


@cache
def _loose(name: str) -> re.Pattern[str]:
    # one at a time: of all landmarks few are asked for in this way, and each class of letters takes long to compile
    entry, letters = entry_of("landmarks", name), _letters()
    return re.compile("|".join(_spelled(entry, fold(word), letters) for word in entry["words"]))


def _spelled(entry: Entry, word: str, letters: Mapping[str, str]) -> str:
    """A pattern for the words of a landmark; ``letters`` are the classes that stand for its letters.

    A motto is set letter by letter or condensed to fit its column: blanks stand within its words or are lost.
    """
    if not entry.get("spaced"):
        return "".join(letters.get(char, re.escape(char)) for char in word)
    return r"\s*".join(
        _DASHES if char == "-" else letters.get(char, re.escape(char)) for char in word if not char.isspace()
    )


@cache
def _letters() -> dict[str, str]:
    """For each plain letter a class of all that fold to it."""
    folded: dict[str, str] = {}
    for code in (*range(0x41, 0x7B), *range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)):
        char = chr(code)
        plain = fold(char)
        if len(plain) == 1 and plain.isalpha() and unicodedata.category(char).startswith("L"):
            folded[plain] = folded.get(plain, "") + char
    return {plain: f"[{chars}]" for plain, chars in folded.items()}
