"""What a database says of one document, as plain rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.store.database import fetch

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Extracted:
    """The rows of one document; ``document`` is None where it is not in the database, and all else empty.

    Each citation has the ``instrument_keys``, own and further ones, and the ``footnote_number`` it stands in.
    """

    document: Row | None
    citations: Sequence[Row] = ()
    footnotes: Sequence[Row] = ()
    tables: Sequence[Row] = ()
    rows: Sequence[Row] = ()
    figures: Sequence[Row] = ()
    checks: Sequence[Row] = ()
    page_texts: Mapping[int, str] | None = None
    page_layers: Mapping[int, str] | None = None


def read_document(connection: sqlite3.Connection, file_name: str) -> Extracted:
    """The document that was read from a file of this name."""
    documents = fetch(connection, "SELECT * FROM documents WHERE file_name = ? ORDER BY id", (file_name,))
    if not documents:
        return Extracted(None)
    # Two files of one name in different folders: the gold knows the name only, so the first by id stands for it.
    ident = documents[0]["id"]

    def facts(table: str) -> list[dict[str, Any]]:
        return fetch(connection, f"SELECT * FROM {table} WHERE document_id = ? ORDER BY rowid", (ident,))

    pages = facts("pages")
    return Extracted(
        document=documents[0],
        citations=fetch(connection, _CITATIONS, (ident,)),
        footnotes=facts("footnotes"),
        tables=facts("tables"),
        rows=facts("table_rows"),
        figures=facts("figures"),
        checks=facts("checks"),
        page_texts={page["number"]: page["text"] for page in pages},
        page_layers={page["number"]: page["text_layer"] for page in pages},
    )


_CITATIONS = """
SELECT citations.*, footnotes.number AS footnote_number,
    json_insert(instruments.also, '$[#]', instruments.key) AS instrument_keys
FROM citations
LEFT JOIN instruments ON instruments.id = citations.instrument_id
LEFT JOIN footnotes ON footnotes.id = citations.footnote_id
WHERE citations.document_id = ?
ORDER BY citations.rowid
"""
