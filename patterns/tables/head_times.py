"""The times that the head of a column names, by the registries ``periods`` and ``head_times``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from patterns.figures.units import either
from patterns.loader import Entry, load
from patterns.periods import Phrase, find_phrases, phrase_of, with_blanks

FLOW = "flow"
# The kind of an entry whose years are no time of the figures.
NONE = "none"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that name a time. ``kind`` is ``phrase`` (a period), ``day`` or the id of a relation to another time."""

    start: int
    end: int
    kind: str
    phrase: Phrase | None = None


@lru_cache(maxsize=1 << 12)
def marks_in(text: str) -> tuple[Mark, ...]:
    """The times that a step of a head names, leftmost and then longest first, without overlaps."""
    kept: list[Mark] = []
    for mark in sorted(_marks(text), key=lambda mark: (mark.start, -mark.end, mark.kind)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(mark for mark in kept if mark.kind != NONE)


@lru_cache(maxsize=1 << 12)
def is_flow(head: str) -> bool:
    """Whether a head names what comes in over time, and no stock."""
    return _relations()[FLOW].search(head) is not None


def _marks(text: str) -> Iterator[Mark]:
    for phrase in find_phrases(text):
        yield Mark(phrase.start, phrase.end, "day" if phrase.kind == "day" else "phrase", phrase)
    for kind, pattern in _periods():
        for found in pattern.finditer(text):
            yield Mark(found.start(), found.end(), NONE if kind == NONE else "phrase", phrase_of(kind, (1, 12), found))
    for relation, pattern in _relations().items():
        if relation != FLOW:
            yield from (Mark(found.start(), found.end(), relation) for found in pattern.finditer(text))


@cache
def _periods() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    return tuple(
        (entry["kind"], regex.compile(rf"(?<!\w)(?:{with_blanks(entry['pattern'])})", regex.IGNORECASE))
        for entry in load("head_times")
        if entry.get("pattern")
    )


@cache
def _relations() -> dict[str, regex.Pattern[str]]:
    return {entry.id: words_of(entry, entry["words"]) for entry in load("head_times") if entry.get("words")}


def words_of(entry: Entry, words: Sequence[str]) -> regex.Pattern[str]:
    """A pattern for some ``words`` of an ``entry``, but for those that its ``unless`` and ``never`` make others."""
    # Abbreviations stand in capitals, and no word is one of them: "TH", but "th".
    short, long = [word for word in words if word.isupper()], [word for word in words if not word.isupper()]
    forms = "|".join((*([either(short)] if short else ()), *([f"(?i:{either(long)})"] if long else ())))
    before = rf"(?<!(?<!\w)(?i:{either(entry['unless'])})\s)" if entry.get("unless") else ""
    behind = rf"(?!\s(?i:{either(entry['never'])}))" if entry.get("never") else ""
    return regex.compile(rf"(?<!\w){before}(?:{forms})(?!\w){behind}")
