"""The time that governs a figure whose sentence names none: that of the heading above it, else that of the report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.model.document import Period
from extractor.model.facts import Date, Figure
from extractor.model.layout import Layout, Region, Section
from patterns.loader import load
from patterns.periods import days_of_first
from patterns.units import either

# Characters before a year in which a name that it is part of begins, with its words and what goes on to the year. With
# 32 a heading of one of 158 documents, a plan of a ministry, is read otherwise; 128 changes nothing.
_LONGEST_NAME = 64
# Characters between the words of a name and its year (``Kế hoạch phát triển kinh tế - xã hội năm 2005``). With 20 the
# same heading is read otherwise, 60 changes nothing.
_NAME_GOES_ON = 40


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


class Times:
    """The times of a document's headings and of the document itself, given to the figures that name none."""

    def __init__(self, layout: Layout, dates: Sequence[Date], period: Period | None) -> None:
        """``dates`` are those of the body, ``period`` is the report's."""
        body = next((region for region in layout.regions if region.kind == "body"), None)
        self._layout = layout
        self._starts = [section.start for section in layout.sections]
        self._of_section = section_times(layout.sections, body, dates, period)
        self._of_document = Time(period.start, period.end, None) if period else None

    def of(self, region: Region, figure: Figure) -> Figure:
        """The figure of a region with its time: its own, else that of its section, else that of the report."""
        if figure.time_from:
            return figure
        section = self._section(region, figure.start)
        named = self._of_section[section] if section is not None else None
        time = named or self._of_document
        if time is None:
            return figure
        # written out, as a table has thousands of figures: ``replace`` takes ten times as long
        return Figure(
            raw=figure.raw,
            start=figure.start,
            end=figure.end,
            value=figure.value,
            unit=figure.unit,
            qualifier=figure.qualifier,
            label=figure.label,
            period_start=time.start,
            period_end=time.end,
            as_of=time.as_of,
            method=figure.method,
            confidence=figure.confidence,
            scope=figure.scope,
            change=figure.change,
            base=figure.base,
            link=figure.link,
            linked=figure.linked,
            time_from="section" if named else "document",
            column=figure.column,
            scenario=figure.scenario,
            base_at=figure.base_at,
            place=figure.place,
        )

    def _section(self, region: Region, offset: int) -> int | None:
        """The section that an offset stands in, by its place in the body, its note or its table."""
        if region.footnote is not None:
            return self._layout.footnotes[region.footnote].section
        if region.row is not None:
            return self._layout.tables[self._layout.rows[region.row].table].section
        at = bisect_right(self._starts, offset) - 1 if region.kind == "body" else -1
        return at if at >= 0 else None
