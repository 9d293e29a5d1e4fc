"""Instruments: looking one up by key, identifier or a loose query, and who cites it where."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.query.corrections import Corrected, corrections_of
from extractor.search.instruments import find_instruments
from extractor.store.database import fetch


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument of the citation index. ``cited_in`` counts documents; a period is ``first day/last day``."""

    instrument_id: str
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
    document_id: str | None


@dataclass(frozen=True, slots=True)
class CitingPlace:
    """One citation of an instrument: where it stands and what is printed there."""

    citation_id: str
    document_id: str
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
    corrections: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True)
class LookUp:
    """What a query found: ``best`` are equally good, ``others`` fit less, ``near`` are guesses where none fits."""

    best: tuple[Instrument, ...] = ()
    others: tuple[Instrument, ...] = ()
    near: tuple[Instrument, ...] = ()


def look_up(connection: sqlite3.Connection, text: str) -> LookUp:
    """The instruments that a key, an identifier or a loose query names, the most cited first.

    Of ``best`` there are at most ``search.candidates.MOST``.
    """
    found = find_instruments(connection, text)
    return LookUp(*(_instruments(connection, ids) for ids in (found.best, found.others, found.near)))


def citing_places(
    connection: sqlite3.Connection, instrument: Instrument, limit: int | None = None
) -> tuple[CitingPlace, ...]:
    """The places in the database behind ``connection`` that cite an ``instrument``, by period, file and page.

    Its own head is not among them. With ``limit`` only the first so many, None is all.
    """
    return places_citing(connection, instrument.instrument_id, limit)


def places_citing(
    connection: sqlite3.Connection, instrument_id: str, limit: int | None = None
) -> tuple[CitingPlace, ...]:
    """As ``citing_places``, by the id of the instrument.

    ``connection`` is that of a database, ``instrument_id`` names the instrument, ``limit`` is as there.
    """
    wanted = (instrument_id, -1 if limit is None else limit)
    rows = fetch(connection, _PLACES, wanted)
    corrected = corrections_of(connection, (row["citation_id"] for row in rows))
    return tuple(CitingPlace(**row, corrections=corrected.get(row["citation_id"], ())) for row in rows)


def _instruments(connection: sqlite3.Connection, ids: Sequence[str]) -> tuple[Instrument, ...]:
    return tuple(Instrument(**row) for row in fetch(connection, _INSTRUMENTS, (json.dumps(ids),)))


_INSTRUMENTS = """
SELECT instrument_id, citation_index.key, identifier, doc_type, issuer, issued_on, title, times_cited, cited_in,
       first_citing_period, last_citing_period, anomalies, document_id
FROM json_each(?) AS wanted
CROSS JOIN citation_index ON instrument_id = wanted.value
ORDER BY wanted.key
"""

# The order is made on the narrow rows of an index first, as an instrument may be cited tens of thousands of times; an
# index has rowids and no ids.
_PLACES = """
SELECT citations.id AS citation_id, citations.document_id, file_name, citations.page, location,
       footnotes.number AS footnote_number, relation, citations.raw,
       COALESCE(citations.sentence, footnotes.sentence) AS sentence, citations.status, place, period_kind,
       period_start, citations.boxes
FROM citations
JOIN documents ON documents.id = citations.document_id
LEFT JOIN footnotes ON footnotes.id = citations.footnote_id
WHERE citations.rowid IN (
    SELECT citations.rowid
    FROM citations
    JOIN documents ON documents.id = citations.document_id
    WHERE citations.instrument_id = ? AND citations.location <> 'header'
    ORDER BY documents.period_end, documents.period_start, documents.file_name, citations.page, citations.rowid
    LIMIT ?
)
ORDER BY documents.period_end, documents.period_start, file_name, citations.page, citations.rowid
"""
