"""What could not be read, file by file: which pages, why, and what to do next."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from extractor.query.facets import count_facets, fits
from extractor.query.kept import kept
from extractor.store.database import fetch

# By what the list is narrowed.
FACETS = ("stage", "extent", "error")
# Nothing of a file is in the database, or all but some pages is.
WHOLE, PARTS = "whole", "parts"


@dataclass(frozen=True, slots=True)
class Failed:
    """One reason in a file: the ``pages`` that it concerns, none where it concerns the whole file."""

    stage: str
    error: str
    hint: str
    pages: tuple[int, ...]
    attempts: int


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file with what of it could not be read. ``document_id`` is None where nothing of it is in the database."""

    path: str
    document_id: str | None
    page_count: int | None
    reasons: tuple[Failed, ...]

    @property
    def extent(self) -> str:
        return PARTS if self.document_id else WHOLE


@dataclass(frozen=True, slots=True)
class FailedFiles:
    """The files of a choice, and how many ``failures`` they have: one for a whole file, one for each page.

    ``counted`` says for each of ``FACETS`` how many failures its values would show, the most frequent first.
    """

    files: tuple[FailedFile, ...]
    failures: int
    counted: Mapping[str, tuple[tuple[str, int], ...]]


def ranges(pages: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers of pages in their order as ranges, first and last: 1, 2, 3, 5 are 1 to 3 and 5 to 5."""
    for _, group in groupby(enumerate(pages), key=lambda each: each[1] - each[0]):
        numbers = [number for _, number in group]
        yield numbers[0], numbers[-1]


def failed_files(connection: sqlite3.Connection, chosen: Mapping[str, Sequence[str]]) -> FailedFiles:
    """The files that could not be read in full, those of which nothing is there first.

    ``connection`` is that of the database, ``chosen`` has the wanted values of each of ``FACETS``, none for any. A file
    shows the reasons that fit.
    """
    wanted = [frozenset(chosen.get(name, ())) for name in FACETS]
    files = kept(connection, all_failed)
    rows = [(_values(file, reason), len(reason.pages) or 1) for file in files for reason in file.reasons]
    counts = count_facets(rows, wanted)
    counted = {name: _ordered(counter) for name, counter in zip(FACETS, counts.facets, strict=True)}
    found = [
        replace(file, reasons=fitting)
        for file in files
        if (fitting := tuple(reason for reason in file.reasons if fits(_values(file, reason), wanted)))
    ]
    return FailedFiles(tuple(found), counts.total, counted)


def all_failed(connection: sqlite3.Connection) -> tuple[FailedFile, ...]:
    """All files with a failure, by path: those of which nothing is in the database, then the others."""
    files = []
    for _, group in groupby(fetch(connection, _FAILURES), key=lambda row: (row["document_id"] is None, row["path"])):
        rows = list(group)
        files.append(FailedFile(rows[0]["path"], rows[0]["document_id"], rows[0]["page_count"], _reasons(rows)))
    return tuple(files)


def failed_pages(connection: sqlite3.Connection, sha256: str) -> tuple[Failed, ...]:
    """What of the document with this digest could not be read, pages with one reason together."""
    return _reasons(fetch(connection, _OF_DOCUMENT, (sha256,)))


def _reasons(rows: Sequence[dict[str, Any]]) -> tuple[Failed, ...]:
    pages: dict[tuple[str, str, str], list[int]] = {}
    attempts: dict[tuple[str, str, str], int] = {}
    for row in rows:
        reason = row["stage"], row["error"], row["hint"]
        pages.setdefault(reason, []).extend(filter(None, (row["page"],)))
        attempts[reason] = max(row["attempts"], attempts.get(reason, 0))
    return tuple(Failed(*reason, tuple(numbers), attempts[reason]) for reason, numbers in pages.items())


def _values(file: FailedFile, reason: Failed) -> tuple[str, str, str]:
    return reason.stage, file.extent, reason.error


def _ordered(counter: Mapping[Hashable, int]) -> tuple[tuple[str, int], ...]:
    return tuple(
        sorted(((str(value), count) for value, count in counter.items()), key=lambda each: (-each[1], each[0]))
    )


_FAILURES = """
SELECT failures.path, stage, page, error, hint, attempts, documents.id AS document_id, page_count
FROM failures LEFT JOIN documents ON documents.sha256 = failures.sha256
ORDER BY documents.id IS NOT NULL, failures.path, page IS NOT NULL, page, stage, failures.id
"""

_OF_DOCUMENT = """
SELECT stage, page, error, hint, attempts FROM failures WHERE sha256 = ? ORDER BY page IS NOT NULL, page, stage, id
"""
