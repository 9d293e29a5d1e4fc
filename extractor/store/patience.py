"""Waiting for a database that another program holds: at once it is said that one waits, and how long at the most."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

Value = TypeVar("Value")

# Readers wait for what takes a moment, a change of the schema: a person sits before them.
READ_SECONDS = 60.0

# Another run may write for long: a pass over a large corpus takes minutes, in which nobody else can write. A night's
# work must not end for it (test_patience.py).
WRITE_SECONDS = 600.0

# SQLite waits so long by itself and in silence. Within a second whoever waits is told so; until then most waits are
# over (test_patience.py).
SILENT_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Waiting:
    """A wait for a database: it has lasted ``seconds`` and takes ``longest`` at the most; or it ``is_over``."""

    seconds: float
    longest: float
    is_over: bool = False


TELLER: ContextVar[Callable[[Waiting], None]] = ContextVar("TELLER", default=lambda waiting: None)
"""Is told every half second of a wait, and of its end."""


class PatientConnection(sqlite3.Connection):
    """A connection that tells when it has to wait; after ``patience`` seconds it raises like any other."""

    patience = READ_SECONDS

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """As that of SQLite; the statement is tried again as long as another program holds the database."""
        statement = super().execute
        try:
            return statement(sql, parameters)
        except sqlite3.OperationalError as error:
            if not _is_held(error) or self.patience <= SILENT_SECONDS:
                raise
        return _waited(partial(statement, sql, parameters), self.patience)


@contextmanager
def hurried(connection: sqlite3.Connection) -> Iterator[None]:
    """What is done within can as well be done another time: it waits for nobody."""
    patience = getattr(connection, "patience", 0.0)
    if isinstance(connection, PatientConnection):
        connection.patience = 0.0
    try:
        yield
    finally:
        if isinstance(connection, PatientConnection):
            connection.patience = patience


def _waited(statement: Callable[[], Value], longest: float) -> Value:
    began = time.monotonic() - SILENT_SECONDS
    tell = TELLER.get()
    while True:
        seconds = time.monotonic() - began
        tell(Waiting(seconds, longest))
        try:
            value = statement()
        except sqlite3.OperationalError as error:
            if not _is_held(error) or seconds >= longest:
                tell(Waiting(seconds, longest, is_over=True))
                raise
            continue
        tell(Waiting(seconds, longest, is_over=True))
        return value


def _is_held(error: sqlite3.OperationalError) -> bool:
    # One that has read what another has changed since would wait in vain.
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_BUSY and code != sqlite3.SQLITE_BUSY_SNAPSHOT
