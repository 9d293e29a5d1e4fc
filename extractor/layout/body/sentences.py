"""Sentences of a paragraph."""

from __future__ import annotations

from functools import cache

import regex

from patterns.loader import load
from patterns.phrases import compiled

_BULLET = compiled(r"\s*$BULLET\s+")
_NAMED = "Điều|Khoản|Mục|Chương|Phần|Bảng|Biểu|Hình"
_LABEL = compiled(rf"(?:(?:{_NAMED})\s+[\dIVX]+[a-zđ]?|$ROMAN_LABEL|$DECIMAL_LABEL|\p{{L}})[.)]\s*")
"""What a paragraph is numbered with: its stop ends no sentence."""


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of ``text[start:end]``, one paragraph, without the bullet before the first.

    A closing quotation mark or bracket behind the full stop belongs to the sentence; abbreviations, initials, dates
    and the paragraph's own number end none.
    """
    bullet = _BULLET.match(text, start, end)
    at = bullet.end() if bullet else start
    label = _LABEL.match(text, at, end)
    spans = []
    for gap in _sentence_end().finditer(text, label.end() if label else at, end):
        spans.append((at, gap.start()))
        at = gap.end()
    if at < end:
        spans.append((at, end))
    return spans


@cache
def _sentence_end() -> regex.Pattern[str]:
    """The blanks between two sentences."""
    words = "|".join(regex.escape(word) for word in sorted(abbreviations(), key=len, reverse=True))
    return regex.compile(
        r"(?:(?<=[.!?…])|(?<=[.!?…][”’»\"')\]]{1,2}))"
        rf"(?<!(?<![\p{{L}}\d.])(?:(?:{words})\.\s?){{1,4}})"
        r"(?<!(?:\p{Lu}\p{Ll}*\s|\p{Lu}\.\s?)\p{Lu}\.)"
        r"(?<![“\"](?:Điều\s)?\d{1,3}[a-zđ]?\.)"
        rf"(?<![.!?;:]\s(?:(?:{_NAMED})\s[\dIVX]{{1,5}}[a-zđ]?|\d{{1,2}})\.)"
        r"\s+(?=[\p{Lu}“\"‘«(–-]|(?<!(?<!\d)\d{1,2}\.\s+)\d)"
    )


@cache
def abbreviations() -> frozenset[str]:
    """The abbreviations of the registry, without their full stop."""
    return frozenset(word for entry in load("abbreviations") for word in entry["words"])
