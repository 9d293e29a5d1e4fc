"""Instruments: looking one up by key, identifier or a loose query, and who cites it where."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.query.loose import (
    LEAST_SCORE,
    Candidate,
    LooseQuery,
    candidate,
    may_have_number,
    nearest,
    rate,
    rate_mistyped,
    rate_other_time,
    read_query,
)
from extractor.query.rows import fetch
from patterns.spelling import fold

SUGGESTIONS = 5
MAX_OTHERS = 20
SAME_SCORE = 1e-9


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument of the citation index. ``cited_in`` counts documents; a period is ``first day/last day``."""

    instrument_id: int
    key: str
    identifier: str | None
    doc_type: str | None
    issuer: str | None
    issued_on: str | None
    title: str | None
    times_cited: int
    cited_in: int
    first_citing_period: str | None
    last_citing_period: str | None
    anomalies: int
    document_id: int | None


@dataclass(frozen=True, slots=True)
class CitingPlace:
    """One citation of an instrument: where it stands and what is printed there."""

    citation_id: int
    document_id: int
    file_name: str
    page: int
    location: str
    footnote_number: str | None
    relation: str | None
    raw: str
    sentence: str | None
    status: str
    place: str | None
    period_kind: str | None
    period_start: str | None
    boxes: str


@dataclass(frozen=True, slots=True)
class LookUp:
    """What a query found: ``best`` are equally good, ``others`` fit less, ``near`` are guesses where none fits."""

    best: tuple[Instrument, ...] = ()
    others: tuple[Instrument, ...] = ()
    near: tuple[Instrument, ...] = ()


def look_up(connection: sqlite3.Connection, text: str) -> LookUp:
    """The instruments that a key, an identifier or a loose query names, the most cited first."""
    instruments = _all_instruments(connection)
    exact = [one for one in instruments if text.strip().casefold() == one.key.casefold()]
    exact = exact or [one for one in instruments if one.identifier and _spelling(one.identifier) == _spelling(text)]
    if exact:
        return LookUp(best=tuple(exact))
    readings = read_query(text)
    fitting = _best_first(rate, readings, instruments)
    if fitting:
        top = fitting[0][0]
        best = tuple(one for score, one in fitting if top - score < SAME_SCORE)
        return LookUp(best=best, others=tuple(one for _, one in fitting[len(best) :][:MAX_OTHERS]))
    guessed = _best_first(rate_mistyped, readings, instruments) or _best_first(rate_other_time, readings, instruments)
    near = [one for _, one in guessed[:SUGGESTIONS]] or _spelled_alike(text, instruments)
    return LookUp(near=tuple(near))


def citing_places(connection: sqlite3.Connection, instrument: Instrument) -> tuple[CitingPlace, ...]:
    """Every place that cites an instrument, by period, file and page; its own head is not among them."""
    return tuple(CitingPlace(**row) for row in fetch(connection, _PLACES, (instrument.instrument_id,)))


def _all_instruments(connection: sqlite3.Connection) -> list[Instrument]:
    return [Instrument(**row) for row in fetch(connection, _INSTRUMENTS)]


def _best_first(
    rating: Callable[[Sequence[LooseQuery], Candidate], float],
    readings: Sequence[LooseQuery],
    instruments: Sequence[Instrument],
) -> list[tuple[float, Instrument]]:
    """Those that fit well enough with their score; of equals the most cited first, as they came."""
    rated = [(rating(readings, _candidate(one)), one) for one in instruments if may_have_number(readings, _number(one))]
    return sorted((pair for pair in rated if pair[0] >= LEAST_SCORE), key=lambda pair: -pair[0])


def _candidate(instrument: Instrument) -> Candidate:
    context = f"{instrument.issuer or ''} {instrument.title or ''}"
    return candidate(instrument.key, instrument.doc_type, instrument.identifier, instrument.issued_on, context)


def _number(instrument: Instrument) -> str:
    return instrument.key.rpartition(":")[2]


def _spelled_alike(text: str, instruments: list[Instrument]) -> list[Instrument]:
    by_identifier = {one.identifier: one for one in reversed(instruments) if one.identifier}
    return [by_identifier[identifier] for identifier in nearest(text, by_identifier, SUGGESTIONS)]


def _spelling(identifier: str) -> str:
    """For comparing: accents, blanks and leading zeros aside."""
    return fold(identifier).replace(" ", "").lstrip("0")


_INSTRUMENTS = """
SELECT instrument_id, key, identifier, doc_type, issuer, issued_on, title, times_cited, cited_in,
       first_citing_period, last_citing_period, anomalies, document_id
FROM citation_index
ORDER BY times_cited DESC, key
"""

_PLACES = """
SELECT citation_id, document_id, file_name, page, location, footnote_number, relation, raw, sentence, status,
       place, period_kind, period_start, boxes
FROM citation_contexts
WHERE instrument_id = ? AND location <> 'header'
ORDER BY period_end, period_start, file_name, page, citation_id
"""
