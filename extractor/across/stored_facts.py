"""Fetches what one document says, and writes into its rows what they belong to."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from extractor.across.evidence import Identities
from extractor.across.facts import Facts
from extractor.across.rows import CandidateRow, CitationRow, DocumentRow, EdgeRow
from extractor.store.keys import instrument_id, organisation_id

# The relation of an edge where the text says none: "refers to".
MENTIONED = "dẫn chiếu"


class _Linked(NamedTuple):
    """What a row belongs to as it is stored: ``told`` are its columns that the pass writes."""

    rowid: int
    ident: str
    told: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as it is stored: what it says, and what its rows belong to as the last pass had it."""

    facts: Facts
    document: tuple[str | None, ...]
    citations: tuple[_Linked, ...]
    mentions: tuple[_Linked, ...]


def stored_facts(connection: sqlite3.Connection, sha256: str) -> Stored | None:
    """The document with this SHA-256, None where it is gone."""
    row = connection.execute(_DOCUMENT, (sha256,)).fetchone()
    if row is None:
        return None
    document = DocumentRow(*row[:-2])
    citations = connection.execute(_CITATIONS, (document.id,)).fetchall()
    mentions = connection.execute(_MENTIONS, (document.id,)).fetchall()
    rows = tuple(CitationRow(*each[:-3]) for each in citations)
    return Stored(
        facts=Facts(document, rows, Counter((key, name) for _, key, name, _ in mentions)),
        document=tuple(row[-2:]),
        citations=tuple(
            _Linked(rowid, row.id, (instrument, row.status, evidence))
            for row, (*_, rowid, instrument, evidence) in zip(rows, citations, strict=True)
        ),
        mentions=tuple(_Linked(rowid, key, (linked,)) for rowid, key, _, linked in mentions),
    )


def write_links(connection: sqlite3.Connection, stored: Stored, facts: Facts, found: Identities) -> None:
    """Write what the rows of a document belong to, where it is not yet as it should be.

    connection: within the transaction of the pass. stored: the document as it is stored. facts: with the instruments
    of its citations. found: how certain those are, and what others they may be.
    """
    # Most rows stay what they were: those are not written, so a pass with one new report changes few pages of the file.
    document = facts.document
    issuer = facts.issuer_key
    told = (facts.own and instrument_id(facts.own), issuer and organisation_id(issuer))
    if told != stored.document:
        connection.execute(_LINK_DOCUMENT, (*told, document.id))
    if changed := list(_changed_citations(stored, facts, found)):
        connection.executemany(_LINK_CITATION, changed)
        connection.execute(_LINK_RELATIONS, (document.id,))
    connection.executemany(
        "UPDATE mentions SET organisation_id = ? WHERE rowid = ?",
        [(now, row.rowid) for row in stored.mentions if (now := organisation_id(row.ident)) != row.told[0]],
    )
    _replace_edges(connection, facts)
    _replace_candidates(connection, document.id, found.candidates)


def _changed_citations(stored: Stored, facts: Facts, found: Identities) -> Iterable[tuple[object, ...]]:
    for row in stored.citations:
        key = facts.keys.get(row.ident)
        _, status, evidence = row.told
        if settled := found.reopened.get(row.ident):
            status, evidence = settled.status, settled.evidence
        told = (key and instrument_id(key), status, evidence)
        if told != row.told:
            yield (*told, row.rowid)


def _replace_edges(connection: sqlite3.Connection, facts: Facts) -> None:
    document = facts.document.id
    counted = Counter((instrument_id(key), row.relation or MENTIONED) for key, row in facts.cited())
    edges = sorted(EdgeRow(document, *edge, count) for edge, count in counted.items())
    known = [tuple(row) for row in connection.execute(_EDGES, (document,))]
    if known != edges:
        connection.execute("DELETE FROM citation_edges WHERE document_id = ?", (document,))
        connection.executemany("INSERT INTO citation_edges VALUES (?, ?, ?, ?)", edges)


def _replace_candidates(connection: sqlite3.Connection, document: str, candidates: list[CandidateRow]) -> None:
    # the ids of its citations: its own, a hyphen and the letter of citations
    of_document = (f"{document}-c", f"{document}-d")
    known = [tuple(row) for row in connection.execute(_CANDIDATES, of_document)]
    if known != candidates:
        connection.execute(f"DELETE FROM citation_candidates WHERE {_OF_DOCUMENT}", of_document)
        connection.executemany("INSERT INTO citation_candidates VALUES (?, ?, ?, ?)", candidates)


_DOCUMENT = f"SELECT {', '.join(DocumentRow._fields)}, instrument_id, issuer_id FROM documents WHERE sha256 = ?"
_CITATIONS = f"""
SELECT {", ".join(CitationRow._fields)}, rowid, instrument_id, evidence FROM citations
WHERE document_id = ? ORDER BY rowid
"""
_MENTIONS = "SELECT rowid, organisation_key, name, organisation_id FROM mentions WHERE document_id = ? ORDER BY rowid"
_LINK_DOCUMENT = "UPDATE documents SET instrument_id = ?, issuer_id = ? WHERE id = ?"
_LINK_CITATION = "UPDATE citations SET instrument_id = ?, status = ?, evidence = ? WHERE rowid = ?"
_LINK_RELATIONS = """
UPDATE instrument_relations SET subject_id = subject.instrument_id, object_id = object.instrument_id
FROM citations AS subject, citations AS object
WHERE instrument_relations.document_id = ? AND subject.id = subject_citation_id AND object.id = object_citation_id
AND (subject_id IS NOT subject.instrument_id OR object_id IS NOT object.instrument_id)
"""
_EDGES = "SELECT * FROM citation_edges WHERE document_id = ? ORDER BY instrument_id, relation"
_OF_DOCUMENT = "citation_id >= ? AND citation_id < ?"
_CANDIDATES = f"SELECT * FROM citation_candidates WHERE {_OF_DOCUMENT} ORDER BY citation_id, key"
