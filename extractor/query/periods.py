"""Periods as a person writes them (``2023``, ``2023-H1``, ``2023-06-30``, ``30/6/2023``) and how they follow."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from extractor.errors import UsageError

# First and last month of each kind of period, in the order of points of a comparison: months, quarters, halves, nine
# months, years.
_KINDS = {
    **{f"M{month:02}": (month, month) for month in range(1, 13)},
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12), "9M": (1, 9), "Y": (1, 12),
}  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(_KINDS)}

# As people write them: 2023 and 2023-Q1, 2023-06-30, and 30/6/2023 as in the reports.
_YEAR_AND_PART = re.compile(r"(\d{4})(?:-(\w{1,3}))?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PRINTED_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


# How many periods of a kind a year has, by its letter; nine months have none that follows within the year.
_STEPS_OF_A_YEAR = {"M": 12, "Q": 4, "H": 2}


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, ISO."""

    first: str
    last: str


class Period(NamedTuple):
    """A period of reporting. ``kind`` as in ``documents.period_kind``, "" where it is none of these; days are ISO."""

    kind: str
    start: str
    end: str

    @property
    def year(self) -> int:
        return int(self.start[:4]) if self.start else 0

    @property
    def is_regular(self) -> bool:
        return self.kind in _KINDS

    def sort_key(self) -> tuple[int, str, str]:
        """Kinds from months to years, then time."""
        return rank_of(self.kind), self.end, self.start


def rank_of(kind: str) -> int:
    """The place of a kind of period in the order from months to years, spans of no kind last."""
    return _RANK.get(kind, len(_RANK))


@lru_cache(maxsize=1 << 12)
def period_of(kind: str, year: int) -> Period:
    """The period of this kind in a year."""
    first, last = _KINDS[kind]
    last_day = calendar.monthrange(year, last)[1]
    return Period(kind, date(year, first, 1).isoformat(), date(year, last, last_day).isoformat())


@lru_cache(maxsize=1 << 12)
def known_period(kind: str, start: str, end: str) -> Period:
    """The period of this ``kind`` with these days ``start`` and ``end``: one value, however many reports are of it."""
    return Period(kind, start, end)


def kind_between(start: str, end: str) -> str:
    """The kind of the period with these first and last days, "" for a span that is none."""
    if start[:4] != end[:4]:
        return ""
    return next((kind for kind in _KINDS if period_of(kind, int(start[:4])) == Period(kind, start, end)), "")


def is_since_january(period: Period) -> bool:
    """Whether a period begins on 1 January and ends within that year."""
    return period.start[4:] == "-01-01" and period.start[:4] == period.end[:4]


@lru_cache(maxsize=1 << 12)
def ending_on(day: str) -> Period | None:
    """The longest period of the year up to a day (year, nine months, half, quarter, month); None where none ends then.

    ``day`` is an ISO day.
    """
    year = int(day[:4])
    periods = (period_of(kind, year) for kind in ("Y", "9M", "H1", *_KINDS))
    return next((period for period in periods if period.end == day), None)


@lru_cache(maxsize=1 << 12)
def year_before(period: Period) -> Period | None:
    """The same period of the year before, None for a span without kind that does not begin on 1 January."""
    if period.is_regular:
        return period_of(period.kind, period.year - 1)
    if not is_since_january(period):
        return None
    start, end = f"{period.year - 1}{period.start[4:]}", f"{period.year - 1}{period.end[4:]}"
    month = int(end[5:7])
    # the end of February is another day in a leap year
    if month == 2 and int(period.end[8:]) >= 28:
        end = f"{end[:8]}{calendar.monthrange(period.year - 1, month)[1]}"
    return Period(period.kind, start, end)


@lru_cache(maxsize=1 << 12)
def before(period: Period) -> Period | None:
    """The period of the same length just before: the month, quarter or half; for nine months and years the year's."""
    if not period.is_regular:
        return None
    letter, steps = period.kind[0], _STEPS_OF_A_YEAR.get(period.kind[0])
    if steps is None:
        return year_before(period)
    number = int(period.kind[1:])
    year = period.year if number > 1 else period.year - 1
    number = number - 1 or steps
    return period_of(f"M{number:02}" if letter == "M" else f"{letter}{number}", year)


def parse_span(text: str) -> Span:
    """The days that a year, a month, a period of the contract (``2023-Q1``, ``2023-9M``) or a day covers.

    Raises ``UsageError`` for anything else and for a day that is not in the calendar.
    """
    written = text.strip()
    try:
        if day := _ISO_DAY.fullmatch(written):
            return _one_day(*map(int, day.groups()))
        if day := _PRINTED_DAY.fullmatch(written):
            return _one_day(*map(int, reversed(day.groups())))
        if found := _YEAR_AND_PART.fullmatch(written):
            year, part = int(found[1]), (found[2] or "Y").upper()
            covered = period_of(f"M{part}" if part.isdigit() else part, year)
            return Span(covered.start, covered.end)
    except (KeyError, ValueError):
        pass
    raise UsageError(f"{text!r} is no period", "Write 2023, 2023-H1, 2023-Q3, 2023-9M, 2023-06 or 2023-06-30.")


def span_between(first: str | None, last: str | None) -> Span | None:
    """From the first day of one period to the last day of another (see ``parse_span``); either may be open.

    Raises ``UsageError`` where the one begins after the other has ended.
    """
    if not first and not last:
        return None
    # Open ends are days before and behind any that a calendar of four digits has.
    begin = parse_span(first).first if first else "0000-01-01"
    end = parse_span(last).last if last else "9999-12-31"
    if begin > end:
        raise UsageError(f"{first} begins after {last} has ended", "Give the earlier period first.")
    return Span(begin, end)


def period_name(kind: str | None, start: str | None, label: str | None) -> str:
    """A short name that sorts by time: ``2024-H1``, the year alone for ``Y``, the printed words for other spans.

    ``kind`` and ``start`` (ISO) are those of the period, ``label`` its printed words; None where a report has none.
    """
    if not kind or not start:
        return label or ""
    if kind == "Y":
        return start[:4]
    return f"{start[:4]}-{kind}" if kind in _KINDS else label or f"{start[:4]}–"


def _one_day(year: int, month: int, day: int) -> Span:
    written = date(year, month, day).isoformat()
    return Span(written, written)
