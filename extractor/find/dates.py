"""Finds dates and named periods in running text, in all printed forms, with precision and role.

Days stand in the order day, month, year. A date that cannot be (31/4, month 18) is kept with its print, without
``first`` and ``last``. Named periods come from the registry ``periods``, roles from ``date_roles``.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from extractor.find.normal import Normal, normalise
from extractor.model.facts import Date
from patterns.days import MONTHS, full_year, iso_day
from patterns.loader import holds, load, needed
from patterns.periods import Phrase, days_of_first, find_phrases, period_words
from patterns.spelling import in_lower_case

_DASH = r"\-"
# Blanks within a date: justified lines and OCR set more than one. One and twelve find the same on the sample pages.
_B = r"\s{0,4}"
_LONG = regex.compile(
    rf"(?<!\d)(?<day>\d{{1,2}}){_B}tháng{_B}(?<month>\d{{1,2}}){_B},?{_B}năm{_B}(?<year>\d{{4,5}})(?!\d)",
    regex.IGNORECASE,
)
_NUMERIC = regex.compile(
    rf"(?<![\d/.,{_DASH}])(?<day>\d{{1,2}})(?<gap>{_B})(?<sign>[/.{_DASH}]){_B}(?<month>\d{{1,2}}){_B}[/.{_DASH}]"
    rf"{_B}(?<year>\d{{4,5}})(?![\d/]|[.,{_DASH}]\w)"
)
_DAY_NUMBER = regex.compile(rf"(?r)\d{{1,2}}{_B}")
_SHORT_YEAR = regex.compile(
    rf"ngày{_B}(?<day>\d{{1,2}}){_B}[/.{_DASH}]{_B}(?<month>\d{{1,2}}){_B}[/.{_DASH}]{_B}(?<year>\d{{2}})(?![\w/]|[.,]\d)",
    regex.IGNORECASE,
)
_NO_YEAR = regex.compile(
    rf"ngày{_B}(?<day>\d{{1,2}}){_B}(?:tháng|[/{_DASH}]){_B}(?<month>\d{{1,2}})(?!\d|{_B}[/.{_DASH}]{_B}\d|{_B},?{_B}năm{_B}\d)",
    regex.IGNORECASE,
)
# A day whose two digits a scan sets apart ("ngày 1 1/9/2017"); three and four of them are no day.
_SPLIT_DAY = regex.compile(
    rf"ngày {{1,4}}(?<day>[0-3] \d){_B}[/.{_DASH}]{_B}(?<month>\d{{1,2}}){_B}[/.{_DASH}]{_B}(?<year>\d{{4}})(?!\d)",
    regex.IGNORECASE,
)
# A span of days of one year that is not printed: "(từ ngày 14/8 đến 10/9)".
_DAYS_WITHOUT_YEAR = regex.compile(
    rf"(?<=từ\s)ngày{_B}(?<day>\d{{1,2}})[/.](?<month>\d{{1,2}}){_B}(?:đến|đên|[{_DASH}]){_B}(?:hết{_B})?(?:ngày{_B})?"
    r"(?<last_day>\d{1,2})[/.](?<last_month>\d{1,2})(?![/.-]?\d)",
    regex.IGNORECASE,
)
# What a form leaves open for the day and the month: "ngày ..... tháng ..... năm 2024". Eight and sixty find the same on
# the sample pages.
_BLANK = r"[\s._…]{0,24}"
_BLANK_LONG = regex.compile(
    rf"ngày{_BLANK}(?<day>\d{{1,2}})?{_BLANK}tháng{_BLANK}(?<month>\d{{1,2}})?{_BLANK}năm{_B}(?<year>\d{{4}})(?!\d)",
    regex.IGNORECASE,
)
_BLANK_NUMERIC = regex.compile(
    rf"ngày{_BLANK}(?<day>\d{{1,2}})?{_BLANK}/{_BLANK}(?<month>\d{{1,2}})?{_BLANK}/{_B}(?<year>\d{{4}})(?!\d)",
    regex.IGNORECASE,
)
_ISO = regex.compile(r"(?<![\d/.,-])(?<year>(?:19|20)\d\d)-(?<month>0\d|1[0-2])-(?<day>[0-3]\d)(?![\d-])")
_NAMES = "|".join(MONTHS)
_TH = "(?:st|nd|rd|th)?"
_ENGLISH = regex.compile(
    rf"\b(?:(?<name>{_NAMES})\s(?<day>\d{{1,2}}){_TH}|(?<day>\d{{1,2}}){_TH}\s(?<name>{_NAMES})),?\s(?<year>\d{{4}})\b"
)
_JOIN = regex.compile(rf"{_B}(?:(?<word>(?:đến|đên)(?:\s(?:hết|cuối))?)|[{_DASH}]){_B}", regex.IGNORECASE)
_FROM = regex.compile(r"(?<!\w)từ\s{0,4}$", regex.IGNORECASE)
# Letters before a date in which its role may stand (tính đến hết ngày, có hiệu lực kể từ ngày). Half and twice as many
# find the same on the sample pages.
_LOOK_BACK = 60
# How sure a date is: a named period may be part of a name; a day without a year has that of the document by the
# reader's knowledge only; a day that no calendar has says something, but not when
_CERTAIN, _PERIOD, _NO_YEAR_PRINTED, _IMPOSSIBLE = 1.0, 0.95, 0.5, 0.2


def find_dates(text: str) -> tuple[Date, ...]:
    """All dates and named periods of a text, in order, without overlaps; offsets index the given text.

    ``first``/``last`` are None where the date is impossible (confidence .2) or its year is not printed (.5).
    """
    normal = normalise(text)
    return in_source(text, normal, dates_in(normal.text))


def in_source(text: str, normal: Normal, dates: Iterable[Date]) -> tuple[Date, ...]:
    """Dates with the print and the offsets of the text as it was read.

    ``text`` is that text and ``normal`` its normal form, whose offsets ``dates`` have, in order.
    """
    found = []
    for date in dates:
        start, end = normal.start(date.start), normal.end(date.end)
        printed = text[start:end]
        if start != date.start or printed != date.raw:
            date = changed(date, " ".join(printed.split()), start, end, date.role)
        found.append(date)
    return tuple(found)


def dates_in(text: str) -> tuple[Date, ...]:
    """All dates and named periods of a text in normal form, as ``find_dates`` returns them."""
    found = list(_candidates(text))
    if not found:
        return ()
    kept: list[Date] = []
    for candidate in sorted(found, key=_by_place):
        if kept and candidate.start < kept[-1].end:
            continue
        date = candidate.date(text)
        joined = _joined(text, kept[-1], date) if kept else None
        if joined:
            kept[-1] = joined
        else:
            kept.append(date)
    return tuple(_with_role(text, date) for date in kept)


def days_of(date: Date, year: int | None) -> tuple[str | None, str | None]:
    """First and last day of a date; where its year is not printed those in ``year``, if that is known."""
    if date.last or not year:
        return date.first, date.last
    if date.method == "date.period":
        return days_of_first(date.raw, year)
    if date.method == "date.no-year" and (day := _NO_YEAR.search(date.raw)):
        iso = iso_day(year, int(day["month"]), int(day["day"]))
        return iso, iso
    if date.method == "date.days-no-year" and (days := _DAYS_WITHOUT_YEAR.search(f"từ {date.raw}")):
        first = iso_day(year, int(days["month"]), int(days["day"]))
        last = iso_day(year, int(days["last_month"]), int(days["last_day"]))
        return (first, last) if first and last and first <= last else (None, None)
    return None, None


def changed(date: Date, raw: str, start: int, end: int, role: str | None) -> Date:
    """The date with other ``raw``, ``start``, ``end`` and ``role``, as ``dataclasses.replace`` makes it.

    ``date`` is the one that is changed; ``role`` is None for none. It takes a third of the time of ``replace``.
    """
    return Date(
        raw=raw,
        start=start,
        end=end,
        first=date.first,
        last=date.last,
        precision=date.precision,
        role=role,
        method=date.method,
        confidence=date.confidence,
    )


class _Candidate(NamedTuple):
    """A print that is read only where no candidate before it, or a longer one at its place, takes it."""

    start: int
    end: int
    method: str
    match: regex.Match[str] | Phrase
    read: Callable[[regex.Match[str]], tuple[str | None, str | None, str]] | None = None

    def date(self, text: str) -> Date:
        """The date without its role."""
        if self.read is None or isinstance(self.match, Phrase):
            return _named_period(text, self.match)
        first, last, precision = self.read(self.match)
        is_open = self.method in ("date.no-year", "date.days-no-year")
        confidence = _CERTAIN if first else _NO_YEAR_PRINTED if is_open else _IMPOSSIBLE
        raw = text[self.start : self.end]
        return Date(
            raw=raw,
            start=self.start,
            end=self.end,
            first=first,
            last=last,
            precision=precision,
            role=None,
            method=self.method,
            confidence=confidence,
        )


def _by_place(candidate: _Candidate) -> tuple[int, int]:
    return candidate.start, -candidate.end


def _candidates(text: str) -> Iterator[_Candidate]:
    lowered = in_lower_case(text)
    taken = set()
    for candidate in _from_digits(text, lowered):
        taken.add(candidate.start)
        yield candidate
    at = lowered.find(_DAY)
    while at >= 0:
        if at not in taken and lowered[at + len(_DAY) : at + _REACH].lstrip(_OPEN)[:1] in _BEHIND_DAY:
            for method, pattern, read in _FROM_DAY_WORD:
                if match := pattern.match(text, at):
                    yield _Candidate(at, match.end(), method, match, read)
        at = lowered.find(_DAY, at + 1)
    if holds(lowered, period_words()):
        for phrase in find_phrases(text, lowered):
            if phrase.kind != "day":
                yield _Candidate(phrase.start, phrase.end, "date.period", phrase)


def _from_digits(text: str, lowered: str) -> Iterator[_Candidate]:
    """Candidates that begin with a digit or a name of a month; a word ``ngày`` before a digit belongs to the date."""
    at = lowered.find(_MONTH)
    while at >= 0:
        day = _DAY_NUMBER.match(text, 0, at)
        if day and (match := _LONG.match(text, day.start())):
            yield _Candidate(_with_day_word(lowered, match.start()), match.end(), "date.long", match, _day)
        at = lowered.find(_MONTH, at + 1)
    if numbers := _THREE_NUMBERS.search(text):
        for match in _NUMERIC.finditer(text, max(0, numbers.start() - 1)):
            yield _Candidate(_with_day_word(lowered, match.start()), match.end(), "date.numeric", match, _day)
    if "-0" in text or "-1" in text:
        for match in _ISO.finditer(text):
            yield _Candidate(match.start(), match.end(), "date.iso", match, _day)
    if _MONTH_PARTS.search(text):
        for match in _ENGLISH.finditer(text):
            yield _Candidate(match.start(), match.end(), "date.english", match, _english_day)


def _with_day_word(lowered: str, start: int) -> int:
    """Where the word ``ngày`` before an offset begins, or the offset itself."""
    before = lowered[max(0, start - len(_DAY) - 4) : start].rstrip()
    if not before.endswith(_DAY):
        return start
    return lowered.rfind(_DAY, 0, start)


def _named_period(text: str, phrase: Phrase) -> Date:
    first, last = phrase.days(phrase.year) if phrase.year else (None, None)
    return Date(
        raw=text[phrase.start : phrase.end],
        start=phrase.start,
        end=phrase.end,
        first=first,
        last=last,
        precision={"M": "month", "Q": "quarter", "Y": "year"}.get(phrase.kind[:1], "range"),
        role=None if phrase.kind in ("Y", "multi") else "period",
        method="date.period",
        confidence=_PERIOD if phrase.year else _NO_YEAR_PRINTED,
    )


def _day(match: regex.Match[str]) -> tuple[str | None, str | None, str]:
    iso = _printed_day(*match.group("day", "month", "year"))
    return iso, iso, "day"


@lru_cache(maxsize=4096)
def _printed_day(day: str, month: str, year: str) -> str | None:
    return _iso(year, int(month), int(day))


def _english_day(match: regex.Match[str]) -> tuple[str | None, str | None, str]:
    iso = _iso(match["year"], MONTHS.index(match["name"]) + 1, int(match["day"]))
    return iso, iso, "day"


def _day_without_year(match: regex.Match[str]) -> tuple[str | None, str | None, str]:
    return None, None, "day"


def _split_day(match: regex.Match[str]) -> tuple[str | None, str | None, str]:
    iso = _iso(match["year"], int(match["month"]), int(match["day"].replace(" ", "")))
    return iso, iso, "day"


def _days_without_year(match: regex.Match[str]) -> tuple[str | None, str | None, str]:
    return None, None, "range"


def _partly_blank(match: regex.Match[str]) -> tuple[str | None, str | None, str]:
    year = int(match["year"])
    if not match["month"]:
        return f"{year:04}-01-01", f"{year:04}-12-31", "year"
    month = int(match["month"])
    if not 1 <= month <= 12:
        return None, None, "month"
    if match["day"]:
        return _day(match)
    return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}", "month"


_DAY, _MONTH = "ngày", "tháng"
# Parts of English names of months, so that a page without any is not searched for all of them.
_MONTH_PARTS = needed(("uary", "March", "April", "May", "June", "July", "August", "ember", "October"))
_THREE_NUMBERS = re.compile(rf"\d{_B}[/.{_DASH}]{_B}\d{{1,2}}{_B}[/.{_DASH}]{_B}\d")
# Method, pattern and reader of dates that begin with the word ``ngày``.
_FROM_DAY_WORD = (
    ("date.split-day", _SPLIT_DAY, _split_day),
    ("date.days-no-year", _DAYS_WITHOUT_YEAR, _days_without_year),
    ("date.short-year", _SHORT_YEAR, _day),
    ("date.no-year", _NO_YEAR, _day_without_year),
    ("date.blank", _BLANK_LONG, _partly_blank),
    ("date.blank", _BLANK_NUMERIC, _partly_blank),
)
# What may be left open behind that word, what stands behind it in any such date, and how far both reach: a sieve before
# four slow patterns. 16 and 64 letters find the same on the sample pages.
_OPEN, _BEHIND_DAY, _REACH = " ._…", frozenset("0123456789/tT"), 32


def _iso(printed_year: str, month: int, day: int) -> str | None:
    year = full_year(printed_year)
    return iso_day(year, month, day) if year else None


def _joined(text: str, left: Date, right: Date) -> Date | None:
    """``từ ngày X đến ngày Y`` and ``X - Y`` as one span; X may leave its year to Y."""
    if left.precision != right.precision or left.method == "date.joined":
        return None
    join = _JOIN.fullmatch(text, left.end, right.start)
    start = _FROM.search(text, max(0, left.start - 8), left.start) if join else None
    if not join or (join["word"] and not start):
        return None
    first = left.first or _with_year_of(left, right)
    if not first or not right.last or first > right.last:
        return None
    begin = start.start() if start else left.start
    span = text[begin : right.end]
    return Date(
        raw=span,
        start=begin,
        end=right.end,
        first=first,
        last=right.last,
        precision="range",
        role="period",
        method="date.joined",
        confidence=_PERIOD,
    )


def _with_year_of(left: Date, right: Date) -> str | None:
    days = _NO_YEAR.search(left.raw)
    return _iso(right.last[:4], int(days["month"]), int(days["day"])) if days and right.last else None


def _with_role(text: str, date: Date) -> Date:
    """The date with the role that the words before it give it, if any."""
    begins = max(0, date.start - _LOOK_BACK)
    words = text[begins : date.start].rsplit(None, 1)
    if words:
        last = words[-1].lower()
        for role, precisions, needs, pattern in _roles():
            if precisions and date.precision not in precisions:
                continue
            if holds(last, needs) and pattern.match(text, begins, date.start):
                return changed(date, date.raw, date.start, date.end, role)
    return date


@cache
def _roles() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...], regex.Pattern[str]], ...]:
    """Role, precisions, what the last word before holds, and the words before as a pattern."""
    return tuple(
        (
            entry["role"],
            tuple(entry.get("precision", ())),
            tuple(entry["needs"]),
            regex.compile(rf"(?r)(?<!\w)(?:{entry['before']})"),
        )
        for entry in load("date_roles")
    )
