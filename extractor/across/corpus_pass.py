"""Fetches the rows for the second pass and writes what it gives; the thinking is in ``resolve.corpus``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from extractor.across.corpus import settle
from extractor.across.indicator_links import link_indicators
from extractor.across.rows import CitationRow, Corpus, DocumentRow, MentionRow, Settled
from extractor.across.series_rows import check_rows, check_series
from extractor.search.index import index_instruments
from extractor.store.database import equal_texts_once, insert, replace_rows, transaction
from extractor.store.keys import CORPUS_ROWS
from extractor.store.rows import Values

_LINK_RELATIONS = """
UPDATE instrument_relations SET
    subject_id = (SELECT instrument_id FROM citations WHERE citations.id = subject_citation_id),
    object_id = (SELECT instrument_id FROM citations WHERE citations.id = object_citation_id)
"""

R = TypeVar("R", bound=NamedTuple)

EDGE_COLUMNS = ("document_id", "instrument_id", "relation", "count")


def run_corpus_pass(connection: sqlite3.Connection) -> None:
    """Make all rows that depend on the whole corpus anew, in one transaction."""
    with transaction(connection):
        settled = settle(_load_corpus(connection))
        _write_settled(connection, settled)
        _link(connection, "citations", "instrument_id", settled.citation_instrument)
        _link(connection, "citations", "status", settled.citation_status)
        _link(connection, "citations", "evidence", settled.citation_evidence)
        connection.execute(_LINK_RELATIONS)
        _link(connection, "documents", "instrument_id", settled.document_instrument)
        _link(connection, "documents", "issuer_id", settled.document_issuer)
        _link(connection, "mentions", "organisation_id", settled.mention_organisation)
        link_indicators(connection)
        check_series(connection)
        index_instruments(connection)


def _load_corpus(connection: sqlite3.Connection) -> Corpus:
    return Corpus(
        documents=_load(connection, "documents", DocumentRow),
        citations=_load(connection, "citations", CitationRow),
        mentions=_load(connection, "mentions", MentionRow),
    )


def _load(connection: sqlite3.Connection, table: str, row_type: type[R]) -> list[R]:
    """All rows in their order."""
    query = f"SELECT {', '.join(row_type._fields)} FROM {table} ORDER BY rowid"
    with equal_texts_once(connection):
        return [row_type(*row) for row in connection.execute(query)]


def _write_settled(connection: sqlite3.Connection, settled: Settled) -> None:
    """Foreign keys to rows that are gone or still to come are looked at when the transaction ends."""
    connection.execute("DELETE FROM citation_candidates")
    connection.execute("DELETE FROM citation_edges")
    connection.execute("DELETE FROM checks WHERE origin = 'corpus'")
    replace_rows(connection, "organisations", _values(settled.organisations))
    replace_rows(connection, "instruments", _values(settled.instruments))
    insert(connection, "citation_edges", (dict(zip(EDGE_COLUMNS, edge, strict=True)) for edge in settled.edges))
    insert(connection, "citation_candidates", _values(settled.candidates))
    insert(connection, "checks", check_rows(connection, settled.checks, CORPUS_ROWS))


def _values(rows: Iterable[NamedTuple]) -> Iterable[Values]:
    return (row._asdict() for row in rows)


def _link(connection: sqlite3.Connection, table: str, column: str, values: Mapping[str, Any]) -> None:
    """Set a column where it is not yet as it should be."""
    query = f"UPDATE {table} SET {column} = ?1 WHERE id = ?2 AND {column} IS NOT ?1"
    connection.executemany(query, ((value, ident) for ident, value in values.items()))
