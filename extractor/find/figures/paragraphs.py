"""Paragraphs of a running text as figures are read in them, and what the words that open a list say of its items."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from extractor.find.dates import changed
from extractor.find.figures import clauses, scenarios, times
from extractor.find.figures.mentions import Reading
from extractor.find.figures.parts import item_kind
from extractor.find.normal import Normal
from extractor.model.facts import Date
from patterns.figures.scenarios import PLAN
from patterns.phrases import with_words


class Carried(NamedTuple):
    """What the words that open a list say of the figures of its items; ``sign`` is how these begin, None before one."""

    scenario: str | None = None
    when: times.When = times.NOT_SAID
    sign: str | None = None


NOTHING = Carried()


_NUMBERED = "letter or number"
# Letters from which on a line is full, so that it may break off anywhere: headings are shorter. With 20, headings run
# into the text below them.
_FULL_LINE = 40
_ENDS = frozenset(".;:!?…")


@cache
def _before_numbers() -> frozenset[str]:
    """Words that a number follows: a line does not end with them."""
    return frozenset(with_words(["$BEFORE_NUMBER"]))


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph in normal form with the way back to the given text.

    ``source`` is the whole given text, ``normal`` its normal form, ``start`` where the paragraph begins in that.
    ``text`` is the paragraph's normal form, ``dates`` are those in it. ``decimal`` is the document's sign for decimals,
    None where that is not known; ``year`` the one of periods that are named without (``quý II``). ``carried`` is what
    the words say that open the list in which it stands. ``recognised`` are the parts of the given text that were read
    from a picture, as (start, end).
    """

    source: str
    normal: Normal
    start: int
    text: str
    dates: Sequence[Date]
    decimal: str | None
    year: int | None
    carried: Carried
    recognised: Sequence[tuple[int, int]] = ()

    def is_recognised(self, reading: Reading) -> bool:
        """Whether a number was read from a picture."""
        at = self.normal.start(self.start + reading.start) if self.recognised else 0
        part = bisect_right(self.recognised, at, key=itemgetter(0)) - 1 if self.recognised else -1
        return part >= 0 and at < self.recognised[part][1]

    def opens_line(self, reading: Reading) -> bool:
        """Whether nothing but signs stands before a number on its line."""
        at = self.normal.start(self.start + reading.start)
        # Step by step: a line may be as long as the text, and most have a letter right before a number.
        while at and self.source[at - 1] != "\n" and not self.source[at - 1].isalnum():
            at -= 1
        return not at or self.source[at - 1] == "\n"

    def print_of(self, reading: Reading) -> tuple[str, int, int]:
        """The print of a number, line breaks as one blank, and its span in the given text."""
        first, last = self.normal.start(self.start + reading.start), self.normal.end(self.start + reading.end)
        return " ".join(self.source[first:last].split()), first, last


def paragraph_ends(text: str) -> Iterator[int]:
    """Where the paragraphs of a text end; one that breaks off within a clause goes on in the next line."""
    end, last = 0, ""
    for printed in text.splitlines(keepends=True):
        if end and not _goes_on(last, printed):
            yield end
        end += len(printed)
        last = printed
    if end:
        yield end


def _goes_on(printed: str, following: str) -> bool:
    """Whether a line breaks off within a clause that the following one ends, as scans set their paragraphs."""
    first = following[:1]
    if first.isdigit():
        words = printed.rsplit(None, 1)
        return bool(words) and (words[-1].endswith("(") or words[-1].lstrip("(").lower() in _before_numbers())
    return (
        first.islower()
        and len(printed) > _FULL_LINE
        and printed.rstrip()[-1:] not in _ENDS
        and following[1:2] not in ").,"
    )


def within(carried: Carried, plain: str) -> Carried:
    """What words that opened a list say of a paragraph: nothing more, where it is no item of the list."""
    kind = item_kind(plain)
    if kind is None or (kind == _NUMBERED and carried.sign not in (None, _NUMBERED)):
        return NOTHING
    return carried if carried.sign else carried._replace(sign=kind)


def opened(plain: str, dates: Sequence[Date], year: int | None) -> Carried | None:
    """What a paragraph that opens a list says of its items; None where it says nothing.

    ``plain`` is its normal form, ``dates`` are those in it, ``year`` is that of periods that are named without one.
    """
    *_, span = clauses.sentences(plain)
    said = scenarios.opens_with(plain[slice(*span)])
    inside = [date for date in dates if date.start >= span[0]]
    when = times.opening(plain, span, inside, year, said == PLAN) if inside else times.NOT_SAID
    return Carried(said, when) if said or when is not times.NOT_SAID else None


def outside(dates: Sequence[Date], taken: Sequence[tuple[int, int]]) -> Sequence[Date]:
    """The dates that are no part of a citation; both are sorted."""
    if not taken or not dates:
        return dates
    starts = [start for start, _ in taken]
    found = []
    for date in dates:
        at = bisect_left(starts, date.end) - 1
        if at < 0 or taken[at][1] <= date.start:
            found.append(date)
    return found


def spans_until(waiting: deque[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The spans that reach into what stands from ``start`` to ``end``.

    ``waiting`` are all that are left, sorted; those that end before it are dropped from it.
    """
    while waiting and waiting[0][1] <= start:
        waiting.popleft()
    found = []
    for span in waiting:
        if span[0] >= end:
            break
        found.append(span)
    return found


def dates_until(to_come: deque[Date], to: int) -> list[Date]:
    """The dates that begin before ``to``; they are taken out."""
    found = []
    while to_come and to_come[0].start < to:
        found.append(to_come.popleft())
    return found


def shifted(date: Date, at: int, to: int) -> Date:
    """The ``date`` with offsets from ``at``, cut at ``to``."""
    return changed(date, date.raw, date.start - at, min(date.end, to) - at, date.role)


def masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with NUL for the characters of the spans, so that offsets stay."""
    if not spans:
        return text
    pieces, position = [], 0
    for start, end in sorted(spans):
        if end > position:
            begin = max(start, position)
            pieces += [text[position:begin], "\0" * (end - begin)]
            position = end
    return "".join([*pieces, text[position:]])
