"""Reads phrases such as ``06 tháng đầu năm 2024`` or ``quý II`` by the registry ``periods``.

It stands on the ground floor because dates in running text and the period of a title are read by one grammar.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import cache

import regex

from patterns.loader import load

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A period as it is named: ``kind`` and months are known, ``year`` only where it is printed in the phrase."""

    start: int
    end: int
    kind: str
    first_month: int
    last_month: int
    year: int | None = None
    last_year: int | None = None

    def days(self, year: int) -> tuple[str, str]:
        """First and last day (ISO) of the period, if it begins in this year."""
        last_year = self.last_year or year
        last_day = calendar.monthrange(last_year, self.last_month)[1]
        return f"{year:04}-{self.first_month:02}-01", f"{last_year:04}-{self.last_month:02}-{last_day:02}"


def find_phrases(text: str) -> tuple[Phrase, ...]:
    """The phrases of a text, leftmost and then longest first, without overlaps; ``kind`` ``day`` is a plain date."""
    found = sorted(
        (_phrase(kind, months, match) for kind, months, pattern in _patterns() for match in pattern.finditer(text)),
        key=lambda phrase: (phrase.start, -phrase.end),
    )
    kept: list[Phrase] = []
    for phrase in found:
        if not kept or phrase.start >= kept[-1].end:
            kept.append(phrase)
    return tuple(kept)


@cache
def _patterns() -> tuple[tuple[str, tuple[int, int], regex.Pattern[str]], ...]:
    return tuple(
        (
            entry["kind"],
            tuple(entry.get("months", (1, 12))),
            regex.compile(
                r"(?<!\w)(?:" + re.sub(" ", r"\\s{1,4}", entry["pattern"].replace(" ?", r"\s{0,4}")) + ")",
                regex.IGNORECASE,
            ),
        )
        for entry in load("periods")
    )


def _phrase(kind: str, months: tuple[int, int], match: regex.Match[str]) -> Phrase:
    named = match.groupdict()
    if named.get("month"):
        number = int(named["month"])
        kind, months = f"M{number:02}", (number, number)
    elif named.get("quarter"):
        printed = named["quarter"].upper()
        number = _ROMAN.get(printed) or int(printed)
        kind, months = f"Q{number}", (3 * number - 2, 3 * number)
    year, last_year = named.get("year"), named.get("last_year")
    return Phrase(
        match.start(), match.end(), kind, *months, int(year) if year else None, int(last_year) if last_year else None
    )
