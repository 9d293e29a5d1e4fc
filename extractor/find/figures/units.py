"""The unit behind a number: the printed noun by the registry ``units``, else the first word that follows."""

from __future__ import annotations

import re
from dataclasses import dataclass

import regex

from patterns.phrases import compiled
from patterns.segmenter import first_word
from patterns.units import counted_nouns, family, no_units, printed_units, printed_units_from

# Letters behind a number that the segmenter gets to find an unknown noun, for speed: words have two or three syllables.
# 16 and 80 find the same on the sample pages.
_WINDOW = 40
# Nouns of times, which give way to the noun behind them: "Tổng số lượt trao đổi văn bản" counts documents
# (test_a_number_without_unit_takes_that_of_its_whole).
_GENERAL = frozenset({"lượt", "trường hợp"})
_WORDS = regex.compile(rf"\s{{0,3}}(?<words>\p{{L}}[\p{{L}}\s-]{{0,{_WINDOW - 1}}})")
# A number in words or a remark may stand between a number and its unit: "05 (năm) hồ sơ" (sentences.toml). 30 and 120
# letters find the same on the sample pages.
_PARENTHESIS = regex.compile(r"\s{0,3}\([^()\n]{1,60}\)")
_TIER = compiled(r"\s{1,3}$TIER(?!\w)", regex.IGNORECASE)
_FIRST_WORD = re.compile(r"\s{1,3}(?P<word>[^\W\d_²³]+)(?!\d)")
_NOUN_HEAD = regex.compile(r"\p{Ll}|\p{Lu}{2,}(?!\p{Ll})")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed, blanks single; ``known`` where it stands in the registry. ``end`` indexes the text."""

    text: str
    end: int
    known: bool


def unit_after(text: str, position: int, *, guess: bool = True) -> Unit | None:
    """The unit that is printed in ``text`` from ``position`` on, the longest of the registry; None for none.

    With ``guess`` an unknown noun counts too: the first word that the segmenter finds in a short window.
    """
    parenthesis = _PARENTHESIS.match(text, position) if "(" in text[position : position + 4] else None
    for after in (position, parenthesis.end()) if parenthesis else (position,):
        known = _known(text, after)
        if known and not _is_name(known):
            if known["noun"] == "cấp" and _TIER.match(text, known.end()):
                return None  # "gồm: 06 cấp sở; 10 cấp huyện" counts what its whole does
            return Unit(" ".join(known["unit"].split()), known.end(), True)
    if not guess or no_units().match(text, position):
        return None
    return _guessed(text, position)


def _known(text: str, position: int) -> regex.Match[str] | None:
    first = _FIRST_WORD.match(text, position)
    pattern = printed_units_from(first["word"].lower()) if first else printed_units()
    return pattern.match(text, position) if pattern else None


def _is_name(known: regex.Match[str]) -> bool:
    """Whether a capital makes a noun the beginning of a name: ``3530 Bộ Công an``, but ``18 UBND``, ``02 Chỉ thị``."""
    noun = known["noun"] or ""
    return noun[:1].isupper() and not noun.isupper() and family(noun) == "organs"


def unit_in(label: str) -> str | None:
    """The unit that a label such as ``Số văn bản gửi đi`` counts: the first noun behind its word for number."""
    found = counted_in(label, 0, len(label))
    return found.text if found else None


def counted_in(text: str, start: int, end: int) -> Unit | None:
    """The first noun behind a word for number in ``text`` between ``start`` and ``end``, with its place."""
    found = counted_nouns(_GENERAL).search(text, start, end)
    return Unit(" ".join(found["unit"].split()), found.end(), True) if found else None


def _guessed(text: str, position: int) -> Unit | None:
    window = _WORDS.match(text, position)
    if not window or not _NOUN_HEAD.match(window["words"]):
        return None
    word = first_word(" ".join(window["words"].split()))
    start = window.start("words")
    end = start + len(word)
    return Unit(word, end, False) if text[start:end] == word else None
