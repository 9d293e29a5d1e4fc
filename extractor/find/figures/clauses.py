"""What the words around a number say of it: qualifier, the phrase it measures, the time it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import regex

from extractor.model.facts import Date
from patterns.figures.units import either
from patterns.loader import holds, load
from patterns.phrases import compiled

_SENTENCE_END = regex.compile(r"(?:[.!?…]|\./\.)(?=\s+[\p{Lu}\d“\"(-])|\n")
# What stands in brackets does not name the figure behind it. With 60 letters, two of 25,000 figures of the sample pages
# lose their label; 240 find the same.
_PARENTHESIS = regex.compile(r"\([^()\n]{0,120}\)")
_EDGE = r"(?r)[;()\n.!?…•]|:(?=\s*\S)|(?<!\w)$PARTS_OPENER(?!\w)"
_LEFT_EDGE = compiled(_EDGE, regex.IGNORECASE)
_EDGE_AFTER_FIGURE = compiled(rf"{_EDGE}|,|(?<!\w)(?:và|(?<!đối )với)(?!\w)", regex.IGNORECASE)
_RIGHT_EDGE = regex.compile(r"[;()\n:…•]|\.(?!\d)|,(?!\d)(?!\s(?:bổ sung|kiến nghị)\b)|(?<!\w)(?:và|trong đó)(?!\w)")
# Words and signs that join a label to what stands around it, and belong to no label: those in front, those behind.
_FIRST_WORDS = (
    "và",
    "hoặc",
    "với",
    "có",
    "là",
    "theo đó",
    "trong đó",
    "bên cạnh đó",
    "ngoài ra",
    "đáng chú ý",
    "tuy nhiên",
)
_TRIM_LEFT = regex.compile(
    rf"(?:[\s,;:.…+•*/“”\"-]|(?:{'|'.join(_FIRST_WORDS)})(?<!có(?= mặt))(?!\w))+", regex.IGNORECASE
)
_LAST_WORDS = (
    "và", "hoặc", "đối với", "với", "là", "có", "gồm", "trong đó", "đạt", "chiếm", "tỷ lệ", "tỉ lệ", "từ", "chỉ",
    "mới chỉ", "hiện", "hơn", "trên", "gần", "khoảng",
)  # fmt: skip
_TRIM_RIGHT = regex.compile(
    r"(?r)(?:[\s,;:.…“\"]|(?<!\w)(?<!(?:thực|hiện) (?=có)|(?:thấp|cao|ít|nhiều) (?=hơn))"
    rf"(?:{'|'.join(_LAST_WORDS)}))+",
    regex.IGNORECASE,
)
# Letters that hold the longest of the words that are trimmed (``bên cạnh đó``).
_LONGEST_WORDS = 11
_BEHIND_UNIT = re.compile(r"\s*trở (?:lên|xuống)", re.IGNORECASE)
_RATE_ONLY = regex.compile(
    r"(?:(?:hiện|chỉ|mới|đã|còn|đạt|chiếm|với|bằng|tương ứng|tỷ lệ|tỉ lệ|là|ước)\s*)*", regex.IGNORECASE
)
_BEFORE = r"(?r)(?<!\w)(?<!(?:{behind})\s)(?<word>{words})\s{{1,3}}"
# Letters beside a figure in which its qualifier stands: "không vượt quá" needs more than twelve, 48 find the same.
_QUALIFIER_REACH = 24
# Letters before a figure in which a word for a target governs it: plans put the target before a long enumeration. With
# 120, twelve figures of the reference reports lose it, with 480 three more take it.
_TARGET_REACH = 240
# Letters of a label on each side of its figure. A choice: with 80 one label in fourteen loses its subject, with 320 one
# in sixty grows by the titles of the acts that it is counted under.
_LONGEST = 160
_SIGNS = "()[]“”\"',.:;-"
# Letters from which on a sentence is cut, so that a text without stops costs no more than its length (test_figures.py);
# no sentence with figures of the reference reports reaches a thousand.
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


def qualifier(text: str, sentence_start: int, start: int, unit_end: int, has_target: bool = True) -> str | None:
    """The word that says how a number is meant, as printed in lower case; None where none does.

    ``text`` is the paragraph in normal form. ``sentence_start`` is where the sentence begins in it, ``start`` where the
    number does, ``unit_end`` where its unit ends. ``has_target`` says whether the sentence may hold the words of a
    target (see ``says_target``).
    """
    begins = max(sentence_start, start - _QUALIFIER_REACH)
    before = text[begins:start].rsplit(None, 1)
    behind = text[unit_end : unit_end + _QUALIFIER_REACH].split(None, 1)
    found = None
    if before and before[-1].strip(_SIGNS).lower() in _outer_words("before", -1):
        found = _words("before", _BEFORE).match(text, begins, start)
    if not found and behind and behind[0].lower() in _outer_words("after", 0):
        found = _words("after", r"\s{{0,3}}(?<word>{words})(?!\w)").match(text, unit_end)
    if not found and has_target:
        found = _words("clause", r"(?<!\w)(?<word>{words})(?!\w)").search(
            text, max(sentence_start, start - _TARGET_REACH), start
        )
    return " ".join(found["word"].split()).lower() if found else None


def says_target(lowered: str) -> bool:
    """Whether a sentence in lower case holds words that make its figures targets."""
    return holds(lowered, _target_words())


@cache
def _target_words() -> tuple[str, ...]:
    return tuple(word.lower() for entry in load("qualifiers") for word in entry.get("clause", ()))


@cache
def _outer_words(field: str, which: int) -> frozenset[str]:
    """The first (0) or last (-1) words of all qualifiers of a field."""
    return frozenset(word.lower().split()[which] for entry in load("qualifiers") for word in entry.get(field, ()))


class Surroundings(NamedTuple):
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
    left = _without_parentheses(text[_word_start(text, start, end) : end]).rstrip(": ")
    edges = _EDGE_AFTER_FIGURE if around.follows else _LEFT_EDGE
    edge = edges.search(left)
    before = left[: edge.start()] if edge and edge.group() == "(" else ""
    left = _trimmed(_from_first_word(left[edge.end() :] if edge else left))
    if before and not left:  # "tốc độ tăng trưởng cao (24%)": what stands before the parenthesis is measured
        edge = edges.search(before)
        left = _trimmed(_from_first_word(before[edge.end() :] if edge else before))
    start, end = around.right
    right = text[start : _word_end(text, start, end)]
    if unit_goes_on := _BEHIND_UNIT.match(right):
        right = right[unit_goes_on.end() :]
    edge = _RIGHT_EDGE.search(right)
    right = right[: edge.start()] if edge else "" if around.is_followed else right
    noun = text[slice(*around.noun)].strip()
    said = "" if noun in left or noun.casefold() in left.casefold() else noun
    return " ".join(f"{left} {said} {_trimmed(right)}".split()) or None


def _word_start(text: str, start: int, end: int) -> int:
    """Where the last words of a span begin, as many of them as a label may have."""
    at = max(start, end - _LONGEST)
    while start < at < end and not text[at - 1].isspace():
        at += 1
    return at


def _word_end(text: str, start: int, end: int) -> int:
    """Where the first words of a span end, as many of them as a label may have."""
    at = min(end, start + _LONGEST)
    while start < at < end and not text[at].isspace():
        at -= 1
    return at


def _from_first_word(text: str) -> str:
    """A text without signs and words in front that belong to no label."""
    if text[:1].isalnum() and not text[:_LONGEST_WORDS].lower().startswith(_FIRST_WORDS):
        return text
    found = _TRIM_LEFT.match(text)
    return text[found.end() :] if found else text


def _trimmed(text: str) -> str:
    """A text without signs and words behind that belong to no label."""
    if text[-1:].isalnum() and not text[-_LONGEST_WORDS:].lower().endswith(_LAST_WORDS):
        return text
    found = _TRIM_RIGHT.match(text)
    return text[: found.start()] if found else text


def _without_parentheses(text: str) -> str:
    return str(_PARENTHESIS.sub(" ", text)) if "(" in text else text


def change_label(phrase: str | None, measured: str | None, word: str) -> str | None:
    """What a change measures: its own ``phrase``, or ``measured``, its level's, where it says no more than ``tăng``.

    ``word`` is that for its kind; ``phrase`` and ``measured`` may be None.
    """
    if not measured or not (phrase or word).lower().startswith((word, "đã")):
        return phrase
    return f"mức {word} {measured[0].lower()}{measured[1:]}"


def rate_label(phrase: str | None, measured: str | None) -> str | None:
    """A rate's own phrase, or where that only says ``đạt tỷ lệ`` that of the figure before it."""
    if phrase and not _RATE_ONLY.fullmatch(phrase):
        return phrase
    return f"tỷ lệ {measured[0].lower()}{measured[1:]}" if measured else phrase


def beginning(text: str, dates: Sequence[Date], sentence_start: int, start: int) -> int:
    """Where the clause of a sentence's first figure begins: behind a date with comma (``Tính đến …, toàn tỉnh có``).

    ``dates`` are those of the sentence, sorted; ``sentence_start`` and ``start`` (of the figure) index ``text``.
    """
    opening = [
        date.end + 1
        for date in dates
        if sentence_start <= date.start and date.end < start and text[date.end : date.end + 1] == ","
    ]
    return max([sentence_start, *opening])


@cache
def _words(field: str, pattern: str) -> regex.Pattern[str]:
    words = [word for entry in load("qualifiers") for word in entry.get(field, ())]
    behind = [word for entry in load("qualifiers") for word in entry.get("behind", ())]
    return regex.compile(pattern.format(words=either(words), behind=either(behind)), regex.IGNORECASE)
