"""The unit behind a number: the printed noun by the registry ``units``, else the first word that follows."""

from __future__ import annotations

import re
from dataclasses import dataclass

import regex

from extractor.find.numbers import read_words
from patterns.figures.units import counted_nouns, family, no_units, printed_units, printed_units_from
from patterns.phrases import compiled
from patterns.segmenter import first_word
from patterns.syllables import is_syllable

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
_FIRST_WORD = re.compile(r"\s{1,3}(?P<word>[^\W\d_²³]+)(?![^\W_])")
_NOUN_HEAD = regex.compile(r"\p{Ll}|\p{Lu}{2,}(?!\p{Ll})")
# A noun with a capital, and what makes it the beginning of a name: a word with a capital right behind it.
_CAPITAL = regex.compile(r"\p{Lu}\p{Ll}+")
_GOES_ON_AS_NAME = regex.compile(r"\s\p{Lu}\p{Ll}")
# What stands before a number that counts what is behind it: a word in small letters or another count; behind a noun
# with a capital it is part of a name ("Phường 1 Dự án").
_COUNTS = regex.compile(r"(?r)(?:(?<!\w)\p{Ll}+|\d)[\s,;:(]{1,3}(?<number>[\d.,]+)")
_PADDED = regex.compile(r"(?r)(?<![\d.,])0\d")
# Letters before the end of a number in which it and the word before it stand: 12 and 48 find the same on the sample
# pages.
_NUMBER_REACH = 24


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
        if known and not _is_name(text, position, known):
            if known["noun"] == "cấp" and _TIER.match(text, known.end()):
                return None  # "gồm: 06 cấp sở; 10 cấp huyện" counts what its whole does
            return Unit(" ".join(known["unit"].split()), known.end(), True)
    if not guess:
        return None
    # "02 (hai) môn thi": only the number once more may part it from an unknown noun
    spelled = parenthesis is not None and read_words(parenthesis.group().strip()[1:-1].strip()) is not None
    noun_at = parenthesis.end() if parenthesis and spelled else position
    return None if no_units().match(text, noun_at) else _guessed(text, position, noun_at)


def _known(text: str, position: int) -> regex.Match[str] | None:
    first = _FIRST_WORD.match(text, position)
    pattern = printed_units_from(first["word"].lower()) if first else printed_units()
    return pattern.match(text, position) if pattern else None


def _is_name(text: str, position: int, known: regex.Match[str]) -> bool:
    """Whether a capital makes a noun the beginning of a name: ``3530 Bộ Công an``, but ``18 Sở, ban``, ``02 Chỉ thị``.

    The number ends at ``position``. One with a zero before it counts whatever follows: ``02 Hội Nông dân``.
    """
    noun = known["noun"] or ""
    if not noun[:1].isupper() or noun.isupper() or family(noun) != "organs":
        return False
    return not _counts_capitals(text, position) or bool(
        _GOES_ON_AS_NAME.match(text, known.end()) and not _PADDED.match(text, max(0, position - 2), position)
    )


def _counts_capitals(text: str, position: int) -> bool:
    """Whether what stands before a number that ends at ``position`` lets it count a noun with a capital."""
    begins = max(0, position - _NUMBER_REACH)
    return bool(_PADDED.match(text, max(0, position - 3), position) or _COUNTS.match(text, begins, position))


def unit_in(label: str) -> str | None:
    """The unit that a label such as ``Số văn bản gửi đi`` counts: the first noun behind its word for number."""
    found = counted_in(label, 0, len(label))
    return found.text if found else None


def counted_in(text: str, start: int, end: int) -> Unit | None:
    """The first noun behind a word for number in ``text`` between ``start`` and ``end``, with its place."""
    found = counted_nouns(_GENERAL).search(text, start, end)
    return Unit(" ".join(found["unit"].split()), found.end(), True) if found else None


def _guessed(text: str, position: int, noun_at: int) -> Unit | None:
    """The noun that the segmenter finds at ``noun_at``, behind a number that ends at ``position``."""
    window = _WORDS.match(text, noun_at)
    if not window:
        return None
    words = window["words"]
    if _NOUN_HEAD.match(words):
        word = first_word(" ".join(words.split()))
    elif _CAPITAL.match(words) and _counts_capitals(text, position):
        word = _counted_capital(" ".join(words.split()))
    else:
        return None
    start = window.start("words")
    end = start + len(word)
    return Unit(word, end, False) if word and text[start:end] == word else None


def _counted_capital(words: str) -> str:
    """The noun with which words begin whose first letter is a capital; empty where they begin with a name.

    Names have a capital in each syllable (``Hà Nội``), nouns in the first: ``Liên đoàn``, ``Tổng công ty``.
    """
    noun = words[: len(first_word(words.lower()))]
    first, *others = noun.split()
    is_noun = bool(others) and all(map(str.islower, others)) and all(map(is_syllable, (first, *others)))
    return noun if is_noun else ""
