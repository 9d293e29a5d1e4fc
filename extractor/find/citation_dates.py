"""Reads the date of issue beside a number; days come before months, and impossible dates are told, not repaired."""

from __future__ import annotations

import calendar
from dataclasses import dataclass

import regex

_DAY = (
    r"(?:(?P<d>\d{1,2}) ?[/.-] ?(?P<m>\d{1,2}) ?[/.-] ?(?P<y>\d{4,5}|\d\d)(?!\d)"
    r"|(?P<d>\d{1,2})(?: ?tháng ?| ?/ ?)(?P<m>\d{1,2}),? ?(?:năm|/|-)? ?(?P<y>\d{4,5})(?!\d))"
)
_MONTHS = {month.casefold(): number for number, month in enumerate(calendar.month_name) if month}
_MONTH = f"(?P<month>{'|'.join(_MONTHS)})"
_ENGLISH = rf"(?:{_MONTH} (?P<d>\d{{1,2}}),? (?P<y>\d{{4}})|(?P<d>\d{{1,2}}) {_MONTH},? (?P<y>\d{{4}}))(?!\d)"
_YEAR = r"(?:19|20)\d\d"
_BLANKS = r"[ .…_/]*"
_FORMS_AFTER = (
    rf" ?(?:[,(] ?)?(?:(?P<verb>(?:được )?(?:ký|ban hành|thông qua) )?(?:cùng )?(?:ngày|Ngày|ngay) ?|(?<=[ ,(])){_DAY}",
    rf"(?: |, ?)(?:[Dd]ated|of) (?i:{_ENGLISH})",
    rf"(?: |, ?)ngày{_BLANKS}(?:tháng{_BLANKS}\d{{0,2}}{_BLANKS})?năm (?P<open>{_YEAR})(?!\d)",
    r"(?: |, ?)(?P<same>cùng ngày)",
    rf" năm (?P<year>{_YEAR})(?![\d/-])",
)
_AFTER = regex.compile("|".join(_FORMS_AFTER))
_BEFORE = regex.compile(rf"[Nn]gày {_DAY},? ")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed and what it says. ``source`` is ``date`` or ``qualifier`` (a year alone).

    ``outside`` where it is reached through a verb and stands beside the citation, ``same`` for ``cùng ngày``.
    """

    end: int
    iso: str | None
    year: int | None
    source: str = "date"
    error: str | None = None
    outside: bool = False
    same: bool = False
    english: bool = False


def date_after(text: str, at: int) -> PrintedDate | None:
    """The date or year that follows at an offset, with or without ``ngày`` or a comma before it."""
    found = _AFTER.match(text, at, at + 60)
    if not found:
        return None
    if found["same"]:
        return PrintedDate(found.end(), None, None, same=True)
    if found["year"]:
        return PrintedDate(found.end(), None, int(found["year"]), source="qualifier")
    if found["open"]:
        return PrintedDate(found.end(), None, int(found["open"]))
    month = str(_MONTHS[found["month"].casefold()]) if found["month"] else found["m"]
    iso, year, error = check_day(found["d"], month, found["y"])
    return PrintedDate(found.end(), iso, year, error=error, outside=bool(found["verb"]), english=bool(found["month"]))


def date_before(text: str, start: int, end: int) -> PrintedDate | None:
    """The last date of a stretch that leads to a citation: ``Ngày 05/11/2025, Sở Nội vụ ban hành``."""
    last = max(_BEFORE.finditer(text, start, end), key=lambda found: found.start(), default=None)
    if last is None or regex.search(r"[.;] ", text[last.end() : end]):
        return None
    iso, year, error = check_day(last["d"], last["m"], last["y"])
    return PrintedDate(last.end(), iso, year, error=error, outside=True)


def _days_of(month: int, year: int) -> int:
    return 28 + calendar.isleap(year) if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def check_day(day: str, month: str, year: str) -> tuple[str | None, int | None, str | None]:
    """ISO day, usable year and what is impossible: ``('29', '18', '2018')`` → ``(None, 2018, 'month 18')``."""
    if len(year) == 5:
        return None, None, f"year {year}"
    full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 45 else 2000)
    if not 1900 <= full <= 2099:
        return None, None, f"year {year}"
    if not 1 <= int(month) <= 12:
        return None, full, f"month {int(month)}"
    if not 1 <= int(day) <= _days_of(int(month), full):
        return None, full, f"day {int(day)} of month {int(month)}"
    return f"{full:04d}-{int(month):02d}-{int(day):02d}", full, None
