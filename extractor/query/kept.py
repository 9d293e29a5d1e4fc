"""What takes long to read and seldom changes, kept until the file of the database is written to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

Made = TypeVar("Made")

# (what makes it, file) → the state of the file when it was made, and what was made. Only the last state is kept.
_KEPT: dict[tuple[Callable[[sqlite3.Connection], Any], str], tuple[object, Any]] = {}


def kept(connection: sqlite3.Connection, make: Callable[[sqlite3.Connection], Made]) -> Made:
    """What ``make`` reads of a database, made anew only when its file has changed; never kept of one in memory."""
    file = connection.execute("PRAGMA database_list").fetchone()[2]
    if not file:
        return make(connection)
    try:
        state = _state(Path(file))
    except OSError:  # moved away or renamed while it is open: SQLite goes on reading it
        return make(connection)
    if (make, file) not in _KEPT or _KEPT[make, file][0] != state:
        _KEPT[make, file] = state, make(connection)
    made: Made = _KEPT[make, file][1]
    return made


def _state(file: Path) -> object:
    """What changes when a database is written to: the counter in its header, and its write-ahead log.

    Times alone would not do: two writes may fall into one tick of the clock.
    """
    with file.open("rb") as opened:
        header = opened.read(100)  # of which bytes 24 to 27 count the changes (https://sqlite.org/fileformat.html)
    found = [(header[24:28], file.stat().st_ino, file.stat().st_size)]
    log = file.with_name(f"{file.name}-wal")
    if log.exists():
        found.append((b"", log.stat().st_size, log.stat().st_mtime_ns))
    return tuple(found)
