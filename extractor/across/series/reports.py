"""Fetches the reports of an office and a year, and writes what they contradict; ``series.py`` is the thinking."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from extractor.across.findings import OF_SERIES, write_findings
from extractor.across.series.contradictions import Counted, Report, Value, comparable, series_checks, value_of_each
from extractor.model.facts import FORM_VALUE
from extractor.store.keys import SERIES_ROWS


class Series(NamedTuple):
    """The reports that are compared with each other: those of one office, family (or none) and year."""

    office: str
    family: str
    year: str


def series_of(connection: sqlite3.Connection, documents: Iterable[str]) -> set[Series]:
    """The series that documents belonged to when they were last asked for, and those that they belong to now.

    connection: within a transaction. documents: the SHA-256 of some that came, changed, went or got another office.
    """
    found: set[Series] = set()
    for sha256 in documents:
        before = connection.execute(_BEFORE, (sha256,)).fetchone()
        now = connection.execute(_NOW, (sha256,)).fetchone()
        found.update(Series(*each) for each in (before, now) if each)
        if before and not now:
            connection.execute("DELETE FROM pass_series WHERE sha256 = ?", (sha256,))
        elif now and (before is None or tuple(before) != tuple(now)):
            connection.execute(
                "REPLACE INTO pass_series (sha256, office, family, year) VALUES (?, ?, ?, ?)", (sha256, *now)
            )
        connection.execute(_FORGET_OF, (sha256,))
    return found


def series_with_values(connection: sqlite3.Connection, indicators: Iterable[str]) -> Iterator[Series]:
    """The series of reports that have values of some ``indicators`` (ids) in forms, by the database ``connection``."""
    for ident in indicators:
        yield from (Series(*row) for row in connection.execute(_WITH_VALUES, (ident, FORM_VALUE)))


def series_that_name(connection: sqlite3.Connection, indicators: Iterable[str]) -> Iterator[Series]:
    """The series whose findings are about some ``indicators`` (ids), by the database ``connection``."""
    yield from (Series(*row) for row in connection.execute(_NAMED, (FORM_VALUE, json.dumps(sorted(indicators)))))


def check_series(connection: sqlite3.Connection, series: Iterable[Series]) -> None:
    """Make the findings of some ``series`` anew, within the transaction that is open on ``connection``."""
    indicators = _Indicators(connection)
    for each in sorted(series):
        # A colon comes behind all digits and the hyphen.
        asked = (each.office, each.year, f"{each.year}:", each.family)
        reports = [Report(*row) for row in connection.execute(_REPORTS, asked)]
        connection.executemany(_FORGET, [(report.id,) for report in reports])
        for group in comparable(reports):
            found = list(series_checks(group, _Values(connection, group), indicators))
            if found:
                write_findings(connection, found, SERIES_ROWS)


class _Values(Mapping[str, Mapping[str, Value]]):
    """The values of each report, fetched when it is compared: most reports of a series are drafts of nothing."""

    def __init__(self, connection: sqlite3.Connection, reports: Iterable[Report]) -> None:
        self._connection = connection
        self._reports = [report.id for report in reports]
        self._known: dict[str, Mapping[str, Value]] = {}

    def __getitem__(self, report: str) -> Mapping[str, Value]:
        if report not in self._known:
            rows = self._connection.execute(_VALUES, (report, FORM_VALUE))
            self._known[report] = value_of_each(map(Value._make, rows))
        return self._known[report]

    def __iter__(self) -> Iterator[str]:
        return iter(self._reports)

    def __len__(self) -> int:
        return len(self._reports)


class _Indicators(dict[str, Counted]):
    """What is known of indicators, fetched when they are asked for: a corpus has many thousands."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, ident: str) -> Counted:
        row = self._connection.execute("SELECT name, unit, time FROM indicators WHERE id = ?", (ident,)).fetchone()
        found = self[ident] = Counted(*row)
        return found


# Reports of a period within one calendar year: only these count from January on, and only they have a series.
_IN_A_YEAR = """issuer_id IS NOT NULL AND period_start IS NOT NULL
AND substr(period_start, 1, 4) = substr(period_end, 1, 4)"""
_BEFORE = "SELECT office, family, year FROM pass_series WHERE sha256 = ?"
_NOW = f"""
SELECT issuer_id, coalesce(family, ''), substr(period_start, 1, 4) FROM documents WHERE sha256 = ? AND {_IN_A_YEAR}
"""
_REPORTS = f"""
SELECT id, issuer_id, family, period_start, period_end, issued_on, file_name FROM documents
WHERE issuer_id = ? AND period_start >= ? AND period_start < ? AND coalesce(family, '') = ? AND {_IN_A_YEAR}
"""
_VALUES = """
SELECT figures.id, document_id, coalesce(same_as_id, indicators.id), value, figures.unit, raw, page, confidence
FROM figures JOIN indicators ON indicators.id = indicator_id
WHERE document_id = ? AND method = ? AND value IS NOT NULL ORDER BY figures.rowid
"""
_FORGET = f"DELETE FROM checks WHERE {OF_SERIES} AND document_id = ?"
_FORGET_OF = f"DELETE FROM checks WHERE {OF_SERIES} AND document_id = (SELECT id FROM documents WHERE sha256 = ?)"
_WITH_VALUES = """
SELECT DISTINCT office, pass_series.family, year FROM figures JOIN documents ON documents.id = document_id
JOIN pass_series USING (sha256) WHERE indicator_id = ? AND method = ?
"""
_NAMED = f"""
SELECT DISTINCT office, pass_series.family, year FROM checks JOIN documents ON documents.id = document_id
JOIN pass_series USING (sha256) WHERE {OF_SERIES} AND EXISTS (
    SELECT 1 FROM figures WHERE figures.document_id = checks.document_id AND method = ?
    AND indicator_id IN (SELECT value FROM json_each(?)))
"""
