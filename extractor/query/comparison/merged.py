"""Sums of provinces that are one since 1 July 2025, of the time before: what the new one is held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.query.comparison.changes import period_of_point
from extractor.query.comparison.places import members, merged_after, province_name, successor
from extractor.query.comparison.points import NO_VALUE, SUM, Point
from extractor.query.indicators import Indicator
from extractor.query.periods import Period
from patterns.measures import CODE, RATE, measure


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """What cannot be summed, in words."""


def merged_sums(indicator: Indicator, points: Sequence[Point]) -> list[Point]:
    """For each province that was merged from others a series of their sums, of the periods before the merger.

    Where one of them has no value there is a gap that says which. Raises ``Refusal`` for what has no sum.
    """
    known = measure(indicator.unit)
    if known and known.kind in (RATE, CODE):
        told = (
            "a rate of several provinces is not the sum of their rates" if known.kind == RATE else "codes have no sum"
        )
        also = f"; compare {indicator.numerator} and {indicator.denominator}" if indicator.numerator else ""
        raise Refusal(f"--merged: {told}{also}.")
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
        pages = "; ".join(
            f"{names[each]}: {_said(parts[each])} ({parts[each].file_name}, page {parts[each].page})"
            for each in names
            if each in parts and parts[each].value is not None
        )
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
            value=None if lacking else float(f"{sum(values):.12g}"),
            value_kind=None if lacking else "number",
            note=f"no value of {', '.join(lacking)}" if lacking else pages,
        )


def _said(part: Point) -> str:
    """The number as printed; of several that of the latest report, which is said."""
    return f"{part.value_raw}, {part.mark}" if part.mark else str(part.value_raw)
