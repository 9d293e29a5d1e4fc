"""What a database says of one document, as plain rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of one document; ``document`` is None where it is not in the database, and all else empty.

    Each citation has the ``instrument_key`` and the ``footnote_number`` it stands in.
    """

    document: Row | None
    citations: Sequence[Row] = ()
    footnotes: Sequence[Row] = ()
    tables: Sequence[Row] = ()
    rows: Sequence[Row] = ()
    figures: Sequence[Row] = ()
    checks: Sequence[Row] = ()
    page_texts: Mapping[int, str] | None = None


def find_document(connection: sqlite3.Connection, file_name: str) -> Found:
    """The document that was read from a file of this name."""

    def rows(sql: str, value: object) -> list[Row]:
        cursor = connection.execute(sql, (value,))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    documents = rows("SELECT * FROM documents WHERE file_name = ? ORDER BY id", file_name)
    if not documents:
        return Found(None)
    number = documents[0]["id"]
    return Found(
        document=documents[0],
        citations=rows(_CITATIONS, number),
        footnotes=rows("SELECT * FROM footnotes WHERE document_id = ? ORDER BY id", number),
        tables=rows("SELECT * FROM tables WHERE document_id = ? ORDER BY id", number),
        rows=rows("SELECT * FROM table_rows WHERE document_id = ? ORDER BY id", number),
        figures=rows("SELECT * FROM figures WHERE document_id = ? ORDER BY id", number),
        checks=rows("SELECT * FROM checks WHERE document_id = ? ORDER BY id", number),
        page_texts={row["number"]: row["text"] for row in rows(_PAGES, number)},
    )


_CITATIONS = """
SELECT citations.*, instruments.key AS instrument_key, footnotes.number AS footnote_number
FROM citations
LEFT JOIN instruments ON instruments.id = citations.instrument_id
LEFT JOIN footnotes ON footnotes.id = citations.footnote_id
WHERE citations.document_id = ?
ORDER BY citations.id
"""

_PAGES = "SELECT number, text FROM pages WHERE document_id = ?"
