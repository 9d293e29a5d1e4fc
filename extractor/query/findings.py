"""Findings of the audit, with their evidence."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.query.rows import fetch

SEVERITIES = ("error", "rounding", "suspicion")
KINDS = ("rate", "sum", "difference", "agreement", "date", "identity", "period", "range", "restated")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A figure that a check stands on, as printed."""

    page: int
    raw: str
    label: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A check with its document and place. ``difference`` is actual − expected."""

    check_id: int
    severity: str
    kind: str
    holds: bool
    statement: str
    expected: float | None
    actual: float | None
    difference: float | None
    explanation: str
    file_name: str
    page: int | None
    place: str | None
    period_kind: str | None
    period_start: str | None
    evidence: tuple[Evidence, ...]


def list_findings(
    connection: sqlite3.Connection,
    severities: Sequence[str] = (),
    kinds: Sequence[str] = (),
    *,
    holding: bool = False,
) -> tuple[Finding, ...]:
    """Checks that do not hold (with ``holding`` all of them), errors first, then by file and page."""
    rows = fetch(connection, _CHECKS)
    figures = _figures_of(connection)
    return tuple(
        Finding(**{**row, "holds": bool(row["holds"])}, evidence=tuple(figures.get(row["check_id"], ())))
        for row in rows
        if (holding or not row["holds"])
        and (not severities or row["severity"] in severities)
        and (not kinds or row["kind"] in kinds)
    )


def _figures_of(connection: sqlite3.Connection) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = {}
    for row in fetch(connection, _EVIDENCE):
        found.setdefault(row["check_id"], []).append(Evidence(row["page"], row["raw"], row["label"]))
    return found


_CHECKS = """
SELECT checks.id AS check_id, severity, kind, holds, statement, expected, actual, difference, explanation,
       documents.file_name, page, documents.place, documents.period_kind, documents.period_start
FROM checks JOIN documents ON documents.id = checks.document_id
ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'rounding' THEN 1 ELSE 2 END, documents.file_name, page, checks.id
"""

_EVIDENCE = """
SELECT checks.id AS check_id, figures.page, figures.raw, figures.label
FROM checks, json_each(checks.figure_ids) AS listed
JOIN figures ON figures.id = listed.value
ORDER BY checks.id, listed.key
"""
