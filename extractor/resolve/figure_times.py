"""What headings and the report's title say of figures whose sentence does not: their time, and that they are aims."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from extractor.model.document import Period
from extractor.model.facts import CELL_VALUE, FORM_VALUE, SAME_SPAN, YEAR_TO_DATE, Date, Figure
from extractor.model.layout import Layout, Region, Section
from patterns.days import year_before
from patterns.figures.scenarios import ACTUAL, PLAN, heading_scenario, turned
from patterns.figures.units import either, family
from patterns.loader import load
from patterns.periods import days_of_first

# Characters before a year in which a name that it is part of begins, with its words and what goes on to the year. With
# 32 a heading of one of 158 documents, a plan of a ministry, is read otherwise; 128 changes nothing.
_LONGEST_NAME = 64
# Characters between the words of a name and its year (``Kế hoạch phát triển kinh tế - xã hội năm 2005``). With 20 the
# same heading is read otherwise, 60 changes nothing.
_NAME_GOES_ON = 40
# Characters before a figure in which its sentence may say what is ("đã", "hiện có"): a clause.
_LONGEST_CLAUSE = 120
_RELATIONS = frozenset({SAME_SPAN, YEAR_TO_DATE})
_SAYS_NONE = (None, False)
# Families of units of what tasks aim at; counts under such a heading may be anything ("tại 04 huyện").
_AIMED = frozenset({"rate", "money"})


@dataclass(frozen=True, slots=True)
class Time:
    """Days in ISO form; a period or a day."""

    start: str | None
    end: str | None
    as_of: str | None


def section_times(
    sections: Sequence[Section], body: Region | None, dates: Sequence[Date], period: Period | None
) -> tuple[Time | None, ...]:
    """For each section the time that its heading names, else that of the section it stands in.

    ``sections`` are those of the document in order, ``body`` is its running text (None without one) and ``dates`` those
    found there, in order. ``period`` is the report's, None where it is not known: a quarter without year in a heading
    is one of its year.
    """
    starts = [date.start for date in dates]
    year = int(period.start[:4]) if period else None
    times: list[Time | None] = []
    for section in sections:
        end = body.text.find("\n", section.start) if body else -1
        last = len(body.text) if body and end < 0 else end
        inside = dates[bisect_right(starts, section.start - 1) : bisect_right(starts, last)]
        own = _named(body.text, section.start, inside, year) if body and inside else None
        inherited = times[section.parent] if section.parent is not None and section.parent < len(times) else None
        times.append(own or inherited)
    return tuple(times)


def section_scenarios(sections: Sequence[Section]) -> tuple[tuple[str | None, bool], ...]:
    """For each section what its heading says of the figures under it, else that of the section it stands in.

    With the scenario comes whether the heading is one of aims, under which each figure is one.
    """
    found: list[tuple[str | None, bool]] = []
    for section in sections:
        own = heading_scenario(section.title)
        inherited = found[section.parent] if section.parent is not None and section.parent < len(found) else _SAYS_NONE
        found.append(own if own[0] else inherited)
    return tuple(found)


def _named(text: str, start: int, dates: Sequence[Date], year: int | None) -> Time | None:
    """The first time that a heading from ``start`` on names: a closing day, a span, a year that is no plan's."""
    for date in dates:
        first, last = date.first, date.last
        if last is None and year and date.method == "date.period":
            first, last = days_of_first(date.raw, year)
        # a day in a heading is that of a decision or a meeting, unless the data were closed on it
        if last is None or (date.precision == "day" and date.role != "as_of"):
            continue
        if date.role == "as_of":
            return Time(None, None, last)
        if date.role == "period" or not is_of_name(text, start, date.start):
            return Time(first, last, None)
    return None


def is_of_name(text: str, start: int, at: int) -> bool:
    """Whether a year is part of a name: ``Kế hoạch … năm 2024`` is no time of what it heads.

    The year stands at ``at`` in ``text``, the name begins at ``start`` or behind.
    """
    return _names_with_year().match(text, max(start, at - _LONGEST_NAME), at) is not None


@cache
def _names_with_year() -> regex.Pattern[str]:
    words = either(word for entry in load("year_names") for word in entry["words"])
    return regex.compile(rf"(?ri)(?<!\w)(?:{words})[^,;:.]{{0,{_NAME_GOES_ON}}}")


def _is_in_table(figure: Figure) -> bool:
    return figure.method in (CELL_VALUE, FORM_VALUE)


def _is_aim(figure: Figure) -> bool:
    """Whether a figure under a heading of tasks is what they aim at: a rate, an amount, a change, a threshold."""
    return bool(figure.change) or family(figure.unit) in _AIMED or figure.qualifier in ("tối thiểu", "ít nhất", "trên")


def _time_from(figure: Figure, named: Time | None) -> str:
    return "sentence" if figure.time_from else "section" if named else "document"


def _with(figure: Figure, scenario: str | None) -> Figure:
    return figure if scenario == figure.scenario else replace(figure, scenario=scenario)


class Times:
    """The times of a document's headings and of the document itself, given to the figures that name none."""

    def __init__(self, layout: Layout, dates: Sequence[Date], period: Period | None) -> None:
        """``dates`` are those of the body, ``period`` is the report's."""
        body = next((region for region in layout.regions if region.kind == "body"), None)
        self._layout = layout
        self._starts = [section.start for section in layout.sections]
        self.of_sections = section_times(layout.sections, body, dates, period)
        self._scenarios = section_scenarios(layout.sections)
        self._has_aims = any(said for said, _ in self._scenarios)
        self._of_document = Time(period.start, period.end, None) if period else None

    def of(self, region: Region, figure: Figure) -> Figure:
        """The figure of a region with its time: its own, else that of its section, else that of the report.

        Under a heading of aims or tasks it is planned, unless its sentence says what is.
        """
        if figure.time_from and figure.time_from not in _RELATIONS and not self._has_aims:
            return figure
        section = self._section(region, figure.start)
        scenario = self._scenario(region, figure, section)
        if figure.time_from and figure.time_from not in _RELATIONS:
            return figure if scenario == figure.scenario else replace(figure, scenario=scenario)
        named = self.of_sections[section] if section is not None else None
        time = self._time(figure, named, scenario)
        if time is None:
            return replace(figure, time_from=None, scenario=scenario) if figure.time_from else _with(figure, scenario)
        return figure.with_time(time.start, time.end, time.as_of, _time_from(figure, named), scenario)

    def _time(self, figure: Figure, named: Time | None, scenario: str | None) -> Time | None:
        """The time of a figure that prints no day: that of its heading or the report, or what stands in a relation to
        it. A plan whose time is not printed is one of the whole year."""
        time = named or self._of_document
        if time is None or not time.start or not time.end:
            return time
        if figure.time_from == SAME_SPAN:
            return Time(year_before(time.start), year_before(time.end), None)
        within_year = time.start[:4] == time.end[:4]
        if figure.time_from == YEAR_TO_DATE and within_year:
            return Time(f"{time.start[:4]}-01-01", time.end, None)
        if scenario == PLAN and within_year and not named and not _is_in_table(figure):
            return Time(f"{time.start[:4]}-01-01", f"{time.start[:4]}-12-31", None)
        return time

    def _scenario(self, region: Region, figure: Figure, section: int | None) -> str | None:
        """The scenario of a figure: its own, else that of the heading above it."""
        if section is None or figure.scenario not in (None, ACTUAL) or _is_in_table(figure):
            return figure.scenario
        said, of_aims = self._scenarios[section]
        if said is None or not (of_aims or _is_aim(figure)):
            return figure.scenario
        begins = max(region.text.rfind("\n", 0, figure.start) + 1, figure.start - _LONGEST_CLAUSE)
        return figure.scenario if turned(region.text[begins : figure.start]) else said

    def _section(self, region: Region, offset: int) -> int | None:
        """The section that an offset stands in, by its place in the body, its note or its table."""
        if region.footnote is not None:
            return self._layout.footnotes[region.footnote].section
        if region.row is not None:
            return self._layout.tables[self._layout.rows[region.row].table].section
        at = bisect_right(self._starts, offset) - 1 if region.kind == "body" else -1
        return at if at >= 0 else None
