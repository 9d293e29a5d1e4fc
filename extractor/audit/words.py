"""The registry ``checks`` as patterns: signs of wholes and parts, and relations that hold by their meaning."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from patterns.loader import load
from patterns.units import either


@dataclass(frozen=True, slots=True)
class Relation:
    """``whole`` = sum of ``parts``: patterns of which one must occur in the phrase of each figure."""

    id: str
    kind: str
    scope: str
    family: str | None
    whole: regex.Pattern[str] | None
    parts: tuple[regex.Pattern[str], ...]


@cache
def sign(name: str) -> regex.Pattern[str]:
    """The words of one entry of the registry, whatever their case."""
    return _pattern(next(entry["words"] for entry in load("checks") if entry.id == name))


@cache
def relations(scope: str) -> tuple[Relation, ...]:
    """The relations of one scope, ``sentence`` or ``rows``."""
    return tuple(
        Relation(
            entry.id,
            entry.get("kind", "sum"),
            scope,
            entry.get("family"),
            _pattern(entry["whole"]) if entry["whole"] else None,
            tuple(_pattern(words) for words in entry["parts"]),
        )
        for entry in load("checks")
        if entry.get("scope") == scope
    )


@cache
def target_words() -> regex.Pattern[str]:
    """Words that make the figures of a sentence targets."""
    return _pattern([word for entry in load("qualifiers") for word in entry.get("clause", ())])


def _pattern(words: list[str]) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{either(words)})(?!\w)", regex.IGNORECASE)
