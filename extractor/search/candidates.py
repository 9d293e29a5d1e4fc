"""Which instruments may be meant by a loose query: matches of the index from strict to lax, and how well each answers.

Word by word, a number must be the same, a word may be mistyped.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, combinations
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from extractor.search.index import SOURCES, matching, vocabulary, word_counts
from extractor.search.loose import LooseQuery, near_numbers
from extractor.search.words import InstrumentWords, day_word, instrument_words

# What a word of the query is worth: in identifier, type, organ or place; in issuer or title; mistyped; nowhere. Titles
# quote other instruments and organs, so they count half: with as much as the identity, a decision on a plan answers a
# query for a plan. A word that is nowhere takes back one that fits; with half of that, "nghi dinh xyzzy" finds decrees.
# A mistyped word may count nothing or as much as one of the title (test_instruments.py).
IDENTITY_WORD, CONTEXT_WORD, MISTYPED, ABSENT = 2.0, 1.0, 0.5, -2.0

# A year counts as a word of the identity; with twice that, an instrument whose year is not known no longer fits a query
# with a year (test_loose.py). A day says more, as few instruments of one organ share it; a third finds the same.
YEAR_WEIGHT, DAY_WEIGHT = 2.0, 3.0

# A score that fits, that of a guess, and that of one that cannot be meant. Half of all points: all words in the title
# alone fit, or three of four in the identity. With .3, a type with a word that is nowhere fits; with .7, no query by
# words of a title does. A guess has as much of the query as it lacks (test_instruments.py).
LEAST_SCORE, NEAR_SCORE, NOT_AT_ALL = 0.5, 0.0, -2.0

# A score from which what leaves words out is no longer looked at: all words in long titles alone have half of all
# points, and for "luat dat dia" the law with one letter changed has more (test_cite_laws.py).
SURE_SCORE = 0.7

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


# Candidates that a match with all words takes, and a lax one. They come the most cited first, and only they are rated:
# a word such as "ubnd" stands in most instruments. For speed: five and three find the same in the tests.
MOST, FEWER = 50, 25

# Words of a query that a lax match leaves out by turns, the rarest ones: the others tell little and take longest.
# Three and nine find the same in the tests.
RAREST = 5

# Spellings that a word which no instrument has is looked up by, the nearest first. For speed: one finds the same in the
# tests, and a word is seldom mistyped in a way that leads to two.
MAX_ALTERNATIVES = 6

# Typing errors between a word and such a spelling; ``rating.alike`` then asks for less in short words.
MOST_ERRORS = 2

# Digits of a number up to which one typing error is tried: there are some twenty neighbours for each digit. The longest
# numbers of the sample reports have five; with three, no number of four has a suggestion (test_instruments.py).
LONGEST_MISTYPED = 6

# Both columns of the index, in the language of FTS5.
ANYWHERE = "{identity context}"

Rating = Callable[[Iterable[LooseQuery], InstrumentWords], float]


class Candidate(NamedTuple):
    """An instrument that may be meant."""

    rank: int
    id: str
    identifier: str | None
    title: str | None
    words: InstrumentWords


@dataclass
class Look:
    """One look-up: what was matched and fetched already, and how words are spelled."""

    connection: sqlite3.Connection
    matched: dict[str, list[int]] = field(default_factory=dict)
    fetched: dict[int, Candidate] = field(default_factory=dict)
    spelled: dict[str, tuple[str, ...]] = field(default_factory=dict)
    vocabulary: list[str] = field(default_factory=list)

    def first_fitting(
        self, rating: Rating, readings: Sequence[LooseQuery], tiers: Iterable[Iterable[str]]
    ) -> list[tuple[float, Candidate]]:
        """The candidates that fit well enough, with their score, up to the first tier in which one surely does.

        ``tiers`` are lists of matches in the language of FTS5, the strictest first. ``rating`` says how well an
        instrument answers the query, which is read in all the ways of ``readings``.
        """
        found: dict[int, None] = {}
        fitting: list[tuple[float, Candidate]] = []
        for strictness, tier in enumerate(tiers):
            limit = FEWER if strictness else MOST
            found |= dict.fromkeys(rank for match in tier for rank in self._matching(match, limit))
            fitting = self.best_first(rating, readings, LEAST_SCORE, self._fetch(found))
            if fitting and fitting[0][0] >= SURE_SCORE:
                break
        return fitting

    def best_first(
        self,
        rating: Rating,
        readings: Sequence[LooseQuery],
        least: float,
        candidates: Iterable[Candidate] | None = None,
    ) -> list[tuple[float, Candidate]]:
        """The ``candidates`` (None: all seen so far) whose score is at least ``least``, the best first.

        ``rating`` rates each by the ``readings`` of the query. Of equals the most cited comes first.
        """
        chosen = self.fetched.values() if candidates is None else candidates
        rated = ((rating(readings, one.words), one) for one in chosen)
        return sorted((pair for pair in rated if pair[0] >= least), key=lambda pair: (-pair[0], pair[1].rank))

    def tiers(self, readings: Iterable[LooseQuery]) -> Iterator[list[str]]:
        """Matches for a query in all its readings, from strict to lax."""
        read = [_tiers(_must(one), self._groups(one)) for one in readings]
        return (list(dict.fromkeys(chain.from_iterable(tier))) for tier in zip(*read, strict=True))

    def mistyped_tiers(self, readings: Iterable[LooseQuery]) -> Iterator[list[str]]:
        """Matches for instruments whose number is one typing error away from the query's."""
        for reading in readings:
            if reading.number and len(reading.number) <= LONGEST_MISTYPED:
                numbers = " OR ".join(f'"{number}"' for number in near_numbers(reading.number))
                yield _tiers(f"number : ({numbers})", self._groups(reading))[0][-2:]

    def _matching(self, match: str, limit: int) -> list[int]:
        if match not in self.matched:
            self.matched[match] = matching(self.connection, match, limit)
        return self.matched[match]

    def _groups(self, reading: LooseQuery) -> list[str]:
        """The year or day and the known words, each with its spellings, the rarest first."""
        spelled = [word for word in reading.words if not word[0].isdigit()]
        counts = word_counts(self.connection, spelled)
        groups: dict[str, int] = {}
        for word in spelled:
            if word in counts:
                groups[f'"{word}"'] = counts[word]
            elif spellings := self._spelled_alike(word):
                groups["(" + " OR ".join(f'"{spelled}"' for spelled in spellings) + ")"] = 0
        ordered = sorted(groups, key=groups.__getitem__)
        if reading.day:
            return [f'"{day_word(reading.day)}"', *ordered]
        return [f'"{reading.year}"', *ordered] if reading.year else ordered

    def _spelled_alike(self, word: str) -> tuple[str, ...]:
        if word not in self.spelled:
            self.vocabulary = self.vocabulary or vocabulary(self.connection)
            near = process.extract(word, self.vocabulary, scorer=OSA.distance, score_cutoff=MOST_ERRORS, limit=None)
            self.spelled[word] = tuple([other for other, *_ in near if alike(word, other)][:MAX_ALTERNATIVES])
        return self.spelled[word]

    def _fetch(self, ranks: Iterable[int]) -> list[Candidate]:
        chosen = list(ranks)
        missing = [rank for rank in chosen if rank not in self.fetched]
        for rank, ident, *sources in self.connection.execute(_CANDIDATES, (json.dumps(missing),)):
            printed = dict(zip(SOURCES, sources, strict=True))
            self.fetched[rank] = Candidate(
                rank=rank,
                id=ident,
                identifier=printed["identifier"],
                title=printed["title"],
                words=instrument_words(*sources),
            )
        return [self.fetched[rank] for rank in chosen if rank in self.fetched]


def _must(reading: LooseQuery) -> str:
    """The match for what may not be left out: the number, and what else is in digits."""
    number = [f'number : "{reading.number}"'] if reading.number else []
    return " AND ".join([*number, *(f'{ANYWHERE} : "{word}"' for word in reading.words if word[0].isdigit())])


def _tiers(must: str, groups: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Matches from strict to lax: all words, or all but the first; all but another; all but two, or only what must be.

    The lax ones leave out the most frequent words, which tell little and take longest. Where two are missing, only
    one of many words can still fit.
    """
    if not groups:
        return [must] if must else [], [], []
    rarest = groups[:RAREST]
    strict = [_all(must, "identity", groups), _all(must, ANYWHERE, groups)]
    if len(groups) > 1:
        strict.append(_all(must, ANYWHERE, groups[1:]))
    lax = [_all(must, ANYWHERE, left) for left in combinations(rarest, len(rarest) - 1) if left]
    laxest = [_all(must, ANYWHERE, left) for left in combinations(rarest, RAREST - 2) if len(groups) > RAREST + 1]
    return strict, lax, [*laxest, must] if must else laxest


def _all(must: str, columns: str, groups: Iterable[str]) -> str:
    words = f"{columns} : ({' AND '.join(groups)})"
    return f"{must} AND {words}" if must else words


_CANDIDATES = f"""
SELECT citation_rank, id, {", ".join(SOURCES)}
FROM instruments
WHERE citation_rank IN (SELECT value FROM json_each(?))
"""
