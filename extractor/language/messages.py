"""Messages of the program in the reader's language, known by their shape.

A message is written where something happens, in English and with its values filled in (``2023x is no period``); it may
stand in a database for years. The catalogue holds its shape (``{text} is no period``), so nobody who raises an error
must know who will read it.
"""

from __future__ import annotations

import re
import string
from functools import cache

from extractor.language.catalogue import Words, words_of

# A shape with fewer letters of its own fits almost every text: ``{a}: {b}`` (test_messages.py).
LEAST_LETTERS = 4


def said(message: str, words: Words) -> str:
    """The message in the language of ``words``; as it is where its shape is not known.

    A value in a message may be a message itself, and is said in that language too.
    """
    if not message or message in words.texts or words.language == "en":
        return words(message)
    for pattern, shape in _shapes(words.language):
        if found := pattern.fullmatch(message):
            return words(shape).format(**{name: said(value, words) for name, value in found.groupdict().items()})
    return message


@cache
def _shapes(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The shapes with values, as patterns; those with more letters of their own first."""
    known = [(_letters(shape), shape) for shape in words_of(language).texts if "{" in shape]
    longest_first = sorted((-letters, shape) for letters, shape in known if letters >= LEAST_LETTERS)
    return tuple((_pattern(shape), shape) for _, shape in longest_first)


def _letters(shape: str) -> int:
    return sum(map(str.isalpha, "".join(text for text, *_ in string.Formatter().parse(shape))))


def _pattern(shape: str) -> re.Pattern[str]:
    parts = []
    for text, name, _, _ in string.Formatter().parse(shape):
        parts.append(re.escape(text))
        if name:
            # A value that stands twice is the same twice.
            parts.append(f"(?P={name})" if f"(?P<{name}>.+?)" in parts else f"(?P<{name}>.+?)")
    return re.compile("".join(parts), re.DOTALL)
