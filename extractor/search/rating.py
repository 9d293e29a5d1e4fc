"""How well an instrument answers a loose query: word by word, a number must be the same, a word may be mistyped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from rapidfuzz.distance import OSA

from extractor.search.loose import LooseQuery
from extractor.search.words import InstrumentWords

# What a word of the query is worth: in identifier, type, organ or place; in issuer or title; mistyped; nowhere. Titles
# quote other instruments and organs, so they count half: with as much as the identity, a decision on a plan answers a
# query for a plan. A word that is nowhere takes back one that fits; with half of that, "nghi dinh xyzzy" finds decrees.
# A mistyped word may count nothing or as much as one of the title (test_instruments.py).
IDENTITY_WORD, CONTEXT_WORD, MISTYPED, ABSENT = 2.0, 1.0, 0.5, -2.0

# A year counts as a word of the identity; with twice that, an instrument whose year is not known no longer fits a query
# with a year (test_loose.py). A day says more, as few instruments of one organ share it; a third finds the same.
YEAR_WEIGHT, DAY_WEIGHT = 2.0, 3.0

# A score that fits, that of an instrument with no word of the query, and that of one that cannot be meant. Half of all
# points: all words in the title alone fit, or three of four in the identity. With .3, a type with a word that is
# nowhere fits; with .7, no query by words of a title does (test_instruments.py).
LEAST_SCORE, NO_WORD, NOT_AT_ALL = 0.5, -1.0, -2.0

# Letters of a word up to which only letters that changed places are a typing error, since codes such as "qd", "kh" and
# "nq" differ in one letter: with one, "qd" is taken for "nd", with five, "nghj" is not taken for "nghi"
# (test_loose.py). From the other number of letters on it may have two errors; no test needs more than one.
SHORT, LONG = 3, 9


def rate(readings: Iterable[LooseQuery], instrument: InstrumentWords) -> float:
    """How well an instrument answers a query by the best way to read it: 1 in all, below 0 rather not."""
    return max((_rate(reading, instrument) for reading in readings), default=NOT_AT_ALL)


def rate_mistyped(readings: Iterable[LooseQuery], instrument: InstrumentWords) -> float:
    """As ``rate``, where one digit of the number is wrong, missing, too many, or has changed places with the next."""
    mended = [
        replace(reading, number=instrument.number)
        for reading in readings
        if reading.number and OSA.distance(reading.number, instrument.number, score_cutoff=1) == 1
    ]
    return rate(mended, instrument)


def swapped(number: str | None, other: str) -> bool:
    """Whether the same digits stand in another order: the error that is made most often."""
    return number is not None and number != other and sorted(number) == sorted(other)


@lru_cache(maxsize=1 << 16)
def alike(word: str, other: str) -> bool:
    """Whether one typing error makes one word of the other, or two in long words; short ones only changed letters."""
    if len(word) <= SHORT:
        return word != other and sorted(word) == sorted(other)
    errors = 2 if len(word) >= LONG else 1
    return int(OSA.distance(word, other, score_cutoff=errors)) <= errors


def _rate(query: LooseQuery, instrument: InstrumentWords) -> float:
    if query.number is not None and query.number != instrument.number:
        return NOT_AT_ALL
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
            return NOT_AT_ALL
    for word in query.words:
        worth = _worth(word, instrument)
        if worth == ABSENT and word[0].isdigit():
            return NOT_AT_ALL
        best += IDENTITY_WORD
        score += worth
    return score / best if best else 1.0 if query.number is not None else NOT_AT_ALL


def _worth(word: str, instrument: InstrumentWords) -> float:
    if word in instrument.identity:
        return IDENTITY_WORD
    if word in instrument.context or (" " in word and f" {word} " in f" {' '.join(instrument.context)} "):
        return CONTEXT_WORD
    if word.isalpha() and any(alike(word, other) for other in (*instrument.identity, *instrument.context)):
        return MISTYPED
    return ABSENT
