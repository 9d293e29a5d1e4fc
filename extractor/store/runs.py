"""Whether the last run came to its end, or still goes on: what depends on all documents is only made at its end.

What is behind stands in the tables that triggers of the schema fill in the transaction that changes a document, and
that the pass over the corpus and the search index empty in theirs: so with several writers, and at whatever moment one
is killed, they say what is true. The row of the last run has no ``counts`` until it has made its end.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from extractor.store.database import file_of

try:
    import fcntl
except ImportError:  # Windows, where a run that goes on and one that was cut off are not told apart
    fcntl = None  # type: ignore[assignment]

# What stands at the place of the mark may be a named pipe (test_runs.py).
_NO_WAITING = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_CLOEXEC", "O_NONBLOCK"))

INGESTED, PAGES, SECONDS = "ingested", "pages", "seconds"
"""Names, in ``counts`` of a run, of the documents and pages that its last call stored, and how long that took."""

FINISHED, INTERRUPTED, CUT_OFF, WRITING, NONE = "finished", "interrupted", "cut off", "writing", "none"
"""States of the last run. An interrupted one made all that depends on what it had read."""


@dataclass(frozen=True, slots=True)
class LastRun:
    """What the last run has left.

    ``state`` is one of the above. ``is_behind``: what depends on all documents (links, series, search index) is not of
    all that are stored. ``unsearchable`` of ``documents`` are not in the search index at all.
    """

    state: str
    is_behind: bool
    documents: int
    unsearchable: int


def last_run(connection: sqlite3.Connection, path: Path) -> LastRun:
    """What the last run has left in a database, and whether one goes on.

    connection: open for reading. path: its file.
    """
    last = connection.execute("SELECT finished_at, counts FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    behind = is_behind(connection)
    [documents] = connection.execute("SELECT count(*) FROM documents").fetchone()
    [unsearchable] = connection.execute(_UNSEARCHABLE).fetchone()
    # By position: whoever asks has rows of a kind of their own.
    return LastRun(_state(tuple(last) if last else None, behind, path), behind, documents, unsearchable)


def is_behind(connection: sqlite3.Connection) -> bool:
    """Whether a document came, changed or went since what depends on all documents was made."""
    return bool(connection.execute(_IS_BEHIND).fetchone()[0])


def unfinished(connection: sqlite3.Connection) -> str:
    """What readers of an open database must know of a run that was cut off or goes on; "" where there is nothing."""
    run = last_run(connection, file_of(connection) or Path())
    return told_of(run) if run.is_behind or run.state == WRITING else ""


def told_of(run: LastRun) -> str:
    """A sentence about a run that is not finished; "" for one that is."""
    lacking = f"{run.unsearchable} of {run.documents} documents are not in the search index"
    if run.state == WRITING and run.is_behind:
        return f"An ingest is writing now: {lacking} yet, nor in what is made of all documents; its end adds them."
    if run.state == WRITING:
        return "An ingest is writing now: what it adds is found when it has finished."
    if run.is_behind:
        return (
            f"The last run of ingest did not finish: {lacking}, "
            "and who cites whom, instruments, indicators and findings over several documents are those of before."
        )
    if run.state in (CUT_OFF, INTERRUPTED):
        return "The last run of ingest was interrupted: not all of its files are read. The same command goes on."
    return ""


class WritersMark:
    """A lock beside the database for as long as it is entered: readers know by it that somebody writes.

    Several writers have it at once. It is one of the system, which ends with its process however that ends.
    """

    def __init__(self, path: Path) -> None:
        self._file = mark_of(path)
        self._lock: int | None = None

    def set(self) -> None:
        """Sets the mark; where the system has no such locks nothing happens."""
        while fcntl is not None and self._lock is None:
            try:
                opened = os.open(self._file, os.O_RDONLY | os.O_CREAT | _NO_WAITING, 0o644)
            except OSError:
                return
            try:
                fcntl.flock(opened, fcntl.LOCK_SH)
            except OSError:
                os.close(opened)
                return
            # The last writer may have removed the file since it was opened.
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(opened), self._file.lstat()):
                    self._lock = opened
                    return
            os.close(opened)

    def clear(self) -> None:
        """Takes the mark back, and its file away where no other writer has it."""
        if self._lock is None:
            return
        with suppress(OSError):
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._file.unlink()
        os.close(self._lock)
        self._lock = None


def is_written(path: Path) -> bool:
    """Whether a run writes into the database now."""
    if fcntl is None:
        return False
    try:
        opened = os.open(mark_of(path), os.O_RDONLY | _NO_WAITING)
    except OSError:
        return False
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(opened)
    return False


def mark_of(path: Path) -> Path:
    """The file of the writers' mark, beside the database."""
    whole = path.resolve()
    return whole.with_name(f"{whole.name}.writing")


def _state(last: tuple[str | None, str | None] | None, behind: bool, path: Path) -> str:
    """The state of the last run by its ``finished_at`` and ``counts``, None where there was none."""
    if is_written(path):
        return WRITING
    if behind:
        return CUT_OFF
    if last is None:
        return NONE
    finished_at, counts = last
    if finished_at is not None:
        return FINISHED
    return CUT_OFF if counts is None else INTERRUPTED


BEHIND = ("pass_uncounted", "pass_unsearched")
"""The tables that say by their rows what is behind."""

_IS_BEHIND = "SELECT EXISTS (SELECT 1 FROM pass_uncounted) OR EXISTS (SELECT 1 FROM pass_unsearched)"
_UNSEARCHABLE = "SELECT count(*) FROM pass_unsearched JOIN documents USING (sha256)"
