"""How much a database holds, for its first page: true numbers, counted once until the file changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from extractor.audit.checks import ERROR, NOTE
from extractor.query.documents import UNKNOWN, entries
from extractor.query.kept import kept
from extractor.store.database import fetch_one

# What is counted, in the order in which it is shown: what was read, then what was found in it.
COUNTED = ("documents", "pages", "instruments", "citations", "footnotes", "figures", "table_rows", "dates")


@dataclass(frozen=True, slots=True)
class Totals:
    """``counts`` are rows by table; ``places`` provinces and districts, ``first_year`` to ``last_year`` the reports'.

    ``errors`` are findings of that severity, ``findings`` all but the notes. ``failed_files`` could not be read at all,
    ``failed_pages`` is how many pages could not be read.
    """

    counts: Mapping[str, int]
    places: int
    first_year: str
    last_year: str
    findings: int
    errors: int
    failed_files: int
    failed_pages: int


def totals(connection: sqlite3.Connection) -> Totals:
    """The numbers of a database."""
    return kept(connection, _count)


def _count(connection: sqlite3.Connection) -> Totals:
    documents = kept(connection, entries)
    years = sorted({entry.year for entry in documents if entry.year != UNKNOWN})
    return Totals(
        counts={table: fetch_one(connection, f"SELECT count(*) FROM {table}") for table in COUNTED},
        places=len({entry.place for entry in documents if entry.place != UNKNOWN}),
        first_year=years[0] if years else "",
        last_year=years[-1] if years else "",
        findings=fetch_one(connection, "SELECT count(*) FROM checks WHERE holds = 0 AND severity <> ?", (NOTE,)),
        errors=fetch_one(connection, "SELECT count(*) FROM checks WHERE holds = 0 AND severity = ?", (ERROR,)),
        failed_files=fetch_one(connection, _FAILED_FILES),
        failed_pages=fetch_one(
            connection, "SELECT count(*) FROM (SELECT DISTINCT path, page FROM failures WHERE page IS NOT NULL)"
        ),
    )


_FAILED_FILES = """
SELECT count(DISTINCT path) FROM failures
WHERE sha256 IS NULL OR sha256 NOT IN (SELECT sha256 FROM documents)
"""
