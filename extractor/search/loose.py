"""Loose queries for an instrument: ``qd 4951 ubnd 2023``, in any order and without accents, and ways to read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise

from extractor.search.words import is_year, words
from patterns.instruments.doc_types import type_of_symbol

# Letters and words of a query, and how many of its numbers are tried as the number: a query stays quick whatever is
# pasted (test_long_queries_are_cut). Type, number, organ and place in full have nine words, so six are too few; one
# number is, too, where two may be it (test_instruments.py, test_loose.py).
MAX_LETTERS, MAX_WORDS, MAX_NUMBERS = 300, 16, 2

_DAY = re.compile(
    r"\b(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>(?:19|20)\d\d)\b|\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b"
)
_GLUED = re.compile(r"(?P<letters>[a-z]+)(?P<digits>\d+)")

# Words without accents that stand between the parts of a citation and tell nothing of it: "ngày", "của", "về", "việc".
_NOISE = frozenset(("ngay", "cua", "ve", "viec"))


@dataclass(frozen=True, slots=True)
class LooseQuery:
    """A query read one way. ``number`` without leading zeros; ``day`` ISO."""

    number: str | None
    year: int | None
    day: str | None
    words: tuple[str, ...]


def read_query(text: str) -> tuple[LooseQuery, ...]:
    """All ways to read a query: each of its numbers can be the number, each that looks like a year the year.

    A number that looks like a year is the number only if there is no other; one word may be left with digits
    (``2021 2030`` of a title).
    """
    day, found = _words(text)
    digits = [word for word in found if word[0].isdigit()]
    numbers = [word for word in digits if not is_year(word)] or digits
    single = len(numbers) == 1 and not is_year(numbers[0])
    chosen: list[str | None] = [*dict.fromkeys(numbers[:MAX_NUMBERS]), *([] if single else [None])]
    return tuple(reading for number in chosen for reading in _readings(number, day, found))


def read_in_title(text: str) -> tuple[LooseQuery, ...]:
    """The ways to read a query whose numbers stand in a title: ``5 năm``, each with the word behind it as a phrase.

    None where a number has no word behind it, for it can only be the instrument's.
    """
    day, found = _words(text)
    phrases: list[str] = []
    for word in found:
        if phrases and _is_number(phrases[-1]):
            phrases[-1] += f" {word}"
        else:
            phrases.append(word)
    if any(_is_number(phrase) or phrase.split()[-1][0].isdigit() for phrase in phrases if not is_year(phrase)):
        return ()
    return tuple(_readings(None, day, phrases))


def of_one_number(readings: Sequence[LooseQuery]) -> list[LooseQuery]:
    """The readings, without what else is in digits beside number and date.

    Those without a number only where each number may as well be a year.
    """
    numbered = any(reading.number and not is_year(reading.number) for reading in readings)
    return [
        replace(reading, words=tuple(word for word in reading.words if not word[0].isdigit()))
        for reading in readings
        if reading.number or not numbered
    ]


def of_any_time(readings: Iterable[LooseQuery]) -> list[LooseQuery]:
    """The readings without year and day."""
    return [replace(reading, year=None, day=None) for reading in readings]


def of_no_number(readings: Iterable[LooseQuery]) -> list[LooseQuery]:
    """The readings with their number as a word of the title."""
    return [
        replace(reading, number=None, words=(reading.number, *reading.words)) for reading in readings if reading.number
    ]


def near_numbers(number: str) -> list[str]:
    """The numbers that one mistyped digit makes of a number."""
    cuts = range(len(number) + 1)
    parted = [(number[:at], number[at:]) for at in cuts]
    found = [a + b[1] + b[0] + b[2:] for a, b in parted if len(b) > 1]
    found += [a + b[1:] for a, b in parted if b]
    found += [a + digit + b[skip:] for a, b in parted for digit in "0123456789" for skip in (0, 1)]
    return [other for other in dict.fromkeys(found) if other not in ("", number) and other[0] != "0"]


def spelling(text: str) -> str:
    """For comparing identifiers: accents, blanks, signs between letters and leading zeros aside."""
    found = _telling(words(text[:MAX_LETTERS]))
    groups = (("".join(group) if letters else "/".join(group)) for letters, group in groupby(found, str.isalpha))
    return "/".join(groups)


def _readings(number: str | None, day: str | None, found: list[str]) -> Iterator[LooseQuery]:
    left = list(found)
    if number is not None:
        left.remove(number)
    printed: Sequence[str | None] = [*dict.fromkeys(filter(is_year, left))][:MAX_NUMBERS]
    for year in printed or [day[:4] if day else None]:
        others = list(left)
        if year in others:
            others.remove(year)
            if "nam" in others and ("nam", year) in pairwise(found):
                others.remove("nam")
        yield LooseQuery(number, int(year) if year else None, day, tuple(others))


def _is_number(word: str) -> bool:
    return word[0].isdigit() and " " not in word and not is_year(word)


def _words(text: str) -> tuple[str | None, list[str]]:
    """The day that a query names, and its words but for those that say nothing."""
    day, rest = _take_day(text[:MAX_LETTERS])
    found = [part for word in words(rest) for part in _unglued(word)]
    return day, _telling(found)[:MAX_WORDS]


def _telling(found: Sequence[str]) -> list[str]:
    """The words without those that say nothing: ``số`` says nothing before a number, but a lot in ``Sở Nội vụ``."""
    pairs = list(pairwise(["", *found, ""]))
    return [
        word
        for (before, word), (_, after) in pairwise(pairs)
        if word not in _NOISE
        and not (word == "so" and after[:1].isdigit())
        and "van ban" not in (f"{word} {after}", f"{before} {word}")
    ]


def _unglued(word: str) -> tuple[str, ...]:
    """``qd4951`` as two words, but not ``qh15``: only a type is followed by the number."""
    glued = _GLUED.fullmatch(word)
    if glued and type_of_symbol(glued["letters"]):
        return glued["letters"], glued["digits"].lstrip("0") or "0"
    return (word,)


def _take_day(text: str) -> tuple[str | None, str]:
    found = _DAY.search(text)
    if found is None:
        return None, text
    try:
        written = date.fromisoformat(found["iso"] or f"{found['y']}-{int(found['m']):02}-{int(found['d']):02}")
    except ValueError:
        return None, text
    return written.isoformat(), f"{text[: found.start()]} {text[found.end() :]}"
