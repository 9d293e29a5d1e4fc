"""Takes over what another database knows of files, one file in one transaction, where it is better than what is here.

Of the same bytes in both the one counts that the newer version has read, then one of which no page failed, then the
one that was read later: whatever the order in which databases are joined, the same is kept.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from extractor.store.copying import copy_document
from extractor.store.database import fetch, insert, open_read_only, transaction
from extractor.store.faults import require_sound
from extractor.store.keys import DocumentKey
from extractor.store.rows import Values
from extractor.store.writer import Writer, paths_of, settle_paths, take_key

# What has come of a file of the other database.
TAKEN, NEWER, OLDER, ALIKE, FAILED = "taken", "newer", "older", "alike", "failed"

PutBack: TypeAlias = Callable[[sqlite3.Connection, list[Values]], object]
"""Gives the facts of rows of ``corrections`` what was read in place of what a user of the other database says."""

_OTHER = "other"

_FILES = f"""
SELECT sha256 FROM {_OTHER}.documents
UNION SELECT sha256 FROM {_OTHER}.failures WHERE sha256 IS NOT NULL
UNION SELECT sha256 FROM {_OTHER}.sources ORDER BY sha256
"""
_ALL_PATHS = """
SELECT path FROM main.documents UNION SELECT path FROM main.sources
UNION SELECT path FROM main.failures WHERE sha256 IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class _Reading:
    """How a database has read a file. ``key`` is None where no document was made of it."""

    version: str
    options: str
    is_whole: bool
    read_at: str
    key: DocumentKey | None

    def is_as(self, other: _Reading) -> bool:
        """Whether the other was read in the same way, with the same success."""
        ways = ((each.version, each.options, each.is_whole, each.key is None) for each in (self, other))
        return len({*ways}) == 1

    def rank(self) -> tuple[Any, ...]:
        """The greater of two counts."""
        return (self.key is not None, _numbers(self.version), self.is_whole, self.read_at, self.options)


class Donor:
    """Another database while it is attached to that of a writer: read, never written."""

    def __init__(self, writer: Writer, put_back: PutBack) -> None:
        self._writer = writer
        self._put_back = put_back
        self._connection = writer.connection

    def files(self) -> list[str]:
        """The SHA-256 of all files that it knows, in the order of the rowids of their facts."""
        return [sha256 for (sha256,) in self._connection.execute(_FILES)]

    def take(self, sha256: str) -> str:
        """Takes over what is better of a file, and all its paths; returns what has come of it."""
        with transaction(self._connection) as connection:
            theirs, ours = _reading(connection, _OTHER, sha256), _reading(connection, "main", sha256)
            outcome = _outcome(theirs, ours)
            paths = paths_of(connection, sha256) | paths_of(connection, sha256, _OTHER)
            if theirs and outcome in (TAKEN, NEWER, FAILED):
                if theirs.key:
                    self._take_document(sha256, theirs.key)
                self._take_failures(sha256)
            settle_paths(connection, sha256, paths)
        return outcome

    def take_unread(self) -> None:
        """Takes over which files could not even be opened, and forgets those that the other one has read."""
        known = "SELECT path, extractor_version FROM main.failures WHERE sha256 IS NULL"
        with transaction(self._connection) as connection:
            ours = {path: _numbers(version) for path, version in connection.execute(known)}
            rows = fetch(connection, f"SELECT * FROM {_OTHER}.failures WHERE sha256 IS NULL ORDER BY path")
            newer = [row for row in rows if _numbers(row["extractor_version"]) > ours.get(row["path"], ())]
            self._replace("path = ? AND sha256 IS NULL", {row["path"] for row in newer}, newer)
            self._writer.forget_unread(path for (path,) in connection.execute(_ALL_PATHS).fetchall())

    def left_behind(self) -> dict[str, int]:
        """How many corrections and decisions about indicators the other database has, which are not taken over."""
        remarked = f"SELECT count(*) FROM {_OTHER}.corrections WHERE coalesce(remark, '') NOT LIKE 'follows from %'"
        decided = f"SELECT count(*) FROM {_OTHER}.indicator_decisions"
        counts = {"corrections": remarked, "decisions": decided}
        return {name: int(self._connection.execute(query).fetchone()[0]) for name, query in counts.items()}

    def _take_document(self, sha256: str, before: DocumentKey) -> None:
        now = take_key(self._connection, sha256)
        self._connection.execute("DELETE FROM main.documents WHERE sha256 = ?", (sha256,))
        copy_document(self._connection, _OTHER, before, now)
        query = f"SELECT * FROM {_OTHER}.corrections WHERE document_id = ? AND state = 'applied'"
        corrected = fetch(self._connection, query, (before.id,))
        # Within the same transaction: else what a user says would stand there as what was read.
        self._put_back(
            self._connection,
            [{**row, "document_id": now.id, "fact": now.id + row["fact"][len(before.id) :]} for row in corrected],
        )

    def _take_failures(self, sha256: str) -> None:
        rows = fetch(self._connection, f"SELECT * FROM {_OTHER}.failures WHERE sha256 = ?", (sha256,))
        self._replace("sha256 = ?", {sha256}, rows)

    def _replace(self, which: str, files: set[str], rows: list[Values]) -> None:
        self._connection.executemany(f"DELETE FROM main.failures WHERE {which}", [(file,) for file in sorted(files)])
        insert(self._connection, "failures", ({**row, "run_id": self._writer.run} for row in rows))


@contextmanager
def donor(writer: Writer, path: Path, put_back: PutBack) -> Iterator[Donor]:
    """Another database, attached to that of a writer as long as the block lasts.

    writer: has begun a run. path: of the other database, which ``require_whole`` has found sound. put_back: gives facts
    what was read.
    """
    # Reading alone, so that a fault of this program could not change what belongs to somebody else.
    writer.connection.execute(f"ATTACH ? AS {_OTHER}", (f"{path.absolute().as_uri()}?mode=ro",))
    try:
        yield Donor(writer, put_back)
    finally:
        writer.connection.execute(f"DETACH {_OTHER}")


def require_whole(path: Path) -> None:
    """Raises ``DatabaseError`` for a file that is no database of ours, of another schema, or damaged."""
    connection = open_read_only(path)
    try:
        require_sound(connection, path)
    finally:
        connection.close()


def _outcome(theirs: _Reading | None, ours: _Reading | None) -> str:
    if theirs is None:
        return ALIKE
    if ours is None:
        return TAKEN if theirs.key else FAILED
    if theirs.is_as(ours):
        return ALIKE
    if theirs.rank() > ours.rank():
        return (NEWER if ours.key else TAKEN) if theirs.key else FAILED
    return OLDER if theirs.key else ALIKE


def _reading(connection: sqlite3.Connection, schema: str, sha256: str) -> _Reading | None:
    """How a database has read a file; None where it knows only its paths."""
    row = connection.execute(
        "SELECT extractor_version, options_key, status, extracted_at, id, "
        f"(SELECT min(rowid) FROM {schema}.pages WHERE document_id = documents.id) FROM {schema}.documents "
        "WHERE sha256 = ?",
        (sha256,),
    ).fetchone()
    if row:
        version, options, status, read_at, ident, rowid = row
        return _Reading(version, options, status != "partial", read_at, DocumentKey(ident, rowid or 0))
    query = f"SELECT extractor_version, options_key FROM {schema}.failures WHERE sha256 = ? AND page IS NULL"
    failed = connection.execute(query, (sha256,)).fetchone()
    return _Reading(failed[0], failed[1], is_whole=False, read_at="", key=None) if failed else None


def _numbers(version: str) -> tuple[int, ...]:
    """What versions are compared by: 0.10 is newer than 0.9."""
    return tuple(int(number) for number in re.findall(r"\d+", version))
