"""Ids of rows: made from content, so that the same input gives the same rows in the same order."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from extractor.errors import DatabaseError

CHILDREN = 1_000_000
"""Ids that each document has for its rows in each table."""
CORPUS_CHILDREN = CHILDREN // 2
"""From here on the ids of a document's rows belong to the second pass."""


@lru_cache(maxsize=1 << 16)
def key_id(key: str) -> int:
    """The id of the row that a key names: below 2**53, so that it survives JSON numbers."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") >> 11


def document_id(sha256: str) -> int:
    """The id of the document with this digest; leaves room for a million rows a document below 2**63."""
    return int(sha256[:16], 16) % 9_000_000_000_000 + 1


def child_id(document: int, number: int) -> int:
    """The id of row ``number`` (from 1) of a document in one table."""
    if number >= CHILDREN:
        raise DatabaseError(
            f"document {document} has more than {CHILDREN - 1} rows in one table",
            "split the PDF into smaller files and ingest these",
        )
    return document * CHILDREN + number


def failure_id(file: str, stage: str, page: int | None, number: int) -> int:
    """The id of a failure. ``file`` is the SHA-256, or the path where the bytes could not be read."""
    return key_id(f"failure|{file}|{stage}|{page}|{number}")
