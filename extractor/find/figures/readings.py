"""Prints such as ``1,274 tỷ đồng`` that may mean two numbers: what adds up decides, else the habit of the document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from extractor.find.figures.links import Link
from extractor.find.figures.mentions import Reading
from extractor.find.figures.parts import COMPONENT, PART, SOME

# How far a printed rate may lie from the exact one in points: half a unit of one decimal, rounded; most have two. A
# tenth and ten times as much find the same on the sample pages.
_CLOSE = 0.0501

# Share of a sum by which floating point may miss it.
_SAME = 1e-6

# Kinds of links whose other figure may be what a rate is of.
_OF_A_WHOLE = ("numerator", PART, COMPONENT, SOME)


def settled(readings: Sequence[Reading], links: Sequence[Link]) -> tuple[list[float], frozenset[int]]:
    """The values of a sentence's numbers, and the indices of those with two readings that a sum or a rate proves.

    ``readings`` are the numbers of the sentence in order, with what else their print may mean; ``links`` index them.
    """
    values = [reading.value for reading in readings]
    proven: set[int] = set()
    if all(reading.other is None for reading in readings):
        return values, frozenset()
    for members, holds in _statements(links):
        open_ones = [at for at in members if readings[at].other is not None and at not in proven]
        for flipped in _choices(open_ones):
            tried = {at: readings[at].other if at in flipped else values[at] for at in members}
            if holds([float(tried[at] or 0) for at in members]):
                for at in open_ones:
                    values[at] = float(tried[at] or 0)
                proven.update(open_ones)
                break
    return values, frozenset(proven)


def _choices(open_ones: Sequence[int]) -> Iterator[frozenset[int]]:
    """Which of the numbers with two readings may take the other one: none, all, one, all but one."""
    # Not all choices, which double with each number: a document keeps to one habit, but for a slip.
    if not open_ones:
        return
    everything = frozenset(open_ones)
    yield frozenset()
    yield everything
    yield from (frozenset((at,)) for at in open_ones)
    yield from (everything - {at} for at in open_ones)


def _is_sum(values: Sequence[float]) -> bool:
    """Whether the first is the sum of the others, two at least."""
    return len(values) > 2 and abs(values[0] - sum(values[1:])) < _SAME * max(1.0, abs(values[0]))


def _is_rate(values: Sequence[float]) -> bool:
    """Whether the first is the rate of the second to the third."""
    rate, part, whole = values
    return whole > 0 and abs(100 * part / whole - rate) < _CLOSE


def _statements(links: Sequence[Link]) -> Iterator[tuple[list[int], Callable[[Sequence[float]], bool]]]:
    """Each whole with its parts, then each rate with its two counts."""
    parts: dict[int, list[int]] = {}
    tied = {link.at: link for link in links}
    for link in links:
        if link.kind in (PART, COMPONENT) and link.to is not None and link.to >= 0:
            parts.setdefault(link.to, []).append(link.at)
    yield from (([whole, *members], _is_sum) for whole, members in parts.items())
    for link in links:
        count = tied.get(link.to) if link.kind == "rate" and link.to is not None else None
        if count and link.to is not None and count.kind in _OF_A_WHOLE and count.to is not None and count.to >= 0:
            yield [link.at, link.to, count.to], _is_rate
