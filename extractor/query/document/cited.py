"""What a document cites: each instrument once, with its mentions in the text, the notes and the tables."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from extractor.store.database import fetch


@dataclass(frozen=True, slots=True)
class Cited:
    """An instrument that a document cites, or a print of which no instrument is known.

    ``citation_id``, ``page`` and ``raw`` are those of the first mention. ``times`` is the number of mentions, of which
    ``in_body``, ``in_notes`` and ``in_tables`` stand there. ``relations`` are what the text does with it, each once.
    ``document_id`` is the document of this collection that it is, None where it is not here.
    """

    citation_id: str
    instrument_id: str | None
    identifier: str | None
    doc_type: str | None
    issuer: str | None
    issued_on: str | None
    title: str | None
    raw: str
    page: int
    times: int
    in_body: int
    in_notes: int
    in_tables: int
    relations: tuple[str, ...]
    document_id: str | None


def cited(connection: sqlite3.Connection, document: str, limit: int, offset: int = 0) -> tuple[Cited, ...]:
    """What a document cites, read by ``connection``: ``limit`` behind the first ``offset``, by their first mention.

    The document's own number in its head is not among them.
    """
    return tuple(
        Cited(**{**row, "relations": tuple(each for each in json.loads(row["relations"]) if each)})
        for row in fetch(connection, _CITED, (document, limit, offset))
    )


# What has no instrument is told apart by its print. The instruments come last, so that only those shown are looked up.
_CITED = """
WITH listed AS (
    SELECT instrument_id, min(rowid) AS first, count(*) AS times, sum(location = 'body') AS in_body,
           sum(location = 'footnote') AS in_notes, sum(location = 'table') AS in_tables,
           json_group_array(DISTINCT relation) AS relations
    FROM citations
    WHERE document_id = ? AND location <> 'header'
    GROUP BY coalesce(instrument_id, raw)
    ORDER BY first LIMIT ? OFFSET ?
)
SELECT citations.id AS citation_id, listed.instrument_id, coalesce(instruments.identifier, citations.identifier)
       AS identifier, coalesce(instruments.doc_type, citations.doc_type) AS doc_type,
       coalesce(instruments.issuer, organisations.name, citations.issuer) AS issuer,
       coalesce(instruments.issued_on, citations.issued_on) AS issued_on,
       coalesce(instruments.title, citations.title) AS title,
       citations.raw, citations.page, times, in_body, in_notes, in_tables, relations, instruments.document_id
FROM listed
CROSS JOIN citations ON citations.rowid = first
LEFT JOIN instruments ON instruments.id = listed.instrument_id
LEFT JOIN organisations ON organisations.id = instruments.issuer_id
ORDER BY first
"""
