"""Reads what leads to a number, to its left: ``số``, the type word, articles, and words that forbid a citation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from extractor.find.citations.drafts import NAME, NO_BLANK
from patterns.instruments.doc_types import DocType, by_folded_word, by_short, by_word, doc_types
from patterns.loader import load
from patterns.phrases import compiled
from patterns.spelling import fold

_SO = compiled(r"(?r)(?<!\p{L})(?i:$NUMBER_SIGN)[.:]? ?:? ?")
_WORDS = regex.compile(r"(?r)\p{L}[\p{L}]*(?:,? \p{L}+){0,7}")
_PINPOINT = regex.compile(
    r"(?r)(?<!\p{L})(?:(?i:điểm) \p{L}{1,2}\d?(?:(?:, ?| và )\p{L}\d?(?!\p{L}))*,? )?"
    r"(?:(?i:khoản) \d+\p{Ll}?(?:(?:, ?| và |; ?)(?:khoản )?\d+\p{Ll}?)*,? )?"
    r"(?:(?i:điều) \d+\p{Ll}?(?:(?:, ?| và |; ?)(?:Điều )?\d+\p{Ll}?)*"
    r"|(?:Mục|mục|Chương|Phụ lục|Phần) (?:[IVXLC]+|\d+)(?!\p{L}))(?P<link>,? (?:của |tại |ban hành kèm theo )?)"
)
_LAST_LETTERS = regex.compile(r"(?r)\p{L}+")
# The last letter of ``số``: as printed, with marks lost, and as scans are read (``s°``).
_SO_ENDS = frozenset("ốôoổồỗòỏỐÔO°")
# Most citations have no article before them; these letters tell sooner than the pattern.
_PARTS = re.compile("iều |IỀU |oản |ục |hương |hần ")
# Characters of the words that forbid a citation, with số and its sign: the registry's longest has 14
_LONGEST_FALSE_FRIEND = 30
# Characters of số with its signs, and of an abbreviated type glued to a number (TTLT12)
_LONGEST_SO, _LONGEST_GLUED = 8, 6
# An article word stands this near to the instrument; the article with its items is longer (the longest printed: 42)
_PART_NEAR, _LONGEST_PINPOINT = 30, 120


_BARE_BEFORE = regex.compile(r"(?r)(?<![\d./-])(?P<number>\d{1,5}\p{Ll}?)(?:, ?|; ?| và | hoặc |,? - ?)(?:số )?")
# Numbers before one that has what they share (số 31, 32/KH-UBND): documents have one. The bound keeps a column of
# numbers from becoming citations and the work linear (tests/benchmarks/test_costs.py).
_MOST_BARE = 20
# Characters of one such number with its sign and số
_LONGEST_BARE = 16


class Lead(NamedTuple):
    """The words before a number: the type and where its word begins, or where ``số`` or the number begins."""

    start: int
    word: DocType | None
    so: bool
    english: bool = False
    confidence: float = 1.0


def so_before(text: str, at: int) -> int:
    """Where the ``số`` that ends at an offset begins, or the offset itself."""
    if text.endswith("số ", 0, at) and not text[at - 4 : at - 3].isalpha():
        return at - len("số ")
    before = text[max(0, at - _LONGEST_SO) : at].rstrip(" .:")
    if not before or before[-1] not in _SO_ENDS:
        return at
    found = _SO.match(text, max(0, at - _LONGEST_SO), at)
    return found.start() if found else at


def lead_before(text: str, at: int) -> Lead | None:
    """What leads to the number at an offset; None where a letter is glued to it that no citation has."""
    # ``Quyết định số 12``: of nine in ten nothing else needs to be asked
    if text.endswith(" số ", 0, at) and (last := text[at - 5 : at - 4]).isalpha() and last not in _SO_ENDS:
        return word_before(text, at - len(" số ")) or Lead(at - len("số "), None, so=True)
    so = so_before(text, at)
    # ``Công văn số số 12``: printed twice
    so = so_before(text, so) if so < at else so
    if so == at and at and text[at - 1].isalpha():
        # ``Quyết định2242/QĐ-TTg``: the blank is lost
        if (word := word_before(text, at)) and text[word.start : at].casefold() not in _abbreviations():
            return word._replace(confidence=NO_BLANK)
        glued = _glued_short().match(text, max(0, at - _LONGEST_GLUED), at)
        return Lead(glued.start(), by_short()[glued.group()], so=False) if glued else None
    ends = so
    while ends and text[ends - 1] in ' :,"“(' and so - ends < 2:
        ends -= 1
    # ``Quyết định (số 12/QĐ-UBND)``: a bracket parts the number from the word before it
    if "(" in text[ends:so]:
        return Lead(so, None, so=so < at)
    return word_before(text, ends) or _word_cell(text, so) or Lead(so, None, so=so < at)


def _word_cell(text: str, at: int) -> Lead | None:
    """The type word that fills the cell before a number at an offset, which opens its own."""
    if not text.startswith("\t", at - 1) or not at:
        return None
    lead = word_before(text, at - 1)
    return lead if lead and opens_cell(text, lead.start) else None


def opens_cell(text: str, at: int) -> bool:
    """Whether a cell, or the text, begins at an offset."""
    return not at or text[at - 1] == "\t"


def numbers_before(text: str, at: int) -> Iterator[tuple[int, int, str]]:
    """The bare numbers of a list before an offset from right to left: start with ``số``, end, number."""
    for _ in range(_MOST_BARE):
        found = _BARE_BEFORE.match(text, max(0, at - _LONGEST_BARE), at)
        if not found:
            return
        at = found.start()
        yield so_before(text, at), found.end("number"), found["number"]


def word_before(text: str, at: int) -> Lead | None:
    """The type word that ends at an offset, the longest first; marks may be lost (``Chỉ thi``)."""
    if not at or not text[at - 1].isalpha():
        return None
    window = text[max(0, at - _longest_word()) : at]
    last = window[window.rfind(" ") + 1 :]
    if not last.isalpha():
        last = _LAST_LETTERS.search(last).group()
    window = window.casefold()
    for phrase, kind, is_short, is_english in _ending_in().get(last.casefold(), ()):
        if not window.endswith(phrase):
            continue
        start = at - len(phrase)
        apart = not start or not text[start - 1].isalpha()
        if apart and (not is_short or _is_abbreviation(text, start, text[start:at])):
            return Lead(start, kind, so=True, english=is_english)
    return _unmarked_word_before(text, at) if fold(last) in _folded_endings() else None


@cache
def _longest_word() -> int:
    return max(map(len, by_word())) + 4


class _Ending(NamedTuple):
    """A type word in lower case with its type, and whether it is an abbreviation or English."""

    phrase: str
    kind: DocType
    is_short: bool
    is_english: bool


@cache
def _ending_in() -> dict[str, list[_Ending]]:
    """Type words in lower case by their last word, the longest first."""
    found: dict[str, list[_Ending]] = {}
    for phrase, kind in sorted(by_word().items(), key=lambda known: -len(known[0])):
        ending = _Ending(phrase, kind, phrase in _abbreviations(), phrase in _english())
        found.setdefault(phrase.rpartition(" ")[2], []).append(ending)
    return found


@cache
def _english() -> frozenset[str]:
    return frozenset(word.casefold() for kind in doc_types().values() for word in kind.english)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(short.casefold() for short in by_short())


def _is_abbreviation(text: str, start: int, printed: str) -> bool:
    """Whether a word of a few letters is an abbreviation as printed and not the end of a symbol."""
    return printed in by_short() and (not start or text[start - 1] not in "-/&.0123456789")


@cache
def _glued_short() -> regex.Pattern[str]:
    return regex.compile(rf"(?r)(?<!\p{{L}})(?:{'|'.join(sorted(by_short(), key=len, reverse=True))})")


@cache
def _folded_endings() -> frozenset[str]:
    return frozenset(phrase.rpartition(" ")[2] for phrase in by_folded_word() if " " in phrase)


def _unmarked_word_before(text: str, at: int) -> Lead | None:
    """A type of two words or more that lost marks."""
    found = _WORDS.match(text, max(0, at - _longest_word()), at)
    words = found.group().split(" ") if found else []
    start = at - len(" ".join(words))
    for word in words[:-1]:
        kind = by_folded_word().get(fold(text[start:at]))
        if kind and not kind.generic:
            return Lead(start, kind, so=True, confidence=NAME)
        start += len(word) + 1
    return None


def pinpoint_before(text: str, at: int) -> str | None:
    """The article that a citation at an offset is cited for: ``khoản 1 Điều 7``."""
    if not _PARTS.search(text, max(0, at - _PART_NEAR), at):
        return None
    found = _PINPOINT.match(text, max(0, at - _LONGEST_PINPOINT), at)
    return found.group().removesuffix(found["link"]) if found else None


@cache
def _false_friends() -> tuple[regex.Pattern[str], dict[str, str]]:
    """The words that forbid a citation, as a pattern, and the entry of each in lower case."""
    entries = {word.casefold(): entry.id for entry in load("false_friends") for word in entry["before"]}
    words = sorted(entries, key=len, reverse=True)
    pattern = rf"(?r)(?<!\p{{L}})(?i:(?P<word>{'|'.join(map(regex.escape, words))}))(?: số)?[:. ]*"
    return regex.compile(pattern), entries


@cache
def _false_endings() -> frozenset[str]:
    return frozenset(word.removesuffix(" số").rpartition(" ")[2] for word in _false_friends()[1])


def forbidden(text: str, at: int) -> str | None:
    """The entry of ``false_friends`` by which the words before an offset say that a number is no instrument's."""
    begins = max(0, at - _LONGEST_FALSE_FRIEND)
    last = _LAST_LETTERS.search(text[begins:at].rstrip(":. ").casefold().removesuffix(" số"))
    if not last or last.group() not in _false_endings():
        return None
    pattern, entries = _false_friends()
    found = pattern.match(text, begins, at)
    return entries[found["word"].casefold()] if found else None
