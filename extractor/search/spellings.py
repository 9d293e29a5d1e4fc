"""A word that is typed without marks → the words of an index that are the same but for their marks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from unicodedata import normalize

# Letters that a plain one may stand for, and the tones, of which a syllable has one at most.
_LETTERS = {"a": "aăâ", "e": "eê", "o": "oôơ", "u": "uư", "d": "dđ"}
_TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VOWELS = frozenset("aăâeêioôơuưy")

# Spellings of one syllable: "nguyen" has 64. What has more is no syllable of Vietnamese (test_spellings.py).
MOST_FORMS = 512


@lru_cache(maxsize=4096)
def forms(word: str) -> tuple[str, ...]:
    """All spellings of a syllable with and without marks; the word alone where it is no syllable."""
    choices = [_LETTERS.get(letter, letter) for letter in word.lower()]
    toned = sum(letter in _VOWELS for letter in word.lower())
    number = 1 + toned * len(_TONES)
    for choice in choices:
        number *= len(choice)
    if number > MOST_FORMS:
        return (word.lower(),)
    return tuple(dict.fromkeys(form for letters in product(*choices) for form in _toned("".join(letters))))


def standing(connection: sqlite3.Connection, index: str, word: str) -> tuple[str, ...]:
    """The spellings of a word that stand in an index with marks.

    ``connection`` is that of a database, ``index`` the name of the index, ``word`` one typed without marks.
    """
    query = f"SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT 1"
    return tuple(form for form in forms(word) if connection.execute(query, (f'"{form}"',)).fetchone())


def _toned(syllable: str) -> Iterator[str]:
    yield syllable
    for place, letter in enumerate(syllable, 1):
        if letter in _VOWELS:
            for tone in _TONES:
                yield normalize("NFC", f"{syllable[:place]}{tone}{syllable[place:]}")
