"""The registry ``checks`` for the audit: relations that hold by their meaning, and signs in labels of forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from extractor.audit.checks import SUM
from patterns.figures.signs import any_of
from patterns.loader import load


@dataclass(frozen=True, slots=True)
class Relation:
    """``whole`` = sum of ``parts``: patterns of which one must occur in the phrase of each figure.

    ``scope`` is ``sentence`` or ``rows``, ``kind`` that of the checks; ``family`` is that of the units, None for any.
    ``is_complete`` says that the parts are all there can be.
    """

    id: str
    kind: str
    scope: str
    family: str | None
    whole: regex.Pattern[str] | None
    parts: tuple[regex.Pattern[str], ...]
    is_complete: bool = False


@cache
def relations(scope: str) -> tuple[Relation, ...]:
    """The relations of one scope, ``sentence`` or ``rows``."""
    return tuple(
        Relation(
            id=entry.id,
            kind=entry.get("kind", SUM),
            scope=scope,
            family=entry.get("family"),
            whole=any_of(entry["whole"]) if entry["whole"] else None,
            parts=tuple(any_of(words) for words in entry["parts"]),
            is_complete=entry.get("complete", False),
        )
        for entry in load("checks")
        if entry.get("scope") == scope
    )


@lru_cache(maxsize=1 << 14)
def says(pattern: regex.Pattern[str], label: str) -> bool:
    """Whether a label has a word of a pattern."""
    # Kept, as each relation and each neighbour asks for the same label again.
    return pattern.search(label) is not None
