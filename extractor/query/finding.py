"""One finding with all that it stands on: every number and citation, with its place on a page."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from extractor.query.collection import Report, collection_of
from extractor.query.corrections import Corrected, corrections_of
from extractor.store.database import fetch
from extractor.verdicts.book import Judged, Verdict, readable_history

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Part:
    """A figure or a citation that a finding stands on, as printed; ``number`` counts them from 1.

    ``id`` is that of the fact, ``boxes`` are ``[page, x0, top, x1, bottom]`` in points. The other fields are columns of
    ``figures``; a citation has its sentence as ``label``.
    """

    number: int
    id: str
    document_id: str
    file_name: str
    page: int
    raw: str
    value: float | None
    unit: str | None
    label: str | None
    location: str
    period_start: str | None
    period_end: str | None
    as_of: str | None
    scenario: str | None
    sentence: str | None
    boxes: tuple[tuple[float, ...], ...]
    corrections: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on a page, in points; ``number`` is that of the part it marks, 0 where it is one of the finding alone."""

    number: int
    box: Box


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page with the marks of a finding; ``width`` and ``height`` in points."""

    document_id: str
    file_name: str
    page: int
    width: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class FindingInFull:
    """A check, the report it is of, what it stands on and where that is marked; ``history`` are all verdicts on it.

    ``unread`` says why these could not be read, "" where they were.
    """

    check_id: str
    severity: str
    kind: str
    holds: bool
    statement: str
    expected: float | None
    actual: float | None
    difference: float | None
    page: int | None
    confidence: float
    explanation: str
    origin: str
    instrument_id: str | None
    report: Report
    figures: tuple[Part, ...]
    citations: tuple[Part, ...]
    pages: tuple[MarkedPage, ...]
    history: tuple[Verdict, ...]
    unread: str

    @property
    def judged(self) -> Judged:
        return Judged(self.report.id, self.kind, self.statement)


def read_finding(connection: sqlite3.Connection, check_id: str) -> FindingInFull | None:
    """The finding with this id, None where there is none."""
    rows = fetch(connection, _CHECK, (check_id,))
    report = collection_of(connection).by_id.get(rows[0]["document_id"]) if rows else None
    if report is None:
        return None
    row = rows[0]
    figures = _parts(connection, _FIGURES, row.pop("figure_ids"), 1)
    citations = _parts(connection, _CITATIONS, row.pop("citation_ids"), len(figures) + 1)
    own = [(report.id, box) for box in json.loads(row.pop("boxes"))]
    judged = Judged(row.pop("document_id"), row["kind"], row["statement"])
    history, unread = readable_history(connection)
    return FindingInFull(
        **{**row, "holds": bool(row["holds"])},
        report=report,
        figures=figures,
        citations=citations,
        pages=_marked_pages(connection, (*figures, *citations), own),
        history=tuple(history.get(judged, ())),
        unread=unread,
    )


def _parts(connection: sqlite3.Connection, query: str, ids: str, first: int) -> tuple[Part, ...]:
    rows = fetch(connection, query, (ids,))
    corrected = corrections_of(connection, (row["id"] for row in rows))
    return tuple(
        Part(
            number=number,
            corrections=corrected.get(row["id"], ()),
            **{**row, "boxes": tuple(map(tuple, json.loads(row["boxes"])))},
        )
        for number, row in enumerate(rows, first)
    )


def _marked_pages(
    connection: sqlite3.Connection, parts: Iterable[Part], own: Iterable[tuple[str, list[float]]]
) -> tuple[MarkedPage, ...]:
    """The pages of all parts in their order, each with its marks; those of the finding itself where no part has it."""
    marks: dict[tuple[str, int], list[Mark]] = {}
    for part in parts:
        for page, *box in part.boxes:
            marks.setdefault((part.document_id, int(page)), []).append(Mark(part.number, _box(box)))
    for document, (page, *box) in own:
        there = marks.setdefault((document, int(page)), [])
        if all(mark.box != _box(box) for mark in there):
            there.append(Mark(0, _box(box)))
    found = []
    for (document, number), marked in marks.items():
        for row in fetch(connection, _PAGE, (document, number)):
            found.append(MarkedPage(**row, marks=tuple(marked)))
    return tuple(found)


def _box(box: Iterable[Any]) -> Box:
    x0, top, x1, bottom = map(float, box)
    return x0, top, x1, bottom


_CHECK = """
SELECT id AS check_id, severity, kind, holds, statement, expected, actual, difference, page, confidence, explanation,
       origin, instrument_id, document_id, figure_ids, citation_ids, boxes
FROM checks WHERE id = ?
"""

_FIGURES = """
SELECT figures.id, document_id, file_name, figures.page, figures.raw, figures.value, figures.unit, figures.label,
       location, figures.period_start, figures.period_end, figures.as_of, scenario, sentence, figures.boxes
FROM json_each(?) AS listed
JOIN figures ON figures.id = listed.value
JOIN documents ON documents.id = document_id
ORDER BY listed.key
"""

_CITATIONS = """
SELECT citations.id, document_id, file_name, citations.page, citations.raw, NULL AS value, NULL AS unit,
       citations.identifier AS label, location, citations.issued_on AS period_start, NULL AS period_end,
       NULL AS as_of, NULL AS scenario, sentence, citations.boxes
FROM json_each(?) AS listed
JOIN citations ON citations.id = listed.value
JOIN documents ON documents.id = document_id
ORDER BY listed.key
"""

_PAGE = """
SELECT document_id, file_name, pages.number AS page, width, height
FROM pages JOIN documents ON documents.id = document_id
WHERE document_id = ? AND pages.number = ?
"""
