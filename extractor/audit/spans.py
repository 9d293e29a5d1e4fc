"""Times as rows or columns: a quarter is the sum of its months, a year that of its quarters, wherever they stand.

Times alone do not say that the numbers come in over time: a rule made of them counts where the table keeps it, as any.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

# Rows or columns on either side of one that are tried as its parts: days of a year, or ten years of months. It bounds
# the work for a table of thousands of times (test_cost.py).
_FURTHEST = 400

# First and last day.
Span = tuple[str, str]


def made_up(at: int, spans: Mapping[int, Span]) -> Iterator[list[int]]:
    """The lists of places whose spans follow one another and together are that of the place ``at``.

    ``spans`` are those of all rows or columns by their places, in their order. Of several places of one span the
    nearest before and the nearest behind are tried, and long spans as well as short ones: a year is made of quarters
    and of months.
    """
    whole = spans.get(at)
    if whole is None:
        return
    found: list[list[int]] = []
    for is_behind in (False, True):
        within = _within(at, whole, spans, is_behind=is_behind)
        for shortest_first in (False, True):
            parts = _following(whole, within, shortest_first=shortest_first)
            if len(parts) > 1 and parts not in found:
                found.append(parts)
    yield from found


def _within(
    at: int, whole: Span, spans: Mapping[int, Span], *, is_behind: bool
) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Last day and place of the spans within ``whole`` by their first day; of one span the nearest place.

    ``at`` is the place of ``whole`` among ``spans``; where ``is_behind`` the places behind it come first.
    """
    nearest: dict[Span, int] = {}
    places = list(spans)
    near = slice(max(0, bisect_left(places, at - _FURTHEST)), bisect_left(places, at + _FURTHEST + 1))
    for place in places[near]:
        span = spans[place]
        if span == whole or span[0] < whole[0] or span[1] > whole[1]:
            continue
        known = nearest.get(span)
        if known is None or _distance(at, place, is_behind=is_behind) < _distance(at, known, is_behind=is_behind):
            nearest[span] = place
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (first, last), place in sorted(nearest.items()):
        found[first].append((last, place))
    return found


def _distance(at: int, place: int, *, is_behind: bool) -> tuple[bool, int]:
    return (place > at) != is_behind, abs(place - at)


def _following(whole: Span, within: Mapping[str, Sequence[tuple[str, int]]], *, shortest_first: bool) -> list[int]:
    """The places of spans that follow one another from the first to the last day of ``whole``; none where days are
    left out.

    ``within`` is as ``_within`` makes it; where ``shortest_first`` a year is taken to be made of months.
    """
    parts: list[int] = []
    first = whole[0]
    while first <= whole[1]:
        ends = within.get(first)
        if not ends:
            return []
        last, place = ends[0 if shortest_first else -1]
        parts.append(place)
        first = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    return parts
