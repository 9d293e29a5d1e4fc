"""Copies of a database that are made for readers and are never written to again: how one is known."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from extractor.errors import DatabaseError
from extractor.store.dump import OF_THE_PASS

# Named as a table of the pass over the corpus, so that no export, dump or page shows it; its place is empty anyway.
_MARK = f"{OF_THE_PASS}published"

SUFFIX = ".inspect.json"
"""Ends the name of the file of counts beside a published copy, in the form of Datasette's ``inspect``."""


def mark_published(connection: sqlite3.Connection) -> None:
    """Marks the database as a published copy."""
    connection.execute(f"CREATE TABLE {_MARK} (schema_version INTEGER NOT NULL)")
    connection.execute(f"INSERT INTO {_MARK} SELECT user_version FROM pragma_user_version")


def is_published(connection: sqlite3.Connection) -> bool:
    """Whether the database is a published copy."""
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return connection.execute(query, (_MARK,)).fetchone() is not None


def require_unpublished(connection: sqlite3.Connection, path: Path) -> None:
    """Raises ``DatabaseError`` for a published copy at ``path``, which lacks what a run needs to go on from."""
    if is_published(connection):
        raise DatabaseError(
            f"{path} is a published copy, which is only read",
            "ingest into the database that it was made from, then make the copy again: `trichluc publish OUT --force`",
        )


def counts_of(database: Path) -> Path:
    """The file of counts beside a published copy."""
    return database.with_name(f"{database.name}{SUFFIX}")
