"""A comparison → what its chart shows: which series, which values share a panel, where lines may pass."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from extractor.export.charts.marks import Break, Line, Mark, Panel, SeriesChart
from extractor.export.charts.rendering import as_altair
from extractor.export.charts.series import series_spec
from extractor.export.comparison_words import (
    basis_said,
    blank_said,
    family_of,
    kind_said,
    period_said,
    scenario_said,
    series_said,
)
from extractor.language.catalogue import Words, words_of
from extractor.language.numbers import printed_number
from extractor.language.printed import PERIODS, printed_day
from extractor.query.comparison.changes import comparable, is_broken, period_of_point
from extractor.query.comparison.compare import Comparison, compare_indicator
from extractor.query.comparison.frame import unclear
from extractor.query.comparison.notes import Note
from extractor.query.comparison.points import (
    AT_THE_END,
    ESTIMATE,
    OF_CODES,
    OUTCOME,
    RESTATED,
    SEVERAL,
    SUM,
    TO_DATE,
    Filter,
    Point,
)
from extractor.query.periods import before, rank_of, span_between, year_before
from extractor.store.database import open_read_only
from patterns.names.provinces import MERGER

# What holds at a day is one line, whatever the period of its report; what is counted over a period has a panel for each
# kind of period, as half a year is no point between two years.
ON_ONE_AXIS = (AT_THE_END, TO_DATE, OF_CODES)
# Days between two reports of a level over which a line may pass: a year, leap years too. Over a report that is missing
# the line would claim what nobody reported (test_chart_of_comparison.py).
LONGEST_STEP = 366
# Series that a reader tells apart in one panel: nine signs, eight colours, names beside them without touching.
READABLE = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """How a comparison is drawn.

    ``split`` gives each series panels of its own; ``linked`` makes each point a link to its cell in the room, for
    which the comparison must have been made with the address of the room.
    """

    split: bool = False
    linked: bool = False


def chart_of(found: Comparison, words: Words, how: Choice | None = None) -> SeriesChart:
    """The chart of a comparison in the language of ``words``; without value where ``found`` has none.

    ``how`` says how it is drawn, None as one panel for all series.
    """
    how = how or Choice()
    names = readable_series(found.points)
    by_panel: dict[tuple[int, str, str], list[Point]] = defaultdict(list)
    for point in found.points:
        if point.period_end and point.series in names:
            by_panel[_panel_of(point, words, how.split)].append(point)
    panels = [Panel(heading, _lines(points, words, how)) for (_, heading, _), points in sorted(by_panel.items())]
    total = len({point.series for point in found.points if point.value is not None})
    few = words("{shown} of {total} series are drawn, those with most values", shown=len(names), total=total)
    broken = any(is_broken(point) for point in found.points)
    return SeriesChart(
        title=", ".join(filter(None, (found.chosen.name, found.chosen.unit))) if found.chosen else "",
        panels=tuple(panels),
        breaks=(Break(MERGER, words("1 July 2025: provinces merged")),) if broken else (),
        remarks=(few,) if total > len(names) else (),
    )


def comparison_spec(found: Comparison, words: Words, how: Choice | None = None) -> dict[str, Any]:
    """The Vega-Lite specification of the chart that ``chart_of`` makes of ``found``, ``words`` and ``how``.

    Raises ``ValueError`` where there is no value.
    """
    return series_spec(chart_of(found, words, how), words)


def comparison_chart(
    indicator: str,
    db: str | Path = "output/reports.db",
    provinces: Sequence[str] | str = (),
    first: str | None = None,
    last: str | None = None,
    merged: bool = False,
    places: Sequence[str] | str = (),
    scenarios: Sequence[str] | str = (),
    split: bool = False,
    language: str = "en",
) -> Any:
    """The chart of one indicator for a notebook, as an Altair chart: what ``trichluc compare --plot`` draws.

    ``indicator``, ``db``, ``provinces``, ``first``, ``last``, ``merged``, ``places`` and ``scenarios`` are those of
    ``compare``. ``split`` draws a panel for each series, ``language`` is ``vi`` or ``en``. Raises ``UsageError`` where
    no indicator or more than one fits, ``ValueError`` where there is no value.
    """
    path = Path(db)
    with closing(open_read_only(path)) as connection:
        only = Filter(_several(provinces), span_between(first, last), _several(places), _several(scenarios))
        found = compare_indicator(connection, indicator, only, merged=merged)
    if found.chosen is None:
        raise unclear(found, indicator)
    return as_altair(comparison_spec(found, words_of(language), Choice(split=split)))


def _several(given: Sequence[str] | str) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def readable_series(points: Sequence[Point]) -> frozenset[str]:
    """The series that are drawn: those with most values, as many as a reader tells apart."""
    values = Counter(point.series for point in points if point.value is not None)
    return frozenset(sorted(values, key=lambda name: (-values[name], name))[:READABLE])


def _panel_of(point: Point, words: Words, split: bool) -> tuple[int, str, str]:
    """A number to order panels by, the heading, and what parts panels of one heading."""
    own = (series_said(point, words),) if split else ()
    if point.basis in ON_ONE_AXIS:
        return 0, ", ".join(filter(None, (*own, basis_said(point.basis, words)))), point.basis
    kind = point.period_kind
    family = family_of(kind)
    heading = ", ".join(filter(None, (*own, kind_said(kind, words), basis_said(point.basis, words))))
    return rank_of(kind if family == kind else f"{family}{'01' if family == 'M' else '1'}"), heading, point.basis


def _lines(points: Iterable[Point], words: Words, how: Choice) -> tuple[Line, ...]:
    by_series: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        by_series[point.series].append(point)
    return tuple(
        Line(
            series_said(next(point for point in own if point.value is not None), words), tuple(_marks(own, words, how))
        )
        for own in by_series.values()
        if any(point.value is not None for point in own)
    )


def _marks(points: Sequence[Point], words: Words, how: Choice) -> Iterator[Mark]:
    """The marks of a series in order of time; of several values of a period the last given is the one that stands."""
    ordered = sorted(points, key=lambda point: (point.period_end, point.period_start))
    last = {period_of_point(point): point for point in ordered if point.value is not None}
    valued = {point.period_end for point in last.values()}
    earlier: Point | None = None
    for point in ordered:
        name = f"{series_said(point, words)}, {period_said(point, words)}"
        if point.value is None:
            if point.period_end not in valued:
                told = f"{name}: {blank_said(point, words)}"
                yield Mark(point.period_end, None, told, joined=point.basis in ON_ONE_AXIS, under=_under(point, words))
            continue
        stands = last[period_of_point(point)] is point
        yield Mark(
            day=point.period_end,
            value=point.value,
            said=f"{name}: {_value_said(point, words)} ({_source(point, words)})",
            doubted=point.mark in (RESTATED, SEVERAL),
            stands=stands,
            joined=earlier is not None and _follow(earlier, point),
            scenario=_scenario(point),
            under=_under(point, words),
            address=point.link or "" if how.linked else "",
        )
        earlier = point if stands else earlier


def _value_said(point: Point, words: Words) -> str:
    said = " ".join(filter(None, (printed_number(point.value, words.language), point.unit)))
    return ", ".join(filter(None, (said, scenario_said(point.scenario, words) if point.scenario == ESTIMATE else "")))


def _scenario(point: Point) -> str:
    if point.mark == SUM:
        return SUM
    return point.scenario if point.scenario and (point.scenario == ESTIMATE or point.scenario not in OUTCOME) else ""


def _source(point: Point, words: Words) -> str:
    if point.mark == SUM:
        return point.note.said(words) if isinstance(point.note, Note) else point.note
    return words("{file}, page {page}", file=point.file_name, page=point.page)


def _under(point: Point, words: Words) -> tuple[str, ...]:
    """What stands under the axis below a point: for what holds at a day the day, else its period."""
    kind, year = point.period_kind, point.period_end[:4]
    if point.basis not in ON_ONE_AXIS:
        if kind in ("Y", "H1", "H2", "9M"):
            return (year,)
        if kind.startswith("Q") and kind in PERIODS:
            return (words("quarter {number}", number={"1": "I", "2": "II", "3": "III", "4": "IV"}[kind[1]]), year)
        if kind.startswith("M"):
            return (words("month {number}", number=int(kind[1:])), year)
    day = printed_day(point.period_end, words.language)
    short = day.removesuffix(f"/{year}").removesuffix(f" {year}")
    return (" ".join(part[:3] if part.isalpha() else part for part in short.split()), year)


def _follow(earlier: Point, point: Point) -> bool:
    """Whether two values next to each other may be held against each other."""
    if not comparable(earlier, point):
        return False
    if point.basis in ON_ONE_AXIS:
        days = date.fromisoformat(point.period_end) - date.fromisoformat(earlier.period_end)
        return days.days <= LONGEST_STEP
    period = period_of_point(point)
    return period_of_point(earlier) in (before(period), year_before(period))
