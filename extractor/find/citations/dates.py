"""Reads the date of issue beside a number; days come before months, and impossible dates are told, not repaired."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

from patterns.days import MONTHS, full_year, iso_day

# Four digits of a year or five, of which one is a misprint that is told; two digits only with signs between, as ``5
# tháng 11 25`` is no date.
_DAY = (
    r"(?:(?P<d>\d{1,2}) ?[/.-] ?(?P<m>\d{1,2}) ?[/.-] ?(?P<y>\d{4,5}|\d\d)(?!\d)"
    r"|(?P<d>\d{1,2})(?: ?tháng ?| ?/ ?)(?P<m>\d{1,2}),? ?(?:năm|/|-)? ?(?P<y>\d{4,5})(?!\d))"
)
_MONTHS = {month.casefold(): number for number, month in enumerate(MONTHS, 1)}
_MONTH = f"(?P<month>{'|'.join(_MONTHS)})"
_ENGLISH = rf"(?:{_MONTH} (?P<d>\d{{1,2}}),? (?P<y>\d{{4}})|(?P<d>\d{{1,2}}) {_MONTH},? (?P<y>\d{{4}}))(?!\d)"
_YEAR = r"(?:19|20)\d\d"
# What stands for a day or month that is filled in by hand: ``ngày …/…/2024``.
_BLANKS = r"[ .…_/]*"
# A day, an English day, a day left blank, the same day, and a year alone, which only qualifies what it stands behind.
_FORMS_AFTER = (
    rf" ?(?:[,(] ?)?(?:(?P<verb>(?:được )?(?:ký|ban hành|thông qua) )?(?:cùng )?(?:ngày|Ngày|ngay) ?|(?<=[ ,(])){_DAY}",
    rf"(?: |, ?)(?:[Dd]ated|of) (?i:{_ENGLISH})",
    rf"(?: |, ?)ngày{_BLANKS}(?:tháng{_BLANKS}\d{{0,2}}{_BLANKS})?năm (?P<open>{_YEAR})(?!\d)",
    r"(?: |, ?)(?P<same>cùng ngày)",
    rf" năm (?P<year>{_YEAR})(?![\d/-])",
)
_AFTER = regex.compile("|".join(_FORMS_AFTER))
# Characters of a date behind a number with the words before it (, được ban hành cùng ngày 05 tháng 11 năm 2025)
_REACH = 60
_BEFORE = regex.compile(rf"[Nn]gày {_DAY},? ")


class PrintedDate(NamedTuple):
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
    found = _AFTER.match(text, at, at + _REACH)
    if not found:
        return None
    verb, d, m, y, month, open_year, same, year = found.groups()
    if same:
        return PrintedDate(found.end(), None, None, same=True)
    if year:
        return PrintedDate(found.end(), None, int(year), source="qualifier")
    if open_year:
        return PrintedDate(found.end(), None, int(open_year))
    iso, full, error = check_day(d, str(_MONTHS[month.casefold()]) if month else m, y)
    return PrintedDate(found.end(), iso, full, error=error, outside=bool(verb), english=bool(month))


def date_before(text: str, start: int, end: int) -> PrintedDate | None:
    """The last date before a citation in its sentence: ``Ngày 05/11/2025, Sở Nội vụ ban hành``.

    ``text`` is in normal form; the date is looked for from ``start`` to ``end``, where the citation begins. None where
    a sentence or an item ends between.
    """
    last = max(_BEFORE.finditer(text, start, end), key=lambda found: found.start(), default=None)
    if last is None or regex.search(r"[.;] ", text[last.end() : end]):
        return None
    iso, year, error = check_day(last["d"], last["m"], last["y"])
    return PrintedDate(last.end(), iso, year, error=error, outside=True)


@lru_cache(maxsize=4096)
def check_day(day: str, month: str, year: str) -> tuple[str | None, int | None, str | None]:
    """ISO day, usable year and what is impossible: ``('29', '18', '2018')`` → ``(None, 2018, 'month 18')``.

    ``day``, ``month`` and ``year`` are digits as printed; a year of two digits is completed (``patterns.days``).
    """
    full = full_year(year)
    if full is None:
        return None, None, f"year {year}"
    if iso := iso_day(full, int(month), int(day)):
        return iso, full, None
    return None, full, f"day {int(day)} of month {int(month)}" if 1 <= int(month) <= 12 else f"month {int(month)}"
