"""A comparison as a chart: which values share a panel, and where a line may pass from one to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from extractor.export.chart import Line, Mark, Panel, line_chart
from extractor.query.comparison.changes import comparable, is_broken, period_of_point
from extractor.query.comparison.compare import Comparison
from extractor.query.comparison.points import AT_THE_END, OF_CODES, RESTATED, SEVERAL, SUM, TO_DATE, Point
from extractor.query.periods import before, rank_of, year_before
from patterns.provinces import MERGER

KINDS = {
    "M": "months", "Q": "quarters", "H1": "first half-years", "H2": "second half-years", "9M": "first nine months",
    "Y": "years",
}  # fmt: skip
# What holds at a day is one line, whatever the period of its report; what is counted over a period has a panel for each
# kind of period, as half a year is no point between two years.
ON_ONE_AXIS = (AT_THE_END, TO_DATE, OF_CODES)

# Days between two reports of a level over which a line may pass: a year, leap years too. Over a report that is missing
# the line would claim what nobody reported (test_compare_plot.py).
LONGEST_STEP = 366


def comparison_chart(found: Comparison) -> str:
    """The SVG of a comparison. Raises ``ValueError`` where there is no value."""
    by_panel: dict[tuple[int, str, str], list[Point]] = defaultdict(list)
    for point in found.points:
        if point.period_end:
            by_panel[_panel_of(point)].append(point)
    # Values of a comparison are in the unit of its indicator, whatever each report prints.
    unit = (found.chosen.unit if found.chosen else None) or ""
    panels = [Panel(heading, unit, _lines(points)) for (_, heading, _), points in sorted(by_panel.items())]
    broken = any(is_broken(point) for point in found.points)
    breaks = [(MERGER, "1 July 2025: provinces merged")] if broken else []
    return line_chart(found.chosen.name if found.chosen else "", panels, breaks)


def _panel_of(point: Point) -> tuple[int, str, str]:
    """A number to order panels by, the heading, and the basis."""
    if point.basis in ON_ONE_AXIS:
        return 0, "" if point.basis == OF_CODES else point.basis, point.basis
    kind = point.period_kind
    family = kind[0] if kind[:1] in ("M", "Q") else kind
    heading = ", ".join(filter(None, (KINDS.get(family, "other periods"), point.basis)))
    return rank_of(kind if family == kind else f"{family}{'01' if family == 'M' else '1'}"), heading, point.basis


def _lines(points: Iterable[Point]) -> tuple[Line, ...]:
    by_series: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        by_series[point.series].append(point)
    return tuple(
        Line(series, tuple(_marks(own)), computed=any(point.mark == SUM for point in own))
        for series, own in by_series.items()
        if any(point.value is not None for point in own)
    )


def _marks(points: Sequence[Point]) -> Iterable[Mark]:
    """The marks of a series in order of time; of several values of a period the last given is the one that stands."""
    ordered = sorted(points, key=lambda point: (point.period_end, point.period_start))
    last = {period_of_point(point): point for point in ordered if point.value is not None}
    valued = {point.period_end for point in last.values()}
    earlier: Point | None = None
    for point in ordered:
        if point.value is None:
            if point.period_end not in valued:
                said = point.mark or point.value_raw or "blank"
                yield Mark(point.period_end, point.period, None, joined=point.basis in ON_ONE_AXIS, source=said)
            continue
        stands = last[period_of_point(point)] is point
        yield Mark(
            point.period_end, point.period, point.value,
            doubted=point.mark in (RESTATED, SEVERAL), stands=stands,
            joined=earlier is not None and _follow(earlier, point), source=_source(point),
        )  # fmt: skip
        earlier = point if stands else earlier


def _source(point: Point) -> str:
    return point.note if point.mark == SUM else f"{point.file_name}, page {point.page}"


def _follow(earlier: Point, point: Point) -> bool:
    """Whether two values next to each other may be held against each other."""
    if not comparable(earlier, point):
        return False
    if point.basis in ON_ONE_AXIS:
        days = date.fromisoformat(point.period_end) - date.fromisoformat(earlier.period_end)
        return days.days <= LONGEST_STEP
    period = period_of_point(point)
    return period_of_point(earlier) in (before(period), year_before(period))
