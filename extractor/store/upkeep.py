"""What is done to a database as a whole, and therefore only when it has grown by a good share since the last time."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from extractor.store.faults import require_sound
from extractor.store.pass_state import keep_state, state

# A database is looked over again when it has grown or shrunk to so many times what it was: one more report costs
# nothing, all of an archive together some five looks at each page (test_what_has_not_grown_is_not_looked_over_again).
GROWN = 1.2

# Bytes up to which it is looked over every time: a tenth of a second (test_a_small_database_is_always_looked_over).
SMALL = 32 * 2**20

CHECKED, ANALYSED = "size_checked", "size_analysed"

# What is counted of each document once, so that a run tells the totals without a look at every row.
COUNTED = ("pages", "citations", "footnotes", "figures", "tables")
# In the order in which it is told.
TOLD = ("documents", "pages", "citations", "instruments", "footnotes", "figures", "tables")


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise ``DatabaseError`` where the pages of the file do not fit together, if there is reason to look.

    connection: open for writing. path: its file. What SQLite sees without a look at every page (a file that is cut off,
    a header that is none) it says at any opening.
    """
    if _is_due(connection, CHECKED):
        require_sound(connection, path)
        _note(connection, CHECKED)


def analyse(connection: sqlite3.Connection) -> None:
    """Have SQLite count what its choice of indexes depends on, if there is reason to."""
    if _is_due(connection, ANALYSED):
        connection.execute("ANALYZE")
        _note(connection, ANALYSED)


def totals(connection: sqlite3.Connection) -> dict[str, int]:
    """How many documents, pages, citations, instruments, footnotes, figures and tables the database holds.

    Counts the documents that came since the last time.
    """
    each = ", ".join(f"(SELECT count(*) FROM {table} WHERE document_id = documents.id)" for table in COUNTED)
    connection.execute(
        f"INSERT INTO pass_sizes (sha256, {', '.join(COUNTED)}) SELECT sha256, {each} FROM documents "
        "WHERE sha256 NOT IN (SELECT sha256 FROM pass_sizes)"
    )
    sums = ", ".join(f"coalesce(sum({table}), 0)" for table in COUNTED)
    documents, *counts = connection.execute(f"SELECT count(*), {sums} FROM pass_sizes").fetchone()
    [instruments] = connection.execute("SELECT count(*) FROM instruments").fetchone()
    counted = dict(zip(COUNTED, counts, strict=True)) | {"documents": documents, "instruments": instruments}
    return {table: counted[table] for table in TOLD}


def _is_due(connection: sqlite3.Connection, what: str) -> bool:
    known, size = int(state(connection, what) or 0), _size(connection)
    return size <= SMALL or not known / GROWN < size < known * GROWN


def _note(connection: sqlite3.Connection, what: str) -> None:
    size = _size(connection)
    if size > SMALL:
        keep_state(connection, what, str(size))


def _size(connection: sqlite3.Connection) -> int:
    """Bytes of the database, with what waits in its WAL."""
    [pages], [size] = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    return int(pages) * int(size)
