"""Hits of the full-text search, with the note or the form that they stand in."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from extractor.search.full_text import Hit, search
from extractor.store.database import fetch_one


@dataclass(frozen=True, slots=True)
class Found:
    """A hit and its place: ``where`` is ``page``, ``footnote 3`` or the form and row of a table."""

    kind: str
    id: str
    document_id: str
    file_name: str
    page: int
    where: str
    snippet: str
    rank: float


def find_hits(connection: sqlite3.Connection, text: str, limit: int) -> tuple[Found, ...]:
    """The best hits for ``text`` over pages, footnotes and table rows, at most ``limit``, the best first.

    ``connection`` is that of a finished database. Found words stand in ``[ ]`` in the snippet.
    """
    return tuple(_found(connection, hit) for hit in search(connection, text, limit))


def _found(connection: sqlite3.Connection, hit: Hit) -> Found:
    where = fetch_one(connection, _WHERE[hit.kind], (hit.id,)) if hit.kind in _WHERE else None
    return Found(
        kind=hit.kind,
        id=hit.id,
        document_id=hit.document_id,
        file_name=hit.file_name,
        page=hit.page,
        where=where or hit.kind,
        snippet=" ".join(hit.snippet.split()),
        rank=hit.rank,
    )


# Asked for each hit that is shown and not joined in the search: ranking looks at far more rows than come out.
_WHERE = {
    "footnote": "SELECT 'footnote ' || number FROM footnotes WHERE id = ?",
    "table": """
        SELECT coalesce(tables.label, 'table') || ' row ' || coalesce(nullif(stt, ''), position)
        FROM table_rows JOIN tables ON tables.id = table_rows.table_id
        WHERE table_rows.id = ?
    """,
}
