"""Findings over several documents as rows of ``checks``: numbered within each document, each with its place."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from extractor.across.rows import CheckRow
from extractor.audit.checks import PERIOD, RESTATED
from extractor.store.database import fetch_one, insertion
from extractor.store.keys import DocumentKey, document_keys, fact_order, family_of
from extractor.store.rows import Values

# Which rows of ``checks`` each of the two makers of such findings writes, and forgets.
OF_SERIES = f"origin = 'corpus' AND kind IN ('{PERIOD}', '{RESTATED}')"
OF_INSTRUMENTS = f"origin = 'corpus' AND kind NOT IN ('{PERIOD}', '{RESTATED}')"

_FAMILY = "SELECT sha256 FROM documents WHERE sha256 >= ? AND sha256 < ?"
_OF_FIGURE = "SELECT boxes FROM figures WHERE id = ?"
_OF_CITATION = """
SELECT boxes FROM citations WHERE document_id = ? AND page = ? AND id IN (SELECT value FROM json_each(?))
ORDER BY rowid LIMIT 1
"""


def write_findings(connection: sqlite3.Connection, checks: Iterable[CheckRow], first: int) -> None:
    """Insert findings of documents that have none of these now.

    connection: within a transaction. checks: the findings, those of each document in their order. first: the running
    number before that of the first one of each document.
    """
    columns = ("rowid", "id", "origin", "holds", "boxes", *CheckRow._fields)
    connection.executemany(insertion("checks", columns), _rows(connection, checks, first))


def _rows(connection: sqlite3.Connection, checks: Iterable[CheckRow], first: int) -> Iterator[Values]:
    @lru_cache(maxsize=1)
    def key_of(document: str) -> DocumentKey:
        sha256 = str(fetch_one(connection, "SELECT sha256 FROM documents WHERE id = ?", (document,)))
        family = family_of(sha256)
        return document_keys(digest for (digest,) in connection.execute(_FAMILY, (family, f"{family}g")))[sha256]

    count: Counter[str] = Counter()
    for check in checks:
        count[check.document_id] += 1
        key, number = key_of(check.document_id), first + count[check.document_id]
        citations = json.dumps(sorted(check.citation_ids, key=fact_order), separators=(",", ":"))
        yield {
            **check._asdict(),
            "rowid": key.fact_rowid(number),
            "id": key.fact_id("checks", number),
            "origin": "corpus",
            "holds": 0,
            "figure_ids": json.dumps(check.figure_ids, separators=(",", ":")),
            "citation_ids": citations,
            "boxes": _boxes(connection, check, citations),
        }


def _boxes(connection: sqlite3.Connection, check: CheckRow, citations: str) -> str:
    """The place of a finding is that of its first figure, else of its first citation on that page."""
    found = fetch_one(connection, _OF_FIGURE, check.figure_ids[:1]) if check.figure_ids else None
    return str(found or fetch_one(connection, _OF_CITATION, (check.document_id, check.page, citations)) or "[]")
