"""Loose queries for an instrument: ``qd 4951 ubnd 2023``, in any order, without accents, with a typing error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from extractor.query.words import words
from patterns.spelling import fold

_DAY = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)\b")
_NOISE = frozenset(("so", "ngay", "cua", "van", "ban"))
FIRST_YEAR, LAST_YEAR = 1945, 2100
IDENTITY_WORD, CONTEXT_WORD, MISTYPED, ABSENT = 2.0, 1.0, 0.5, -2.0
"""What a word of the query is worth: in identifier, type, place; in issuer or title; with a typing error; nowhere."""

YEAR_WEIGHT, DAY_WEIGHT = 2.0, 3.0
LEAST_SCORE = 0.5
LEAST_LIKENESS = 80
SHORTEST_MISTYPED = 4


@dataclass(frozen=True, slots=True)
class LooseQuery:
    """A query read one way. ``number`` without leading zeros; ``day`` ISO."""

    number: str | None
    year: int | None
    day: str | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An instrument as the words it can be asked by."""

    number: str
    years: frozenset[int]
    day: str | None
    identity: frozenset[str]
    context: frozenset[str]


def read_query(text: str) -> tuple[LooseQuery, ...]:
    """All ways to read a query: each of its numbers can be the number, each that looks like a year the year.

    A number that looks like a year is the number only if there is no other; one word may be left with digits
    (``2021 2030`` of a title).
    """
    day, rest = _take_day(text)
    found = [word for word in words(rest) if word not in _NOISE]
    digits = [word for word in found if word[0].isdigit()]
    numbers = [word for word in digits if not _is_year(word)] or digits
    readings = []
    for number in dict.fromkeys([*numbers, None] if len(numbers) != 1 or _is_year(numbers[0]) else numbers):
        left = list(found)
        if number is not None:
            left.remove(number)
        for year in dict.fromkeys(filter(_is_year, left)) or (None,):
            others = list(left)
            if year is not None:
                others.remove(year)
                if "nam" in others and _follows(found, "nam", year):
                    others.remove("nam")
            readings.append(LooseQuery(number, int(year) if year else None, day, tuple(others)))
    return tuple(readings)


def candidate(key: str, doc_type: str | None, identifier: str | None, issued_on: str | None, context: str) -> Candidate:
    """The words of an instrument; ``context`` is its issuer and title."""
    organ_and_place, series, year, plain = ([*key.removeprefix("vn:").split(":"), "", "", ""])[:4]
    years = {int(digits) for digits in (year.removeprefix("d"), (issued_on or "")[:4]) if _is_year(digits)}
    identity = {*words(identifier or ""), *words(doc_type or ""), *words(organ_and_place), series, organ_and_place}
    return Candidate(
        number=plain,
        years=frozenset(years),
        day=issued_on,
        identity=frozenset(identity - {""}),
        context=frozenset(words(context)),
    )


def may_have_number(readings: Iterable[LooseQuery], number: str) -> bool:
    """Whether an instrument of this number can answer a query, one typing error allowed; cheap, to be asked first."""
    return any(
        reading.number is None or OSA.distance(reading.number, number, score_cutoff=1) <= 1 for reading in readings
    )


def rate(readings: Iterable[LooseQuery], instrument: Candidate) -> float:
    """How well an instrument answers a query, 0 to 1, by the best way to read the query."""
    return max((_rate(reading, instrument) for reading in readings), default=0.0)


def rate_mistyped(readings: Iterable[LooseQuery], instrument: Candidate) -> float:
    """As ``rate``, where one digit of the number may be wrong, missing, or have changed places with the next."""
    mended = [
        LooseQuery(instrument.number, reading.year, reading.day, reading.words)
        for reading in readings
        if reading.number and OSA.distance(reading.number, instrument.number) == 1
    ]
    return rate(mended, instrument)


def rate_other_time(readings: Iterable[LooseQuery], instrument: Candidate) -> float:
    """As ``rate``, whatever year or day was asked for."""
    return rate([replace(reading, year=None, day=None) for reading in readings], instrument)


def nearest(text: str, identifiers: Iterable[str], limit: int) -> Iterator[str]:
    """The identifiers that are spelled most like a text, best first."""
    spelled = {identifier: fold(identifier) for identifier in identifiers}
    for _, _, identifier in process.extract(fold(text), spelled, scorer=fuzz.WRatio, limit=limit, score_cutoff=60):
        yield identifier


def _rate(query: LooseQuery, instrument: Candidate) -> float:
    if query.number is not None and query.number != instrument.number:
        return 0.0
    score, best = 0.0, 0.0
    if query.day is not None:
        best += DAY_WEIGHT
        score += DAY_WEIGHT if query.day == instrument.day else 0.0
    if query.year is not None:
        best += YEAR_WEIGHT
        if query.year in instrument.years:
            score += YEAR_WEIGHT
        elif str(query.year) in instrument.context:
            score += CONTEXT_WORD
        elif instrument.years:
            return 0.0
    for word in query.words:
        best += IDENTITY_WORD
        score += _worth(word, instrument)
    if not best:
        return 1.0 if query.number is not None else 0.0
    return max(0.0, score / best)


def _worth(word: str, instrument: Candidate) -> float:
    if word in instrument.identity:
        return IDENTITY_WORD
    if word in instrument.context:
        return CONTEXT_WORD
    if len(word) >= SHORTEST_MISTYPED:
        near = process.extractOne(
            word, instrument.identity | instrument.context, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS
        )
        if near is not None:
            return MISTYPED
    return ABSENT


def _take_day(text: str) -> tuple[str | None, str]:
    found = _DAY.search(text)
    if found is None:
        return None, text
    day, month, year = map(int, found.groups())
    try:
        written = date(year, month, day).isoformat()
    except ValueError:
        return None, text
    return written, f"{text[: found.start()]} {text[found.end() :]}"


def _is_year(word: str) -> bool:
    return word.isdigit() and FIRST_YEAR <= int(word) <= LAST_YEAR


def _follows(found: list[str], first: str, second: str) -> bool:
    return (first, second) in pairwise(found)
