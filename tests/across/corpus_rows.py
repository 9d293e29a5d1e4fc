"""Rows of documents and citations with few fields filled."""

from __future__ import annotations

from typing import Any

from extractor.across.rows import CitationRow, DocumentRow
from extractor.resolve.keys import key_parts

DECISION = "vn:ubnd@thanh-hoa:qd:d2023:4951"


def document(ident: int, **fields: Any) -> DocumentRow:
    standard = dict.fromkeys(DocumentRow._fields)
    named = {"id": ident, "file_name": f"report-{ident}.pdf", "text_layer": "digital"}
    return DocumentRow(**{**standard, **named, **fields})


def citation(ident: int, document_id: int, key: str | None = DECISION, **fields: Any) -> CitationRow:
    standard = dict.fromkeys(CitationRow._fields)
    parts = key_parts(key) if key else None
    status = "resolved" if parts and parts.known else "unresolved"
    named = {"id": ident, "document_id": document_id, "key": key, "status": status, "location": "body", "page": 1}
    return CitationRow(**{**standard, **named, **fields})
