"""The pass over the corpus: what the documents that came, changed or went since the last one change for the whole.

It calls its parts, each with the documents that it has not counted yet (``ledger.py``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from extractor.across.indicators.decisions import Decision, check_targets
from extractor.across.indicators.links import Relinked, link_indicators, stored_decisions
from extractor.across.instrument_pass import settle_instruments
from extractor.across.ledger import all_counted, knowledge, uncounted
from extractor.search.index import index_instruments
from extractor.store.database import insert, transaction


def run_corpus_pass(connection: sqlite3.Connection) -> None:
    """Bring all rows that depend on the whole corpus up to date with its documents, in one transaction."""
    with transaction(connection):
        # The order matters: findings over series need the issuers and indicators, the index the counts of citations.
        settle_instruments(connection, uncounted(connection))
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
