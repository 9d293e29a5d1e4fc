"""The registry ``checks`` for the audit: relations that hold by their meaning, and signs in labels of forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from patterns.loader import entry_of, holds, load
from patterns.signs import any_of


@dataclass(frozen=True, slots=True)
class Relation:
    """``whole`` = sum of ``parts``: patterns of which one must occur in the phrase of each figure."""

    id: str
    kind: str
    scope: str
    family: str | None
    whole: regex.Pattern[str] | None
    parts: tuple[regex.Pattern[str], ...]


def ends_with_sign(name: str, text: str) -> bool:
    """Whether the words of a sign stand at the end of a text."""
    return f" {text.rstrip()}".casefold().endswith(_ends(name))


@cache
def _ends(name: str) -> tuple[str, ...]:
    return tuple(f" {words}" for words in entry_of("checks", name)["words"])


@cache
def relations(scope: str) -> tuple[Relation, ...]:
    """The relations of one scope, ``sentence`` or ``rows``."""
    return tuple(
        Relation(
            entry.id,
            entry.get("kind", "sum"),
            scope,
            entry.get("family"),
            any_of(entry["whole"]) if entry["whole"] else None,
            tuple(any_of(words) for words in entry["parts"]),
        )
        for entry in load("checks")
        if entry.get("scope") == scope
    )


@lru_cache(maxsize=1 << 14)
def says(pattern: regex.Pattern[str], label: str) -> bool:
    """Whether a label has a word of a pattern; the same label is asked for again by each relation and neighbour."""
    return pattern.search(label) is not None


def says_target(sentence: str) -> bool:
    """Whether a sentence has words that make its figures targets."""
    needed, words = _target_words()
    return holds(sentence.lower(), needed) and words.search(sentence) is not None


@cache
def _target_words() -> tuple[frozenset[str], regex.Pattern[str]]:
    """Of each word for a target its longest syllable in lower case, and a pattern for all."""
    words = [word for entry in load("qualifiers") for word in entry.get("clause", ())]
    return frozenset(max(word.lower().split(), key=len) for word in words), any_of(words)
