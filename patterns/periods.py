"""Reads phrases such as ``06 tháng đầu năm 2024`` or ``quý II`` by the registry ``periods``.

It stands on the ground floor because dates in running text and the period of a title are read by one grammar.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from patterns.loader import holds, load
from patterns.spelling import in_lower_case

# Words that add up to a number of months: ``mười một`` is 10 + 1. Three, six and nine months have entries of their own.
_COUNTS = {"một": 1, "hai": 2, "bốn": 4, "năm": 5, "bảy": 7, "tám": 8, "mười": 10}
_KINDS = {(1, 3): "Q1", (1, 6): "H1", (1, 9): "9M", (1, 12): "Y", (7, 12): "H2", (10, 12): "Q4"}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
# A phrase begins at most so many characters before the string that it needs: 6 in 1,856 pages of reports, and the tests
# pass with 8; 32 leaves room for runs of blanks.
_LONGEST_BEFORE = 32


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


def find_phrases(text: str, lowered: str | None = None) -> tuple[Phrase, ...]:
    """The phrases of a text, leftmost and then longest first, without overlaps; a plain date has the ``kind`` ``day``.

    ``lowered`` is the text in lower case, if that is known, and all its blanks are single.
    """
    lowered = lowered or " ".join(in_lower_case(text).split())
    found = [
        phrase_of(kind, months, match)
        for needs, kind, months, pattern in _patterns()
        if not needs or holds(lowered, needs)
        # Offsets of ``lowered`` are those of the text only where no blanks were joined.
        for match in (_near(pattern, needs, text, lowered) if len(lowered) == len(text) else pattern.finditer(text))
    ]
    kept: list[Phrase] = []
    for phrase in sorted(found, key=lambda phrase: (phrase.start, -phrase.end)):
        if not kept or phrase.start >= kept[-1].end:
            kept.append(phrase)
    return tuple(kept)


def _near(pattern: regex.Pattern[str], needs: Sequence[str], text: str, lowered: str) -> Iterator[regex.Match[str]]:
    """The matches of a ``pattern`` in a ``text``, as ``finditer`` finds them, looked for only around its ``needs``.

    ``needs`` are strings of which each match holds one; ``lowered`` is the text in lower case, of the same length.
    """
    if not needs:
        yield from pattern.finditer(text)
        return
    at = 0
    places = dict.fromkeys(needs, -1)
    while True:
        for need, place in places.items():
            if place < at:
                found = lowered.find(need, at)
                places[need] = found if found >= 0 else len(text)
        first = min(places.values())
        match = pattern.search(text, max(at, first - _LONGEST_BEFORE)) if first < len(text) else None
        if match is None:
            return
        yield match
        at = match.end()


def days_of_first(text: str, year: int) -> tuple[str, str] | tuple[None, None]:
    """First and last day (ISO) of the first period that a text names, if it begins in ``year``; None for both without
    one."""
    phrases = find_phrases(text)
    return phrases[0].days(year) if phrases else (None, None)


@cache
def period_words() -> tuple[str, ...]:
    """Words in lower case, as few as can be, of which one stands in the name of any period that is no plain date."""
    needs = {word for entry in load("periods") if entry["kind"] != "day" for word in entry["needs"]}
    chosen = []
    while needs:
        words = Counter(word for need in needs for word in set(re.findall(r"[^\W\d_]+", need)))
        chosen.append(min(words, key=lambda word: (-words[word], -len(word), word)))
        needs = {need for need in needs if chosen[-1] not in need}
    return tuple(chosen)


@cache
def _patterns() -> tuple[tuple[tuple[str, ...], str, tuple[int, int], regex.Pattern[str]], ...]:
    return tuple(
        (
            tuple(entry.get("needs", ())),
            entry["kind"],
            tuple(entry.get("months", (1, 12))),
            regex.compile(rf"(?<!\w)(?:{with_blanks(entry['pattern'])})", regex.IGNORECASE),
        )
        for entry in load("periods")
    )


def with_blanks(pattern: str) -> str:
    """A pattern of a registry as a regular expression: a blank stands for up to four, ``(blank)?`` for none to four."""
    # Justified lines and line ends set several, the gap between columns is wider.
    return re.sub(" ", r"\\s{1,4}", pattern.replace(" ?", r"\s{0,4}"))


def _months(printed: str) -> int:
    words = printed.lower().split()
    return int(printed) if printed.isdigit() else sum(_COUNTS[word] for word in words)


def phrase_of(kind: str, months: tuple[int, int], match: regex.Match[str]) -> Phrase:
    """The phrase that a pattern found.

    ``kind`` and ``months`` (the first and the last one) are those of its entry, unless the groups of the ``match`` say
    others.
    """
    named = match.groupdict()
    if named.get("month"):
        number = int(named["month"])
        kind, months = f"M{number:02}", (number, number)
    elif named.get("quarter"):
        printed = named["quarter"].upper()
        number = _ROMAN.get(printed) or int(printed)
        kind, months = f"Q{number}", (3 * number - 2, 3 * number)
    elif named.get("to") or named.get("from"):
        many = _months(named.get("to") or named["from"])
        months = (1, many) if named.get("to") else (13 - many, 12)
        kind = _KINDS.get(months, kind)
    year, last_year = named.get("year"), named.get("last_year")
    return Phrase(
        start=match.start(),
        end=match.end(),
        kind=kind,
        first_month=months[0],
        last_month=months[1],
        year=int(year) if year else None,
        last_year=int(last_year) if last_year else None,
    )
