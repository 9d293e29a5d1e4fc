"""Periods as a person writes them: ``2023``, ``2023-H1``, ``2023-06``, ``2023-06-30``, ``30/6/2023``."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from extractor.errors import UsageError

_MONTHS = {
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12), "9M": (1, 9), "Y": (1, 12),
    **{f"M{month:02}": (month, month) for month in range(1, 13)},
    **{f"{month:02}": (month, month) for month in range(1, 13)},
}  # fmt: skip
_YEAR_AND_PART = re.compile(r"(\d{4})(?:-(\w{1,3}))?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PRINTED_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, ISO."""

    first: str
    last: str


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
            first, last = _MONTHS[part]
            last_day = calendar.monthrange(year, last)[1]
            return Span(date(year, first, 1).isoformat(), date(year, last, last_day).isoformat())
    except (KeyError, ValueError):
        pass
    raise UsageError(f"{text!r} is no period", "Write 2023, 2023-H1, 2023-Q3, 2023-9M, 2023-06 or 2023-06-30.")


def period_name(kind: str | None, start: str | None, label: str | None) -> str:
    """A short name that sorts by time: ``2024-H1``, the year alone for ``Y``, the printed words for other spans."""
    if not kind or not start:
        return label or ""
    if kind == "Y":
        return start[:4]
    return f"{start[:4]}-{kind}" if kind in _MONTHS else label or f"{start[:4]}–"


def _one_day(year: int, month: int, day: int) -> Span:
    written = date(year, month, day).isoformat()
    return Span(written, written)
