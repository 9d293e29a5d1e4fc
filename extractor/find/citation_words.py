"""Reads what stands to the left of a number: ``số``, the type word, articles, and words that forbid a citation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from patterns.doc_types import DocType, by_folded_word, by_word, doc_types
from patterns.loader import load
from patterns.spelling import fold

_SO = regex.compile(r"(?r)(?<!\p{L})(?:[sS][ốôoổồỗòỏ]|S[ỐÔO]|[Nn]o|N°)[.:]? ?:? ?")
_WORDS = regex.compile(r"(?r)\p{L}[\p{L}]*(?:,? \p{L}+){0,7}")
_PINPOINT = regex.compile(
    r"(?r)(?<!\p{L})(?:(?i:điểm) \p{L}{1,2}\d?(?:(?:, ?| và )\p{L}\d?(?!\p{L}))*,? )?"
    r"(?:(?i:khoản) \d+\p{Ll}?(?:(?:, ?| và |; ?)(?:khoản )?\d+\p{Ll}?)*,? )?"
    r"(?:(?i:điều) \d+\p{Ll}?(?:(?:, ?| và |; ?)(?:Điều )?\d+\p{Ll}?)*"
    r"|(?:Mục|mục|Chương|Phụ lục|Phần) (?:[IVXLC]+|\d+)(?!\p{L}))(?P<link>,? (?:của |tại |ban hành kèm theo )?)"
)
_LONGEST_WORD = max(len(word) for word in by_word()) + 4
_SHORT = {short: kind for kind in doc_types().values() for short in kind.short}
_FOLDED_SHORT = frozenset(short.casefold() for short in _SHORT)
_LONGEST_SHORT = max(map(len, _SHORT))
_GLUED_SHORT = regex.compile(rf"(?r)(?<!\p{{L}})(?:{'|'.join(sorted(_SHORT, key=len, reverse=True))})")


@dataclass(frozen=True, slots=True)
class Lead:
    """The words before a number: the type and where its word begins, or where ``số`` or the number begins."""

    start: int
    word: DocType | None
    so: bool
    english: bool = False
    confidence: float = 1.0


def so_before(text: str, at: int) -> int:
    """Where the ``số`` that ends at an offset begins, or the offset itself."""
    found = _SO.match(text, max(0, at - 8), at)
    return found.start() if found else at


def lead_before(text: str, at: int) -> Lead | None:
    """What leads to the number at an offset; None where a letter is glued to it that no citation has."""
    so = so_before(text, at)
    if so == at and at and text[at - 1].isalpha():
        glued = _GLUED_SHORT.match(text, max(0, at - 6), at)
        return Lead(glued.start(), _SHORT[glued.group()], so=False) if glued else None
    ends = so
    while ends and text[ends - 1] in ' :,"“(' and so - ends < 2:
        ends -= 1
    if "(" in text[ends:so]:
        return Lead(so, None, so=so < at)
    return word_before(text, ends) or Lead(so, None, so=so < at)


def word_before(text: str, at: int) -> Lead | None:
    """The type word that ends at an offset, the longest first; marks may be lost (``Chỉ thi``)."""
    found = _WORDS.match(text, max(0, at - _LONGEST_WORD), at)
    if not found:
        return None
    words = found.group().split(" ")
    start = found.start()
    for skipped in range(len(words)):
        phrase = text[start:at]
        kind = by_word().get(phrase.casefold())
        if kind and (len(phrase) > _LONGEST_SHORT or _is_short(text, start, phrase)):
            return Lead(start, kind, so=True, english=phrase.casefold() in _english())
        start += len(words[skipped]) + 1
    start = found.start()
    for skipped in range(len(words) - 1):
        kind = by_folded_word().get(fold(text[start:at]))
        if kind and not kind.generic:
            return Lead(start, kind, so=True, confidence=0.9)
        start += len(words[skipped]) + 1
    return None


def _is_short(text: str, start: int, phrase: str) -> bool:
    """Whether a word of a few letters is an abbreviation or a type word and not the end of a symbol."""
    if phrase.casefold() not in _FOLDED_SHORT:
        return True
    return phrase in _SHORT and (not start or text[start - 1] not in "-/&.0123456789")


@cache
def _english() -> frozenset[str]:
    return frozenset(word.casefold() for kind in doc_types().values() for word in kind.english)


def pinpoint_before(text: str, at: int) -> str | None:
    """The article that a citation at an offset is cited for: ``khoản 1 Điều 7``."""
    window = text[max(0, at - 30) : at]
    if not any(mark in window for mark in ("iều ", "IỀU ", "ục ", "hương ", "hần ", "oản ")):
        return None
    found = _PINPOINT.match(text, max(0, at - 120), at)
    return found.group().removesuffix(found["link"]) if found else None


@cache
def _false_friends() -> regex.Pattern[str]:
    found = {word for entry in load("false_friends") for word in entry["before"]}
    words = sorted(found, key=lambda word: (-len(word), word))
    return regex.compile(rf"(?r)(?<!\p{{L}})(?i:{'|'.join(map(regex.escape, words))})(?: số)?[:. ]*")


def forbidden(text: str, at: int) -> bool:
    """Whether the words before an offset say that a number is no instrument's (``Mẫu số``, ``tài khoản``)."""
    return bool(_false_friends().match(text, max(0, at - 30), at))
