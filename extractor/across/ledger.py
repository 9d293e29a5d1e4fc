"""What the pass over the corpus has counted of each document, so that the next one takes back just that.

A document that was read anew or is gone is no longer there to be asked what it had added. ``pass_ledger`` has that by
its SHA-256, which no rename changes; ``pass_uncounted``, filled by triggers of the schema, has the documents that came,
changed or went since.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable
from typing import Any

from extractor.store.pass_state import keep_state, state
from extractor.version import VERSION
from patterns.loader import digest
from patterns.own.rules import in_use

# The two parts of the pass, each with entries of its own.
INSTRUMENTS, INDICATORS = "instruments", "indicators"

_KNOWLEDGE = "knowledge"

# A ledger is written once and seldom read: quick, and a quarter of the size.
_QUICK = 1


def uncounted(connection: sqlite3.Connection) -> list[str]:
    """The SHA-256 of the documents that came, changed or went since the last pass, sorted.

    All of them, those of the ledger too, where that pass was made by another version, registry or rules.
    """
    if state(connection, _KNOWLEDGE) != knowledge():
        query = "SELECT sha256 FROM documents UNION SELECT sha256 FROM pass_ledger ORDER BY sha256"
    else:
        query = "SELECT sha256 FROM pass_uncounted ORDER BY sha256"
    return [sha256 for (sha256,) in connection.execute(query)]


def all_counted(connection: sqlite3.Connection) -> None:
    """Within the transaction of the pass, at its end: nothing is left to count."""
    connection.execute("DELETE FROM pass_uncounted")
    keep_state(connection, _KNOWLEDGE, knowledge())


def knowledge() -> str:
    """What tells one pass from another over the same rows: the version, the registries, the user's own rules."""
    return " ".join(filter(None, (VERSION, digest(), in_use().digest)))


def entry(connection: sqlite3.Connection, part: str, sha256: str) -> Any:
    """What the last pass has counted of a document, as it was given to ``enter``; None where it has not.

    connection: that of the database. part: of the pass. sha256: of the document.
    """
    query = "SELECT counted FROM pass_ledger WHERE sha256 = ? AND part = ?"
    row = connection.execute(query, (sha256, part)).fetchone()
    return None if row is None else json.loads(zlib.decompress(row[0]))


def enter(connection: sqlite3.Connection, part: str, entries: Iterable[tuple[str, Any]]) -> None:
    """Keep what is counted of documents now, in place of what was.

    connection: within the transaction of the pass. part: of the pass. entries: the SHA-256 of each document, and what
    JSON takes; None forgets it.
    """
    packed = [(sha256, part, _packed(counted)) for sha256, counted in entries]
    gone = [(sha256, part) for sha256, part, counted in packed if counted is None]
    connection.executemany("DELETE FROM pass_ledger WHERE sha256 = ? AND part = ?", gone)
    kept = (each for each in packed if each[2] is not None)
    connection.executemany("REPLACE INTO pass_ledger (sha256, part, counted) VALUES (?, ?, ?)", kept)


def _packed(counted: Any) -> bytes | None:
    if counted is None:
        return None
    return zlib.compress(json.dumps(counted, ensure_ascii=False, separators=(",", ":")).encode(), _QUICK)
