"""Opening a database (ours or not, new enough or not, and never touching a file that is not ours), reading and writing
its rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from extractor.errors import DatabaseError, UnreadableFileError, reason_of
from extractor.regular_files import open_regular
from extractor.store.faults import error_over
from extractor.store.migration import add_missing_indexes, migrate, run_script, schema
from extractor.store.patience import READ_SECONDS, SILENT_SECONDS, WRITE_SECONDS, PatientConnection
from extractor.store.published import is_published, require_unpublished

# Stands in the header of the file, and tells our databases from others: a file that is not ours is never changed.
APPLICATION_ID = int.from_bytes(b"trlc", "big")

SCHEMA_VERSION = 7
"""``migration.py`` brings the tables of a database of an older version to this one."""

ANOTHER = "give another file with --db"
"""What to do where no database of ours can be."""


class OlderDatabaseError(DatabaseError):
    """The database is of an older schema: the next run of ``ingest`` brings it up to date."""


_MAGIC = b"SQLite format 3\0"
_HEADER = 100
"""Bytes of the header of a SQLite file (https://sqlite.org/fileformat.html, 1.3)."""


def open_database(path: Path, *, create: bool = False, wait: float = WRITE_SECONDS) -> sqlite3.Connection:
    """A connection that may write, in autocommit mode, with foreign keys enforced and rows by name.

    An older schema is brought up to date. path: the file. create: make a new database of a missing or empty file.
    wait: seconds to wait for another program that writes. Raises ``DatabaseError`` for a file that is missing, not
    ours, of a newer version, or that cannot be written; such a file stays as it is.
    """
    if _is_new(path):
        if not create:
            raise _missing(path)
        _make_folder(path)
    connection = _connect(path, "rwc" if create else "rw", wait)
    try:
        require_unpublished(connection, path)
        _prepare(connection)
    except sqlite3.Error as error:
        connection.close()
        raise error_over(path, error) from error
    except DatabaseError:
        connection.close()
        raise
    return connection


def open_read_only(path: Path, *, any_version: bool = False) -> sqlite3.Connection:
    """A connection that only reads, rows by name; with ``any_version`` also of an older schema.

    Raises ``DatabaseError`` like ``open_database``.
    """
    if _is_new(path):
        raise _missing(path)
    connection = _connect(path, "ro", READ_SECONDS)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("SELECT 1 FROM documents LIMIT 1").fetchone()  # a header may be sound where the rest is not
    except sqlite3.Error as error:
        connection.close()
        raise error_over(path, error) from error
    if version < SCHEMA_VERSION and not any_version:
        next_step = f"bring it up to date with: trichluc ingest <the folder of the reports> --db {path}"
        if is_published(connection):
            next_step = "make the copy again, of the database that it was made from: `trichluc publish OUT --force`"
        connection.close()
        raise OlderDatabaseError(
            f"{path} was made by an older version of trichluc (schema {version}, now {SCHEMA_VERSION})", next_step
        )
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All or nothing: committed at the end, rolled back on any exception."""
    # takes the lock for writing at once: a transaction that reads first and writes later does not wait for another one,
    # but fails
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[Mapping[str, Any]]) -> int:
    """Insert rows that all have the same columns, as they are made, and say how many.

    connection: that of the database, with an open transaction. table: its name. rows: column to value; ``rowid`` is a
    column too. Columns that are left out are null.
    """
    coming = iter(rows)
    first = next(coming, None)
    if first is None:
        return 0
    return connection.executemany(insertion(table, list(first)), chain([first], coming)).rowcount


def file_of(connection: sqlite3.Connection) -> Path | None:
    """The file of an open database, None for one in memory."""
    name = connection.execute("PRAGMA database_list").fetchone()[2]
    return Path(name) if name else None


def fetch(
    connection: sqlite3.Connection, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()
) -> list[dict[str, Any]]:
    """All rows of a statement, column name to value.

    connection: any of SQLite. sql: one statement that returns rows. values: what its ``?`` or ``:name`` stand for.
    """
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def fetch_one(connection: sqlite3.Connection, sql: str, values: Sequence[Any] = ()) -> Any:
    """The first value of the first row of a statement, None where there is no row.

    connection: any of SQLite. sql: one statement that returns rows. values: what its ``?`` stand for.
    """
    row = connection.execute(sql, values).fetchone()
    return None if row is None else row[0]


def write_rows(connection: sqlite3.Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, and change in place those that are there, within the transaction that is open on ``connection``.

    table: its name; its key is ``id``. rows: column to value, all with the same columns.
    """
    if rows:
        columns = list(rows[0])
        changes = ", ".join(f'"{column}" = excluded."{column}"' for column in columns if column != "id")
        connection.executemany(f"{insertion(table, columns)} ON CONFLICT (id) DO UPDATE SET {changes}", rows)


def insertion(table: str, columns: Sequence[str]) -> str:
    """The statement that inserts a row by the names of its columns."""
    named = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({named}) VALUES ({', '.join(f':{column}' for column in columns)})"


def _prepare(connection: sqlite3.Connection) -> None:
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        marks = f"PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {SCHEMA_VERSION};"
        run_script(connection, f"BEGIN IMMEDIATE;\n{schema()}\n{marks}\nCOMMIT;")
    elif connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
        migrate(connection, SCHEMA_VERSION)
    else:
        add_missing_indexes(connection)
    # SQLite leaves links unchecked unless each connection asks for it (test_database.py)
    connection.execute("PRAGMA foreign_keys = ON")


def _connect(path: Path, mode: str, wait: float) -> sqlite3.Connection:
    try:
        # as_uri quotes the signs of addresses in file names; without isolation_level Python begins no transactions of
        # its own, which would leave out CREATE
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=min(wait, SILENT_SECONDS),
            isolation_level=None,
            factory=PatientConnection,
        )
    except sqlite3.Error as error:
        raise error_over(path, error) from error
    connection.patience = wait
    connection.row_factory = sqlite3.Row
    return connection


def _is_new(path: Path) -> bool:
    """Whether there is no file or an empty one; raises for a file that is not ours.

    Reads the header as bytes: opening a foreign database with SQLite could already change it.
    """
    try:
        with open_regular(path) as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        return True
    except UnreadableFileError as error:
        reason = "it is a folder" if path.is_dir() else error.message
        raise DatabaseError(f"{path} cannot be opened: {reason}", ANOTHER) from error
    except OSError as error:
        raise DatabaseError(f"{path} cannot be opened: {reason_of(error)}", ANOTHER) from error
    if not header:
        return True
    if not header.startswith(_MAGIC):
        raise DatabaseError(f"{path} is not a SQLite database; it is left as it is", ANOTHER)
    version, application = int.from_bytes(header[60:64], "big"), int.from_bytes(header[68:72], "big")
    if application != APPLICATION_ID:
        raise DatabaseError(f"{path} is a SQLite database, but not one of trichluc; it is left as it is", ANOTHER)
    if version > SCHEMA_VERSION:
        raise DatabaseError(
            f"{path} was made by a newer version of trichluc (schema {version}, this one knows {SCHEMA_VERSION})",
            "upgrade with: pip install --upgrade trichluc",
        )
    return False


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(f"the folder {path.parent} cannot be made: {reason_of(error)}", ANOTHER) from error


def _missing(path: Path) -> DatabaseError:
    return DatabaseError(
        f"there is no database at {path}", f"make one with: trichluc ingest <folder of PDFs> --db {path}"
    )
