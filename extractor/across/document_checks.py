"""Writes the findings over the corpus into the documents where they are told, numbered within each."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache

from extractor.across.checks import Subject, Told, findings, order_of_checks
from extractor.across.findings import OF_INSTRUMENTS, write_findings
from extractor.across.instrument_rows import told_about
from extractor.across.look_ups import LookUps
from extractor.across.rows import CheckRow
from extractor.store.keys import CORPUS_ROWS, fact_order, instrument_id

# For speed: what is told of so many instruments is kept, as many documents come one after the other that print it.
_MOST_KEPT = 1 << 12
# For speed: findings that are written at once.
_MOST_WAITING = 1_000


def replace_checks(connection: sqlite3.Connection, look_ups: LookUps) -> None:
    """Make the findings at the documents and about the instruments of ``temp.told`` anew.

    connection: within the transaction of the pass. look_ups: what documents print of instruments.
    """

    @lru_cache(maxsize=_MOST_KEPT)
    def told(key: str) -> dict[Subject, Told]:
        return dict(told_about(connection, key))

    waiting: list[CheckRow] = []
    for (document_id,) in connection.execute(_DOCUMENTS).fetchall():
        known = list(_stored(connection, document_id))
        asked = [each for (each,) in connection.execute(_ASKED, (document_id,))]
        others = {instrument_id(each) for each in asked}
        found = [check for check in known if check.instrument_id not in others]
        for each in asked:
            if told_here := told(each):
                found += findings(each, look_ups.here(each, document_id), told_here)
        found = [check._replace(citation_ids=_in_order(check.citation_ids)) for check in found]
        if (ordered := sorted(found, key=order_of_checks)) != known:
            connection.execute(_FORGET, (document_id,))
            waiting += ordered
        if len(waiting) > _MOST_WAITING:
            write_findings(connection, waiting, CORPUS_ROWS)
            waiting = []
    write_findings(connection, waiting, CORPUS_ROWS)


def _stored(connection: sqlite3.Connection, document_id: str) -> Iterator[CheckRow]:
    for row in connection.execute(_STORED, (document_id,)).fetchall():
        ids, figures = (tuple(json.loads(each)) for each in (row["citation_ids"], row["figure_ids"]))
        yield CheckRow._make(row)._replace(citation_ids=ids, figure_ids=figures)


def _in_order(citation_ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(citation_ids, key=fact_order))


_OF_DOCUMENT = f"FROM checks WHERE document_id = ? AND {OF_INSTRUMENTS}"
_STORED = f"SELECT {', '.join(CheckRow._fields)} {_OF_DOCUMENT} ORDER BY rowid"
_FORGET = f"DELETE {_OF_DOCUMENT}"
_DOCUMENTS = "SELECT DISTINCT document_id FROM temp.told JOIN documents ON id = document_id ORDER BY document_id"
_ASKED = "SELECT key FROM temp.told WHERE document_id = ? ORDER BY key"
