"""The pass over the corpus: fetches the rows of all documents, has them settled, and writes what comes of it.

The thinking is in the pure modules beside it; this one and ``indicators/links.py`` alone know the database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from extractor.across.corpus import settle
from extractor.across.findings import write_findings
from extractor.across.indicators.decisions import Decision, check_targets
from extractor.across.indicators.links import Relinked, link_indicators, stored_decisions
from extractor.across.ledger import all_counted, knowledge
from extractor.across.rows import CitationRow, Corpus, DocumentRow, MentionRow, Settled
from extractor.search.index import index_instruments
from extractor.store.database import equal_texts_once, insert, replace_rows, transaction
from extractor.store.dump import order_of
from extractor.store.keys import CORPUS_ROWS
from extractor.store.rows import Values

_LINK_RELATIONS = """
UPDATE instrument_relations SET
    subject_id = (SELECT instrument_id FROM citations WHERE citations.id = subject_citation_id),
    object_id = (SELECT instrument_id FROM citations WHERE citations.id = object_citation_id)
"""

R = TypeVar("R", bound=NamedTuple)

# ``EdgeRow.times`` is the column ``count``: a name that tuples need for themselves.
EDGE_COLUMNS = ("document_id", "instrument_id", "relation", "count")


def run_corpus_pass(connection: sqlite3.Connection) -> None:
    """Make all rows that depend on the whole corpus, in one transaction; those of an earlier pass go."""
    with transaction(connection):
        # The order matters: findings over series need the issuers and indicators, the index the counts of citations.
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
        index_instruments(connection, knowledge())
        all_counted(connection)


def decide(connection: sqlite3.Connection, decisions: Sequence[Decision] | None, name: str) -> Relinked:
    """Store a user's decisions about indicators and find the indicator of every row and figure, in one transaction.

    connection: that of the database, open for writing. decisions: take the place of those that were stored; None
    keeps them. name: of the file that they come from, for the message. Raises ``UsageError`` for a decision about an
    indicator that is not known; then nothing is changed.
    """
    with transaction(connection):
        if decisions is not None:
            keys = frozenset(key for (key,) in connection.execute("SELECT key FROM indicators"))
            check_targets(decisions, keys | {each.target for each in stored_decisions(connection)}, name)
            connection.execute("DELETE FROM indicator_decisions")
            insert(
                connection,
                "indicator_decisions",
                ({"id": number, **each._asdict()} for number, each in enumerate(decisions, 1)),
            )
        return link_indicators(connection)


def _load_corpus(connection: sqlite3.Connection) -> Corpus:
    return Corpus(
        documents=_load(connection, "documents", DocumentRow),
        citations=_load(connection, "citations", CitationRow),
        mentions=_load(connection, "mentions", MentionRow),
    )


def _load(connection: sqlite3.Connection, table: str, row_type: type[R]) -> list[R]:
    """All rows in their order."""
    query = f"SELECT {', '.join(row_type._fields)} FROM {table} ORDER BY {order_of(connection, table)}"
    with equal_texts_once(connection):
        return [row_type(*row) for row in connection.execute(query)]


def _write_settled(connection: sqlite3.Connection, settled: Settled) -> None:
    """Foreign keys to rows that are gone or still to come are looked at when the transaction ends."""
    connection.execute("DELETE FROM citation_candidates")
    connection.execute("DELETE FROM citation_edges")
    connection.execute("DELETE FROM checks WHERE origin = 'corpus' AND kind NOT IN ('period', 'restated')")
    connection.execute("DELETE FROM instrument_keys")
    connection.execute("DELETE FROM instrument_links")
    replace_rows(connection, "organisations", _values(settled.organisations))
    replace_rows(connection, "instruments", _values(settled.instruments))
    insert(connection, "instrument_keys", _values(settled.instrument_keys))
    insert(connection, "instrument_links", _values(settled.instrument_links))
    insert(connection, "citation_edges", (dict(zip(EDGE_COLUMNS, edge, strict=True)) for edge in settled.edges))
    insert(connection, "citation_candidates", _values(settled.candidates))
    write_findings(connection, settled.checks, CORPUS_ROWS)


def _values(rows: Iterable[NamedTuple]) -> Iterable[Values]:
    return (row._asdict() for row in rows)


def _link(connection: sqlite3.Connection, table: str, column: str, values: Mapping[str, Any]) -> None:
    """Set a column where it is not yet as it should be."""
    # Most rows stay what they were: those are not written, so a pass with one new report changes few pages of the file.
    query = f"UPDATE {table} SET {column} = ?1 WHERE id = ?2 AND {column} IS NOT ?1"
    connection.executemany(query, ((value, ident) for ident, value in values.items()))
