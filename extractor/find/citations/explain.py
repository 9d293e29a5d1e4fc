"""Says of what looks like the number of an instrument and is not read as a citation why not.

The finder itself asks nobody: this reads a text once more, with the same patterns, where a person wants to know.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.find.citations.drafts import Draft, Refused
from extractor.find.citations.finder import find_citations
from extractor.find.citations.lead import forbidden
from extractor.find.citations.numbers import numbered
from extractor.find.normal import normalise
from extractor.model.facts import Citation
from patterns.instruments.doc_types import doc_types
from patterns.loader import entry_of, load
from patterns.spelling import names_pattern

_NUMBER = regex.compile(r"(?<![\p{L}\d/.,-])\d[\d./ -]*\d\p{L}?|(?<![\p{L}\d/.,-])\d\p{L}?")
# The false friend that every text is full of: ``Điều 5`` is told only where a symbol follows.
_NOT_TOLD = "article"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What looks like the number of an instrument and is none; ``raw`` is ``text[start:end]`` of the given text.

    ``rule`` names the entry that refuses it (``refusals/no-organ``, ``false_friends/form``), ``reason`` is what
    that says.
    """

    raw: str
    start: int
    end: int
    rule: str
    reason: str


def explain_citations(text: str) -> tuple[tuple[Citation, ...], tuple[Refusal, ...]]:
    """The citations of a text as ``find_citations`` gives them, and what is refused, both in the order of the text."""
    citations = find_citations(text)
    normal = normalise(text)
    found = numbered(normal.text)
    candidates = [*(_refused(each) for each in found), *_false_friends(normal.text), *_patterned(normal.text)]
    taken = [(each.start, each.end) for each in citations]
    refusals: list[Refusal] = []
    for each in candidates:
        start, end = normal.start(each.start), normal.end(each.end)
        # What is taken stands apart and in order, so only the last that begins before the end can overlap.
        behind = bisect_left(taken, (end, 0))
        if not behind or taken[behind - 1][1] <= start:
            taken.insert(behind, (start, end))
            refusals.append(Refusal(" ".join(text[start:end].split()), start, end, each.rule, _says(each.rule)))
    return citations, tuple(sorted(refusals, key=lambda refusal: refusal.start))


def _refused(read: Draft | Refused) -> Refused:
    """A draft that became no citation was a number and an organ alone, outside a list."""
    return read if isinstance(read, Refused) else Refused(read.start, read.end, "refusals/alone")


def _false_friends(text: str) -> Iterator[Refused]:
    for number in _NUMBER.finditer(text):
        friend = forbidden(text, number.start())
        if friend and friend != _NOT_TOLD:
            yield Refused(number.start(), number.end(), f"false_friends/{friend}")


def _patterned(text: str) -> Iterator[Refused]:
    for rule, pattern in _patterns():
        for found in pattern.finditer(text):
            yield Refused(found.start(), found.end(), rule)


@cache
def _patterns() -> Sequence[tuple[str, regex.Pattern[str]]]:
    types = f"(?i:{names_pattern(word for kind in doc_types().values() for word in (kind.name, *kind.words))})"
    return [
        (f"refusals/{entry.id}", regex.compile(entry["pattern"].replace("<type>", types)))
        for entry in load("refusals")
        if entry.get("pattern")
    ]


@cache
def _says(rule: str) -> str:
    registry, _, name = rule.partition("/")
    return str(entry_of(registry, name)["says"])
