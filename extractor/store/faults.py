"""What is wrong with a database, in words with the next step: damaged, held by another program, no room, too new."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from extractor.errors import DatabaseError

ASIDE = (
    "put back a copy of it, or move it away and ingest the reports again; `sqlite3 FILE .recover` may save what no "
    "report holds"
)
"""What is to be done with a damaged database."""

# By the first byte of the error's code: the rest says more than a user can act on.
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)
_HELD = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)
_UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)

# Columns of lists and objects: text that must be JSON. Those whose default is one are known by it.
_JSON_COLUMNS = frozenset(("boxes", "cells", "header", "figure_ids", "citation_ids", "also", "counts"))


def error_over(path: Path, error: sqlite3.Error) -> DatabaseError:
    """An error of SQLite over the database at ``path`` as what it means to its user."""
    return fault_of(path, error) or DatabaseError(
        f"{path} cannot be used: {error}",
        "see that no other program holds it and that its folder is writable; "
        "if it is damaged, move it away and ingest the reports again",
    )


def fault_of(path: Path, error: sqlite3.Error) -> DatabaseError | None:
    """The same; None for an error that may as well be a fault of the program."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    kind = code & 0xFF
    if kind in _DAMAGED or (not code and "UTF-8" in str(error)):
        return damaged(path, str(error))
    if kind in _HELD:
        return DatabaseError(
            f"{path} is being written by another program; it is left as it is",
            "wait until that has finished, then run the same command again",
        )
    if kind == sqlite3.SQLITE_FULL:
        return DatabaseError(
            f"there is no room on the disk for {path}",
            "make room (twice the size of the file is enough), then run the same command again",
        )
    if kind == sqlite3.SQLITE_IOERR:
        return DatabaseError(
            f"the disk fails to read or write {path} ({getattr(error, 'sqlite_errorname', 'SQLITE_IOERR')})",
            "see that there is room and that the disk or the network works, then run the same command again",
        )
    if kind in _UNWRITABLE:
        return DatabaseError(
            f"{path} cannot be opened or written here: {error}",
            "see that the file and its folder are there and may be written, or give another file with --db",
        )
    if "no such table" in str(error) or "no such column" in str(error) or "has no column" in str(error):
        return damaged(path, f"{error}, which every database of its version has")
    return None


@contextmanager
def told_in_words(path: Path) -> Iterator[None]:
    """A full disk, a damaged database or one that another program holds ends a run that writes ``path`` in words."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        fault = error_over(path, error)
        raise DatabaseError(
            fault.message, f"{fault.next_step}. What is finished is kept; the same command goes on from there."
        ) from error


def damaged(path: Path, what: str) -> DatabaseError:
    """The error that the database at ``path`` is damaged; ``what`` says where it shows."""
    return DatabaseError(f"{path} is damaged: {what}", ASIDE)


def require_sound(connection: sqlite3.Connection, path: Path) -> None:
    """Raises ``DatabaseError`` where the pages of the file do not fit together. Reads the whole file."""
    [found, *_] = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise damaged(path, _first_line(found))


def damage_in(path: Path) -> DatabaseError | None:
    """What is damaged in a database, pages, links or contents; None where nothing is found. Takes its time."""
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.text_factory = bytes
            found = _damage(connection)
    except sqlite3.Error as error:
        return error_over(path, error)
    except UnicodeDecodeError:
        return damaged(path, "its schema is no text")
    return damaged(path, found) if found else None


def _damage(connection: sqlite3.Connection) -> str | None:
    [found, *_] = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != b"ok":
        return _first_line(found.decode("utf-8", "replace"))
    for table, _, other, _ in connection.execute("PRAGMA foreign_key_check"):
        return f"a row of {table.decode()} points to one that {other.decode()} lacks"
    tables = "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%'"
    for (table,) in connection.execute(tables).fetchall():
        for _, column, kind, _, default, _ in connection.execute(f'PRAGMA table_info("{table.decode()}")').fetchall():
            is_json = column.decode() in _JSON_COLUMNS or default in (b"'[]'", b"'{}'")
            if odd := _odd(connection, table.decode(), column.decode(), kind.decode(), is_json):
                return odd
    return None


def _odd(connection: sqlite3.Connection, table: str, column: str, kind: str, is_json: bool) -> str | None:
    """What is odd in a column; ``kind`` is its declared type, ``is_json`` says that its texts are JSON."""
    allowed = {"TEXT": ("text",), "INTEGER": ("integer",), "REAL": ("real", "integer")}.get(kind)
    for value, stored in connection.execute(f'SELECT "{column}", typeof("{column}") FROM "{table}"'):
        if allowed and stored.decode() not in (*allowed, "null"):
            return f"{table}.{column} holds what is no {kind}"
        if stored == b"text":
            try:
                value.decode()
            except UnicodeDecodeError:
                return f"a text in {table}.{column} is no UTF-8"
    if is_json:
        wrong = f'SELECT 1 FROM "{table}" WHERE "{column}" IS NOT NULL AND NOT json_valid("{column}") LIMIT 1'
        if connection.execute(wrong).fetchone():
            return f"a list in {table}.{column} cannot be read"
    return None


def _first_line(found: str) -> str:
    # ``*** in database main ***`` stands above what is wrong.
    lines = [line for line in found.splitlines() if line and not line.startswith("***")]
    return lines[0] if lines else "its pages do not fit together"
