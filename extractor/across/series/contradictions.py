"""What the reports of one office contradict: figures that count from January on and fall, and figures restated.

Only figures of forms are compared: what a sentence counts, and over which time, is not sure enough. Both are
suspicions: earlier reports get corrected, and some offices count the quarter where others count from January on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.across.rows import CheckRow
from extractor.audit.checks import PERIOD, RESTATED, SUSPICION
from patterns.figures.measures import COUNT, converted, measure

# From so many figures, and so large a share of those that can be compared, on, two reports differ as a whole, one being
# a draft or of another office: one finding says so, not one for each figure (test_corpus_series.py).
MANY, MOST = 6, 1 / 3

# How sure such findings are: a figure that falls may be a level after all, one restated is at least the same row. An
# order, measured on nothing.
SURE_OF_FALL, SURE_OF_RESTATED, SURE_OF_WHOLE = 0.5, 0.6, 0.4

# How many figures the explanation of a finding about a whole report names; ``figure_ids`` has them all.
SHOWN = 5

# What an indicator may count that cannot fall within a year; levels, such as staff, may.
_GROWING = frozenset({"flow", "cumulative"})


class Report(NamedTuple):
    """A report of a period; ``office`` and ``family`` say with which others it can be compared."""

    id: str
    office: str
    family: str | None
    period_start: str
    period_end: str
    issued_on: str | None
    file_name: str


class Value(NamedTuple):
    """A figure of a form, with the indicator that it belongs to."""

    id: str
    document_id: str
    indicator_id: str
    value: float
    unit: str | None
    raw: str
    page: int
    confidence: float


class Counted(NamedTuple):
    """What is known of an indicator: its name, unit, and ``flow``, ``level`` or ``cumulative``."""

    name: str
    unit: str | None
    time: str | None


class _Pair(NamedTuple):
    """One indicator in two reports with two values, both in the unit of the earlier."""

    name: str
    before: Value
    now: Value
    value: float


Values = Mapping[str, Mapping[str, Value]]
"""Of each report the value of each indicator."""


def value_of_each(values: Iterable[Value]) -> dict[str, Value]:
    """The one value of each indicator in a report; those that a report prints with several values are left out."""
    found: dict[str, Value] = {}
    torn = set()
    # Two values of one indicator mean that its label was printed for two things: neither can be compared.
    for value in values:
        known = found.setdefault(value.indicator_id, value)
        if known.value != value.value:
            torn.add(value.indicator_id)
    return {indicator: value for indicator, value in found.items() if indicator not in torn}


def comparable(reports: Iterable[Report]) -> list[list[Report]]:
    """The reports of each office, family and year that has more than one, in the order of their periods and issue."""
    groups: dict[tuple[str, str, str], list[Report]] = defaultdict(list)
    for report in reports:
        groups[report.office, report.family or "", report.period_start[:4]].append(report)
    return [
        sorted(group, key=lambda each: (each.period_end, each.period_start, each.issued_on or "", each.id))
        for _, group in sorted(groups.items())
        if len(group) > 1
    ]


def series_checks(reports: Sequence[Report], values: Values, indicators: Mapping[str, Counted]) -> Iterator[CheckRow]:
    """The findings over the ``reports`` of one office and year, in the order of ``comparable``.

    ``values`` are those of each report by its id, ``indicators`` what is known of them by theirs.
    """
    periods: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in reports:
        periods[report.period_start, report.period_end].append(report)
    for same in periods.values():
        for before, now in pairwise(same):
            pairs = _pairs(before, now, values, indicators)
            differing = [pair for pair in pairs if pair.value != pair.before.value]
            yield from _told(before, now, differing, len(pairs), RESTATED)
    # Each report against the one before, not against the first: an office that restates a figure contradicts itself
    # once.
    january = f"{reports[0].period_start[:4]}-01-01"
    latest = [same[-1] for (start, _), same in periods.items() if start == january]
    for before, now in pairwise(latest):
        pairs = [pair for pair in _pairs(before, now, values, indicators) if _grows(pair, indicators)]
        falling = [pair for pair in pairs if pair.value < pair.before.value]
        yield from _told(before, now, falling, len(pairs), PERIOD)


def _pairs(before: Report, now: Report, values: Values, indicators: Mapping[str, Counted]) -> list[_Pair]:
    earlier, later = values.get(before.id, {}), values.get(now.id, {})
    return [
        _Pair(name=indicators[indicator].name, before=earlier[indicator], now=value, value=given)
        for indicator, value in later.items()
        if indicator in earlier and (given := converted(value.value, value.unit, earlier[indicator].unit)) is not None
    ]


def _grows(pair: _Pair, indicators: Mapping[str, Counted]) -> bool:
    """Whether the indicator is counted from January on, so that it cannot fall: no level, no rate, no code."""
    known = indicators[pair.now.indicator_id]
    counted = measure(pair.now.unit or known.unit)
    return known.time in _GROWING and (counted is None or counted.kind in (COUNT, "money", "time"))


def _told(before: Report, now: Report, pairs: Sequence[_Pair], compared: int, kind: str) -> Iterator[CheckRow]:
    """One finding for each pair, or one for all where most of the figures differ."""
    if len(pairs) >= MANY and len(pairs) >= MOST * compared:
        yield _as_a_whole(before, now, pairs, compared, kind)
        return
    for pair in pairs:
        yield _of_pair(before, now, pair, kind)


def _of_pair(before: Report, now: Report, pair: _Pair, kind: str) -> CheckRow:
    if kind == PERIOD:
        statement = f"{pair.name} does not fall between {_span(before)} and {_span(now)}"
        sure = SURE_OF_FALL
    else:
        statement = f"{pair.name} of {_span(now)} is the same in both reports of that period"
        sure = SURE_OF_RESTATED
    explanation = f"{pair.before.raw} in {before.file_name} page {pair.before.page}, {pair.now.raw} here"
    return _suspicion(now, [pair], kind, statement, explanation)._replace(
        expected=pair.before.value,
        actual=pair.value,
        difference=float(f"{pair.value - pair.before.value:.12g}"),
        confidence=round(sure * min(pair.now.confidence, pair.before.confidence), 3),
    )


def _as_a_whole(before: Report, now: Report, pairs: Sequence[_Pair], compared: int, kind: str) -> CheckRow:
    count = f"{len(pairs)} of the {compared} figures that can be compared"
    statement, reason = (
        (f"what is counted from January on does not fall between {_span(before)} and {_span(now)}",
         "one of the two may count a shorter time")
        if kind == PERIOD
        else (f"the two reports of {_span(now)} have the same figures", "one may be a draft, or of another office")
    )  # fmt: skip
    shown = "; ".join(f"{pair.name} {pair.before.raw} → {pair.now.raw}" for pair in pairs[:SHOWN])
    explanation = f"{count} differ from {before.file_name}: {shown} …; {reason}"
    return _suspicion(now, pairs, kind, statement, explanation)._replace(confidence=SURE_OF_WHOLE)


def _suspicion(now: Report, pairs: Sequence[_Pair], kind: str, statement: str, explanation: str) -> CheckRow:
    page = min(pair.now.page for pair in pairs)
    figures = tuple(figure for pair in pairs for figure in (pair.now.id, pair.before.id))
    return CheckRow(
        document_id=now.id,
        instrument_id=None,
        kind=kind,
        statement=statement,
        severity=SUSPICION,
        page=page,
        explanation=explanation,
        figure_ids=figures,
    )


def _span(report: Report) -> str:
    return f"{report.period_start} to {report.period_end}"
