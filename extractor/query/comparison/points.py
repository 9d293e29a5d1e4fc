"""The points of a comparison and where they come from: one for each series, period and value."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from extractor.model.facts import FORM_VALUE
from extractor.query.comparison.notes import UNCONVERTED, note
from extractor.query.comparison.places import Series, asked_place, place_series, series_of
from extractor.query.indicators import Indicator
from extractor.query.periods import Period, Span, ending_on, is_since_january, kind_between, known_period
from extractor.search.words import words
from patterns.figures.indicators import VALUE_KINDS
from patterns.figures.measures import CODE, converted, measure
from patterns.loader import load
from patterns.names.provinces import provinces

# The marks of points; ``Point`` says what they mean.
RESTATED, SEVERAL, SUM, NO_VALUE, NO_REPORT = "restated", "several", "sum", "no value", "no report"

# A chart breaks its line at a gap, and a wide table has an empty cell.
GAPS = (NO_VALUE, NO_REPORT)

# What is printed as done, and what is asked for where nothing else is: the outcome, over the estimate of it.
ACTUAL, ESTIMATE, PLAN, FORECAST = "actual", "estimate", "plan", "forecast"
SCENARIOS = (ACTUAL, ESTIMATE, PLAN, FORECAST)
OUTCOME = (ACTUAL, ESTIMATE)

# What values are counted over: only those of one basis are held against each other.
AT_THE_END, TO_DATE, SINCE_JANUARY, OF_CODES = "at the end of the period", "to date", "since 1 January", "code"
IN_THE_PERIOD = "in the period"


class Point(NamedTuple):
    """One value of an indicator, or the gap where one is missing.

    ``value`` is in ``unit``, that of the indicator; ``value_raw`` and ``unit_raw`` are as printed. ``mark`` is
    ``restated`` (reports of one period differ), ``several`` (one report has several values), ``sum`` (of provinces
    that are one now), ``no value`` or ``no report`` (gaps), else "". ``scenario`` is what is printed of it (``actual``,
    ``estimate``, ``plan``, ``forecast``), None where nothing is. ``basis`` says what a value is counted over.
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
    scenario: str | None = None
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
    as_of: str | None
    scenario: str | None
    place: str | None


class Observation(NamedTuple):
    """A print of the indicator in a report; ``value`` is in the unit of the indicator, None where it is no number.

    ``series`` is that of the place that its row or column names, else that of the report. ``refused`` says why a
    printed number cannot be brought to that unit.
    """

    report: Report
    series: Series
    period: Period
    printed: Print
    value: float | None
    refused: str | None


# Among the places of a filter: all of them.
EVERY_PLACE = "*"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which values count.

    ``provinces`` are names or slugs, none for all; ``span`` is the time of the reports, None for any. ``places`` are
    names, or words of names, of the places and organs within a report whose values are shown too (districts as rows of
    a table), ``EVERY_PLACE`` for all. ``scenarios`` are shown in series of their own beside the outcome.
    """

    provinces: tuple[str, ...] = ()
    span: Span | None = None
    places: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()


def reports(connection: sqlite3.Connection, only: Filter, indicator: Indicator) -> dict[str, Report]:
    """The reports that count, by id; without a period there is nothing to compare.

    ``connection`` is that of the database, ``only`` says which; where it names provinces, the reports of others count
    whose tables have the ``indicator`` for one of these.
    """
    asked = [asked_place(each) for each in only.provinces]
    names = [set(words(each)) for each, place in zip(only.provinces, asked, strict=True) if place is None]
    places = json.dumps([place for place in asked if place]) if asked and not names else None
    others = _naming(connection, indicator, places) if places else []
    # ISO days sort as text: "" stands before any day, "9999" behind.
    rows = connection.execute(
        _REPORTS
        + ("" if places is None else _OF_PLACES if others else " AND place IN (SELECT value FROM json_each(:places))"),
        {
            "others": json.dumps(others),
            "first": only.span.first if only.span else "",
            "last": only.span.last if only.span else "9999",
            "places": places,
        },
    )
    found = {}
    for row in rows:
        ident, place, issuer, issuer_key, kind, start, end, label, issued_on, key, family, file_name, layer, title = row
        if names and place not in asked and not any(each <= set(words(issuer or "")) for each in names):
            continue
        known = _series(place, issuer, issuer_key, "" if place or issuer else file_name, title)
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


def _naming(connection: sqlite3.Connection, indicator: Indicator, places: str) -> list[str]:
    """The documents, by id, whose tables have the indicator for some ``places``, slugs as JSON."""
    asked = {"ids": json.dumps(indicator.ids), "places": places}
    return [ident for (ident,) in connection.execute(_NAMING, asked)]


def observations(
    connection: sqlite3.Connection, indicator: Indicator, known: dict[str, Report], only: Filter
) -> list[Observation]:
    """All prints of the ``indicator`` in the ``known`` reports (by id) that ``only`` asks for.

    Targets without a scenario are left out. Where provinces are asked for the reports are few of all in the database
    behind ``connection``: then it looks in these only.
    """
    narrowed = bool(only.provinces)
    values: dict[str, Any] = {"ids": json.dumps(indicator.ids), "form": FORM_VALUE, "kinds": json.dumps(VALUE_KINDS)}
    chosen = ""
    if narrowed:
        chosen = "AND {table}.document_id IN (SELECT value FROM json_each(:documents))"
        values["documents"] = json.dumps(list(known))
    targets = _targets()
    wanted = {None, *OUTCOME, *only.scenarios}
    asked = {place for each in only.provinces if (place := asked_place(each))}
    return [
        _observation(report, row, indicator)
        for query, table in ((_ROWS, "table_rows"), (_FIGURES, "figures"))
        for row in map(Print._make, connection.execute(query.format(chosen=chosen.format(table=table)), values))
        if (report := known.get(row.document_id)) is not None
        and row.scenario in wanted
        and (row.scenario or row.qualifier not in targets)
        and (not asked or _is_asked(row.place, report, asked))
    ]


def _is_asked(place: str | None, report: Report, asked: set[str]) -> bool:
    """Whether a value is of one of the provinces: the one that its row names, else its report's."""
    return place in asked if place in provinces() else report.series.place in asked


def _observation(report: Report, row: Print, indicator: Indicator) -> Observation:
    period = report.period
    if row.period_end or row.as_of:
        period = _period(row.period_start, row.period_end, row.as_of, period)
    value, refused = row.value, None
    if value is not None and row.unit and row.unit != indicator.unit:
        value = converted(value, row.unit, indicator.unit)
        refused = note(UNCONVERTED, unit=row.unit, to=indicator.unit) if value is None else None
    series = place_series(row.place, report.series) if row.place else report.series
    return Observation(report, series, period, row, value, refused)


def _period(start: str | None, end: str | None, as_of: str | None, of_report: Period) -> Period:
    """The period that a print belongs to, where it has a time of its own, else that of its report."""
    # A figure with a period of its own belongs there, not to the period of the report that recalls it
    # (test_a_figure_of_a_period_of_its_own_belongs_there).
    if start and end and (start, end) != (of_report.start, of_report.end):
        kind = kind_between(start, end)
        found = known_period(kind, start, end)
        return found if kind or is_since_january(found) else of_report
    # A level of a day outside the report's period is that of the period that ends with the day: "cuối năm 2023".
    if as_of and not start and not of_report.start <= as_of <= of_report.end:
        return ending_on(as_of) or of_report
    return of_report


def basis(indicator: Indicator, period: Period) -> str:
    """What a value is counted over: two values are compared only where that is the same."""
    if (known := measure(indicator.unit)) and known.kind == CODE:
        return OF_CODES
    if indicator.time == "level":
        return AT_THE_END
    if indicator.time == "cumulative":
        return TO_DATE
    # These begin on 1 January: what is counted in them is counted since January, however their office means it. So are
    # spans of months that are no kind of their own (eleven months).
    if period.kind in ("H1", "9M", "Y") or (indicator.time == "yearly" and period.is_regular):
        return SINCE_JANUARY
    if not period.is_regular:
        return SINCE_JANUARY if is_since_january(period) else ""
    return IN_THE_PERIOD


@lru_cache(maxsize=1 << 12)  # file names and printed issuers: a server that runs for days would keep them all
def _series(place: str | None, issuer: str | None, issuer_key: str | None, file_name: str, title: str | None) -> Series:
    return series_of(place, issuer, issuer_key, file_name, title)


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
       instrument_key, family, file_name, text_layer, title
FROM documents
WHERE period_start >= :first AND period_end <= :last
"""
_OF_PLACES = """
AND (place IN (SELECT value FROM json_each(:places)) OR id IN (SELECT value FROM json_each(:others)))
"""
_NAMING = """
SELECT DISTINCT document_id FROM figures
WHERE indicator_id IN (SELECT value FROM json_each(:ids)) AND place IN (SELECT value FROM json_each(:places))
"""
# A form has one column of values, and what its head says of time and scenario holds for each of its rows.
_ROWS = """
SELECT table_rows.document_id, 'table_rows', table_rows.id, label, value, value_raw, table_rows.unit, NULL, value_kind,
       'table', page, boxes, indicator_score, period_start, period_end, as_of, scenario,
       ifnull(table_rows.place, table_columns.place)
FROM table_rows LEFT JOIN table_columns ON table_columns.table_id = table_rows.table_id AND role = 'measure'
WHERE indicator_id IN (SELECT value FROM json_each(:ids)) {chosen}
  AND NOT is_heading AND value_kind IN (SELECT value FROM json_each(:kinds)) AND change IS NULL
"""
_FIGURES = """
SELECT document_id, 'figures', id, label, value, raw, unit, qualifier, iif(value IS NULL, 'text', 'number'), location,
       page, boxes, indicator_score, period_start, period_end, as_of, scenario, place
FROM figures
WHERE indicator_id IN (SELECT value FROM json_each(:ids)) {chosen} AND method <> :form
  AND (change IS NULL OR change = 'ratio' AND location <> 'table')
"""
