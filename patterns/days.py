"""Days as they are printed: what two digits of a year stand for, and which days the calendar has.

It stands on the ground floor because citations, running text and the head of a document print days alike.
"""

from __future__ import annotations

import calendar

# English names; those of ``calendar`` depend on the locale of the process.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# Four digits outside are a number of an instrument, a measure or a misprint: reports speak of two centuries.
FIRST_YEAR, LAST_YEAR = 1900, 2099
# From here on two digits mean the last century: numbered instruments begin in 1945 (test_days.py). In reports at hand
# two digits are rare, and none lies near the bound: 82 stands for 1982, 08 and 12 for this century.
FIRST_OF_LAST_CENTURY = 45


def full_year(printed: str) -> int | None:
    """The year that two or four digits stand for; None for five digits and for years of other centuries."""
    if len(printed) > 4:
        return None
    year = int(printed)
    if len(printed) == 2:
        year += 1900 if year >= FIRST_OF_LAST_CENTURY else 2000
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def iso_day(year: int, month: int, day: int) -> str | None:
    """A ``day`` of a ``month`` and ``year`` in ISO form; None where the calendar has none such (31/4, month 18)."""
    exists = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{day:02}" if exists else None


def year_before(day: str | None, years: int = 1) -> str | None:
    """The ISO day so many years before; the last day of a month stays the last. None for None."""
    if day is None:
        return None
    year, month, number = int(day[:4]), int(day[5:7]), int(day[8:])
    was, becomes = calendar.monthrange(year, month)[1], calendar.monthrange(year - years, month)[1]
    return f"{year - years:04}-{month:02}-{becomes if number == was else min(number, becomes):02}"
