"""Fetches the rows for the second pass and writes what it gives; the thinking is in ``resolve.corpus``."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from extractor.resolve.corpus import settle
from extractor.resolve.corpus_indicators import Indicators
from extractor.resolve.corpus_rows import (
    CheckRow,
    CitationRow,
    Corpus,
    DocumentRow,
    FigureRow,
    MentionRow,
    Settled,
    TableRow,
)
from extractor.store.database import insert, transaction
from extractor.store.folding import sort_key
from extractor.store.instrument_index import index_instruments
from extractor.store.rows import CORPUS_CHILDREN, Values, child_id

_LINK_RELATIONS = """
UPDATE instrument_relations SET
    subject_id = (SELECT instrument_id FROM citations WHERE citations.id = subject_citation_id),
    object_id = (SELECT instrument_id FROM citations WHERE citations.id = object_citation_id)
"""

R = TypeVar("R", bound=NamedTuple)

EDGE_COLUMNS = ("document_id", "instrument_id", "relation", "count")


def run_second_pass(connection: sqlite3.Connection) -> None:
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
        _gather_indicators(connection)
        index_instruments(connection)


def _load_corpus(connection: sqlite3.Connection) -> Corpus:
    return Corpus(
        documents=_load(connection, "documents", DocumentRow),
        citations=_load(connection, "citations", CitationRow),
        mentions=_load(connection, "mentions", MentionRow),
    )


def _load(connection: sqlite3.Connection, table: str, row_type: type[R], where: str = "true", *values: int) -> list[R]:
    """Rows in the order of their ids. Equal strings are kept once: names and symbols come by the thousand."""
    query = f"SELECT {', '.join(row_type._fields)} FROM {table} WHERE {where} ORDER BY id"
    connection.text_factory = lru_cache(maxsize=1 << 16)(bytes.decode)
    try:
        return [row_type(*row) for row in connection.execute(query, values)]
    finally:
        connection.text_factory = str


def _replace(connection: sqlite3.Connection, table: str, rows: Iterable[Values]) -> None:
    """Make these the rows of a table. Those that stay are changed in place: what points to them needs no look."""
    chosen = list(rows)
    gone = {ident for (ident,) in connection.execute(f"SELECT id FROM {table}")} - {row["id"] for row in chosen}
    connection.executemany(f"DELETE FROM {table} WHERE id = ?", [(ident,) for ident in gone])
    if chosen:
        columns = list(chosen[0])
        changes = ", ".join(f"{column} = excluded.{column}" for column in columns if column != "id")
        connection.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(f':{column}' for column in columns)}) "
            f"ON CONFLICT (id) DO UPDATE SET {changes}",
            chosen,
        )


def _write_settled(connection: sqlite3.Connection, settled: Settled) -> None:
    """Foreign keys to rows that are gone or still to come are looked at when the transaction ends."""
    connection.execute("DELETE FROM citation_candidates")
    connection.execute("DELETE FROM citation_edges")
    connection.execute("DELETE FROM checks WHERE origin = 'corpus'")
    _replace(connection, "organisations", _values(settled.organisations))
    _replace(connection, "instruments", _values(settled.instruments))
    insert(connection, "citation_edges", (dict(zip(EDGE_COLUMNS, edge, strict=True)) for edge in settled.edges))
    insert(connection, "citation_candidates", _values(settled.candidates))
    insert(connection, "checks", _numbered(settled.checks))


def _gather_indicators(connection: sqlite3.Connection) -> None:
    """One document at a time: rows and figures of tables are the most that a database holds."""
    indicators = Indicators()
    for ident, family in connection.execute("SELECT id, family FROM documents ORDER BY id").fetchall():
        links = indicators.add(
            family,
            _load(connection, "table_rows", TableRow, "document_id = ?", ident),
            _load(connection, "figures", FigureRow, "document_id = ? AND location = 'table'", ident),
        )
        _link(connection, "table_rows", "indicator_id", links.of_row)
        _link(connection, "figures", "indicator_id", links.of_figure)
    _replace(
        connection, "indicators", ({**row, "sort_key": sort_key(row["name"])} for row in _values(indicators.rows()))
    )


def _values(rows: Iterable[NamedTuple]) -> Iterable[Values]:
    return (row._asdict() for row in rows)


def _numbered(checks: Iterable[CheckRow]) -> Iterable[Values]:
    count: Counter[int] = Counter()
    for check in checks:
        count[check.document_id] += 1
        yield {
            "id": child_id(check.document_id, CORPUS_CHILDREN + count[check.document_id]),
            "origin": "corpus",
            "holds": 0,
            "figure_ids": "[]",
            **check._asdict(),
            "citation_ids": json.dumps(check.citation_ids),
        }


def _link(connection: sqlite3.Connection, table: str, column: str, values: Mapping[int, Any]) -> None:
    """Set a column where it is not yet as it should be."""
    query = f"UPDATE {table} SET {column} = ?1 WHERE id = ?2 AND {column} IS NOT ?1"
    connection.executemany(query, ((value, ident) for ident, value in values.items()))
