"""The figures of the running text and the notes of a document."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from extractor.store.database import fetch


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts; ``period_start``, ``period_end`` and ``as_of`` are ISO days."""

    id: str
    label: str | None
    raw: str
    value: float | None
    unit: str | None
    qualifier: str | None
    period_start: str | None
    period_end: str | None
    as_of: str | None
    scenario: str | None
    change: str | None
    base: str | None
    place: str | None
    location: str
    page: int
    sentence: str | None
    indicator_key: str | None
    indicator: str | None


def figures(connection: sqlite3.Connection, document: str, limit: int, offset: int = 0) -> tuple[Figure, ...]:
    """The figures outside the tables of a document, read by ``connection``: ``limit`` behind the first ``offset``."""
    return tuple(Figure(**row) for row in fetch(connection, _FIGURES, (document, limit, offset)))


# An indicator that is the same as another one goes by the name and key of that.
_FIGURES = """
SELECT figures.id, figures.label, raw, value, figures.unit, qualifier, period_start, period_end, as_of, scenario,
       change, base, place, location, page, sentence,
       coalesce(leaders.key, indicators.key) AS indicator_key, coalesce(leaders.name, indicators.name) AS indicator
FROM figures
LEFT JOIN indicators ON indicators.id = figures.indicator_id
LEFT JOIN indicators AS leaders ON leaders.id = indicators.same_as_id
WHERE document_id = ? AND location <> 'table'
ORDER BY figures.rowid LIMIT ? OFFSET ?
"""
