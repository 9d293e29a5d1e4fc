"""Finds dates and named periods in running text, in all printed forms, with precision and role.

Days stand in the order day, month, year. A date that cannot be (31/4, month 18) is kept with its print, without
``first`` and ``last``. Named periods come from the registry ``periods``, roles from ``date_roles``.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import regex

from extractor.find.normal import Normal, normalise
from extractor.model import Date
from patterns.days import MONTHS, full_year, iso_day
from patterns.loader import load
from patterns.periods import Phrase, find_phrases

_DASH = r"\-"
_B = r"\s{0,4}"
_LONG = regex.compile(
    rf"(?:ngày\s{{0,4}})?(?<!\d)(?<day>\d{{1,2}}){_B}tháng{_B}(?<month>\d{{1,2}}){_B},?{_B}năm{_B}(?<year>\d{{4,5}})(?!\d)",
    regex.IGNORECASE,
)
_NUMERIC = regex.compile(
    rf"(?:ngày\s{{0,4}})?(?<![\d/.,{_DASH}])(?<day>\d{{1,2}})(?<gap>{_B})(?<sign>[/.{_DASH}]){_B}(?<month>\d{{1,2}}){_B}[/.{_DASH}]"
    rf"{_B}(?<year>\d{{4,5}})(?![\d/]|[.,{_DASH}]\w)",
    regex.IGNORECASE,
)
_SHORT_YEAR = regex.compile(
    rf"ngày{_B}(?<day>\d{{1,2}}){_B}[/.{_DASH}]{_B}(?<month>\d{{1,2}}){_B}[/.{_DASH}]{_B}(?<year>\d{{2}})(?![\w/]|[.,]\d)",
    regex.IGNORECASE,
)
_NO_YEAR = regex.compile(
    rf"ngày{_B}(?<day>\d{{1,2}}){_B}(?:tháng|[/{_DASH}]){_B}(?<month>\d{{1,2}})(?!\d|{_B}[/.{_DASH}]{_B}\d|{_B},?{_B}năm{_B}\d)",
    regex.IGNORECASE,
)
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
_JOIN = regex.compile(rf"{_B}(?:(?<word>đến(?:\s(?:hết|cuối))?)|[{_DASH}]){_B}", regex.IGNORECASE)
_FROM = regex.compile(r"(?<!\w)từ\s{0,4}$", regex.IGNORECASE)
_LOOK_BACK = 60
_CERTAIN, _PERIOD, _NO_YEAR_PRINTED, _IMPOSSIBLE = 1.0, 0.95, 0.5, 0.2


def find_dates(text: str) -> tuple[Date, ...]:
    """All dates and named periods of a text, in order, without overlaps; offsets index the given text.

    ``first``/``last`` are None where the date is impossible (confidence .2) or its year is not printed (.5).
    """
    normal = normalise(text)
    return tuple(_in_source(text, normal, date) for date in _in_normal(normal.text))


def _in_source(text: str, normal: Normal, date: Date) -> Date:
    start, end = normal.start(date.start), normal.end(date.end)
    return replace(date, start=start, end=end, raw=" ".join(text[start:end].split()))


def _in_normal(text: str) -> Iterator[Date]:
    found = sorted(_candidates(text), key=lambda date: (date.start, -date.end))
    kept: list[Date] = []
    for date in found:
        if kept and date.start < kept[-1].end:
            continue
        joined = _joined(text, kept[-1], date) if kept else None
        if joined:
            kept[-1] = joined
        else:
            kept.append(date)
    return (replace(date, role=_role(text, date) or date.role) for date in kept)


def _candidates(text: str) -> Iterator[Date]:
    for method, pattern, read in _RULES:
        for match in pattern.finditer(text):
            first, last, precision = read(match)
            confidence = _CERTAIN if first else _NO_YEAR_PRINTED if method == "date.no-year" else _IMPOSSIBLE
            start, end = match.span()
            yield Date(match.group(), start, end, first, last, precision, None, method, confidence)
    for phrase in find_phrases(text):
        if phrase.kind != "day":
            yield _named_period(text, phrase)


def _named_period(text: str, phrase: Phrase) -> Date:
    first, last = phrase.days(phrase.year) if phrase.year else (None, None)
    return Date(
        text[phrase.start : phrase.end],
        phrase.start,
        phrase.end,
        first,
        last,
        {"M": "month", "Q": "quarter", "Y": "year"}.get(phrase.kind[:1], "range"),
        None if phrase.kind in ("Y", "multi") else "period",
        "date.period",
        _PERIOD if phrase.year else _NO_YEAR_PRINTED,
    )


def _day(match: regex.Match[str]) -> tuple[str | None, str | None, str]:
    iso = _iso(match["year"], int(match["month"]), int(match["day"]))
    return iso, iso, "day"


def _english_day(match: regex.Match[str]) -> tuple[str | None, str | None, str]:
    iso = _iso(match["year"], MONTHS.index(match["name"]) + 1, int(match["day"]))
    return iso, iso, "day"


def _day_without_year(match: regex.Match[str]) -> tuple[str | None, str | None, str]:
    return None, None, "day"


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


_RULES: tuple[tuple[str, regex.Pattern[str], Callable[[regex.Match[str]], tuple[str | None, str | None, str]]], ...] = (
    ("date.long", _LONG, _day),
    ("date.numeric", _NUMERIC, _day),
    ("date.short-year", _SHORT_YEAR, _day),
    ("date.iso", _ISO, _day),
    ("date.english", _ENGLISH, _english_day),
    ("date.no-year", _NO_YEAR, _day_without_year),
    ("date.blank", _BLANK_LONG, _partly_blank),
    ("date.blank", _BLANK_NUMERIC, _partly_blank),
)


def _iso(printed_year: str, month: int, day: int) -> str | None:
    year = full_year(printed_year)
    return iso_day(year, month, day) if year else None


def _joined(text: str, left: Date, right: Date) -> Date | None:
    """``từ ngày X đến ngày Y`` and ``X - Y`` as one span; X may leave its year to Y."""
    join = _JOIN.fullmatch(text, left.end, right.start)
    start = _FROM.search(text, max(0, left.start - 8), left.start)
    if not join or left.precision != right.precision or left.method == "date.joined" or (join["word"] and not start):
        return None
    first = left.first or _with_year_of(left, right)
    if not first or not right.last or first > right.last:
        return None
    begin = start.start() if start else left.start
    span = text[begin : right.end]
    return Date(span, begin, right.end, first, right.last, "range", "period", "date.joined", _PERIOD)


def _with_year_of(left: Date, right: Date) -> str | None:
    days = _NO_YEAR.search(left.raw)
    return _iso(right.last[:4], int(days["month"]), int(days["day"])) if days and right.last else None


def _role(text: str, date: Date) -> str | None:
    for role, precisions, pattern in _role_patterns():
        if (not precisions or date.precision in precisions) and pattern.search(
            text, max(0, date.start - _LOOK_BACK), date.start
        ):
            return role
    return None


@cache
def _role_patterns() -> tuple[tuple[str, tuple[str, ...], regex.Pattern[str]], ...]:
    return tuple(
        (entry["role"], tuple(entry.get("precision", ())), regex.compile(rf"(?<!\w)(?:{entry['before']})$"))
        for entry in load("date_roles")
    )
