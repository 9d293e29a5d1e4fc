"""Which numbers of recognised text count something: recognition makes numbers of strokes, rules and lost brackets.

A number with a unit of its own speaks for itself; one without needs a word or a sign before it that a count follows,
as on recognised pages nine of ten others are numbers of lists, rows, notes and addresses.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, zip_longest

import regex

from extractor.find.figures.mentions import FRACTION, NONE, RANGE, WORDS, Mention
from extractor.find.figures.paragraphs import Passage
from patterns.syllables import is_syllable

# A count as it is printed: telephone numbers, codes and numbers of goods have other groups (``0297.3813314``,
# ``01.0001``), and from five digits on a count without groups is one of those (test_figures_of_scans.py).
_PRINTED_COUNT = regex.compile(r"\d{1,4}|(?!0\d\d)\d{1,3}(?:[.,]\d{3})+(?:,\d{1,2})?|\d{1,3},\d{1,2}|\d{1,2}\.\d{1,2}")
# What a count follows: a verb that states it, or a sign behind a word.
_STATED = regex.compile(
    r"(?ri)(?<!\p{L})(?:đạt|là|được|có|gồm|còn|tăng|giảm|lên|xuống|cộng|tổng|tổng số|hoàn thành|thực hiện|ghi nhận)"
    r"[ :]{1,3}"
)
_BEHIND_WORD = regex.compile(r"(?r)(?P<word>\p{L}+)[)”\"%]? ?(?P<sign>[:(]) ?")
# A sign of a list behind a number: ``2. Ông``, ``9, Tình trạng``, ``3) Lãnh đạo``, ``8 | Tự kiểm tra``.
_OF_LIST = regex.compile(r"[1-9]\d? ?[.,:;)\]|/](?!\d)")
_OPENS_ITEM = regex.compile(r"[1-9]\d? ?[.)] ?\p{Lu}")
_GOES_ON = regex.compile(r" ?[.,)|/] ?\p{L}")
_NEXT_OF_LIST = regex.compile(r"(?r)\d ?(?:,|;|và) ?")
_ABBREVIATED = regex.compile(r"\p{Lu}{2,}")
_LETTERS = regex.compile(r"\p{L}+")
# Letters before a number in which what states it stands.
_LOOK_BACK = 24


def counting(
    paragraph: Passage, mentions: Sequence[Mention], units: list[str | None], labels: list[str | None]
) -> tuple[Sequence[Mention], list[str | None], list[str | None]]:
    """The mentions of a sentence that are figures, with their units and labels; on pages with a text layer all are.

    ``paragraph`` is where the sentence stands, ``units`` are those of the ``mentions``, their own or those of their
    whole, and ``labels`` what they are called.
    """
    if not paragraph.recognised:
        return mentions, units, labels
    kept = [
        not paragraph.is_recognised(mention.readings[0]) or _counts(paragraph, mention, unit, following)
        for mention, unit, following in zip_longest(mentions, units, units[1:])
    ]
    return list(compress(mentions, kept)), list(compress(units, kept)), list(compress(labels, kept))


def _counts(paragraph: Passage, mention: Mention, unit: str | None, following: str | None) -> bool:
    """Whether a mention counts something by its unit or by what stands before it.

    ``following`` is the unit of the next mention, which a range has in common.
    """
    text, start = paragraph.text, mention.readings[0].start
    is_stated = _STATED.match(text, max(0, start - _LOOK_BACK), start) is not None
    is_of_list = _OF_LIST.match(text, start) is not None
    if (
        is_of_list
        and paragraph.opens_line(mention.readings[0])
        and not (is_stated and not _OPENS_ITEM.match(text, start))
    ):
        return False
    if mention.method in (WORDS, NONE):
        return True
    if mention.unit is not None:
        return _is_unit(mention)
    if unit is not None and not is_of_list and not _NEXT_OF_LIST.match(text, max(0, start - _LOOK_BACK), start):
        return True
    if mention.method == RANGE and following is not None:
        return True
    if not all(_PRINTED_COUNT.fullmatch(text, reading.start, reading.end) for reading in mention.readings):
        return False
    return is_stated or _is_told_by_sign(text, mention)


def _is_unit(mention: Mention) -> bool:
    """Whether the unit of a mention is a word: what is guessed to be one may be noise."""
    words = _LETTERS.findall(mention.unit or "")
    return mention.confidence == 1 or all(is_syllable(word) or _ABBREVIATED.fullmatch(word) for word in words)


def _is_told_by_sign(text: str, mention: Mention) -> bool:
    """Whether a colon behind a word stands before a count, or a bracket about a fraction."""
    start, end = mention.readings[0].start, mention.readings[-1].end
    before = _BEHIND_WORD.match(text, max(0, start - _LOOK_BACK), start)
    if before is None:
        return False
    if before["sign"] == "(":
        return mention.method == FRACTION and text[end : end + 1] == ")"
    if not (is_syllable(before["word"]) or before["word"].isupper()):
        return False
    return _GOES_ON.match(text, end) is None
