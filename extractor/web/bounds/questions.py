"""Runs SQL that a reader wrote in a child process, which is killed where it takes more time or memory than it may.

Within one process nothing bounds a statement: SQLite looks at the clock between its steps only, and one step may take
hours (a search of a megabyte in a megabyte, a function in Python, a full-text query of a thousand words) or all memory.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.guard.limits import Limits
from extractor.guard.warm import Warm
from extractor.model.pages import Failure
from extractor.web.bounds.permits import confine
from extractor.web.bounds.reading import Asked, Found, read
from extractor.web.functions import add_functions

# Seconds beyond the time of a statement after which its process is killed: SQLite has stopped a statement that can be
# stopped long before.
GRACE = 2.0

# MiB of address space: Python and what it loads take 300, 64 times the longest value the rest.
MEMORY_MB = 768

# Bytes of a file that a statement may sort in; without a limit a sorted cross join fills the disk.
LARGEST_FILE = 256 * 2**20

# What an answer to a reader's SQL holds at most: 2,000 rows of 20 columns, and of these as many as fit into 16 MB. A
# page of more cells keeps the server from answering others while it is made.
MOST_BYTES, MOST_CELLS = 16 * 2**20, 40_000

INTERRUPTED = "interrupted"
"""What SQLite says of a statement whose time was over."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What the child is asked: a statement on the database in a file."""

    file: str
    asked: Asked


@dataclass(frozen=True, slots=True)
class _Answer:
    """What comes back: the names of the columns with the values, or in ``error`` why there are none."""

    names: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    truncated: bool = False
    error: str = ""


class Questions:
    """Answers the SQL of readers on the database in ``file``, one after the other, ``seconds`` each at most."""

    def __init__(self, file: Path, seconds: float) -> None:
        self._file = str(file.absolute())
        self._warm = Warm(_answered, Limits(jobs=1, timeout=seconds + GRACE, memory_mb=MEMORY_MB, stage="sql"))

    def ask(self, asked: Asked) -> Found:
        """What the statement finds, as ``read`` of a connection; raises what that raises."""
        answer = self._warm(_Question(self._file, asked))
        if isinstance(answer, Failure):
            # Killed for its time or memory: to a reader both are too much for one question.
            raise sqlite3.OperationalError(INTERRUPTED)
        if answer.error:
            raise sqlite3.OperationalError(answer.error)
        # Rows of SQLite itself, which Datasette takes by number and by name.
        with closing(sqlite3.connect(":memory:")) as connection:
            cursor = connection.execute(f"SELECT {', '.join(_named(name) for name in answer.names) or 'NULL'}")
            rows = [sqlite3.Row(cursor, row) for row in answer.rows]
            return Found(rows, answer.truncated, cursor.description)

    def close(self) -> None:
        """Ends the child process."""
        self._warm.close()


def _named(name: str) -> str:
    quoted = name.replace('"', '""')
    return f'NULL AS "{quoted}"'


def _answered(question: _Question) -> _Answer:
    """In the child: the statement on a connection of its own."""
    _bound_files()
    address = f"{Path(question.file).as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        connection.text_factory = lambda text: str(text, "utf-8", "replace")
        confine(connection)
        add_functions(connection)
        try:
            found = read(connection, question.asked)
        except MemoryError:
            return _Answer(error=INTERRUPTED)
        except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
            return _Answer(error=str(error))
        names = tuple(column[0] for column in found.description or ())
        return _Answer(names, tuple(tuple(row) for row in found.rows), found.truncated)


def _bound_files() -> None:
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        import resource

        hardest = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, hardest))
