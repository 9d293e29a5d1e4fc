"""What does not add up in a document."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from extractor.audit.checks import NOTE, SEVERITIES
from extractor.store.database import fetch


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that does not hold; ``difference`` is actual − expected."""

    id: str
    severity: str
    kind: str
    statement: str
    expected: float | None
    actual: float | None
    difference: float | None
    page: int | None
    explanation: str


def findings(connection: sqlite3.Connection, document: str, limit: int, offset: int = 0) -> tuple[Finding, ...]:
    """What does not add up in a document, read by ``connection``: ``limit`` behind the first ``offset``.

    The gravest first; notes are left out."""
    values = (document, NOTE, json.dumps(tuple(SEVERITIES)), limit, offset)
    return tuple(Finding(**row) for row in fetch(connection, _FINDINGS, values))


_FINDINGS = """
SELECT id, severity, kind, statement, expected, actual, difference, page, explanation
FROM checks WHERE document_id = ? AND holds = 0 AND severity <> ?
ORDER BY (SELECT key FROM json_each(?) WHERE value = severity) NULLS LAST, page, rowid LIMIT ? OFFSET ?
"""
