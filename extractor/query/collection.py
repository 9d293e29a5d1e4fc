"""The documents of a database as lists of hits and findings need them: in memory, by the rowids of their facts."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from extractor.query.kept import kept
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
    def facets(self) -> tuple[str, str, str, str]:
        """Place, year, type and issuer, "" where there is none."""
        return self.place or "", self.year, self.doc_type or "", self.issuer or ""

    @property
    def days(self) -> tuple[str, str]:
        """First and last day of its period, the day of issue where it names none; "" where it has neither."""
        start = self.period_start or self.issued_on or ""
        return start, self.period_end or start


@dataclass(frozen=True, slots=True)
class Collection:
    """All documents, the newest first; those without a day come last. ``facets`` are ``Report.facets`` by block."""

    reports: tuple[Report, ...]
    by_block: dict[int, Report]
    by_id: dict[str, Report]
    facets: dict[int, tuple[str, str, str, str]]


def block_of(rowid: int) -> int:
    """The range of rowids of a document in which that of a fact lies."""
    return rowid // ROWS


def rowids_of(block: int) -> tuple[int, int]:
    """The first and the last rowid of a range."""
    return block * ROWS, (block + 1) * ROWS - 1


def collection_of(connection: sqlite3.Connection) -> Collection:
    """The documents of a database. They are kept until its file changes: reading ten thousand takes 100 ms."""
    return kept(connection, _read)


def _read(connection: sqlite3.Connection) -> Collection:
    rows = fetch(connection, _DOCUMENTS)
    keys = document_keys(row["sha256"] for row in rows)
    reports = tuple(Report(block=block_of(keys[row.pop("sha256")].rowid), **row) for row in rows)
    return Collection(
        reports,
        by_block={report.block: report for report in reports},
        by_id={report.id: report for report in reports},
        facets={report.block: report.facets for report in reports},
    )


_DOCUMENTS = """
SELECT sha256, id, file_name, doc_type, identifier, issuer, place, issued_on, title, period_kind, period_start,
       period_end, period_label
FROM documents
ORDER BY coalesce(issued_on, period_end) IS NULL, coalesce(issued_on, period_end) DESC, id
"""
