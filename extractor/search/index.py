"""The index of instruments: every word that each can be asked by, in the order of how often they are cited."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from extractor.search.words import instrument_words

# The columns that words are taken from, in the order of the arguments of ``instrument_words``.
SOURCES = ("key", "doc_type", "identifier", "issued_on", "issuer", "title", "also")


def index_instruments(connection: sqlite3.Connection) -> None:
    """Number the instruments, the most cited first, and build the index of their words anew.

    ``citation_rank`` is the rowid in the index, so a match comes in this order and can end after the first few.
    To be called within a transaction.
    """
    connection.execute(_NUMBER)
    # The index keeps no text of its own: it cannot be changed row by row, only emptied and filled.
    connection.execute("INSERT INTO instruments_fts(instruments_fts) VALUES ('delete-all')")
    counted: Counter[str] = Counter()
    rows = connection.execute(f"SELECT citation_rank, {', '.join(SOURCES)} FROM instruments ORDER BY citation_rank")
    connection.executemany(
        "INSERT INTO instruments_fts (rowid, number, identity, context, printed) VALUES (?, ?, ?, ?, ?)",
        (_entry(row[0], row[1:], counted) for row in rows.fetchall()),
    )
    connection.execute("DELETE FROM instrument_words")
    words = ((ident, *pair) for ident, pair in enumerate(sorted(counted.items()), 1))
    connection.executemany("INSERT INTO instrument_words (id, word, instruments) VALUES (?, ?, ?)", words)


def instrument_of_key(connection: sqlite3.Connection, key: str) -> str | None:
    """The id of the instrument that goes by a key, its own or a further one; None where none does."""
    row = connection.execute(_OF_KEY, {"key": key.strip().casefold()}).fetchone()
    return str(row[0]) if row else None


def matching(connection: sqlite3.Connection, expression: str, limit: int) -> list[int]:
    """The ranks of the instruments that an expression finds, the most cited first.

    ``connection`` is that of a database with the index, ``expression`` one of FTS5, ``limit`` how many ranks at most.
    """
    # By rowid and not by bm25: the rowid is the citation rank, so the search ends after the first few matches, however
    # frequent a word is.
    query = "SELECT rowid FROM instruments_fts WHERE instruments_fts MATCH ? ORDER BY rowid LIMIT ?"
    return [rank for (rank,) in connection.execute(query, (expression, limit))]


def vocabulary(connection: sqlite3.Connection) -> list[str]:
    """All words without leading digits that an instrument can be asked by."""
    return [word for (word,) in connection.execute("SELECT word FROM instrument_words")]


def word_counts(connection: sqlite3.Connection, words: Iterable[str]) -> dict[str, int]:
    """In how many instruments each of the words stands; words of none are left out."""
    query = "SELECT instruments FROM instrument_words WHERE word = ?"
    found = ((word, connection.execute(query, (word,)).fetchone()) for word in words)
    return {word: row[0] for word, row in found if row}


def _entry(rank: int, sources: Sequence[Any], counted: Counter[str]) -> tuple[int, str, str, str, str]:
    found = instrument_words(*sources)
    counted.update({word for word in (*found.identity, *found.context) if not word[0].isdigit()})
    _, doc_type, identifier, _, issuer, title, _ = sources
    printed = " ".join(filter(None, (identifier, doc_type, issuer, title)))
    return rank, found.number, " ".join(found.identity), " ".join(found.context), printed


# A database that was brought up to date has further keys from the end of its next run on.
_OF_KEY = """
SELECT id FROM instruments WHERE key = :key
UNION ALL SELECT instrument_id FROM instrument_keys WHERE key = :key
LIMIT 1
"""

_NUMBER = """
UPDATE instruments SET citation_rank = ranked.place
FROM (SELECT id, row_number() OVER (ORDER BY times_cited DESC, key) AS place FROM instruments) AS ranked
WHERE ranked.id = instruments.id AND citation_rank IS NOT ranked.place
"""
