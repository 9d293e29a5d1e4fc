"""What is computed from values: changes from period to period, and sums of provinces that are one since July 2025.

Never between what cannot be compared: a change over a merger, a sum of rates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import floor, fsum, log10

from extractor.query.comparison.notes import (
    NO_SUM_OF_CODES,
    NO_SUM_OF_RATES,
    NO_SUM_OF_RATES_BUT,
    NO_VALUE_OF,
    SUMMED,
    Note,
    joined,
    note,
)
from extractor.query.comparison.places import break_of, members, merged_after, province_name, successor
from extractor.query.comparison.points import NO_VALUE, SINCE_JANUARY, SUM, Point
from extractor.query.indicators import Indicator
from extractor.query.periods import Period, before, known_period, rank_of, year_before
from patterns.figures.measures import CODE, RATE, is_rate, measure
from patterns.names.provinces import MERGER

# Decimal digits that a float holds exactly: what stands behind them in a difference or sum of numbers is the noise of
# binary fractions (12.1 - 12.0), what stands before is printed, down to the last of a budget in đồng
# (test_changes_and_sums_keep_all_digits_and_no_noise).
EXACT_DIGITS = 15

Standing = Mapping[tuple[str, Period], Point]
"""The value that stands for a period: of several that of the latest report."""


def with_changes(indicator: Indicator, points: Sequence[Point]) -> Iterator[Point]:
    """The points with their changes to the period before and to the year before, none over a province's merger.

    ``points`` of one period come in the order of their reports, the latest last.
    """
    known, of_rates = measure(indicator.unit), is_rate(indicator.unit)
    is_code = known is not None and known.kind == CODE
    dated = [(period_of_point(each), each) for each in points]
    standing = {(each.series, period): each for period, each in dated if each.value is not None}
    for period, point in dated:
        remark = joined(point.note, break_of(point.place or "")) if is_broken(point) else point.note
        # Codes (1 for yes, 0 for no) are numbers that nothing can be subtracted from.
        if point.value is None or is_code:
            yield point if remark == point.note else point._replace(note=remark)
        else:
            one, other = before(period), year_before(period)
            change = _change(point, _earlier(point, one, standing), of_rates)
            over_year = change if one == other else _change(point, _earlier(point, other, standing), of_rates)
            yield point._replace(
                change=change[0],
                change_percent=change[1],
                year_change=over_year[0],
                year_change_percent=over_year[1],
                note=remark,
            )


def period_of_point(point: Point) -> Period:
    """The period of a point."""
    return known_period(point.period_kind, point.period_start, point.period_end)


def is_broken(point: Point) -> bool:
    """Whether its province is another one than before July 2025."""
    return point.value is not None and merged_after(point.place, point.period_end) and point.mark != SUM


def _change(point: Point, other: Point | None, of_rates: bool) -> tuple[float | None, float | None]:
    if other is None or other.value is None or point.value is None:
        return None, None
    difference = point.value - other.value
    # Rates change by points: "plus 2 %" of a rate may mean either. The base is taken without its sign, so that a loss
    # that shrinks is a rise.
    percent = None if of_rates or not other.value else round(100 * difference / abs(other.value), 2)
    return _without_noise(difference, (point.value, other.value)), percent


def _without_noise(number: float, terms: Sequence[float]) -> float:
    """A number that was computed from ``terms``, as exact as the largest of these."""
    largest = max(map(abs, (number, *terms)))
    return round(number, EXACT_DIGITS - 1 - floor(log10(largest))) if largest else number


def _earlier(point: Point, period: Period | None, standing: Standing) -> Point | None:
    found = standing.get((point.series, period)) if period else None
    return found if found and comparable(found, point) else None


def comparable(earlier: Point, point: Point) -> bool:
    """Whether two values of a series may be held against each other: they are counted over the same, by one province.

    What begins anew on 1 January is not compared with the end of the year before.
    """
    if earlier.basis != point.basis:
        return False
    # A half year counts anew from 1 January: 100 after the 400 of the year before it is no fall.
    of_one_year = earlier.period_end[:4] == point.period_end[:4]
    if point.basis == SINCE_JANUARY and earlier.period_kind != point.period_kind and not of_one_year:
        return False
    return merged_after(point.place, earlier.period_end) == merged_after(point.place, point.period_end)


def lines_over_time(points: Sequence[Point]) -> Iterator[tuple[str, list[float | None], int]]:
    """The values of one series as lines, one for each kind of period that has more than one value.

    ``points`` are those of a series as ``Comparison`` orders them; of several of a period the last counts. Each line
    is the kind, the values in order of time (None: a gap), and how many of them are of the time before the province
    was merged (0 where there is no such break in the line).
    """
    by_kind: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        by_kind[point.period_kind].append(point)
    for kind in sorted(by_kind, key=rank_of):
        latest = {each.period_end: each for each in by_kind[kind]}
        values = [each.value for each in latest.values()]
        if kind and sum(value is not None for value in values) > 1:
            before_merger = sum(end < MERGER for end in latest)
            is_cut = before_merger < len(values) and any(map(is_broken, latest.values()))
            yield kind, values, before_merger if is_cut else 0


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """What cannot be summed; ``note`` says why."""

    def __init__(self, why: Note) -> None:
        super().__init__(why)
        self.note = why


def merged_sums(indicator: Indicator, points: Sequence[Point]) -> list[Point]:
    """For each province that was merged from others a series of their sums, of the periods before the merger.

    Where one of them has no value there is a gap that says which. Raises ``Refusal`` for what has no sum.
    """
    known = measure(indicator.unit)
    if known and known.kind in (RATE, CODE):
        if known.kind == CODE:
            raise Refusal(note(NO_SUM_OF_CODES))
        if not indicator.numerator:
            raise Refusal(note(NO_SUM_OF_RATES))
        parts = {"numerator": indicator.numerator, "denominator": indicator.denominator}
        raise Refusal(note(NO_SUM_OF_RATES_BUT, **parts))
    return [point for place in _merged(points) for point in _sums(place, points)]


def _merged(points: Sequence[Point]) -> list[str]:
    places = {successor(point.place) for point in points if point.place}
    return sorted(place for place in places if members(place))


def _sums(place: str, points: Sequence[Point]) -> Iterator[Point]:
    names = {each: province_name(each) for each in members(place)}
    by_period: dict[Period, dict[str, Point]] = defaultdict(dict)
    for point in points:
        own = point.place in names and point.series == names[point.place]
        if not own or not point.period_kind or merged_after(point.place, point.period_end):
            continue
        parts = by_period[period_of_point(point)]
        if point.value is not None or point.place not in parts:
            parts[point.place or ""] = point
    for parts in by_period.values():
        lacking = [name for each, name in names.items() if each not in parts or parts[each].value is None]
        first = next(iter(parts.values()))
        values = [point.value for point in parts.values() if point.value is not None]
        pages = joined(*(_summed(name, parts[each]) for each, name in names.items() if _has_value(parts.get(each))))
        yield Point(
            place=place,
            period=first.period,
            period_kind=first.period_kind,
            period_start=first.period_start,
            period_end=first.period_end,
            basis=first.basis,
            series=" + ".join(names.values()),
            unit=first.unit,
            mark=NO_VALUE if lacking else SUM,
            value=None if lacking else _without_noise(fsum(values), values),
            value_kind=None if lacking else "number",
            note=note(NO_VALUE_OF, provinces=", ".join(lacking)) if lacking else pages,
        )


def _has_value(part: Point | None) -> bool:
    return part is not None and part.value is not None


def _summed(province: str, part: Point) -> Note:
    return note(SUMMED, province=province, said=_said(part), file=part.file_name, page=part.page)


def _said(part: Point) -> str:
    """The number as printed; of several that of the latest report, which is said."""
    return f"{part.value_raw}, {part.mark}" if part.mark else str(part.value_raw)
