"""Opening a database: ours or not, new enough or not, and never touching a file that is not ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from extractor.errors import DatabaseError

APPLICATION_ID = int.from_bytes(b"trlc", "big")
"""Stands in the header of the file, and tells our databases from others."""

SCHEMA_VERSION = 2
"""``migrations/<version>.sql`` brings the tables of a database from the version before to this one."""

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_BUSY_SECONDS = 60.0


def open_database(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """A connection that may write, in autocommit mode, with foreign keys enforced and rows by name.

    With ``create`` a missing or empty file becomes a new database. An older schema is brought up to date.
    Raises ``DatabaseError`` for a file that is missing, not ours, or of a newer version; such a file stays as it is.
    """
    if _is_new(path):
        if not create:
            raise _missing(path)
        _make_folder(path)
    connection = _connect(path, "rwc" if create else "rw")
    try:
        _prepare(connection)
    except sqlite3.Error as error:
        connection.close()
        raise _broken(path, error) from error
    return connection


def open_read_only(path: Path) -> sqlite3.Connection:
    """A connection that only reads, rows by name. Raises ``DatabaseError`` like ``open_database``."""
    if _is_new(path):
        raise _missing(path)
    connection = _connect(path, "ro")
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("SELECT 1 FROM documents LIMIT 1").fetchone()
    except sqlite3.Error as error:
        connection.close()
        raise _broken(path, error) from error
    if version < SCHEMA_VERSION:
        connection.close()
        raise DatabaseError(
            f"{path} was made by an older version of trichluc (schema {version}, now {SCHEMA_VERSION})",
            f"bring it up to date with: trichluc ingest <the folder of the reports> --db {path}",
        )
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All or nothing: committed at the end, rolled back on any exception."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns, within the transaction that is open."""
    from sqlite_utils import Database  # only writing needs it, and every command opens a database

    Database(connection).table(table).insert_all(map(dict, rows))


@contextmanager
def equal_texts_once(connection: sqlite3.Connection) -> Iterator[None]:
    """Equal strings that are fetched within are kept once: names and symbols come by the thousand."""
    connection.text_factory = lru_cache(maxsize=1 << 16)(bytes.decode)
    try:
        yield
    finally:
        connection.text_factory = str


def replace_rows(connection: sqlite3.Connection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Make these the rows of a table. Those that stay are changed in place: what points to them needs no look."""
    chosen = list(rows)
    gone = {ident for (ident,) in connection.execute(f"SELECT id FROM {table}")} - {row["id"] for row in chosen}
    connection.executemany(f"DELETE FROM {table} WHERE id = ?", [(ident,) for ident in gone])
    if chosen:
        columns = list(chosen[0])
        named = ", ".join(f'"{column}"' for column in columns)
        changes = ", ".join(f'"{column}" = excluded."{column}"' for column in columns if column != "id")
        connection.executemany(
            f"INSERT INTO {table} ({named}) VALUES ({', '.join(f':{column}' for column in columns)}) "
            f"ON CONFLICT (id) DO UPDATE SET {changes}",
            chosen,
        )


def migrate(connection: sqlite3.Connection, migrations: Sequence[str]) -> None:
    """Apply the scripts that a database has not had yet, each with its version number in one transaction.

    The first script brings version 1 to version 2.
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for number, script in enumerate(migrations[version - 1 :], version + 1):
        _run_script(connection, f"{script};\nPRAGMA user_version = {number};")


def _prepare(connection: sqlite3.Connection) -> None:
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        marks = f"PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {SCHEMA_VERSION};"
        _run_script(connection, f"{_sql('schema')}\n{marks}")
    elif connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
        migrate(connection, [_sql(f"migrations/{number}") for number in range(2, SCHEMA_VERSION)] + [_newest_tables()])
    connection.execute("PRAGMA foreign_keys = ON")


def _newest_tables() -> str:
    """The last migration, and all views and indexes anew: they hold nothing, so they always follow the schema."""
    with closing(sqlite3.connect(":memory:")) as fresh:
        fresh.executescript(_sql("schema"))
        known = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('view', 'index') AND sql IS NOT NULL"
        derived = fresh.execute(known).fetchall()
    gone = [f'DROP {kind} IF EXISTS "{name}";' for kind, name, _ in derived]
    return "\n".join([*gone, _sql(f"migrations/{SCHEMA_VERSION}"), *(f"{sql};" for _, _, sql in derived)])


def _sql(name: str) -> str:
    return files("extractor.store").joinpath(f"{name}.sql").read_text(encoding="utf-8")


def _run_script(connection: sqlite3.Connection, script: str) -> None:
    try:
        connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nCOMMIT;")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None
        )
    except sqlite3.Error as error:
        raise _broken(path, error) from error
    connection.row_factory = sqlite3.Row
    return connection


def _is_new(path: Path) -> bool:
    """Whether there is no file or an empty one; raises for a file that is not ours.

    Reads the header as bytes: opening a foreign database with SQLite could already change it.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        return True
    except OSError as error:
        raise DatabaseError(f"{path} cannot be opened: {error.strerror}", "give another file with --db") from error
    if not header:
        return True
    if not header.startswith(_MAGIC):
        raise DatabaseError(f"{path} is not a SQLite database; it is left as it is", "give another file with --db")
    version, application = int.from_bytes(header[60:64], "big"), int.from_bytes(header[68:72], "big")
    if application != APPLICATION_ID:
        raise DatabaseError(
            f"{path} is a SQLite database, but not one of trichluc; it is left as it is", "give another file with --db"
        )
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
        raise DatabaseError(
            f"the folder {path.parent} cannot be made: {error.strerror}", "give another file with --db"
        ) from error


def _missing(path: Path) -> DatabaseError:
    return DatabaseError(
        f"there is no database at {path}", f"make one with: trichluc ingest <folder of PDFs> --db {path}"
    )


def _broken(path: Path, error: sqlite3.Error) -> DatabaseError:
    return DatabaseError(
        f"{path} cannot be used: {error}",
        "see that no other program holds it and that its folder is writable; "
        "if it is damaged, move it away and ingest the reports again",
    )
