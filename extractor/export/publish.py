"""A copy of a database for readers: in one piece, its index and statistics at their best, counted, never changed.

Its pages stand in the order in which they are read, what only the next run needs is left out, and what Datasette would
count whenever it starts is counted once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.errors import DatabaseError, UsageError
from extractor.export.plan import whole
from extractor.store.database import open_read_only
from extractor.store.dump import OF_THE_PASS
from extractor.store.faults import error_over, require_sound
from extractor.store.published import counts_of, is_published, mark_published
from extractor.store.runs import BEHIND

# Bytes of a page of the file; larger ones were no quicker (docs/operations.md; tests/benchmarks/published.py).
PAGE_BYTES = 4096

# What SQLite would take for the rest of an unfinished write, and put into a new file of that name.
_LEFT = ("-journal", "-wal", "-shm")

Teller = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Published:
    """What was written: the ``file``, its bytes and SHA-256, and beside it the files of ``counts`` and ``checksum``."""

    file: Path
    size: int
    sha256: str
    counts: Path
    checksum: Path


def publish(
    database: Path, out: Path, *, force: bool = False, page_bytes: int = PAGE_BYTES, tell: Teller = lambda step: None
) -> Published:
    """Makes a copy for readers.

    database: the one that runs write to; it is only read. out: the file of the copy; its counts (``OUT.inspect.json``)
    and checksum (``OUT.sha256``) stand beside it. force: put it in the place of an earlier copy, never of another file.
    page_bytes: of a page of the file. tell: hears what it does.

    Raises ``UsageError`` where ``out`` may not be written, ``DatabaseError`` for a database that cannot be read or is
    damaged, and where there is no room; then the copy of before is still there.
    """
    with closing(open_read_only(database)) as source:
        _require_free(database, out, force)
        if is_published(source):
            raise UsageError(
                f"{database} is a published copy itself",
                "Copy the file, or publish the database that it was made from.",
            )
        tell("Looking whether the database is sound.")
        require_sound(source, database)
        with _told_of(out), whole(out) as path:
            with _draft_beside(out) as draft:
                _improve(source, draft, tell)
                tell("Writing it in one piece.")
                _in_one_piece(draft, path, page_bytes)
            tell("Counting.")
            about = _inspected(path, out)
            counts, checksum = counts_of(out), out.with_name(f"{out.name}.sha256")
            # Before the copy comes: what was counted of an earlier one must never stand beside it.
            for beside in (counts, checksum):
                beside.unlink(missing_ok=True)
    _write(checksum, f"{about['hash']}  {out.name}\n")
    _write(counts, json.dumps({out.stem: about}, ensure_ascii=False, indent=1) + "\n")
    return Published(out, about["size"], about["hash"], counts, checksum)


def _require_free(database: Path, out: Path, force: bool) -> None:
    if left := [end for end in _LEFT if out.with_name(out.name + end).exists()]:
        raise UsageError(f"{out}{left[0]} is there: SQLite would write it into the copy", "Give another name.")
    if not out.exists():
        return
    if out.samefile(database):
        raise UsageError(f"{out} is the database itself", "Give the copy another name.")
    if not force:
        raise UsageError(f"There is a file at {out} already", "Give another name; --force replaces an earlier copy.")
    # Not by its name: a database that took weeks of reading must not be replaced by a slip of the hand.
    if not _is_copy(out):
        raise UsageError(f"{out} is no published copy, and is not replaced", "Give another name.")


def _is_copy(out: Path) -> bool:
    try:
        with closing(open_read_only(out, any_version=True)) as earlier:
            return is_published(earlier)
    except DatabaseError:
        return False


@contextmanager
def _told_of(out: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise error_over(out, error) from error


@contextmanager
def _draft_beside(out: Path) -> Iterator[Path]:
    """A file for the time between, which is always gone in the end."""
    draft = out.with_name(f".{out.name}.draft.unfinished")
    draft.unlink(missing_ok=True)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _improve(source: sqlite3.Connection, draft: Path, tell: Teller) -> None:
    """Copies the database as it is at this moment, and makes of the copy what readers need."""
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        tell("Copying.")
        # Nobody else reads it, and after a crash it is made anew.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = OFF")
        source.backup(connection)
        # Once more: that of the source came with its header.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA journal_mode = OFF")
        # Its import takes a tenth of a second, which runs and questions do not spend.
        from sqlite_utils import Database

        draft_tables = Database(connection)
        for table in draft_tables.tables:
            # What says that links or index are behind stays: the copy must not claim what the database does not.
            if table.name.startswith(OF_THE_PASS) and table.name not in BEHIND:
                table.delete_where()
        tell("Putting the search index in order.")
        for name in draft_tables.table_names(fts5=True):
            connection.execute(f'INSERT INTO "{name}" ("{name}") VALUES (\'optimize\')')
        draft_tables.analyze()
        mark_published(connection)


def _in_one_piece(draft: Path, path: Path, page_bytes: int) -> None:
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {page_bytes}")
        connection.execute("VACUUM INTO ?", (str(path),))


def _inspected(path: Path, out: Path) -> dict[str, Any]:
    """What Datasette's own ``inspect`` says of a file that will be called ``out``."""
    from datasette.inspect import inspect_hash, inspect_tables

    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        tables = inspect_tables(connection, {})
    return {"hash": inspect_hash(path), "size": path.stat().st_size, "file": out.name, "tables": tables}


def _write(place: Path, text: str) -> None:
    with whole(place) as path:
        path.write_text(text, encoding="utf-8")
