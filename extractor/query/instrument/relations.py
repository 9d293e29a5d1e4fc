"""What an instrument does to others and they to it, each with the sentences that say so."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from extractor.query.instrument.excerpts import Excerpt, excerpt
from extractor.query.instrument.names import NAMED, Named, named
from extractor.store.database import fetch

# Sentences for one relation between two instruments: the same is often said by many documents.
EVIDENCE_SHOWN = 3
# Others of one relation: a law is carried out by hundreds, of which a reader wants those said most often.
OTHERS_SHOWN = 25


@dataclass(frozen=True, slots=True)
class Said:
    """A place that says how two instruments are related; ``excerpt`` marks the words of both and between."""

    relation_id: str
    citation_id: str
    document_id: str
    file_name: str
    page: int
    raw: str
    sentence: str | None
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Other:
    """Another instrument of a relation; ``times`` counts all places that say so, ``evidence`` are the first."""

    instrument: Named
    times: int
    evidence: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """All others in a relation. ``active``: the instrument does it to them; else they do it to the instrument.

    ``total`` counts the others, of which ``others`` are those said most often.
    """

    relation: str
    active: bool
    total: int
    others: tuple[Other, ...]


def list_relations(connection: sqlite3.Connection, instrument_id: str) -> tuple[Relation, ...]:
    """The relations of an instrument: what is done to it first, for that is what a reader must know."""
    found = []
    for active, (own, far) in ((False, ("object_id", "subject_id")), (True, ("subject_id", "object_id"))):
        rows = fetch(connection, _OTHERS.format(own=own, far=far, named=NAMED), (instrument_id,))
        for relation in dict.fromkeys(row["relation"] for row in rows):
            of_it = [row for row in rows if row["relation"] == relation]
            others = tuple(_other(connection, instrument_id, row, own, far) for row in of_it[:OTHERS_SHOWN])
            found.append(Relation(relation, active, len(of_it), others))
    return tuple(found)


def _other(connection: sqlite3.Connection, instrument_id: str, row: dict[str, object], own: str, far: str) -> Other:
    relation, times = row.pop("relation"), row.pop("times")
    wanted = (instrument_id, row["instrument_id"], relation, EVIDENCE_SHOWN)
    evidence = fetch(connection, _EVIDENCE.format(own=own, far=far), wanted)
    return Other(named(row), int(str(times)), tuple(_said(each) for each in evidence))


def _said(row: dict[str, Any]) -> Said:
    return Said(**row, excerpt=excerpt(row["sentence"], row["raw"]))


_OTHERS = """
SELECT relation, times, {named}
FROM (
    SELECT relation, {far} AS other_id, count(*) AS times FROM instrument_relations
    WHERE {own} = ? AND {far} IS NOT NULL AND {far} <> {own} GROUP BY relation, {far}
) CROSS JOIN instruments ON instruments.id = other_id
ORDER BY relation, times DESC, instruments.citation_rank, instruments.id
"""

_EVIDENCE = """
SELECT instrument_relations.id AS relation_id, object_citation_id AS citation_id, document_id, file_name, page, raw,
       sentence
FROM instrument_relations JOIN documents ON documents.id = document_id
WHERE {own} = ? AND {far} = ? AND relation = ?
ORDER BY instrument_relations.rowid LIMIT ?
"""
