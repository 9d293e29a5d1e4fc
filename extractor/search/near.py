"""Words of a query that stand nowhere, and words that do and are spelled nearly so."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from extractor.search.full_text import Query
from extractor.search.places import INDEXED
from patterns.spelling import fold

# Words that are offered for one that stands nowhere, and typing errors between them.
MOST_OFFERED, MOST_ERRORS = 4, 2


@dataclass(frozen=True, slots=True)
class Missing:
    """A word that stands nowhere, and words that do, without marks; those that stand in most texts first."""

    word: str
    near: tuple[str, ...]


def missing_words(connection: sqlite3.Connection, query: Query) -> tuple[Missing, ...]:
    """The words of a query that no page, note or row has, accents aside, each with words that are spelled nearly so."""
    words = list(dict.fromkeys(fold(word) for term in query.terms if not term.beginning for word in term.words))
    vocabularies = [f"{table}_words" for table in INDEXED.values()]
    for table, name in zip(INDEXED.values(), vocabularies, strict=True):
        connection.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name} USING fts5vocab('main', '{table}_fts', 'row')"
        )
    missing = (word for word in words if not any(_stands(connection, name, word) for name in vocabularies))
    return tuple(Missing(word, _near(connection, vocabularies[0], word)) for word in missing)


def _stands(connection: sqlite3.Connection, vocabulary: str, word: str) -> bool:
    return connection.execute(f"SELECT 1 FROM temp.{vocabulary} WHERE term = ?", (word,)).fetchone() is not None


def _near(connection: sqlite3.Connection, vocabulary: str, word: str) -> tuple[str, ...]:
    """Words of pages with the same first letter: hardly any typing error is in it, and the others need not be read."""
    rows = connection.execute(
        f"SELECT term, doc FROM temp.{vocabulary} WHERE term >= ? AND term < ?", (word[0], chr(ord(word[0]) + 1))
    ).fetchall()
    texts = dict(rows)
    errors = min(MOST_ERRORS, len(word) // 3)
    found = process.extract(word, texts.keys(), scorer=OSA.distance, score_cutoff=errors, limit=20) if errors else []
    return tuple(term for term, _, _ in sorted(found, key=lambda one: (one[1], -texts[one[0]])))[:MOST_OFFERED]
