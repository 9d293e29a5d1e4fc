"""The documents of a database as lists of hits and findings need them: in memory, by the rowids of their facts."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from extractor.store.database import fetch
from extractor.store.keys import ROWS, document_keys


@dataclass(frozen=True, slots=True)
class Report:
    """A document: ``block`` is the number of its range of rowids, all other fields are columns of ``documents``."""

    block: int
    id: str
    file_name: str
    doc_type: str | None
    identifier: str | None
    issuer: str | None
    place: str | None
    issued_on: str | None
    title: str | None
    period_kind: str | None
    period_start: str | None
    period_end: str | None
    period_label: str | None

    @property
    def year(self) -> str:
        return (self.period_start or self.issued_on or "")[:4]

    @property
    def days(self) -> tuple[str, str]:
        """First and last day of its period, the day of issue where it names none; "" where it has neither."""
        start = self.period_start or self.issued_on or ""
        return start, self.period_end or start


@dataclass(frozen=True, slots=True)
class Collection:
    """All documents, the newest first; those without a day come last."""

    reports: tuple[Report, ...]
    by_block: dict[int, Report]
    by_id: dict[str, Report]


def block_of(rowid: int) -> int:
    """The range of rowids of a document in which that of a fact lies."""
    return rowid // ROWS


def rowids_of(block: int) -> tuple[int, int]:
    """The first and the last rowid of a range."""
    return block * ROWS, (block + 1) * ROWS - 1


def collection_of(connection: sqlite3.Connection) -> Collection:
    """The documents of a database. They are kept until its file changes: reading ten thousand takes 100 ms."""
    file = connection.execute("PRAGMA database_list").fetchone()[2]
    if not file:
        return _read(connection)
    state = _state(Path(file))
    kept = _KEPT.get(file)
    if kept is None or kept[0] != state:
        kept = _KEPT[file] = (state, _read(connection))
    return kept[1]


# File → what it was when it was read, and its documents. Only the last state of a file is kept.
_KEPT: dict[str, tuple[tuple[int, ...], Collection]] = {}


def _state(file: Path) -> tuple[int, ...]:
    """What changes when the file is written to: size and time of it and of its write-ahead log."""
    found: list[int] = []
    for path in (file, file.with_name(f"{file.name}-wal")):
        try:
            stat = path.stat()
        except OSError:
            continue
        found += [stat.st_size, stat.st_mtime_ns, stat.st_ino]
    return tuple(found)


def _read(connection: sqlite3.Connection) -> Collection:
    rows = fetch(connection, _DOCUMENTS)
    keys = document_keys(row["sha256"] for row in rows)
    reports = tuple(Report(block=block_of(keys[row.pop("sha256")].rowid), **row) for row in rows)
    return Collection(reports, {report.block: report for report in reports}, {report.id: report for report in reports})


_DOCUMENTS = """
SELECT sha256, id, file_name, doc_type, identifier, issuer, place, issued_on, title, period_kind, period_start,
       period_end, period_label
FROM documents
ORDER BY coalesce(issued_on, period_end) IS NULL, coalesce(issued_on, period_end) DESC, id
"""
