"""The points of a comparison and where they come from: one for each series, period and value."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from extractor.model.facts import FORM_VALUE
from extractor.query.comparison.places import Series, asked_place, series_of
from extractor.query.indicators import Indicator
from extractor.query.periods import Period, Span, kind_between, known_period
from extractor.search.words import words
from patterns.indicators import VALUE_KINDS
from patterns.loader import load
from patterns.measures import CODE, converted, measure

# The marks of points; ``Point`` says what they mean.
RESTATED, SEVERAL, SUM, NO_VALUE, NO_REPORT = "restated", "several", "sum", "no value", "no report"

# A chart breaks its line at a gap, and a wide table has an empty cell.
GAPS = (NO_VALUE, NO_REPORT)

# What values are counted over: only those of one basis are held against each other.
AT_THE_END, TO_DATE, SINCE_JANUARY, OF_CODES = "at the end of the period", "to date", "since 1 January", "code"
IN_THE_PERIOD = "in the period"


class Point(NamedTuple):
    """One value of an indicator, or the gap where one is missing.

    ``value`` is in ``unit``, that of the indicator; ``value_raw`` and ``unit_raw`` are as printed. ``mark`` is
    ``restated`` (reports of one period differ), ``several`` (one report has several values), ``sum`` (of provinces
    that are one now), ``no value`` or ``no report`` (gaps), else "". ``basis`` says what a value is counted over.
    ``change`` is to the period just before, ``year_change`` to the same a year before: in ``unit``, for rates in
    percentage points, with ``…_percent`` for all but rates. ``link`` is the page in the reading room, from its
    address on, ``boxes`` the place on it as JSON; ``fact`` and ``fact_id`` are the table and row it is from.
    """

    series: str
    place: str | None
    period: str
    period_kind: str
    period_start: str
    period_end: str
    basis: str
    value: float | None = None
    unit: str | None = None
    value_raw: str | None = None
    unit_raw: str | None = None
    value_kind: str | None = None
    qualifier: str | None = None
    mark: str = ""
    change: float | None = None
    change_percent: float | None = None
    year_change: float | None = None
    year_change_percent: float | None = None
    note: str = ""
    label: str | None = None
    location: str | None = None
    issuer: str | None = None
    issued_on: str | None = None
    file_name: str | None = None
    document_id: str | None = None
    page: int | None = None
    boxes: str | None = None
    link: str | None = None
    fact: str | None = None
    fact_id: str | None = None
    score: float | None = None


class Report(NamedTuple):
    """What a comparison needs of a document."""

    id: str
    series: Series
    period: Period
    period_label: str | None
    issuer: str | None
    issued_on: str | None
    instrument_key: str | None
    family: str | None
    file_name: str
    is_ocr: bool


class Print(NamedTuple):
    """A row of ``table_rows`` or ``figures``: the columns of ``_ROWS`` and ``_FIGURES``, values in the printed unit."""

    document_id: str
    fact: str
    fact_id: str
    label: str | None
    value: float | None
    value_raw: str | None
    unit: str | None
    qualifier: str | None
    value_kind: str
    location: str
    page: int
    boxes: str
    score: float | None
    period_start: str | None
    period_end: str | None


class Observation(NamedTuple):
    """A print of the indicator in a report; ``value`` is in the unit of the indicator, None where it is no number.

    ``refused`` says why a printed number cannot be brought to that unit.
    """

    report: Report
    period: Period
    printed: Print
    value: float | None
    refused: str | None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which reports count: those of one of the provinces (none: of all) whose period lies within ``span``."""

    provinces: tuple[str, ...] = ()
    span: Span | None = None


def reports(connection: sqlite3.Connection, only: Filter) -> dict[str, Report]:
    """The reports that count, by id; without a period there is nothing to compare."""
    asked = [asked_place(each) for each in only.provinces]
    names = [set(words(each)) for each, place in zip(only.provinces, asked, strict=True) if place is None]
    places = json.dumps([place for place in asked if place]) if asked and not names else None
    # ISO days sort as text: "" stands before any day, "9999" behind.
    rows = connection.execute(
        _REPORTS + (" AND place IN (SELECT value FROM json_each(:places))" if places else ""),
        {
            "first": only.span.first if only.span else "",
            "last": only.span.last if only.span else "9999",
            "places": places,
        },
    )
    found = {}
    for ident, place, issuer, issuer_key, kind, start, end, label, issued_on, key, family, file_name, layer in rows:
        if asked and place not in asked and not any(each <= set(words(issuer or "")) for each in names):
            continue
        known = _series(place, issuer, issuer_key, "" if place or issuer else file_name)
        found[ident] = Report(
            id=ident,
            series=known,
            period=known_period(kind or "", start, end),
            period_label=label,
            issuer=issuer,
            issued_on=issued_on,
            instrument_key=key,
            family=family,
            file_name=file_name,
            is_ocr=layer == "ocr",
        )
    return found


def observations(
    connection: sqlite3.Connection, indicator: Indicator, known: dict[str, Report], *, narrowed: bool
) -> list[Observation]:
    """All prints of the ``indicator`` in the ``known`` reports (by id), targets left out.

    With ``narrowed`` the reports are few of all in the database behind ``connection``: then it looks in these only.
    """
    values: dict[str, Any] = {"ids": json.dumps(indicator.ids), "form": FORM_VALUE, "kinds": json.dumps(VALUE_KINDS)}
    chosen = ""
    if narrowed:
        chosen = "AND document_id IN (SELECT value FROM json_each(:documents))"
        values["documents"] = json.dumps(list(known))
    targets = _targets()
    return [
        _observation(report, row, indicator)
        for query in (_ROWS, _FIGURES)
        for row in map(Print._make, connection.execute(query.format(chosen=chosen), values))
        if (report := known.get(row.document_id)) is not None and row.qualifier not in targets
    ]


def _observation(report: Report, row: Print, indicator: Indicator) -> Observation:
    period, start, end = report.period, row.period_start, row.period_end
    # A figure with a period of its own belongs there, not to the period of the report that recalls it
    # (test_a_figure_of_a_period_of_its_own_belongs_there).
    if start and end and (start, end) != (period.start, period.end) and (kind := kind_between(start, end)):
        period = known_period(kind, start, end)
    value, refused = row.value, None
    if value is not None and row.unit and row.unit != indicator.unit:
        value = converted(value, row.unit, indicator.unit)
        refused = f"printed in {row.unit}, which cannot be brought to {indicator.unit}" if value is None else None
    return Observation(report, period, row, value, refused)


def basis(indicator: Indicator, period: Period) -> str:
    """What a value is counted over: two values are compared only where that is the same."""
    if (known := measure(indicator.unit)) and known.kind == CODE:
        return OF_CODES
    if indicator.time == "level":
        return AT_THE_END
    if indicator.time == "cumulative":
        return TO_DATE
    # These begin on 1 January: what is counted in them is counted since January, however their office means it.
    if period.kind in ("H1", "9M", "Y") or (indicator.time == "yearly" and period.is_regular):
        return SINCE_JANUARY
    return IN_THE_PERIOD if period.is_regular else ""


@lru_cache(maxsize=1 << 12)  # file names and printed issuers: a server that runs for days would keep them all
def _series(place: str | None, issuer: str | None, issuer_key: str | None, file_name: str) -> Series:
    return series_of(place, issuer, issuer_key, file_name)


@cache
def _targets() -> frozenset[str]:
    return frozenset(
        word
        for entry in load("qualifiers")
        if entry["sense"] == "target"
        for place in ("before", "after", "clause")
        for word in entry.get(place, ())
    )


_REPORTS = """
SELECT id, place, issuer, issuer_key, period_kind, period_start, period_end, period_label, issued_on,
       instrument_key, family, file_name, text_layer
FROM documents
WHERE period_start >= :first AND period_end <= :last
"""
_ROWS = """
SELECT document_id, 'table_rows', id, label, value, value_raw, unit, NULL, value_kind, 'table', page, boxes,
       indicator_score, NULL, NULL
FROM table_rows
WHERE indicator_id IN (SELECT value FROM json_each(:ids)) {chosen}
  AND NOT is_heading AND value_kind IN (SELECT value FROM json_each(:kinds))
"""
_FIGURES = """
SELECT document_id, 'figures', id, label, value, raw, unit, qualifier, iif(value IS NULL, 'text', 'number'), location,
       page, boxes, indicator_score, period_start, period_end
FROM figures
WHERE indicator_id IN (SELECT value FROM json_each(:ids)) {chosen} AND method <> :form
  AND ifnull(change, 'ratio') = 'ratio'
"""
