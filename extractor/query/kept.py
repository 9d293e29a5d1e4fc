"""What takes long to read and seldom changes, kept until the file of the database is written to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from extractor.store.database import file_of

Made = TypeVar("Made")

# What makes it, and the file.
_Key = tuple[Callable[[sqlite3.Connection], Any], Path]

# The state of the file when it was made, and what was made. Only the last state is kept.
_KEPT: dict[_Key, tuple[object, Any]] = {}

# One thread makes a thing and the others wait for it: eight at once would each take eight times as long, and the memory
# of eight (test_of_many_readers_at_once_one_reads). A lock for each, as what is counted is made of what is listed.
_MAKING: dict[_Key, Lock] = {}


def kept(connection: sqlite3.Connection, make: Callable[[sqlite3.Connection], Made]) -> Made:
    """What ``make`` reads of a database, made anew only when its file has changed; never kept of one in memory."""
    file = file_of(connection)
    if file is None:
        return make(connection)
    key = make, file
    if not _is_kept(key, state := _state(file)):
        if state is None:
            return make(connection)
        with _MAKING.setdefault(key, Lock()):
            # Again: another thread may have made it meanwhile, and of a later state.
            if not _is_kept(key, state := _state(file)):
                _KEPT[key] = state, make(connection)
    made: Made = _KEPT[key][1]
    return made


def _is_kept(key: _Key, state: object) -> bool:
    return key in _KEPT and _KEPT[key][0] == state is not None


def _state(file: Path) -> object:
    """What changes when a database is written to: the counter in its header, and its write-ahead log.

    Times alone would not do: two writes may fall into one tick of the clock. None for a file that was moved away or
    renamed while it is open: SQLite goes on reading it.
    """
    with suppress(OSError):
        return _state_of(file)
    return None


def _state_of(file: Path) -> object:
    with file.open("rb") as opened:
        header = opened.read(100)  # of which bytes 24 to 27 count the changes (https://sqlite.org/fileformat.html)
    found = [(header[24:28], file.stat().st_ino, file.stat().st_size)]
    log = file.with_name(f"{file.name}-wal")
    if log.exists():
        found.append((b"", log.stat().st_size, log.stat().st_mtime_ns))
    return tuple(found)
