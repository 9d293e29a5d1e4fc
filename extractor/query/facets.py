"""Facets of a list, with true counts: how many rows a choice would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """``total`` rows are chosen; ``facets`` has value → rows for each facet, in the order that was given."""

    total: int
    facets: tuple[Counter[Hashable], ...]


def count_facets(rows: Iterable[tuple[Sequence[Hashable], int]], chosen: Sequence[frozenset[Hashable]]) -> Counts:
    """Counts rows by facet.

    ``rows`` are values, one a facet, and how many rows of the list have them; ``chosen`` are the values that are
    wanted of each facet, none for any. A facet counts what the choices in the others leave, so that a reader sees
    what another value of the same facet would show.
    """
    total = 0
    facets: tuple[Counter[Hashable], ...] = tuple(Counter() for _ in chosen)
    for values, number in rows:
        missed = [place for place, wanted in enumerate(chosen) if wanted and values[place] not in wanted]
        if not missed:
            total += number
            for counter, value in zip(facets, values, strict=True):
                counter[value] += number
        elif len(missed) == 1:
            facets[missed[0]][values[missed[0]]] += number
    return Counts(total, facets)


def fits(values: Sequence[Hashable], chosen: Sequence[frozenset[Hashable]]) -> bool:
    """Whether a row with these ``values`` has one of the ``chosen`` of each facet."""
    return all(not wanted or value in wanted for value, wanted in zip(values, chosen, strict=True))
