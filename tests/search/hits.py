"""Hits as the tests of the search look at them: one row a hit."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from extractor.query.hits import Question, find_hits


class FlatHit(NamedTuple):
    kind: str
    id: str
    document_id: str
    file_name: str
    page: int
    snippet: str
    rank: float


def search(connection: sqlite3.Connection, text: str, limit: int = 20) -> list[FlatHit]:
    found = find_hits(connection, Question(text), limit).hits
    return [
        FlatHit(hit.kind, hit.id, hit.report.id, hit.report.file_name, hit.page, hit.snippet, hit.rank) for hit in found
    ]
