"""Mottoes with misread letters, as recognition and broken type leave them (``CHỦ NGHĨA YIỆT NAM``)."""

from __future__ import annotations

from functools import cache

import regex
from rapidfuzz import fuzz

from patterns.loader import load
from patterns.spelling import fold

# Of 100, for a motto and the words most like it on a line. A scan with a misread or doubled letter has 94 to 97, an
# office of "NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA" without Việt Nam 85 (test_mottoes.py).
ALIKE = 88.0

# The second line is asked for only under the first. A scan whose dash is woven into the letters leaves 83 of it, a
# sentence on independence has 73 (test_mottoes.py).
ALIKE_BELOW = 78.0

# Letters of a word that recognition left out of what is alike, as it misread them: the rest of a word belongs to it.
REST_OF_WORD = 4

# A motto stands in capitals; so many in a row are no running text, and one misread small letter leaves them.
_CAPITALS = regex.compile(r"\P{Ll}{12}")

# One of these is left of any motto that can still be told; hardly a line of text has one, and no look is as quick.
_PIECES = ("NG", "CH", "NAM")


def misread_motto(name: str, text: str) -> tuple[int, int] | None:
    """Where a line holds words in capitals that are like those of the landmark ``name``: start and end, or None."""
    if not any(piece in text for piece in _PIECES) or not _CAPITALS.search(text):
        return None
    folded = fold(text)
    if len(folded) != len(text):  # offsets would differ
        return None
    score, *span = max(_alike(words, folded, ALIKE) for words in _words(name))
    if not score:
        return None
    start, end = _whole_words(text, *span)
    return (start, end) if _CAPITALS.search(text, start, end) else None


def is_motto_below(text: str) -> bool:
    """Whether a line under the name of the state holds the second line of the motto, misread or not."""
    return any(_alike(words, fold(text), ALIKE_BELOW)[0] for words in _words("motto-below"))


def _alike(words: str, folded: str, least: float) -> tuple[float, int, int]:
    """How like the words on a line are, of 100, and where they stand; zeros below ``least``."""
    if len(folded) < len(words) - REST_OF_WORD:  # what is short is like a part of anything
        return 0.0, 0, 0
    found = fuzz.partial_ratio_alignment(words, folded, score_cutoff=least)
    return (found.score, found.dest_start, found.dest_end) if found else (0.0, 0, 0)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    first = text.rfind(" ", 0, start + 1) + 1
    last = text.find(" ", end)
    last = len(text) if last < 0 else last
    return (first if start - first <= REST_OF_WORD else start), (last if last - end <= REST_OF_WORD else end)


@cache
def _words(name: str) -> tuple[str, ...]:
    return next(tuple(map(fold, entry["words"])) for entry in load("landmarks") if entry.id == name)
