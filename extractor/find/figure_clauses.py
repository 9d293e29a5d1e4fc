"""What the words around a number say of it: qualifier, the phrase it measures, the time it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.model import Date
from patterns.loader import load
from patterns.units import either

_SENTENCE_END = regex.compile(r"(?:[.!?…]|\./\.)(?=\s+[\p{Lu}\d“\"(-])|\n")
_PARENTHESIS = regex.compile(r"\([^()\n]{0,120}\)")
_EDGE = r"[;()\n.!?…•]|:(?=\s*\S)|(?<!\w)(?:trong đó|bao gồm|gồm|cụ thể)(?!\w)"
_LEFT_EDGE = regex.compile(_EDGE, regex.IGNORECASE)
_EDGE_AFTER_FIGURE = regex.compile(rf"{_EDGE}|,|(?<!\w)(?:và|(?<!đối )với)(?!\w)", regex.IGNORECASE)
_RIGHT_EDGE = regex.compile(r"[;()\n:…•]|\.(?!\d)|,(?!\d)(?!\s(?:bổ sung|kiến nghị)\b)|(?<!\w)(?:và|trong đó)(?!\w)")
_TRIM_LEFT = regex.compile(
    r"^(?:[\s,;:.…+•*“”\"-]|(?:và|hoặc|với|có(?! mặt)|là|theo đó|trong đó)(?!\w))+", regex.IGNORECASE
)
_TRIM_RIGHT = regex.compile(
    r"(?:[\s,;:.…“\"]|(?<!\w)(?:và|hoặc|đối với|với|là|(?<!thực )(?<!hiện )có|gồm|trong đó|đạt|chiếm|tỷ lệ|tỉ lệ|từ"
    r"|(?<!thấp )(?<!cao )(?<!ít )(?<!nhiều )hơn|trên|gần|khoảng))+$",
    regex.IGNORECASE,
)
_BEHIND_UNIT = regex.compile(r"^\s*(?:trở lên|trở xuống)", regex.IGNORECASE)
_RATE_ONLY = regex.compile(r"(?:(?:đạt|chiếm|với|bằng|tương ứng|tỷ lệ|tỉ lệ|là|ước)\s*)*", regex.IGNORECASE)
_IN_PERIOD = regex.compile(r"(?:^|(?<!\w)(?:trong|từ đầu|riêng))[\s,]*$", regex.IGNORECASE)
_BEFORE = r"(?<!\w)(?<!(?:{behind})\s)(?<word>{words})\s{{1,3}}$"
_QUALIFIER_REACH, _TARGET_REACH = 24, 240
_LONGEST = 160
_LONGEST_SENTENCE = 4000


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a text; a paragraph end ends a sentence, a dot only before a new beginning.

    What runs on for longer than any sentence is cut, so that the work for one stays small.
    """
    start = 0
    for end in (*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)):
        for first in range(start, end, _LONGEST_SENTENCE):
            yield first, min(first + _LONGEST_SENTENCE, end)
        start = end


def qualifier(text: str, sentence_start: int, start: int, unit_end: int) -> str | None:
    """The word that says how the number at ``start`` is meant, as printed in lower case; None where none does."""
    found = (
        _words("before", _BEFORE).search(text, max(sentence_start, start - _QUALIFIER_REACH), start)
        or _words("after", r"\s{{0,3}}(?<word>{words})(?!\w)").match(text, unit_end)
        or _words("clause", r"(?<!\w)(?<word>{words})(?!\w)").search(
            text, max(sentence_start, start - _TARGET_REACH), start
        )
    )
    return " ".join(found["word"].split()).lower() if found else None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Spans around a number: ``left`` of it up to the figure before or the beginning, its ``noun``, ``right`` of that.

    ``follows`` and ``is_followed`` say whether another figure stands at the outer end of ``left`` and ``right``.
    """

    left: tuple[int, int]
    noun: tuple[int, int]
    right: tuple[int, int]
    follows: bool
    is_followed: bool


def label(text: str, around: Surroundings) -> str | None:
    """The phrase a figure measures: the words left of it in its clause, its noun, the words right of it.

    Words between two figures without any mark between them belong to the second.
    """
    start, end = around.left
    left = _without_parentheses(text[max(start, end - _LONGEST) : end]).rstrip(": ")
    edges = [edge.end() for edge in (_EDGE_AFTER_FIGURE if around.follows else _LEFT_EDGE).finditer(left)]
    left = _TRIM_RIGHT.sub("", _TRIM_LEFT.sub("", left[edges[-1] if edges else 0 :]))
    start, end = around.right
    right = _BEHIND_UNIT.sub("", text[start : min(end, start + _LONGEST)])
    edge = _RIGHT_EDGE.search(right)
    right = right[: edge.start()] if edge else "" if around.is_followed else right
    noun = text[slice(*around.noun)].strip()
    said = noun if noun.casefold() not in left.casefold() else ""
    return " ".join(f"{left} {said} {_TRIM_RIGHT.sub('', right)}".split()) or None


def _without_parentheses(text: str) -> str:
    return str(_PARENTHESIS.sub(" ", text))


def rate_label(phrase: str | None, measured: str | None) -> str | None:
    """A rate's own phrase, or where that only says ``đạt tỷ lệ`` that of the figure before it."""
    if phrase and not _RATE_ONLY.fullmatch(phrase):
        return phrase
    return f"tỷ lệ {measured[0].lower()}{measured[1:]}" if measured else phrase


def beginning(text: str, dates: Sequence[Date], sentence_start: int, start: int) -> int:
    """Where the clause of a sentence's first figure begins: behind a date with comma (``Tính đến …, toàn tỉnh có``)."""
    opening = [
        date.end + 1
        for date in dates
        if sentence_start <= date.start and date.end < start and text[date.end : date.end + 1] == ","
    ]
    return max([sentence_start, *opening])


def time_of(
    dates: Sequence[Date], text: str, sentence: tuple[int, int], start: int
) -> tuple[str | None, str | None, str | None]:
    """``period_start``, ``period_end``, ``as_of`` of a figure, from dates that stand before it in its sentence.

    A period counts only where the sentence opens with it or says ``trong``: a plan of a year is no period.
    """
    period: tuple[str | None, str | None] = (None, None)
    as_of = None
    for date in dates:
        if not (sentence[0] <= date.start < start) or not date.last:
            continue
        if date.role == "as_of":
            as_of = date.last
        elif date.precision != "day" and _IN_PERIOD.search(text, sentence[0], date.start):
            period = (date.first, date.last)
    return *period, as_of


@cache
def _words(field: str, pattern: str) -> regex.Pattern[str]:
    words = [word for entry in load("qualifiers") for word in entry.get(field, ())]
    behind = [word for entry in load("qualifiers") for word in entry.get("behind", ())]
    return regex.compile(pattern.format(words=either(words), behind=either(behind)), regex.IGNORECASE)
