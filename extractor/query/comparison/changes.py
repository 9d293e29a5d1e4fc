"""Changes of an indicator from period to period, never between what cannot be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractor.query.comparison.places import break_of, merged_after
from extractor.query.comparison.points import SINCE_JANUARY, SUM, Point
from extractor.query.indicators import Indicator
from extractor.query.periods import Period, before, known_period, year_before
from patterns.measures import CODE, RATE, measure

Standing = Mapping[tuple[str, Period], Point]
"""The value that stands for a period: of several that of the latest report."""


def with_changes(indicator: Indicator, points: Sequence[Point]) -> Iterator[Point]:
    """The points with their changes to the period before and to the year before, none over a province's merger.

    ``points`` of one period come in the order of their reports, the latest last.
    """
    known = measure(indicator.unit)
    kind = known.kind if known else ""
    dated = [(period_of_point(each), each) for each in points]
    standing = {(each.series, period): each for period, each in dated if each.value is not None}
    for period, point in dated:
        note = "; ".join(filter(None, (point.note, break_of(point.place or "")))) if is_broken(point) else point.note
        if point.value is None or kind == CODE:
            yield point if note == point.note else point._replace(note=note)
        else:
            yield point.with_changes(_changes(point, period, standing, of_rates=kind == RATE), note)


def period_of_point(point: Point) -> Period:
    """The period of a point."""
    return known_period(point.period_kind, point.period_start, point.period_end)


def is_broken(point: Point) -> bool:
    """Whether its province is another one than before July 2025."""
    return point.value is not None and merged_after(point.place, point.period_end) and point.mark != SUM


def _changes(point: Point, period: Period, standing: Standing, *, of_rates: bool) -> tuple[float | None, ...]:
    """To the period before and to the year before, each in the unit and in percent."""
    one, other = before(period), year_before(period)
    to_last = _change(point, _earlier(point, one, standing), of_rates)
    return to_last + (to_last if one == other else _change(point, _earlier(point, other, standing), of_rates))


def _change(point: Point, other: Point | None, of_rates: bool) -> tuple[float | None, float | None]:
    if other is None or other.value is None or point.value is None:
        return None, None
    difference = point.value - other.value
    percent = None if of_rates or not other.value else round(100 * difference / abs(other.value), 2)
    return float(f"{difference:.10g}"), percent


def _earlier(point: Point, period: Period | None, standing: Standing) -> Point | None:
    found = standing.get((point.series, period)) if period else None
    return found if found and comparable(found, point) else None


def comparable(earlier: Point, point: Point) -> bool:
    """Whether two values of a series may be held against each other: they are counted over the same, by one province.

    What begins anew on 1 January is not compared with the end of the year before.
    """
    if earlier.basis != point.basis:
        return False
    of_one_year = earlier.period_end[:4] == point.period_end[:4]
    if point.basis == SINCE_JANUARY and earlier.period_kind != point.period_kind and not of_one_year:
        return False
    return merged_after(point.place, earlier.period_end) == merged_after(point.place, point.period_end)
