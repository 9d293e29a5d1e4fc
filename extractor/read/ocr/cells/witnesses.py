"""Two readings of one cell: words by the engine of the page, numbers by the reader of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.read.ocr.engine import Word

# Where two readers differ, how sure either of them is tells little: the word counts as one that is read poorly, which
# confidence.py tells from clear ones at .75 (test_witnesses.py).
IN_DOUBT = 0.6

# A word that the engine is not sure of to half is what the other reader says, where that one is sure: of heads such as
# ``STT``, alone in a narrow cell, the engine reads one in ten. Not where there are tone marks: the other reader has
# them wrong in half of its words (test_witnesses.py).
UNREAD, SURE = 0.5, 0.9

# A code of a capital and digits (``G11``) is read by the engine as if it were a word (``GI1``), at .7 and less; where
# it is sure, it is right (test_witnesses.py).
CODE_UNREAD = 0.8

# A number, a day, a share, a row number, or what stands in place of a number.
_NUMERIC = regex.compile(r"[-–+(\[]*\d[\d.,/:%‰()\[\]–+-]*|[-–]{1,3}|…|[.…]{2,}|\(?[IVXLC]{1,7}(?:\.\d{1,2})*[.)]?")
_DIGIT = regex.compile(r"\d")
_LETTER_OR_DIGIT = regex.compile(r"[\p{L}\d]")
_CODE = regex.compile(r"[A-Z]{1,3}\d{1,4}")
_LETTERS = regex.compile(r"\p{L}{2}")
# Between a name and its code (``Có = 1``), or behind a number.
_SIGNS = ("=", "%", "+", "<", ">")
_ZERO = ("O", "o")
# What is read in dust and in other signs.
_DASHES = ("-", "–")


def is_numeric(text: str) -> bool:
    """Whether a text is made of numbers only, however they are parted."""
    parts = text.split()
    return bool(parts) and all(_NUMERIC.fullmatch(part) for part in parts)


def agreed(words: Sequence[Word], numbers: Sequence[Word], *, numeric: bool) -> tuple[Word, ...]:
    """The words of a cell of which two readings are known.

    words: as the engine of the page reads it. numbers: as the reader of numbers does, empty where it was not asked.
    numeric: whether the cells of its column are numbers, so that a round letter alone is a nought.

    A number is what the reader of numbers says, all else what the engine says, and a number among words too where that
    is sure of it; where they differ in a number the other reading is kept with the word, and neither counts as certain.
    """
    words = [word for word in words if not _is_dirt(word)]
    if not numbers:
        return tuple(words)
    if numeric and len(numbers) == 1 and numbers[0].text in _ZERO:
        numbers = [replace(numbers[0], text="0")]
    if len(words) == len(numbers):
        alone = is_numeric(_text(numbers))
        return tuple(_better(word, number, alone=alone) for word, number in zip(words, numbers, strict=True))
    if is_numeric(_text(numbers)) and not any(map(_is_word, words)):
        return tuple(_in_doubt(number, _text(words)) if words else number for number in numbers)
    return tuple(words)


def _is_word(word: Word) -> bool:
    """Whether a word is none that a number was read for: no number is ever made of it."""
    return word.confidence >= CODE_UNREAD and _LETTERS.search(word.text) is not None


def _is_dirt(word: Word) -> bool:
    """Whether a word is what an engine reads in specks: signs that it is not sure of."""
    return word.confidence < UNREAD and not _LETTER_OR_DIGIT.search(word.text)


def _better(word: Word, number: Word, *, alone: bool) -> Word:
    """One of two readings of one word, where the engine reads it; ``alone`` says that its cell holds numbers only."""
    if word.text == number.text:
        return replace(word, confidence=max(word.confidence, number.confidence))
    if word.text in _SIGNS or _is_word(word):
        return word
    there = replace(word, text=number.text, confidence=number.confidence)
    if is_numeric(number.text) and number.text not in _DASHES:
        believed = not alone and word.confidence >= SURE and is_numeric(word.text)
        return _in_doubt(word, number.text) if believed else _in_doubt(there, word.text)
    if _DIGIT.search(word.text) and is_numeric(word.text):
        return _in_doubt(word, number.text)
    if _CODE.fullmatch(number.text) and word.confidence < CODE_UNREAD and number.confidence >= SURE:
        return _in_doubt(there, word.text)
    unread = word.confidence < UNREAD and number.confidence >= SURE
    return there if unread and number.text.isascii() else word


def _in_doubt(word: Word, other: str) -> Word:
    return replace(word, confidence=min(word.confidence, IN_DOUBT), other=other)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
