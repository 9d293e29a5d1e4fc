"""An instrument as on a catalogue card: what is known of it, how it is printed, what does not agree about it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from extractor.query.instrument.names import NAMED, Named, named
from extractor.resolve.key_names import name_of_key
from extractor.resolve.keys import key_parts
from extractor.search.index import instrument_of_key
from extractor.store.database import fetch, fetch_one

# Prints are counted among the first mentions: all forms of an instrument are among a thousand of them, and reading
# 20,000 rows of the widest table would take longer than the rest of the page (test_record.py).
PRINTS_READ = 1000
# Forms of a print that a reader compares at a glance; a name with errors of typing has hundreds.
MOST_PRINTS = 12
# Citations that are not settled: some laws are what every second bare "Luật" could mean.
MOST_POSSIBLE = 20


@dataclass(frozen=True, slots=True)
class Print:
    """A form in which documents print an instrument, and how often."""

    printed: str
    times: int


@dataclass(frozen=True, slots=True)
class OwnDocument:
    """The document of this collection that is the instrument itself."""

    document_id: str
    file_name: str
    title: str | None
    page_count: int


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date that documents print for the instrument, with one place where it stands."""

    day: str
    times: int
    citation_id: str


@dataclass(frozen=True, slots=True)
class About:
    """A finding about the instrument."""

    check_id: str
    kind: str
    severity: str
    statement: str
    explanation: str
    document_id: str
    file_name: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Possible:
    """A citation that leaves open which instrument it means; this one is among those ``possible`` ones."""

    citation_id: str
    document_id: str
    file_name: str
    page: int
    raw: str
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of an instrument.

    ``dates`` are all that documents print for it where they contradict each other, else empty. ``keys`` are further
    keys by which it goes or is cited, ``other_names`` what they say to a reader. ``possible_total`` counts all
    citations that could mean it.
    """

    instrument: Named
    key: str
    doc_type: str | None
    identifier: str | None
    year: int | None
    cited_in: int
    first_citing_period: str | None
    last_citing_period: str | None
    own_document: OwnDocument | None
    prints: tuple[Print, ...]
    keys: tuple[str, ...]
    other_names: tuple[str, ...]
    dates: tuple[PrintedDate, ...]
    findings: tuple[About, ...]
    possible: tuple[Possible, ...]
    possible_total: int


def find_id(connection: sqlite3.Connection, key: str) -> str | None:
    """The id of the instrument that goes by a key, its own or a further one; None where there is none."""
    return instrument_of_key(connection, key)


def read_record(connection: sqlite3.Connection, instrument_id: str) -> Record | None:
    """The record of an instrument, None where there is no such one."""
    rows = fetch(connection, _RECORD, (instrument_id,))
    if not rows:
        return None
    row = rows[0]
    own = {name: row.pop(name) for name in ("cited_in", "first_citing_period", "last_citing_period")}
    documents = fetch(connection, _OWN, (row["document_id"],))
    prints = fetch(connection, _PRINTS, (instrument_id, PRINTS_READ))
    keys = sorted(({one["key"] for one in prints if one["key"]} | set(json.loads(row.pop("also")))) - {row["key"]})
    findings = tuple(About(**one) for one in fetch(connection, _FINDINGS, (instrument_id,)))
    possible = tuple(Possible(**one) for one in fetch(connection, _POSSIBLE, (instrument_id, MOST_POSSIBLE)))
    return Record(
        **{name: row[name] for name in ("key", "doc_type", "identifier", "year")},
        **own,
        instrument=named(dict(row)),
        own_document=OwnDocument(**documents[0]) if documents else None,
        prints=_forms(prints),
        keys=tuple(keys),
        other_names=tuple(dict.fromkeys(name_of_key(key) for key in keys if key_parts(key))),
        dates=_dates(connection, instrument_id, row["issued_on"]),
        findings=findings,
        possible=possible,
        possible_total=fetch_one(connection, _POSSIBLE_TOTAL, (instrument_id,)) if possible else 0,
    )


def _forms(rows: list[dict[str, object]]) -> tuple[Print, ...]:
    """The most frequent prints; line breaks and double blanks of the page make no other form."""
    times: dict[str, int] = {}
    for row in rows:
        printed = " ".join(str(row["printed"]).split())
        times[printed] = times.get(printed, 0) + int(str(row["times"]))
    most = sorted(times.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_PRINTS]
    return tuple(Print(printed, count) for printed, count in most)


def _dates(connection: sqlite3.Connection, instrument_id: str, issued_on: str | None) -> tuple[PrintedDate, ...]:
    """All dates that are printed for it, where a finding says that they do not agree."""
    found = fetch(connection, _IDENTITY, (instrument_id,))
    dates = fetch(connection, _DATES, {"id": instrument_id}) if found else []
    return tuple(PrintedDate(**row) for row in dates) if {row["day"] for row in dates} - {issued_on} else ()


_RECORD = f"""
SELECT {NAMED}, also, cited_in, first_citing_period, last_citing_period
FROM instruments WHERE instruments.id = ?
"""

_OWN = "SELECT id AS document_id, file_name, title, page_count FROM documents WHERE id = ?"

_PRINTS = """
SELECT trim(COALESCE(doc_type, '') || ' ' || COALESCE(identifier, number, title, raw)) AS printed, key,
       count(*) AS times
FROM (
    SELECT doc_type, identifier, number, title, raw, key FROM citations
    WHERE instrument_id = ? AND location <> 'header' LIMIT ?
)
GROUP BY 1, 2
"""

_FINDINGS = """
SELECT checks.id AS check_id, kind, severity, statement, explanation, document_id, file_name, page
FROM checks JOIN documents ON documents.id = checks.document_id
WHERE checks.instrument_id = ? AND NOT holds AND severity <> 'note'
ORDER BY checks.rowid
"""

_IDENTITY = "SELECT 1 FROM checks WHERE instrument_id = ? AND kind = 'identity' AND NOT holds LIMIT 1"

_DATES = """
SELECT day, times, citations.id AS citation_id
FROM (
    SELECT day, sum(counted) AS times, min(first) AS first FROM (
    SELECT issued_on AS day, count(*) AS counted, min(rowid) AS first FROM citations
    WHERE instrument_id = :id AND issued_on IS NOT NULL AND location <> 'header' GROUP BY issued_on
    UNION ALL
    SELECT issued_on, count(*), min(rowid) FROM citations
    WHERE instrument_id = :id AND issued_on IS NOT NULL AND location = 'header' GROUP BY issued_on
    ) GROUP BY day
) JOIN citations ON citations.rowid = first
ORDER BY times DESC, day
"""

_POSSIBLE = """
SELECT citation_id, document_id, file_name, page, raw, reason
FROM citation_candidates
JOIN citations ON citations.id = citation_id
JOIN documents ON documents.id = document_id
WHERE citation_candidates.instrument_id = ? AND citations.instrument_id IS NULL
ORDER BY document_id, page, citation_id LIMIT ?
"""

_POSSIBLE_TOTAL = """
SELECT count(*) FROM citation_candidates JOIN citations ON citations.id = citation_id
WHERE citation_candidates.instrument_id = ? AND citations.instrument_id IS NULL
"""
