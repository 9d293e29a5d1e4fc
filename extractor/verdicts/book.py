"""The verdicts of readers, in ``reports.reader.db`` beside ``reports.db``; made with the first verdict.

A verdict belongs to what a finding says (document, kind, statement), not to its id: ids are numbered anew when a
document is read again. Verdicts are added and never changed: the last one counts, those before it are its history.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from extractor.errors import DatabaseError
from extractor.store.database import fetch, file_of, transaction

TRUE, FALSE, REPORTED, WITHDRAWN = "true", "false", "reported", "withdrawn"

VERDICTS = (TRUE, FALSE, REPORTED)
"""What a reader may say of a finding: it is right, it is wrong, it was reported to the office."""

# Letters of a note and of a name: a page of text, and more than any name has. What is longer is refused, not cut.
LONGEST_NOTE, LONGEST_NAME = 4_000, 200

# A reader waits at their screen: another verdict is written in a moment, or the file is held by a program that forgot
# it (test_a_file_that_another_program_holds_is_said).
_BUSY_SECONDS = 2.0

_APPLICATION_ID = int.from_bytes(b"trlv", "big")
_SCHEMA_VERSION = 1
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS verdicts (
    id INTEGER PRIMARY KEY,
    document_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    statement TEXT NOT NULL,
    verdict TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    reader TEXT NOT NULL DEFAULT '',
    given_at TEXT NOT NULL,
    file_name TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS verdicts_finding ON verdicts(document_id, kind, statement);
PRAGMA application_id = {_APPLICATION_ID};
PRAGMA user_version = {_SCHEMA_VERSION};
"""


class Judged(NamedTuple):
    """What a verdict is about: a finding by its document, its kind and what it states."""

    document_id: str
    kind: str
    statement: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader says of a finding: one of ``VERDICTS``, or ``withdrawn``.

    ``given_at`` is the time in UTC (ISO), ``reader`` a name or "". ``file_name`` is that of the document, so that the
    file of verdicts can be read without the database.
    """

    verdict: str
    note: str
    reader: str
    given_at: str
    file_name: str = ""


def book_of(connection: sqlite3.Connection) -> Path:
    """The file of the verdicts on the database that is open there: ``reports.reader.db`` for ``reports.db``."""
    return book_beside(file_of(connection) or Path("reports.db"))


def book_beside(database: Path) -> Path:
    """The same, of a database that need not be open."""
    return database.with_name(f"{database.stem}.reader{database.suffix or '.db'}")


def verdicts_on(connection: sqlite3.Connection) -> dict[Judged, Verdict]:
    """The last verdict on each finding of the database that is open there, without those that were withdrawn."""
    return last_of(history_on(connection))


def history_on(connection: sqlite3.Connection) -> dict[Judged, list[Verdict]]:
    """All verdicts on each finding, the oldest first; none where no reader gave one.

    ``connection`` is one to the database. Raises ``DatabaseError`` for a file of verdicts that cannot be read.
    """
    return read_book(book_of(connection))


def readable_history(connection: sqlite3.Connection) -> tuple[dict[Judged, list[Verdict]], str]:
    """As ``history_on``, for what must be shown in any case: no verdicts and why, where the file cannot be read."""
    try:
        return history_on(connection), ""
    except DatabaseError as error:
        return {}, f"{error.message}. {error.next_step}"


def last_of(history: Mapping[Judged, Sequence[Verdict]]) -> dict[Judged, Verdict]:
    """The last verdict on each finding, without those that were withdrawn."""
    return {judged: given[-1] for judged, given in history.items() if given[-1].verdict != WITHDRAWN}


def read_book(book: Path) -> dict[Judged, list[Verdict]]:
    """All verdicts in a file, by what they are about, the oldest first; none where there is no such file."""
    # Empty: the first verdict is just being written, or could not be.
    if not book.exists() or not book.stat().st_size:
        return {}
    found: dict[Judged, list[Verdict]] = {}
    with _said(book), closing(_open(book, "ro")) as connection:
        for row in fetch(connection, _ALL):
            judged = Judged(row.pop("document_id"), row.pop("kind"), row.pop("statement"))
            found.setdefault(judged, []).append(Verdict(**row))
    return found


def write_verdict(book: Path, judged: Judged, verdict: Verdict) -> None:
    """Adds a ``verdict`` on the finding ``judged`` to the file ``book``, which is made where there is none.

    Raises ``DatabaseError`` where it cannot be written; then it is as before.
    """
    with _said(book), closing(_open(book, "rwc")) as connection:
        _prepare(connection)
        with transaction(connection):
            connection.execute(_ADD, {**judged._asdict(), **asdict(verdict)})


def _prepare(connection: sqlite3.Connection) -> None:
    application, version = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    if application not in (0, _APPLICATION_ID) or version > _SCHEMA_VERSION:
        raise sqlite3.DatabaseError("it is not a file of verdicts, or one of a later version")
    if version < _SCHEMA_VERSION:
        connection.executescript(f"BEGIN IMMEDIATE;\n{_SCHEMA}\nCOMMIT;")


def _open(book: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{book.absolute().as_uri()}?mode={mode}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None
    )


@contextmanager
def _said(book: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the first byte is the kind, the rest says more
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise DatabaseError(
                f"{book.name} is held by another program", "close that program, then send the verdict again"
            ) from error
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL):
            raise DatabaseError(
                f"{book.name} cannot be written beside the database ({error})",
                "make its folder writable or copy the database to one that is",
            ) from error
        raise DatabaseError(f"{book.name} cannot be used: {error}", "move it away and keep it") from error


_COLUMNS = "document_id, kind, statement, verdict, note, reader, given_at, file_name"
_ALL = f"SELECT {_COLUMNS} FROM verdicts ORDER BY id"
_ADD = (
    f"INSERT INTO verdicts ({_COLUMNS})"
    " VALUES (:document_id, :kind, :statement, :verdict, :note, :reader, :given_at, :file_name)"
)
