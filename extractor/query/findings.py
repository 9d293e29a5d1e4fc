"""Findings of the audit, with their evidence."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.audit.checks import KINDS, NOTE, SEVERITIES
from extractor.query.corrections import Corrected, corrections_of
from extractor.store.database import fetch
from extractor.verdicts.book import Judged, Verdict, verdicts_on


@dataclass(frozen=True, slots=True)
class Evidence:
    """A figure that a check stands on, as printed; ``boxes`` as ``[page, x0, top, x1, bottom]`` in points.

    Checks of one document are made of what was read: ``corrections`` tell that a user has changed it since.
    """

    file_name: str
    page: int
    raw: str
    label: str | None
    boxes: list[list[float]]
    corrections: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A check with its document and place. ``difference`` is actual − expected, ``confidence`` is 0 to 1.

    ``boxes`` are those of all that it stands on within the document, for a date those of the citation. ``verdict`` is
    what a reader said of it last, None where nobody did.
    """

    check_id: str
    severity: str
    kind: str
    holds: bool
    statement: str
    expected: float | None
    actual: float | None
    difference: float | None
    confidence: float
    explanation: str
    document_id: str
    file_name: str
    page: int | None
    issuer: str | None
    place: str | None
    period_kind: str | None
    period_start: str | None
    period_label: str | None
    boxes: list[list[float]]
    evidence: tuple[Evidence, ...]
    verdict: str | None = None
    verdict_note: str = ""


# What is asked for where nobody gave a verdict.
NO_VERDICT = "none"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which checks are asked for; an empty choice is all of them, of kinds that this version does not know too, but of
    the severities not notes, which must be named.

    ``document`` is a part of a file's name, ``least`` the least confidence, ``holding`` asks for the checks that hold.
    ``verdicts`` are those of readers; ``NO_VERDICT`` among them asks for findings on which nobody gave one.
    """

    severities: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    document: str = ""
    least: float = 0.0
    holding: bool = False
    verdicts: tuple[str, ...] = ()


def list_findings(connection: sqlite3.Connection, wanted: Wanted | None = None) -> tuple[Finding, ...]:
    """Checks that do not hold (with ``holding`` all of them), by file; in each the errors first, then by page.

    No kind is left out: those that the registry of this version does not know come last in their document.
    """
    wanted = wanted or Wanted()
    named = {
        "severities": json.dumps(wanted.severities),
        "unasked": NOTE,
        "kinds": json.dumps(wanted.kinds),
        "known": json.dumps(KINDS),
        "gravest_first": json.dumps(tuple(SEVERITIES)),
        "document": wanted.document,
        "least": wanted.least,
        "holding": wanted.holding,
    }
    # Two queries and not one joined: a check without figures, as of a date, must not be lost, nor one with six
    # repeated.
    figures: dict[str, list[Evidence]] = {}
    rows = fetch(connection, f"{_CHOSEN} {_EVIDENCE}", named)
    corrected = corrections_of(connection, (row["figure_id"] for row in rows))
    for row in rows:
        boxes, corrections = json.loads(row["boxes"]), corrected.get(row["figure_id"], ())
        evidence = Evidence(row["file_name"], row["page"], row["raw"], row["label"], boxes, corrections)
        figures.setdefault(row["check_id"], []).append(evidence)
    given = verdicts_on(connection)
    rows = fetch(connection, f"{_CHOSEN} {_CHECKS}", named)
    found = (_finding(row, figures.get(row["check_id"], ()), given.get(_judged(row))) for row in rows)
    asked = wanted.verdicts
    return tuple(finding for finding in found if not asked or (finding.verdict or NO_VERDICT) in asked)


def kinds_in(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The kinds of all checks of a database, those that this version does not know too."""
    return tuple(kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM checks ORDER BY kind"))


def _judged(row: Mapping[str, Any]) -> Judged:
    return Judged(row["document_id"], row["kind"], row["statement"])


def _finding(row: Mapping[str, Any], evidence: Sequence[Evidence], verdict: Verdict | None) -> Finding:
    return Finding(
        **{**row, "holds": bool(row["holds"]), "boxes": json.loads(row["boxes"])},
        evidence=tuple(evidence),
        verdict=verdict.verdict if verdict else None,
        verdict_note=verdict.note if verdict else "",
    )


# One choice for checks and their figures, so that both see the same; ``sequence`` is the order of storing, as ids are
# text and 10 sorts before 9.
_CHOSEN = """
WITH chosen AS (
    SELECT checks.*, checks.rowid AS sequence, file_name, issuer, place, period_kind, period_start, period_label
    FROM checks JOIN documents ON documents.id = document_id
    WHERE (:holding OR NOT holds) AND confidence >= :least
      AND (CASE :severities WHEN '[]' THEN severity <> :unasked
           ELSE severity IN (SELECT value FROM json_each(:severities)) END)
      AND (:kinds = '[]' OR kind IN (SELECT value FROM json_each(:kinds)))
      AND (:document = '' OR instr(lower(file_name), lower(:document)))
)
"""

_CHECKS = """
SELECT id AS check_id, severity, kind, holds, statement, expected, actual, difference, confidence, explanation,
       document_id, file_name, page, issuer, place, period_kind, period_start, period_label, boxes
FROM chosen
ORDER BY file_name, document_id, kind NOT IN (SELECT value FROM json_each(:known)),
         (SELECT key FROM json_each(:gravest_first) WHERE value = severity) NULLS LAST, page, sequence
"""

_EVIDENCE = """
SELECT chosen.id AS check_id, figures.id AS figure_id, documents.file_name, figures.page, figures.raw,
       figures.label, figures.boxes
FROM chosen, json_each(chosen.figure_ids) AS listed
JOIN figures ON figures.id = listed.value
JOIN documents ON documents.id = figures.document_id
ORDER BY sequence, listed.key
"""
