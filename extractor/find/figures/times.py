"""When a figure of running text is of: the periods and days of its sentence, each as far as it reaches."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import regex

from extractor.find.dates import days_of
from extractor.find.figures.changes import Change
from extractor.find.figures.mentions import Mention
from extractor.find.figures.scenarios import Said
from extractor.model.facts import SAME_SPAN, YEAR_TO_DATE, Date
from patterns.days import year_before
from patterns.figures.scenarios import PLAN
from patterns.figures.units import either
from patterns.loader import entry_of, holds, load

# ``Figure.time_from``: a time that is printed in the sentence, and those of which only the relation to the report's own
# period is printed, whose days ``resolve`` knows.
SENTENCE = "sentence"

# Dates before a figure that are looked at: with three, three figures of a long sentence lose their day, 48
# find the same.
_MOST_DATES = 12
# Letters between a name and its year ("Kế hoạch rà soát, đơn giản hóa thủ tục hành chính nội bộ giai đoạn 2022-2025").
# With 60 the years of programmes and of school years are those of seven figures behind them (test_figures.py), with
# 240 nothing changes.
_LONGEST_NAME = 120
# Letters between a number and the words that set it beside a year before ("so với cùng kỳ năm 2023 là").
_RELATION_REACH = 48
# Letters before a number in which "lũy kế" governs it, as with its scope.
_TO_DATE_REACH = 240
_BULLETS = " -+*•.)"


class When(NamedTuple):
    """ISO days as in ``Figure``, and where they are from; ``time_from`` alone where only the relation is printed."""

    start: str | None = None
    end: str | None = None
    as_of: str | None = None
    time_from: str | None = None


NOT_SAID = When()


class _Governor(NamedTuple):
    """A date of a sentence that may be the time of figures behind it.

    ``end`` is where it ends in the text; ``to_end`` is whether it reaches to the end of the sentence, else it does to
    the end of its clause; ``of_plan`` that it is one only of what is planned.
    """

    date: Date
    when: When
    end: int
    to_end: bool
    of_plan: bool


def times(
    text: str,
    span: tuple[int, int],
    mentions: Sequence[Mention],
    changes: Sequence[Change | None],
    said: Sequence[Said | None],
    dates: Sequence[Date],
    lowered: str,
    *,
    year: int | None = None,
    carried: When = NOT_SAID,
) -> list[When]:
    """The time of each mention of a sentence.

    ``text`` is the paragraph in normal form, ``span`` the sentence in it; ``changes`` and ``said`` are those of its
    ``mentions``, ``dates`` those of the sentence, sorted, without those that are part of an instrument's name;
    ``lowered`` is the sentence in lower case. A period that is named without a year (``quý II``) is one of ``year``,
    None where the document names none. ``carried`` is the time of the words that open the list in which the sentence
    stands.

    A period right behind a figure is its own, and one right before it; else those count that stand before it: what
    opens the sentence is for all its figures, what a noun is of for its clause. The years of plans and programmes are
    part of their names, unless the figure is the plan itself.
    """
    relations, to_date = "cùng kỳ" in lowered, holds(lowered, _to_date_words())
    if not (dates or relations or to_date):
        return [carried] * len(mentions)
    governors = list(_governors(text, span, dates, year)) if dates else []
    found: list[When] = []
    before = level = span[0]
    for mention, moved, scenario in zip(mentions, changes, said, strict=True):
        # "có mặt 2.387 (thấp hơn số giao 205)": a difference is of the time of its level
        level = level if moved else before
        planned = scenario is not None and scenario.scenario == PLAN
        when = _own(text, dates, before, mention, moved, year) if dates else None
        if when is None:
            when = (_governing(text, governors, level, mention, planned, scenario) if governors else None) or carried
            if to_date and not moved and when.as_of is None:
                when = _to_date(text, span, mention, when)
        if relations and not moved:
            when = _related(text, before, mention, when, dates, year) or when
        found.append(when)
        before = mention.end
    return found


def opening(text: str, span: tuple[int, int], dates: Sequence[Date], year: int | None, planned: bool) -> When:
    """The time that the words which open a list give its items.

    ``text``, ``span``, ``dates`` and ``year`` are as for ``times``; ``planned`` says whether the items are aims.
    """
    governors = [each for each in _governors(text, span, dates, year) if planned or not each.of_plan]
    return governors[-1].when if governors else NOT_SAID


def behind(text: str, dates: Sequence[Date], end: int) -> int:
    """Where a figure that ends at ``end`` ends together with a period right behind its unit: ``36% năm 2003``.

    ``dates`` are those of the sentence, sorted; offsets index ``text``.
    """
    own = _right_behind(text, dates, end) if dates else None
    return own.end if own else end


def _own(
    text: str, dates: Sequence[Date], before: int, mention: Mention, moved: Change | None, year: int | None
) -> When | None:
    """The time that is printed for one figure alone: right behind it, or right before it."""
    own = _right_behind(text, dates, mention.end)
    if own and own.last:
        return When(own.first, own.last, None, SENTENCE)
    at = bisect_left(dates, mention.start, key=_start) - 1
    if at < 0 or moved or dates[at].start < before or dates[at].precision == "day" or dates[at].role == "as_of":
        return None
    date = dates[at]
    is_base = _is_of_base(text, before, date.start)
    between = said_by("own-of-base" if is_base else "own")
    if not between.fullmatch(text, date.end, mention.start) or (not is_base and _is_of_name(text, before, date.start)):
        return None
    if is_base and said_by("same-span").match(text, before, date.start):
        return None  # "so với cùng kỳ năm 2023 (12 vụ)": not the whole of that year
    first, last = days_of(date, year)
    if last and said_by("until").match(text, before, date.start) and date.precision in ("month", "quarter"):
        return When(None, None, last, SENTENCE)
    return When(first, last, None, SENTENCE) if last else None


def _right_behind(text: str, dates: Sequence[Date], end: int) -> Date | None:
    """The period right behind a figure that ends at ``end``."""
    at = bisect_left(dates, end, key=_start)
    if at == len(dates) or dates[at].precision == "day" or not said_by("belongs").fullmatch(text, end, dates[at].start):
        return None
    return dates[at]


def _start(date: Date) -> int:
    return date.start


def _governors(text: str, span: tuple[int, int], dates: Sequence[Date], year: int | None) -> Iterator[_Governor]:
    for date in dates:
        first, last = days_of(date, year)
        if not last:
            continue
        if date.role == "as_of" and said_by("from-new-year").match(text, span[0], date.start):
            yield _Governor(date, When(f"{last[:4]}-01-01", last, None, SENTENCE), date.end, True, False)
        elif date.role == "as_of":
            yield _Governor(date, When(None, None, last, SENTENCE), date.end, True, False)
        elif said_by("until-now").match(text, date.end) and said_by("since").match(text, span[0], date.start):
            yield _Governor(date, When(first, None, None, SENTENCE), date.end, True, False)
        elif date.method in ("date.joined", "date.days-no-year"):
            yield _Governor(date, When(first, last, None, SENTENCE), date.end, True, False)
        elif date.precision == "day" or _is_of_base(text, span[0], date.start):
            continue
        else:
            yield from _of_period(text, span, date, When(first, last, None, SENTENCE))


def _of_period(text: str, span: tuple[int, int], date: Date, when: When) -> Iterator[_Governor]:
    """The governor that a named period is: it opens a clause, or stands behind a noun that is no name with a year."""
    to = said_by("until").match(text, span[0], date.start)
    at = to.start() if to else date.start
    opens = not text[span[0] : at].strip(_BULLETS) or said_by("opens-clause").match(text, span[0], at)
    named = _is_of_name(text, span[0], date.start, over_commas=date.precision == "range")
    if opens and to and (date.precision in ("month", "quarter") or to["end"]):
        yield _Governor(date, When(None, None, when.end, SENTENCE), date.end, True, False)
    elif opens and not (named and date.precision == "range"):
        yield _Governor(date, when, date.end, True, False)
    elif to or named:
        yield _Governor(date, when, date.end, True, True)
    elif not said_by("round").match(text, span[0], date.start):
        yield _Governor(date, when, date.end, False, False)


def _governing(
    text: str,
    governors: Sequence[_Governor],
    before: int,
    mention: Mention,
    planned: bool,
    said: Said | None,
) -> When | None:
    """The time that governs a figure by the dates before it; None where none does."""
    period: When | None = None
    as_of: str | None = None
    at = bisect_left(governors, mention.start, key=_end)
    for governor in reversed(governors[max(0, at - _MOST_DATES) : at]):
        if governor.of_plan and not (planned and _is_of_plan(said, governor)):
            continue
        if not governor.to_end and text.find(";", governor.end, mention.start) >= 0:
            continue
        if governor.when.as_of:
            # "Tính đến tháng 5 có 12 xã (kế hoạch 15 xã)": the plan is not of that day
            as_of = as_of or (None if said and said.noun_at is not None else governor.when.as_of)
        elif period is None:
            period = governor.when
    if (
        period
        and period.end
        and said_by("now").search(text, max(before, mention.start - _RELATION_REACH), mention.start)
    ):
        period = None
    if period is None:
        return When(None, None, as_of, SENTENCE) if as_of else None
    return period._replace(as_of=as_of)


def _is_of_plan(said: Said | None, governor: _Governor) -> bool:
    """Whether the year of a plan's name is that of a planned figure: its noun names it, or an aim reaches to it."""
    return said is not None and (said.noun_at is None or said.noun_at <= governor.date.start)


def _end(governor: _Governor) -> int:
    return governor.end


def _to_date(text: str, span: tuple[int, int], mention: Mention, when: When) -> When:
    """A figure that accumulates since the beginning of the year, where its clause says so last."""
    last = said_by("to-date").search(text, max(span[0], mention.start - _TO_DATE_REACH), mention.start)
    if last is None or _is_over(text[last.end() : mention.start]):
        return when
    if when.time_from != SENTENCE:
        return When(time_from=YEAR_TO_DATE)
    if when.end and when.start:
        return when._replace(start=f"{when.end[:4]}-01-01") if when.start[:4] == when.end[:4] else when
    return when


def _is_over(words: str) -> bool:
    """Whether the words between ``lũy kế`` and a figure end its reach: a clause, its bracket, a span of its own."""
    return ";" in words or words.count(")") > words.count("(") or said_by("this-span").search(words) is not None


def _related(
    text: str, before: int, mention: Mention, when: When, dates: Sequence[Date], year: int | None
) -> When | None:
    """The time of a figure that stands for the same span of a year before: ``(cùng kỳ 15 vụ)``, ``15 vụ cùng kỳ``."""
    found = said_by("same-span").match(text, max(before, mention.start - _RELATION_REACH), mention.start)
    found = found or said_by("same-span-behind").match(text, mention.end)
    if not found:
        return None
    if when.end is None:
        return When(time_from=SAME_SPAN)
    years = int(when.end[:4]) - int(found["year"]) if found["year"] else 1
    return When(year_before(when.start, years), year_before(when.end, years), None, SENTENCE) if years > 0 else None


def _is_of_name(text: str, begins: int, at: int, *, over_commas: bool = False) -> bool:
    """Whether a year at ``at`` is part of a name that begins behind ``begins``: ``Kế hoạch … năm 2024``."""
    return _names_with_year(over_commas).match(text, max(begins, at - _LONGEST_NAME), at) is not None


@cache
def _names_with_year(over_commas: bool) -> regex.Pattern[str]:
    words = either(word for entry in load("year_names") for word in entry.get("in_text", ()))
    goes_on = ";:." if over_commas else ",;:."
    return regex.compile(rf"(?ri)(?<!\w)(?:{words})[^{goes_on}]{{0,{_LONGEST_NAME}}}")


def _is_of_base(text: str, begins: int, at: int) -> bool:
    """Whether a year at ``at`` is that of a base, whose words stand behind ``begins``."""
    # The words are looked for before the pattern, which tries each of them at each letter.
    window = text[max(begins, at - _RELATION_REACH) : at].lower()
    return holds(window, _base_words()) and _bases().match(text, begins, at) is not None


@cache
def _base_words() -> tuple[str, ...]:
    return tuple(sorted({word.split()[0].lower() for word in entry_of("comparisons", "base")["before"]}))


@cache
def _bases() -> regex.Pattern[str]:
    """What stands before a year that something is compared with, or that prices are of."""
    words = either(entry_of("comparisons", "base")["before"])
    return regex.compile(rf"(?ri)(?<!\w)(?:{words})[^,;:.()\d]{{0,32}}")


@cache
def said_by(id_: str) -> regex.Pattern[str]:
    """What an entry of the registry ``text_times`` says; what ends where a date begins is searched backwards."""
    entry = entry_of("text_times", id_)
    flags = regex.IGNORECASE | (regex.REVERSE if entry["side"] == "before" else 0)
    return regex.compile(entry["pattern"], flags)


@cache
def _to_date_words() -> tuple[str, ...]:
    return tuple(entry_of("text_times", "to-date")["needs"])
