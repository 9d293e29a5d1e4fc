"""How a database is doing: how fast the last run was, since when something fails, and how much room there is."""

from __future__ import annotations

import json
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from extractor.store.database import fetch, fetch_one
from extractor.store.runs import INGESTED, PAGES, SECONDS, WRITING, LastRun

# Of a run that goes on the last minutes say how fast it is: the files of its beginning may have been others
# (test_runs.py).
WINDOW = "-10 minutes"

# What SQLite keeps beside a database while it is written.
BESIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Rate:
    """How many ``documents`` and ``pages`` a minute were read; None where nothing was, or no time went by."""

    documents: float | None = None
    pages: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a database is doing.

    ``started_at`` is when the last run began; ``oldest_failure_at`` the beginning of the run in which the failure was
    seen first that is there for longest, with its age in seconds. ``file_bytes`` are those of the database and of what
    SQLite keeps beside it, ``free_bytes`` those that its disk has left, None where that is not known.
    """

    rate: Rate
    started_at: str | None
    oldest_failure_at: str | None
    oldest_failure_seconds: int | None
    file_bytes: int
    free_bytes: int | None


def read_health(connection: sqlite3.Connection, path: Path, run: LastRun, now: datetime) -> Health:
    """How a database is doing.

    connection: open for reading. path: its file. run: what its last run has left. now: the time, with its zone.
    """
    oldest = fetch_one(connection, "SELECT min(started_at) FROM failures JOIN runs ON runs.id = failures.run_id")
    return Health(
        rate=_rate(connection, run),
        started_at=fetch_one(connection, "SELECT started_at FROM runs ORDER BY id DESC LIMIT 1"),
        oldest_failure_at=oldest,
        oldest_failure_seconds=_age(oldest, now),
        file_bytes=sum(_bytes(path.with_name(path.name + end)) for end in ("", *BESIDE)),
        free_bytes=_free(path),
    )


def _rate(connection: sqlite3.Connection, run: LastRun) -> Rate:
    if run.state == WRITING:
        return _rate_of_late(connection)
    counts = fetch_one(connection, "SELECT counts FROM runs ORDER BY id DESC LIMIT 1")
    try:
        read = json.loads(counts or "{}")
        return _a_minute(read.get(INGESTED, 0), read.get(PAGES, 0), read.get(SECONDS, 0))
    except (ValueError, TypeError, AttributeError):  # of a version that kept other counts
        return Rate()


def _rate_of_late(connection: sqlite3.Connection) -> Rate:
    """From the first to the last document of a window: the clock of this machine may not be that of the writer."""
    query = """
        SELECT count(*) - 1 AS documents, sum(page_count) AS pages,
            unixepoch(max(extracted_at)) - unixepoch(min(extracted_at)) AS seconds
        FROM documents
        WHERE unixepoch(extracted_at) >= unixepoch((SELECT max(extracted_at) FROM documents), :window)
            AND extracted_at >= (SELECT started_at FROM runs ORDER BY id DESC LIMIT 1)
    """
    [found] = fetch(connection, query, {"window": WINDOW})
    return _a_minute(found["documents"], found["pages"] or 0, found["seconds"] or 0)


def _a_minute(documents: int, pages: int, seconds: float) -> Rate:
    if seconds <= 0 or documents <= 0:
        return Rate()
    return Rate(round(documents * 60 / seconds, 1), round(pages * 60 / seconds, 1))


def _age(moment: str | None, now: datetime) -> int | None:
    try:
        began = datetime.fromisoformat(moment or "")
    except ValueError:
        return None
    began = began if began.tzinfo else began.replace(tzinfo=UTC)
    # Clocks of two machines may be apart, and nothing is younger than new.
    return max(0, int((now - began).total_seconds()))


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _free(path: Path) -> int | None:
    try:
        return shutil.disk_usage(path.resolve().parent).free
    except OSError:
        return None
