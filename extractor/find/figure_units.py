"""The unit behind a number: the printed noun by the registry ``units``, else the first word that follows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from patterns.units import counted_nouns, family, no_units, printed_units

_WINDOW = 40
_GENERAL = frozenset({"lượt", "trường hợp"})
_WORDS = regex.compile(rf"\s{{0,3}}(?<words>\p{{L}}[\p{{L}}\s-]{{0,{_WINDOW - 1}}})")
_PARENTHESIS = regex.compile(r"\s{0,3}\([^()\n]{1,60}\)")
_NOUN_HEAD = regex.compile(r"\p{Ll}|\p{Lu}{2,}(?!\p{Ll})")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed, blanks single; ``known`` where it stands in the registry. ``end`` indexes the text."""

    text: str
    end: int
    known: bool


def unit_after(text: str, position: int, *, guess: bool = True) -> Unit | None:
    """The unit that is printed from ``position`` on, the longest of the registry; None where none is printed.

    With ``guess`` an unknown noun counts too: the first word that the segmenter finds in a short window.
    """
    parenthesis = _PARENTHESIS.match(text, position)
    for after in (position, parenthesis.end()) if parenthesis else (position,):
        known = printed_units().match(text, after)
        if known and not _is_name(known):
            return Unit(" ".join(known["unit"].split()), known.end(), True)
    if not guess or no_units().match(text, position):
        return None
    return _guessed(text, position)


def _is_name(known: regex.Match[str]) -> bool:
    """Whether a capital makes a noun the beginning of a name: ``3530 Bộ Công an``, but ``18 UBND``, ``02 Chỉ thị``."""
    noun = known["noun"] or ""
    return noun[:1].isupper() and not noun.isupper() and family(noun) == "organs"


def unit_in(label: str) -> str | None:
    """The unit that a label such as ``Số văn bản gửi đi`` counts: the first noun behind its word for number."""
    found = counted_nouns(_GENERAL).search(label)
    return " ".join(found["unit"].split()) if found else None


def _guessed(text: str, position: int) -> Unit | None:
    window = _WORDS.match(text, position)
    if not window or not _NOUN_HEAD.match(window["words"]):
        return None
    word = _first_word(" ".join(window["words"].split()))
    start = window.start("words")
    end = start + len(word)
    return Unit(word, end, False) if text[start:end] == word else None


@lru_cache(maxsize=4096)
def _first_word(words: str) -> str:
    from underthesea import word_tokenize  # loads a model, so only where a noun is really unknown

    tokens = word_tokenize(words)
    return str(tokens[0]) if tokens else words.split()[0]
