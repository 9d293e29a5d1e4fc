"""Where values and days lie in a chart: ranges, steps of values, names under the axis of time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

# About so many values are named on an axis.
STEPS = 5
# Between the middles of two names under the axis of time: "30/6/2024" and "6 tháng đầu" are some 58 across.
NEAREST = 62
# Space before the first day and behind the last: a sign of a value must not stand on the frame.
LEAST_MARGIN, MARGIN = 20, 0.04

# The lines of a name under the axis of time.
Name = tuple[str, ...]


def value_range(values: Sequence[float]) -> tuple[float, float]:
    """From 0, unless all values lie in a small part of what that would show."""
    low, high = min(values), max(values)
    if low > 0 and high - low < high / 4:
        room = (high - low) / 5 or high / 100
        return low - room, high
    return min(0.0, low), max(0.0, high)


def value_steps(low: float, high: float) -> list[float]:
    """Round values at equal steps (1, 2 or 5 times a power of ten) from at or below ``low`` to at or above ``high``."""
    rough = (high - low) / STEPS or 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [float(f"{number * step:.12g}") for number in range(first, max(first + 1, last) + 1)]


def day_range(days: Iterable[str]) -> tuple[str, str]:
    """The first and last day of the axis of time, with space around the days that are drawn."""
    shown = sorted(date.fromisoformat(day) for day in days)
    margin = timedelta(days=max(LEAST_MARGIN, round((shown[-1] - shown[0]).days * MARGIN)))
    return (shown[0] - margin).isoformat(), (shown[-1] + margin).isoformat()


def names_under(
    names: Mapping[str, tuple[str, ...]], span: tuple[str, str], width: float
) -> dict[str, tuple[str, ...]]:
    """The days that have a name under the axis: all where they fit, else the last of each year, of each second year …

    ``names`` maps days to lines of text, ``span`` is first and last day of the axis, ``width`` its length.
    """
    days = sorted(names)
    per_day = width / max(1, _number(span[1]) - _number(span[0]))
    last_of_year = list({day[:4]: day for day in days}.values())
    rounds = [days, last_of_year, *([day for day in last_of_year if int(day[:4]) % n == 0] for n in (2, 5, 10, 20, 50))]
    for kept in rounds:
        if all((_number(later) - _number(day)) * per_day >= NEAREST for day, later in pairwise(kept)):
            return {day: names[day] for day in kept}
    return {day: names[day] for day in days[-1:]}


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()
