"""What an instrument does to others and they to it, each with the sentences that say so.

Said by others: a text that cites two instruments, of which one acts on the other. Said by itself: the text of an
instrument that is in the collection, whose citations are what it amends, replaces, repeals.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from extractor.query.instrument.excerpts import Excerpt, excerpt
from extractor.query.instrument.names import NAMED, Named, named
from extractor.store.database import fetch
from patterns.instruments.doc_types import doc_types

# Sentences for one relation between two instruments: the same is often said by many documents.
EVIDENCE_SHOWN = 3
# Others of one relation: a law is carried out by hundreds, of which a reader wants those said most often.
OTHERS_SHOWN = 25
NORMATIVE, CONSOLIDATION = "normative", "Văn bản hợp nhất"
# What the text of an instrument does itself. It rests on others and carries them out too: that changes nothing of them.
OWN_ACTS = ("sửa đổi", "thay thế", "bãi bỏ", "đính chính", "hướng dẫn", "hợp nhất")


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
    """Another instrument of a relation; ``times`` counts all places that say so, ``evidence`` are the first.

    ``source`` is ``registry`` or ``title`` where the registry of laws or a title says so and no place does.
    """

    instrument: Named
    times: int
    evidence: tuple[Said, ...]
    source: str | None = None


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
        said = _SAID.format(own=own, by_itself=_OWN_OF[own])
        rows = fetch(connection, _OTHERS.format(own=own, far=far, named=NAMED, said=said), _asked(instrument_id))
        linked = fetch(connection, _LINKS.format(own=own, far=far, named=NAMED), (instrument_id,))
        for relation in dict.fromkeys(row["relation"] for row in (*rows, *linked)):
            of_it = [{**row} for row in rows if row["relation"] == relation]
            known = {row["instrument_id"] for row in of_it}
            further = [{**row} for row in linked if row["relation"] == relation and row["instrument_id"] not in known]
            others = [_other(connection, instrument_id, row, said, far) for row in of_it[:OTHERS_SHOWN]]
            others += [_linked(row) for row in further[: OTHERS_SHOWN - len(others)]]
            found.append(Relation(relation, active, len(of_it) + len(further), tuple(others)))
    return tuple(found)


def _linked(row: dict[str, Any]) -> Other:
    source = row.pop("source")
    del row["relation"]
    return Other(named(row), 0, (), source)


def _other(connection: sqlite3.Connection, instrument_id: str, row: dict[str, object], said: str, far: str) -> Other:
    relation, times = row.pop("relation"), row.pop("times")
    wanted = {**_asked(instrument_id), "other": row["instrument_id"], "relation": relation, "most": EVIDENCE_SHOWN}
    evidence = fetch(connection, _EVIDENCE.format(said=said, far=far), wanted)
    return Other(named(row), int(str(times)), tuple(_said(each) for each in evidence))


def _asked(instrument_id: str) -> dict[str, Any]:
    return {
        "instrument": instrument_id,
        "acts": json.dumps(OWN_ACTS),
        "types": json.dumps([kind.name for kind in doc_types().values() if kind.family == NORMATIVE]),
        "consolidation": CONSOLIDATION,
    }


def _said(row: dict[str, Any]) -> Said:
    return Said(**row, excerpt=excerpt(row["sentence"], row["raw"]))


# A consolidation repeats what others do in its notes; itself it consolidates. Where a law is named with those that
# amended it before ("đã được sửa đổi theo …"), what is done to the law is done to none of these (test_relations.py).
_OWN = """
SELECT citations.id AS relation_id, citations.id AS citation_id, citations.document_id, citations.page, citations.raw,
       citations.sentence, citations.relation, documents.instrument_id AS subject_id,
       citations.instrument_id AS object_id
FROM {tables}
WHERE {own} = :instrument AND citations.relation IN (SELECT value FROM json_each(:acts))
  AND citations.location <> 'header' AND documents.doc_type IN (SELECT value FROM json_each(:types))
  AND (citations.relation = 'hợp nhất') = (documents.doc_type = :consolidation)
  AND (citations.relation_from = 'clause' OR ifnull(citations.sentence, '') NOT LIKE '%được sửa đổi%')
"""
_OWN_OF = {
    "subject_id": _OWN.format(
        tables="documents CROSS JOIN citations ON citations.document_id = documents.id", own="documents.instrument_id"
    ),
    "object_id": _OWN.format(
        tables="citations CROSS JOIN documents ON documents.id = citations.document_id"
        " AND documents.instrument_id IS NOT NULL",
        own="citations.instrument_id",
    ),
}

_SAID = """
SELECT id AS relation_id, object_citation_id AS citation_id, document_id, page, raw, sentence, relation, subject_id,
       object_id
FROM instrument_relations WHERE {own} = :instrument UNION ALL {by_itself}
"""

_LINKS = """
SELECT relation, source, {named}
FROM instrument_links CROSS JOIN instruments ON instruments.id = {far}
WHERE {own} = ?
ORDER BY relation, instruments.citation_rank, instruments.id
"""

_OTHERS = """
SELECT relation, times, {named}
FROM (
    SELECT relation, {far} AS other_id, count(*) AS times FROM ({said})
    WHERE {far} IS NOT NULL AND {far} <> {own} GROUP BY relation, {far}
) CROSS JOIN instruments ON instruments.id = other_id
ORDER BY relation, times DESC, instruments.citation_rank, instruments.id
"""

_EVIDENCE = """
SELECT relation_id, citation_id, document_id, file_name, page, raw, sentence
FROM ({said}) JOIN documents ON documents.id = document_id
WHERE {far} = :other AND relation = :relation
ORDER BY document_id, page, length(citation_id), citation_id LIMIT :most
"""
