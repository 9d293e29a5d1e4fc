"""One statement read within limits of time, rows, cells and bytes; loads no Datasette."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

# Steps of SQLite between two looks at the clock, some .1 ms; with a time of a few ms more often, or it would be over
# before the first look (test_reading.py).
_STEPS, _STEPS_OF_SHORT, _SHORT_MS = 1_000, 50, 20

# Bytes of an answer to a statement of the room itself: 2,000 rows of 32 kB, where the fullest pages have 10
# (test_reading.py).
MOST_BYTES = 64 * 2**20


class TooLargeError(sqlite3.OperationalError):
    """The rows fill more than they may."""

    def __init__(self) -> None:
        super().__init__("the rows are too large for one answer: ask for fewer (_size=100) or fewer columns")


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement with its ``values`` and its bounds.

    ``rows`` are the most to return, None for all; ``milliseconds`` its time; ``most_bytes`` what its values may fill
    and ``most_cells`` how many they may be, None for any number. Where ``is_cut`` the rows until then are returned,
    else ``TooLargeError`` is raised.
    """

    sql: str
    values: Mapping[str, Any] | Sequence[Any]
    rows: int | None
    milliseconds: float
    most_bytes: int = MOST_BYTES
    most_cells: int | None = None
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of a statement, whether there were more, and what the cursor says of its columns."""

    rows: list[Any]
    truncated: bool
    description: Any


def read(connection: sqlite3.Connection, asked: Asked) -> Found:
    """What a statement finds. Raises ``sqlite3.OperationalError`` ``interrupted`` where its time is over."""
    with time_limit(connection, asked.milliseconds):
        cursor = connection.execute(asked.sql, asked.values)
        rows, more = _taken(cursor, asked)
    return Found(rows, more, cursor.description)


@contextmanager
def time_limit(connection: sqlite3.Connection, milliseconds: float) -> Iterator[None]:
    """Interrupts what the connection does after so many milliseconds."""
    deadline = time.perf_counter() + milliseconds / 1000
    steps = _STEPS_OF_SHORT if milliseconds <= _SHORT_MS else _STEPS
    connection.set_progress_handler(lambda: time.perf_counter() >= deadline, steps)
    try:
        yield
    finally:
        connection.set_progress_handler(None, steps)


def _taken(cursor: sqlite3.Cursor, asked: Asked) -> tuple[list[Any], bool]:
    rows: list[Any] = []
    size = cells = 0
    for row in cursor:
        if asked.rows is not None and len(rows) == asked.rows:
            return rows, True
        size += sum(_bytes_of(value) for value in row)
        cells += len(row)
        if size > asked.most_bytes or cells > (asked.most_cells or cells):
            if asked.is_cut:
                return rows, True
            raise TooLargeError
        rows.append(row)
    return rows, False


def _bytes_of(value: Any) -> int:
    # Python keeps a number in some thirty bytes; a letter of Vietnamese takes two to four there.
    return 32 + (len(value) * (1 if isinstance(value, bytes) else 2) if isinstance(value, str | bytes) else 0)
