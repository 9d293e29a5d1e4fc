"""One indicator over periods and provinces: points with their gaps, changes and restatements."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.query.comparison.changes import is_broken, with_changes
from extractor.query.comparison.choice import Choice, choices
from extractor.query.comparison.merged import Refusal, merged_sums
from extractor.query.comparison.places import Series, asked_place, break_of, members, successor
from extractor.query.comparison.points import (
    NO_REPORT,
    NO_VALUE,
    Filter,
    Observation,
    Point,
    Report,
    basis,
    observations,
    reports,
)
from extractor.query.comparison.reach import check_provinces, nothing_there, what_there_is
from extractor.query.indicators import Indicator, choose, find_indicators, near_indicators
from extractor.query.periods import Period, period_name, period_of, rank_of
from extractor.store.keys import running_number
from patterns.measures import measure


@dataclass(frozen=True, slots=True)
class Comparison:
    """The chosen indicator with its points, or none and the ``candidates`` to choose from, best first.

    Points are ordered by series, kind of period and time. ``breaks`` are what happened to the province of a series,
    ``notes`` what could not be done and what there is instead, in words. ``near`` are indicators with like words
    where there is no candidate.
    """

    chosen: Indicator | None
    points: tuple[Point, ...]
    candidates: tuple[Indicator, ...]
    breaks: Mapping[str, str]
    notes: tuple[str, ...] = ()
    near: tuple[Indicator, ...] = ()


def compare_indicator(
    connection: sqlite3.Connection, asked: str, only: Filter | None = None, *, merged: bool = False, room: str = ""
) -> Comparison:
    """The values of one indicator by province and period.

    ``asked`` is a key, a name or words of one (see ``find_indicators``). With ``merged`` the provinces that are one
    since July 2025 have a series of their sums before it. ``room`` is the address of the database in the reading
    room (``/reports``), for the links.

    Raises ``UsageError`` for a province that is none, nor words of the name of an organ that reports.
    """
    only = only or Filter()
    candidates = find_indicators(connection, asked)
    chosen = choose(candidates)
    if chosen is None:
        near = () if candidates else near_indicators(connection, asked)
        return Comparison(None, (), candidates, {}, () if candidates or near else nothing_there(connection), near)
    check_provinces(connection, only.provinces)
    known = reports(connection, _with_members(only) if merged else only)
    seen = observations(connection, chosen, known, narrowed=bool(only.provinces))
    groups = _groups(seen)
    points = [_point(chosen, *key, one, room) for key, group in groups.items() for one in choices(group)]
    points += _gaps(chosen, known, groups, room)
    breaks = {point.series: break_of(point.place or "") for point in points if is_broken(point)}
    notes: list[str] = []
    if merged:
        try:
            points += merged_sums(chosen, points)
        except Refusal as refusal:
            notes.append(str(refusal))
    if not points:
        notes += what_there_is(connection, chosen, only)
    ordered = sorted(with_changes(chosen, points), key=_order)
    return Comparison(chosen, tuple(ordered), candidates, dict(sorted(breaks.items())), tuple(notes))


def _groups(seen: Sequence[Observation]) -> dict[tuple[Series, Period], list[Observation]]:
    found: dict[tuple[Series, Period], list[Observation]] = defaultdict(list)
    for each in seen:
        found[each.report.series, each.period].append(each)
    return found


def _point(indicator: Indicator, series: Series, period: Period, choice: Choice, room: str) -> Point:
    one, mark, note = choice
    report = one.report
    if one.value is not None and _factor(one.unit) != _factor(indicator.unit):
        note = "; ".join(filter(None, (note, f"printed in {one.unit}")))
    link = f"{room}/-/page/{report.id}/{one.page}?mark={one.fact}:{one.fact_id}"
    return Point(  # by position, as thousands are made: names would cost a third of the time
        *_place(series, period, report.period_label), basis(indicator, period),
        one.value, indicator.unit, one.value_raw, one.unit, one.value_kind, one.qualifier, mark,
        None, None, None, None, note,
        one.label, one.location, report.issuer, report.issued_on, report.file_name, report.id,
        one.page, one.boxes, link, one.fact, one.fact_id, one.score,
    )  # fmt: skip


def _factor(unit: str | None) -> float:
    known = measure(unit)
    return known.factor if known else 1.0


def _empty(indicator: Indicator, series: Series, period: Period, label: str | None = None) -> Point:
    """A point without a value."""
    return Point(*_place(series, period, label), basis(indicator, period), unit=indicator.unit)


def _place(series: Series, period: Period, label: str | None) -> tuple[str, str | None, str, str, str, str]:
    """The first fields of a point."""
    return series.name, series.place, period_name(period.kind, period.start, label), *period


def _gaps(
    indicator: Indicator,
    known: Mapping[str, Report],
    groups: Mapping[tuple[Series, Period], Sequence[Observation]],
    room: str,
) -> Iterator[Point]:
    """Periods of which there is a report of such a kind without a value, and those missing between the years."""
    families = {each.report.family for seen in groups.values() for each in seen}
    shown = {series for series, _ in groups}
    silent: dict[tuple[Series, Period], Report] = {}
    for report in known.values():
        if report.series in shown and report.family in families and (report.series, report.period) not in groups:
            silent.setdefault((report.series, report.period), report)
    for (series, period), report in silent.items():
        yield _empty(indicator, series, period, report.period_label)._replace(
            mark=NO_VALUE, issuer=report.issuer, issued_on=report.issued_on, file_name=report.file_name,
            document_id=report.id, link=f"{room}/documents/{report.id}",
        )  # fmt: skip
    years: dict[tuple[Series, str], set[int]] = defaultdict(set)
    for series, period in (*groups, *silent):
        if period.is_regular:
            years[series, period.kind].add(period.year)
    for (series, kind), seen in years.items():
        for year in sorted({*range(min(seen), max(seen))} - seen):
            yield _empty(indicator, series, period_of(kind, year))._replace(mark=NO_REPORT)


def _order(point: Point) -> tuple[object, ...]:
    return (
        point.series, rank_of(point.period_kind), point.period_end, point.period_start,
        point.issued_on or "", point.file_name or "", running_number(point.fact_id) if point.fact_id else 0,
    )  # fmt: skip


def _with_members(only: Filter) -> Filter:
    more = [each for asked in only.provinces if (place := asked_place(asked)) for each in members(successor(place))]
    return replace(only, provinces=tuple(dict.fromkeys((*only.provinces, *more))))
