"""Words of a legacy font decoded, and whether what comes out, or what was there before, is Vietnamese."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import regex

from extractor.read.legacy.codes import Arrival, Encoding
from patterns.syllables import is_syllable

_LETTERS = regex.compile(r"[^\W\d_]+")
_ABBREVIATION = regex.compile(r"[A-ZĐ]{2,}[a-z]?")
_CAPITALS = regex.compile(r"[A-Z]")
_SMALL = regex.compile(r"[a-z]")
_UNICODE_ONLY = regex.compile(r"[ăđĩũơưĂĐĨŨƠƯ\u1EA0-\u1EF9\u0300-\u036F]")


class Sense(Enum):
    """What the letters beyond ASCII in a word tell: Vietnamese, no Vietnamese, nothing."""

    VIETNAMESE = 1
    NONSENSE = -1
    SILENT = 0


@lru_cache(maxsize=1 << 14)
def sense(text: str) -> Sense:
    """Whether every run of letters that is not ASCII is a syllable; single letters and abbreviations are silent."""
    found = Sense.SILENT
    for letters in _LETTERS.findall(text):
        if letters.isascii() or len(letters) == 1 or _ABBREVIATION.fullmatch(letters):
            continue
        if not is_syllable(letters):
            return Sense.NONSENSE
        found = Sense.VIETNAMESE
    return found


def is_unicode(text: str) -> bool:
    """Whether a word has letters that no code below U+0100 can be taken for."""
    return _UNICODE_ONLY.search(text) is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read a font: its encoding, and how its codes arrive."""

    encoding: Encoding
    arrival: Arrival

    def of(self, glyphs: tuple[str, ...]) -> list[str]:
        """The letters of a word, one element a glyph; empty for an accent that belongs to the glyph before."""
        codes = [self.arrival.code_of(glyph) for glyph in glyphs]
        letters = self.encoding.decode(codes, glyphs)
        if self.encoding.hyphened:
            letters = _with_hyphens_read(letters, self.encoding.hyphened)
        return _with_capitals(letters) if self.encoding.small_tones else letters


def _with_hyphens_read(letters: list[str], hyphened: str) -> list[str]:
    """A hyphen is a letter where that makes a syllable of what is none without it (``t-`` but not ``QĐ-``)."""
    for at, letter in enumerate(letters):
        if letter != "-":
            continue
        before, after = "".join(letters[:at]), "".join(letters[at + 1 :])
        left = _LETTERS.search(before[::-1])
        right = _LETTERS.match(after)
        start = left.group()[::-1] if left and left.start() == 0 else ""
        end = right.group() if right else ""
        if after[:1].isdigit() or not is_syllable(start + hyphened + end) or len(start + end) == 0:
            continue
        if not all(part == "" or (len(part) > 1 and is_syllable(part)) for part in (start, end)):
            letters = [*letters[:at], hyphened, *letters[at + 1 :]]
    return letters


def _with_capitals(letters: list[str]) -> list[str]:
    """The letters beyond ASCII stand for capitals in a word whose other letters are capitals."""
    word = "".join(letters)
    if len(_CAPITALS.findall(word)) < 2 or _SMALL.search(word):
        return letters
    return [letter.upper() for letter in letters]
