"""Which instruments a key, an identifier or a loose query names: candidates from the index, then the best of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.search.candidates import MOST, NEAR_SCORE, Candidate, Look, alike, rate, rate_mistyped, swapped
from extractor.search.index import instrument_of_key
from extractor.search.loose import (
    LooseQuery,
    of_any_time,
    of_no_number,
    of_one_number,
    read_in_title,
    read_query,
    spelling,
)
from extractor.search.words import words

# Instruments that fit less than the best, and guesses where none fits: what a person reads before typing more words.
MAX_OTHERS, SUGGESTIONS = 20, 6

# Scores are quotients of small sums: those of equal instruments differ in the last bits at most.
SAME_SCORE = 1e-9


@dataclass(frozen=True, slots=True)
class Ranking:
    """Ids of instruments: ``best`` are equally good, ``others`` fit less, ``near`` are guesses where none fits.

    Of more than ``candidates.MOST`` that fit equally well the most cited are taken.
    """

    best: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def find_instruments(connection: sqlite3.Connection, text: str) -> Ranking:
    """The instruments that a text names, best first, of equals the most cited first.

    A number in it must be the instrument's; only where none fits, ``near`` holds those of another year, and those
    whose number differs by one typing error.
    """
    if keyed := instrument_of_key(connection, text):
        return Ranking(best=(keyed,))
    look = Look(connection)
    for readings in (read_query(text), read_in_title(text)):
        if fitting := look.first_fitting(rate, readings, look.tiers(readings)):
            return _ranking(fitting, text)
    return Ranking(near=tuple(one.id for one in _near(look, read_query(text))))


def _ranking(fitting: Sequence[tuple[float, Candidate]], text: str) -> Ranking:
    equal = [one for score, one in fitting if fitting[0][0] - score < SAME_SCORE]
    asked = spelling(text)
    best = [one for one in equal if one.identifier and spelling(one.identifier) == asked] or _so_titled(equal, text)
    others = [one for _, one in fitting if one not in best]
    return Ranking(tuple(one.id for one in best[:MOST]), tuple(one.id for one in others[:MAX_OTHERS]))


def _so_titled(equal: list[Candidate], text: str) -> list[Candidate]:
    """Those of which the whole title is asked for: ``luat dat dai`` names no law that amends it. Without any, all."""
    asked = set(words(text))

    def is_asked(word: str) -> bool:
        return word in asked or any(alike(word, other) for other in asked)

    return [one for one in equal if one.title and all(map(is_asked, words(one.title)))] or equal


def _near(look: Look, readings: Sequence[LooseQuery]) -> list[Candidate]:
    """Half of another year or day and half of a mistyped number where there are both; else whatever came nearest."""
    numbered = of_one_number(readings)
    anytime = of_any_time(numbered)
    other_time = look.first_fitting(rate, anytime, look.tiers(anytime))
    guessed = look.first_fitting(rate_mistyped, numbered, look.mistyped_tiers(numbered))
    guessed.sort(key=lambda pair: (-pair[0], not any(swapped(one.number, pair[1].words.number) for one in numbered)))
    half = max(SUGGESTIONS // 2, SUGGESTIONS - len(guessed))
    chosen = [*other_time[:half], *guessed]
    if not chosen:
        titled = of_no_number(numbered)
        chosen = look.first_fitting(rate, titled, look.tiers(titled)) or look.best_first(rate, anytime, NEAR_SCORE)
    return [one for _, one in chosen[:SUGGESTIONS]]
