"""The period a report speaks of, from its title: the first one named, or the longer one it is joined to and part of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import regex

from extractor.model.document import Period
from extractor.model.facts import Date
from patterns.loader import load
from patterns.periods import Phrase, find_phrases

# The last month of issue (two digits) of a report on the year before, where its title prints no year. Of 17 reports on
# a whole year that print it 14 are issued in it, one in the next February; none leaves it out, so no document tells the
# value (test_periods.py).
_LAST_MONTH_FOR_YEAR_BEFORE = "03"


def read_period(title: str, issued_on: str | None, year_hint: int | None = None) -> Period | None:
    """The period of a report, or None where its title names none.

    ``title`` is the subject line, ``issued_on`` the ISO day of issue or None. The period before the words of the
    outlook (``nhiệm vụ trọng tâm`` …) is meant. Its year may stand only in the outlook, or nowhere: then the day of
    issue decides, or ``year_hint``, a year printed elsewhere in the head.
    """
    phrases = [phrase for phrase in find_phrases(title) if phrase.kind != "day"]
    outlook = _outlook_at(title, phrases)
    own = [phrase for phrase in phrases if phrase.start < outlook]
    if not own:
        return None
    chosen = _covering(title, own, _finest(title, own))
    year = chosen.year or _borrowed(chosen, phrases, outlook) or _of_issue(chosen, issued_on) or year_hint
    if year is None:
        return None
    start, end = chosen.days(year)
    label = " ".join(title[chosen.start : chosen.end].split())
    kind = None if chosen.kind == "span" else chosen.kind
    return Period(kind, start, end, label if str(year) in label else f"{label} {_with_year(label, year)}")


def closing_day(dates: Sequence[Date], period: Period | None, issued_on: str | None) -> str | None:
    """The day at which a report's data were closed (ISO): the one it names most often with ``tính đến ngày``.

    ``dates`` are those of its body, ``period`` is the report's and ``issued_on`` its ISO day of issue, each None where
    it is not known. A day before the period or after the day of issue belongs to something else.
    """
    first = period.start if period else ""
    last = issued_on or (period.end if period else "9999")
    named = [date.last for date in dates if date.role == "as_of" and date.precision == "day"]
    days = Counter(day for day in named if day and first <= day <= last)
    return days.most_common(1)[0][0] if days else None


def _with_year(label: str, year: int) -> str:
    return str(year) if label.endswith("năm") else f"năm {year}"


def _outlook_at(title: str, phrases: Sequence[Phrase]) -> int:
    """Where the outlook begins: at the first of its words behind a period (``Kế hoạch năm 2024`` is a name)."""
    found = _outlook().search(title, phrases[0].end) if phrases else None
    return found.start() if found else len(title)


@cache
def _outlook() -> regex.Pattern[str]:
    words = sorted((word for entry in load("outlook") for word in entry["words"]), key=len, reverse=True)
    return regex.compile(
        rf"(?<!\w)(?:{'|'.join(word.replace(' ', chr(92) + 's+') for word in words)})(?!\w)", regex.IGNORECASE
    )


def _finest(title: str, own: Sequence[Phrase]) -> Phrase:
    """The first period; but of ``Kế hoạch CCHC năm 2024 quý I`` the quarter, when the year only names the plan."""
    first = own[0]
    if first.kind in ("Y", "multi") and len(own) > 1:
        between = title[first.end : own[1].start]
        # ``năm 2024 và quý I`` are two periods, ``năm 2024 quý I`` is the plan of a year and the quarter of a report
        if own[1].kind not in ("Y", "multi") and not regex.search(r"(?<!\w)và(?!\w)", between):
            second = own[1]
            year = second.year or (first.year if first.kind == "Y" else None)
            return replace(second, year=year)
    return first


# What joins a period to a longer one that ends with it: ``quý II và 06 tháng đầu năm 2024``.
_JOINT = regex.compile(r"(?:[\s,;]|(?<!\w)(?:và|lũy\s+kế|luỹ\s+kế|tổng\s+kết|công\s+tác)(?!\w))*", regex.IGNORECASE)


def _covering(title: str, own: Sequence[Phrase], chosen: Phrase) -> Phrase:
    """The longest of the periods joined to the chosen one that hold it: a report on both gives cumulative figures."""
    for longer in own:
        if longer.start < chosen.end or longer.kind == "multi" or not _JOINT.fullmatch(title, chosen.end, longer.start):
            continue
        same_year = chosen.year is None or longer.year in (None, chosen.year)
        holds = longer.first_month <= chosen.first_month and longer.last_month >= chosen.last_month
        if same_year and holds:
            chosen = longer if longer.year else replace(longer, year=chosen.year)
    return chosen


def _borrowed(chosen: Phrase, phrases: Sequence[Phrase], outlook: int) -> int | None:
    """The year of another phrase; of the outlook's year the one before, when the outlook's months come earlier."""
    for phrase in phrases:
        if phrase.year is not None:
            turns = phrase.start >= outlook and phrase.first_month < chosen.first_month
            return phrase.year - turns
    return None


def _of_issue(chosen: Phrase, issued_on: str | None) -> int | None:
    """The year of issue, or the one before where the period would begin after that day."""
    if issued_on is None:
        return None
    year = int(issued_on[:4])
    begins_late = chosen.days(year)[0] > issued_on
    whole_year_early = (
        chosen.first_month == 1 and chosen.last_month == 12 and issued_on[5:7] <= _LAST_MONTH_FOR_YEAR_BEFORE
    )
    return year - 1 if begins_late or whole_year_early else year
