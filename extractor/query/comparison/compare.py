"""One indicator over periods and provinces: points with their gaps, changes and restatements."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractor.errors import UsageError
from extractor.model.facts import FORM_VALUE
from extractor.query.comparison.changes import Refusal, is_broken, merged_sums, with_changes
from extractor.query.comparison.choice import Choice, choices
from extractor.query.comparison.notes import (
    CORRECTED,
    HIDDEN_PLACES,
    NO_INDICATOR,
    NO_PERIOD,
    NO_SUCH_PLACE,
    NOW_ONE,
    ONLY_PLANNED,
    OTHER_PLACES,
    PRINTED_IN,
    THERE_ARE,
    UNKNOWN_ORGANS,
    joined,
    named,
    note,
)
from extractor.query.comparison.places import Series, asked_place, break_of, members, province_name, successor
from extractor.query.comparison.points import (
    EVERY_PLACE,
    NO_REPORT,
    NO_VALUE,
    OUTCOME,
    SCENARIOS,
    Filter,
    Observation,
    Point,
    Report,
    basis,
    observations,
    reports,
)
from extractor.query.corrections import corrections_of
from extractor.query.indicators import Indicator, choose, find_indicators, near_indicators
from extractor.query.periods import Period, period_name, period_of, rank_of
from extractor.search.words import words
from extractor.store.database import fetch_one
from extractor.store.keys import running_number
from patterns.figures.indicators import VALUE_KINDS
from patterns.figures.measures import measure
from patterns.names.provinces import provinces
from patterns.spelling import fold

# Names of provinces that are offered for one that is none, and how alike they must be, 0 to 1: the defaults of
# ``difflib``, which find a name whose letters changed places (test_what_is_no_province_is_refused_with_near_names).
MOST_LIKE, LEAST_LIKE = 3, 0.6


@dataclass(frozen=True, slots=True)
class Comparison:
    """The chosen indicator with its points, or none and the ``candidates`` to choose from, best first.

    Points are ordered by series and time; of periods that end on one day the shorter comes first. ``breaks`` are what
    happened to the province of a series, ``notes`` what could not be done and what there is instead, in words.
    ``near`` are indicators with like words where there is no candidate.
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
    """The values of one indicator by province and period, from the database behind ``connection``.

    ``only`` says which reports count, None all. ``asked`` is a key, a name or words of one (see ``find_indicators``).
    With ``merged`` the provinces that are one since July 2025 have a series of their sums before it. ``room`` is the
    address of the database in the reading room (``/reports``), for the links.

    Raises ``UsageError`` for a province that is none, nor words of the name of an organ that reports, and for a place
    without letters.
    """
    only = only or Filter()
    candidates = find_indicators(connection, asked)
    chosen = choose(candidates)
    if chosen is None:
        near = () if candidates else near_indicators(connection, asked)
        return Comparison(
            chosen=None,
            points=(),
            candidates=candidates,
            breaks={},
            notes=() if candidates or near else nothing_there(connection),
            near=near,
        )
    check_provinces(connection, only.provinces)
    check_places(only.places)
    wider = _with_members(only) if merged else only
    known = reports(connection, wider, chosen)
    seen = observations(connection, chosen, known, wider)
    seen, hidden = _of_asked_places(seen, only.places)
    groups = _groups(seen)
    points = [_point(chosen, *key, one, room) for key, group in groups.items() for one in choices(group)]
    points = _with_corrections(connection, points)
    points += _gaps(chosen, known, groups, room)
    breaks = {point.series: break_of(point.place or "") for point in points if is_broken(point)}
    notes = list(_of_places(hidden, only.places, {each.printed.place for each in seen if each.printed.place}))
    if merged:
        # What has no sum is a note and no error: the values of the single provinces are there all the same.
        try:
            points += merged_sums(chosen, points)
        except Refusal as refusal:
            notes.append(refusal.note)
    if not points:
        planned = observations(connection, chosen, known, replace(wider, scenarios=SCENARIOS))
        notes += _of_scenarios(planned) or what_there_is(connection, chosen, only)
    ordered = sorted(with_changes(chosen, points), key=_order)
    return Comparison(chosen, tuple(ordered), candidates, dict(sorted(breaks.items())), tuple(notes))


def _of_asked_places(seen: Sequence[Observation], places: Sequence[str]) -> tuple[list[Observation], dict[str, int]]:
    """The prints of whole reports, of provinces and of the asked ``places``; of the others how many each place has."""
    if all(each.printed.place is None for each in seen):  # as in most comparisons
        return list(seen), {}
    asked = [set(words(each)) for each in places if each != EVERY_PLACE]
    shown: list[Observation] = []
    hidden: dict[str, int] = defaultdict(int)
    for each in seen:
        place = each.printed.place
        if place is None or place in provinces() or EVERY_PLACE in places or _is_named(place, asked):
            shown.append(each)
        else:
            hidden[place] += 1
    return shown, hidden


def _is_named(place: str, asked: Sequence[set[str]]) -> bool:
    """Whether the name of a place holds all words of one that is ``asked`` for."""
    named = set(words(place)) if asked else set()
    return any(each <= named for each in asked)


def _of_places(hidden: Mapping[str, int], places: Sequence[str], shown: Collection[str]) -> Iterator[str]:
    """Notes on asked ``places`` that have no value, and on those that were not asked for.

    ``hidden`` has the number of values of each place that is not ``shown``.
    """
    for each in places:
        if each == EVERY_PLACE or any(_is_named(name, [set(words(each))]) for name in shown):
            continue
        yield note(NO_SUCH_PLACE, place=each)
    if not hidden:
        return
    names = sorted(hidden, key=lambda name: (-hidden[name], name))
    if places:
        yield note(OTHER_PLACES, places=named(names))
    else:
        yield note(HIDDEN_PLACES, total=sum(hidden.values()), places=named(names))


def _groups(seen: Sequence[Observation]) -> dict[tuple[Series, Period], list[Observation]]:
    """The prints by series and period; what is planned or forecast has a series of its own beside the outcome."""
    found: dict[tuple[Series, Period], list[Observation]] = defaultdict(list)
    for each in seen:
        scenario = each.printed.scenario
        series = each.series if scenario is None or scenario in OUTCOME else _scenario_series(each.series, scenario)
        found[series, each.period].append(each)
    return found


@lru_cache(maxsize=1 << 12)
def _scenario_series(series: Series, scenario: str) -> Series:
    return Series(f"{series.name}: {scenario}", series.place, f"{series.key}:{scenario}")


def _point(indicator: Indicator, series: Series, period: Period, choice: Choice, room: str) -> Point:
    one, remark = choice.observation, choice.note
    report, row = one.report, one.printed
    if one.value is not None and row.unit != indicator.unit and _factor(row.unit) != _factor(indicator.unit):
        remark = joined(remark, note(PRINTED_IN, unit=row.unit))
    return Point(
        series=series.name,
        place=series.place,
        period=period_name(period.kind, period.start, report.period_label),
        period_kind=period.kind,
        period_start=period.start,
        period_end=period.end,
        basis=basis(indicator, period),
        value=one.value,
        unit=indicator.unit,
        value_raw=row.value_raw,
        unit_raw=row.unit,
        value_kind=row.value_kind,
        qualifier=row.qualifier,
        scenario=row.scenario,
        mark=choice.mark,
        note=remark,
        label=row.label,
        location=row.location,
        issuer=report.issuer,
        issued_on=report.issued_on,
        file_name=report.file_name,
        document_id=report.id,
        page=row.page,
        boxes=row.boxes,
        link=f"{room}/-/fact/{row.fact_id}",
        fact=row.fact,
        fact_id=row.fact_id,
        score=row.score,
    )


def _with_corrections(connection: sqlite3.Connection, points: list[Point]) -> list[Point]:
    """The points; what was read of a value that a user has corrected is in its note."""
    corrected = corrections_of(connection, (point.fact_id for point in points if point.fact_id))
    read = {fact: each.read for fact, fields in corrected.items() for each in fields if each.field == "value"}
    return [
        point._replace(note=joined(point.note, note(CORRECTED, read=read[point.fact_id] or "–")))
        if point.fact_id in read
        else point
        for point in points
    ]


def _factor(unit: str | None) -> float:
    known = measure(unit)
    return known.factor if known else 1.0


def _empty(indicator: Indicator, series: Series, period: Period, label: str | None = None) -> Point:
    """A point without a value."""
    return Point(
        series=series.name,
        place=series.place,
        period=period_name(period.kind, period.start, label),
        period_kind=period.kind,
        period_start=period.start,
        period_end=period.end,
        basis=basis(indicator, period),
        unit=indicator.unit,
    )


def _gaps(
    indicator: Indicator,
    known: Mapping[str, Report],
    groups: Mapping[tuple[Series, Period], Sequence[Observation]],
    room: str,
) -> Iterator[Point]:
    """Periods of which there is a report of such a kind without a value, and those missing between the years.

    A plan that is not printed is no gap, nor is a district that a report does not name.
    """
    groups = {key: seen for key, seen in groups.items() if key[0].key == seen[0].report.series.key}
    # Only reports of a kind that has the indicator elsewhere can lack it: a report on land has no figure on staff.
    families = {each.report.family for seen in groups.values() for each in seen}
    shown = {series for series, _ in groups}
    silent: dict[tuple[Series, Period], Report] = {}
    for report in known.values():
        if report.series in shown and report.family in families and (report.series, report.period) not in groups:
            silent.setdefault((report.series, report.period), report)
    for (series, period), report in silent.items():
        yield _empty(indicator, series, period, report.period_label)._replace(
            mark=NO_VALUE, issuer=report.issuer, issued_on=report.issued_on, file_name=report.file_name,
            document_id=report.id, link=f"{room}/-/document/{report.id}",
        )  # fmt: skip
    # Between the years that a series has; whether a report is missing before the first or behind the last is not known.
    years: dict[tuple[Series, str], set[int]] = defaultdict(set)
    for series, period in (*groups, *silent):
        if period.is_regular:
            years[series, period.kind].add(period.year)
    for (series, kind), seen in years.items():
        for year in sorted({*range(min(seen), max(seen))} - seen):
            yield _empty(indicator, series, period_of(kind, year))._replace(mark=NO_REPORT)


def _order(point: Point) -> tuple[object, ...]:
    # By the day that a period ends; of those that end on one day the shorter first.
    return (
        point.series, point.period_end, _backwards(point.period_start), rank_of(point.period_kind),
        point.issued_on or "", point.file_name or "", running_number(point.fact_id) if point.fact_id else 0,
    )  # fmt: skip


def _backwards(day: str) -> int:
    """A number that falls from day to day."""
    return -int(day.replace("-", "") or 0)


def _with_members(only: Filter) -> Filter:
    # Who asks for one of the merged provinces needs the others too: their values are summed.
    more = [each for asked in only.provinces if (place := asked_place(asked)) for each in members(successor(place))]
    return replace(only, provinces=tuple(dict.fromkeys((*only.provinces, *more))))


def check_provinces(connection: sqlite3.Connection, asked: Sequence[str]) -> None:
    """Raises ``UsageError`` for what is neither a province nor words of the name of an organ with a report."""
    for each in asked:
        if asked_place(each) is None and not _reports_as(connection, set(words(each))):
            raise UsageError(f"{each!r} is no province, and no organ with a report here", _advice(each))


def check_places(asked: Sequence[str]) -> None:
    """Raises ``UsageError`` for what can be no part of a name: it would stand for all places."""
    for each in asked:
        if each != EVERY_PLACE and not words(each):
            raise UsageError(f"{each!r} is no name of a place", "Give words of its name, or --place '*' for all.")


def _of_scenarios(planned: Sequence[Observation]) -> tuple[str, ...]:
    """A note where an indicator without outcome is planned or forecast; nothing where it is neither."""
    scenarios = sorted({each.printed.scenario for each in planned if each.printed.scenario})
    options = " ".join(f"--scenario {each}" for each in scenarios)
    return (note(ONLY_PLANNED, options=options),) if scenarios else ()


def nothing_there(connection: sqlite3.Connection) -> tuple[str, ...]:
    """A note where the database holds no indicator at all."""
    if fetch_one(connection, "SELECT EXISTS (SELECT 1 FROM indicators)"):
        return ()
    return (note(NO_INDICATOR),)


def what_there_is(connection: sqlite3.Connection, indicator: Indicator, only: Filter) -> Iterator[str]:
    """Notes on an ``indicator`` without value in the provinces and periods of ``only``.

    They say where and when the database behind ``connection`` has one, and which provinces are merged by now.
    """
    rows = connection.execute(
        _REACH, {"ids": json.dumps(indicator.ids), "kinds": json.dumps(VALUE_KINDS), "form": FORM_VALUE}
    ).fetchall()
    if not rows:
        yield note(NO_PERIOD)
        return
    names = sorted({_name(place, issuer) for place, issuer, _, _ in rows})
    first, last = min(row[2] for row in rows), max(row[3] for row in rows)
    yield note(THERE_ARE, first=first, last=last, places=named(names))
    held = {place for place, *_ in rows}
    for asked in only.provinces:
        place = asked_place(asked)
        one = [each for each in members(successor(place)) if each != place and each in held] if place else []
        if place and one:
            others = ", ".join(map(province_name, one))
            yield note(NOW_ONE, province=province_name(place), others=others)


def _reports_as(connection: sqlite3.Connection, asked: set[str]) -> bool:
    issuers = connection.execute("SELECT DISTINCT issuer FROM documents WHERE issuer IS NOT NULL")
    return bool(asked) and any(asked <= set(words(issuer)) for (issuer,) in issuers)


def _advice(asked: str) -> str:
    import difflib  # only a query that fails needs it

    by_name = {fold(str(each["name"])): str(each["name"]) for each in provinces().values()}
    near = difflib.get_close_matches(fold(asked), by_name, n=MOST_LIKE, cutoff=LEAST_LIKE)
    if near:
        return f"Did you mean {' or '.join(by_name[each] for each in near)}?"
    return "Give the name of a province, such as Hà Tĩnh, or its slug, ha-tinh."


def _name(place: str | None, issuer: str | None) -> str:
    return province_name(place) if place and place in provinces() else issuer or place or UNKNOWN_ORGANS


_REACH = """
WITH held AS (
    SELECT document_id FROM table_rows
    WHERE indicator_id IN (SELECT value FROM json_each(:ids))
      AND NOT is_heading AND value_kind IN (SELECT value FROM json_each(:kinds))
    UNION SELECT document_id FROM figures
    WHERE indicator_id IN (SELECT value FROM json_each(:ids)) AND method <> :form
)
SELECT place, iif(place IS NULL, issuer, NULL), min(period_start), max(period_end)
FROM documents JOIN held ON held.document_id = documents.id
WHERE period_start IS NOT NULL GROUP BY 1, 2
"""
