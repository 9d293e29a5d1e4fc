"""Whether letters spell a Vietnamese syllable: what tells a right decoding from a wrong one, a word from its parts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from patterns.loader import load

# Level, grave, acute, tilde, hook, dot below; before a stop a syllable bears the acute or the dot only.
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_TONES_BEFORE_STOP = ("\u0301", "\u0323")
_STOPS = ("c", "ch", "p", "t", "k")
_MARKED = "ăâêôơư"
# Open rhymes whose tone stands on the first vowel or, in the other tradition, on the second.
_EITHER_PLACE = ("oa", "oe", "uy")

# ``ngh``.
_LONGEST_ONSET = 3


@lru_cache(maxsize=1 << 14)
def is_syllable(word: str) -> bool:
    """Whether a word (NFC) is one syllable by spelling, all small, all capitals, or with a capital first."""
    # ``hOẠT`` is no word: mixed case is what a wrong decoding leaves.
    if not (word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())):
        return False
    small = word.lower()
    rhymes = _rhymes()
    return any(small[cut:] in rhymes.get(small[:cut], ()) for cut in range(min(_LONGEST_ONSET, len(small)) + 1))


@cache
def _rhymes() -> dict[str, frozenset[str]]:
    """For each onset the rhymes that may follow it, each with each of its tones."""
    rhymes: dict[str, frozenset[str]] = {}
    for entry in load("syllables"):
        toned = frozenset(each for rhyme in entry["rhymes"].split() for each in _with_tones(rhyme))
        for onset in entry["onsets"]:
            rhymes[onset] = rhymes.get(onset, frozenset()) | toned
    return rhymes


def _with_tones(rhyme: str) -> Iterator[str]:
    nucleus = rhyme.rstrip("cghkmnpt")
    for tone in _TONES_BEFORE_STOP if rhyme[len(nucleus) :] in _STOPS else _TONES:
        for place in _tone_places(nucleus, rhyme):
            yield unicodedata.normalize("NFC", rhyme[: place + 1] + tone + rhyme[place + 1 :])


def _tone_places(nucleus: str, rhyme: str) -> tuple[int, ...]:
    """The vowels that may bear the tone: one with a mark of its own, else by how many there are and what follows."""
    marked = [place for place, letter in enumerate(nucleus) if letter in _MARKED]
    if marked:
        return (marked[-1],)
    if rhyme in _EITHER_PLACE:
        return (0, 1)
    if nucleus != rhyme:
        return (len(nucleus) - 1,)
    return (1,) if len(nucleus) == 3 else (0,)
