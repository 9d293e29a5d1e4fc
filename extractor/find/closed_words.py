"""The few words that citations and dates are made of, as recognition misreads them: ``neày 09/8/2017``, ``Chính phú``.

A word is mended where it stands at its place, between numbers or before an organ, and is like no other word; phrases
where all their letters are right but for marks. What may be another word stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex
from rapidfuzz.distance import Levenshtein

from patterns.loader import load
from patterns.misread import digit_class, digits_alone
from patterns.spelling import fold
from patterns.syllables import is_syllable

Change = tuple[int, int, str]

# Letters of a word that may be wrong where numbers on both sides tell which it is, and where one side does: ``thúng``
# and ``neày``, but not ``này`` (test_closed_words.py).
_BETWEEN_NUMBERS, _BESIDE_ONE = 2, 1
_MONTHS = 12

_WORD = r"(?<!\S)(?P<place>\p{L}{2,6})"
_YEAR = r"(?:19|20)\d\d(?!\d)"
# Each word with where it stands and how many of its letters may be wrong.
_PLACES = (
    ("ngày", regex.compile(rf"{_WORD}(?= (?:\d{{1,2}}/\d{{1,2}}/{_YEAR}|\d{{1,2}} tháng \d{{1,2}} năm))"), _BESIDE_ONE),
    (
        "tháng",
        regex.compile(rf"(?<=\d )(?P<place>\p{{L}}{{4,6}})(?= \d{{1,2}},? n\p{{L}}{{1,2}} {_YEAR})"),
        _BETWEEN_NUMBERS,
    ),
    (
        "năm",
        regex.compile(rf"(?<=\d th\p{{L}}{{2,4}} \d{{1,2}},? )(?P<place>\p{{L}}{{2,4}})(?= {_YEAR})"),
        _BETWEEN_NUMBERS,
    ),
    ("của", regex.compile(r"(?<=[/ ](?:19|20)\d\d )(?P<place>\p{L}{2,4})(?= \p{Lu}\p{L})"), _BESIDE_ONE),
)
# The month of a day whose year is printed: ``08 tháng Š năm 2017``.
_MONTH = r"(?<=\d tháng )(?P<place>{digit}{{1,2}})(?= năm (?:19|20)\d\d)"


def closed_words(text: str) -> Iterator[Change]:
    """What is meant by misread words of citations: start, end and the word; ``text`` is a normal form."""
    for word, place, most in _PLACES:
        yield from (
            (*found.span("place"), word) for found in place.finditer(text) if _is_meant(found["place"], word, most)
        )
    for found in _phrases().finditer(text):
        meant = _in_case(_by_letters()[fold(found.group())], found.group())
        if meant.casefold() != found.group().casefold():
            yield *found.span(), meant
    for found in _month().finditer(text):
        meant = digits_alone(found["place"])
        if meant.isdecimal() and 0 < int(meant) <= _MONTHS:
            yield *found.span("place"), meant


def _is_meant(read: str, word: str, most: int) -> bool:
    """Whether a word that was read can only be the one of its place.

    It has its letters; or so many wrong ones at ``most``, and is no word itself or stands between numbers.
    """
    small = fold(read)
    if small == fold(word):
        return True
    return (most == _BETWEEN_NUMBERS or not is_syllable(read)) and Levenshtein.distance(small, fold(word)) <= most


def _in_case(phrase: str, read: str) -> str:
    return phrase[:1].upper() + phrase[1:] if read[:1].isupper() else phrase


@cache
def _month() -> regex.Pattern[str]:
    return regex.compile(_MONTH.format(digit=digit_class()))


@cache
def _by_letters() -> dict[str, str]:
    return {fold(phrase): phrase for entry in load("closed_words") for phrase in entry["words"]}


@cache
def _phrases() -> regex.Pattern[str]:
    """All phrases with any marks, the longest first."""
    phrases = sorted(_by_letters().values(), key=len, reverse=True)
    return regex.compile(rf"(?<!\p{{L}})(?:{'|'.join(map(_with_any_marks, phrases))})(?!\p{{L}})")


def _with_any_marks(phrase: str) -> str:
    first, others = phrase[0], phrase[1:]
    begins = _marked(first) if first.isupper() else _marked(first) + _marked(first.upper())
    return f"[{begins}]" + "".join(
        f"[{_marked(letter)}]" if letter.isalpha() else regex.escape(letter) for letter in others
    )


@cache
def _marked(letter: str) -> str:
    """The letters that are spelled like one but for marks."""
    plain = fold(letter)
    same = (chr(code) for code in (*range(0x41, 0x7B), *range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)))
    return "".join(
        each for each in same if each.isalpha() and each.isupper() == letter.isupper() and fold(each) == plain
    )
