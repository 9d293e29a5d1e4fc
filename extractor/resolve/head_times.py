"""The time that a head or a title names, told from the period of the report where it leaves it open
(``Cùng kỳ``, ``Quý I``)."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.model.document import Period
from extractor.resolve.figure_times import Time, is_of_name
from patterns.days import iso_day
from patterns.periods import Phrase
from patterns.tables.columns import PATH
from patterns.tables.head_times import Mark, is_flow, marks_in
from patterns.tables.heads import DECREASE, INCREASE, RATIO, names_a_level, read_step

_NUMBER = regex.compile(r"\d+")
_IN_JANUARY = regex.compile(r"\d\s*[/.-]\s*0?1\s*[/.-]\s*\d|tháng 0?1 năm", regex.IGNORECASE)
_BY_DAY = regex.compile(r"(?:đến|thời điểm)\W", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Report:
    """The days and the year that a report speaks of; None where it is not known."""

    start: str | None
    end: str | None
    year: int | None

    @classmethod
    def of(cls, period: Period | None, issued_on: str | None) -> Report:
        """What is known of a report: its ``period``, else the year of its day of issue (ISO)."""
        if period:
            return cls(period.start, period.end, int(period.start[:4]))
        return cls(None, None, int(issued_on[:4]) if issued_on else None)

    @property
    def time(self) -> Time | None:
        """Its own period."""
        return Time(self.start, self.end, None) if self.start else None

    @property
    def whole_year(self) -> Time | None:
        """The year that a plan is for: that of the report, or its own period where that is none of one year."""
        if self.start and self.end and self.start[:4] != self.end[:4]:
            return self.time
        return days_of_year(self.year) if self.year else None


@lru_cache(maxsize=1 << 12)
def title_time(title: str, report: Report) -> Time | None:
    """The one time that the title of a table names; None where it names none, several, or a year in a name."""
    marks = [mark for mark in marks_in(title) if mark.kind in ("phrase", "day")]
    days = [
        mark for mark in marks if mark.kind == "day" and _BY_DAY.search(title[max(0, mark.start - 16) : mark.start])
    ]
    if len(days) == 1:
        return _day_of(title, days[0])
    phrases = [mark.phrase for mark in marks if mark.phrase and mark.kind == "phrase"]
    if len(phrases) != 1 or phrases[0].kind == "multi" or is_of_name(title, 0, phrases[0].start):
        return None
    return _days(phrases[0], phrases[0].year or report.year)


@lru_cache(maxsize=1 << 12)
def head_time(head: str, report: Report) -> Time | None:
    """The time that a head names, its steps joined with `` › ``; what it leaves open is told from the ``report``."""
    time = None
    compares = False
    for printed in head.split(PATH):
        if compares and names_a_level(printed):
            continue  # below a comparison it says against which time the level is held
        step = read_step(printed)
        time = _time(" ".join(step.level.split()), head, time, report) or time
        compares = compares or step.compares or step.change in (RATIO, INCREASE, DECREASE)
    return time


def _time(level: str, head: str, outer: Time | None, report: Report) -> Time | None:
    """The time that one step names; ``outer`` is that of the steps above it, None where they name none."""
    marks = marks_in(level)
    if not marks:
        return None
    days = [mark for mark in marks if mark.kind == "day"]
    if days:
        kinds = {mark.kind for mark in marks}
        # What is paid out until a day of January is of the year before, which no head says.
        since = "since-january" in kinds or ("until" in kinds and is_flow(head) and not _IN_JANUARY.search(level))
        return _span_of(level, days, since_january=since and "since-works-began" not in kinds)
    phrases = [mark.phrase for mark in marks if mark.phrase]
    phrase = next((each for each in phrases if each.kind not in ("Y", "multi")), phrases[0] if phrases else None)
    relations = {mark.kind: level[mark.start : mark.end].lower() for mark in marks if not mark.phrase}
    around = outer or report.time
    year = _year_in(phrase, relations, int(last_day(outer)[:4]) if outer else report.year)
    if "same-period" in relations:
        return _same_period(phrase, relations, around, year)
    if year is None:
        return None
    if bound := relations.get("start-of") or relations.get("end-of"):
        return _bound(bound, "end-of" in relations, around, year)
    named = _days(phrase, year) if phrase else None
    since = "since-january" in relations
    if named and phrase and (until := relations.get("until")):
        return _until(until, phrase, named, flows=since or is_flow(head))
    if since and (last := named.end if named else around.end if around else None):
        return Time(f"{last[:4]}-01-01", last, None)
    return named or _related(relations, around, year)


def _until(words: str, phrase: Phrase, named: Time, *, flows: bool) -> Time:
    """Until the end of a period: what flows in has come since January, a stock is that of the last day."""
    if phrase.kind in ("Y", "multi"):
        return Time(None, None, named.end) if words.endswith("hết") else named
    return Time(f"{(named.end or '')[:4]}-01-01", named.end, None) if flows else Time(None, None, named.end)


def _year_in(phrase: Phrase | None, relations: dict[str, str], year: int | None) -> int | None:
    """The year that a step is of: as printed, else told from the ``year`` around it."""
    if phrase and phrase.year:
        return phrase.year
    shift = ("year-before" in relations) * -1 + ("year-next" in relations) * 1
    return None if year is None else year + shift


def _same_period(
    phrase: Phrase | None, relations: dict[str, str], around: Time | None, year: int | None
) -> Time | None:
    """The same period of another year: of the one that is printed, else of the one before."""
    if phrase and phrase.kind not in ("Y", "multi"):
        before = year if year is None or phrase.year or "year-before" in relations else year - 1
        return _days(phrase, before)
    if around is None:
        return None
    if phrase and phrase.year:
        return _shifted(around, phrase.year - int(last_day(around)[:4]))
    return _shifted(around, -1)


def _bound(words: str, at_end: bool, around: Time | None, year: int) -> Time | None:
    """The first or the last day of a year, or of the period around."""
    if words.endswith("năm"):
        return Time(None, None, f"{year:04}-12-31" if at_end else f"{year:04}-01-01")
    if around is None or around.as_of:
        return None
    return Time(None, None, around.end if at_end else around.start)


def _related(relations: dict[str, str], around: Time | None, year: int) -> Time | None:
    """The time that words tell by their relation to the period around alone."""
    known = around is not None and around.end is not None and around.start is not None
    if around is None or not known or not relations.keys() & _WITHIN:
        return days_of_year(year) if relations.keys() & {"whole-year", "year-now", "year-before", "year-next"} else None
    if "year-before" in relations:
        around = _shifted(around, -1)
    if "at-report" in relations:
        return Time(None, None, around.end)
    return _part(relations, around.start or "", around.end or "")


_WITHIN = frozenset({"now", "month-now", "month-before", "quarter-now", "quarter-before", "period-before", "at-report"})


def _part(relations: dict[str, str], start: str, end: str) -> Time | None:
    """The months, quarter or period that words tell from the days of a period."""
    last = int(end[:4]) * 12 + int(end[5:7]) - 1
    first = int(start[:4]) * 12 + int(start[5:7]) - 1
    spans = {
        "now": (first, last),
        "month-now": (last, last),
        "month-before": (last - 1, last - 1),
        "quarter-now": (last // 3 * 3, last // 3 * 3 + 2),
        "quarter-before": (last // 3 * 3 - 3, last // 3 * 3 - 1),
        "period-before": (2 * first - last - 1, first - 1),
    }
    span = next((spans[relation] for relation in relations if relation in spans), None)
    return _months(*span) if span else None


def _months(first: int, last: int) -> Time:
    """From a month to another one, each counted from the year 0."""
    year, month = divmod(last, 12)
    day = calendar.monthrange(year, month + 1)[1]
    return Time(f"{first // 12:04}-{first % 12 + 1:02}-01", f"{year:04}-{month + 1:02}-{day:02}", None)


def _shifted(time: Time, years: int) -> Time:
    """A time in another year."""
    if time.as_of:
        return Time(None, None, _in_year(time.as_of, years))
    start, end = time.start or "", time.end or ""
    return Time(_in_year(start, years), _in_year(end, years), None)


def _in_year(day: str, years: int) -> str:
    """A day in another year; the last of a month stays the last."""
    year, month = int(day[:4]) + years, int(day[5:7])
    last = calendar.monthrange(year, month)[1]
    is_last = int(day[8:]) == calendar.monthrange(int(day[:4]), month)[1]
    return f"{year:04}-{month:02}-{last if is_last else int(day[8:]):02}"


def _days(phrase: Phrase, year: int | None) -> Time | None:
    if not year or (phrase.last_year or year) < year:
        return None  # a span that ends before it begins is misprinted
    return Time(*phrase.days(year), None)


def days_of_year(year: int) -> Time:
    """A whole year."""
    return Time(f"{year:04}-01-01", f"{year:04}-12-31", None)


def last_day(time: Time) -> str:
    """The last day of a time (ISO)."""
    return time.as_of or time.end or ""


def _day_of(text: str, mark: Mark) -> Time | None:
    numbers = list(map(int, _NUMBER.findall(text[mark.start : mark.end])))
    day = iso_day(numbers[2], numbers[1], numbers[0]) if len(numbers) == 3 else None
    return Time(None, None, day) if day else None


def _span_of(text: str, days: Sequence[Mark], *, since_january: bool) -> Time | None:
    """A day, from one to another, or from January to one."""
    found = [time.as_of for mark in days if (time := _day_of(text, mark)) and time.as_of]
    if not found:
        return None
    if since_january and len(found) == 1:
        return Time(f"{found[0][:4]}-01-01", found[0], None)
    return Time(found[0], found[-1], None) if len(found) > 1 else Time(None, None, found[0])
