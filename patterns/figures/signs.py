"""Signs of the registry ``checks``: words by which wholes, parts and rates are known."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from patterns.figures.units import either
from patterns.loader import entry_of
from patterns.phrases import with_words


@cache
def sign(name: str) -> regex.Pattern[str]:
    """A pattern for the words of the entry ``name``. Raises ``KeyError`` for an unknown one."""
    return any_of(with_words(entry_of("checks", name)["words"]))


def any_of(words: Iterable[str]) -> regex.Pattern[str]:
    """A pattern for any of some words, whole and whatever their case."""
    return regex.compile(rf"(?<!\w)(?:{either(words)})(?!\w)", regex.IGNORECASE)


def ends_with_sign(name: str, text: str) -> bool:
    """Whether the words of a sign stand at the end of a text."""
    # ``endswith`` in place of a pattern: asked at every figure, and a pattern anchored at the end still searches it
    # all.
    return f" {text.rstrip()}".casefold().endswith(_ends(name))


@cache
def _ends(name: str) -> tuple[str, ...]:
    return tuple(f" {words}" for words in entry_of("checks", name)["words"])
