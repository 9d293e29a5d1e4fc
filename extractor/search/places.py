"""Where a query matches: counts by document, the best rows, the rows of one document. Rows are told by search_rowid.

Nothing but the index is read: the rowid of a row says which document it is of.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.search.full_text import PHRASE_WEIGHT, Query, as_phrase
from extractor.search.spellings import standing
from extractor.store.full_text import PART
from extractor.store.keys import ROWS

# Kind of a hit → the table that it is a row of, in the order in which hits of one document are listed.
INDEXED = {"page": "pages", "footnote": "footnotes", "table": "table_rows"}


@dataclass(frozen=True, slots=True)
class Match:
    """A query of one ``index``: its hits match ``expression``; those with the ``phrase`` of its words fit better.

    ``marked`` is a further index that must match ``marks`` at the same rows, "" where none need.
    """

    index: str
    expression: str
    phrase: str
    marked: str = ""
    marks: str = ""


def has_marks(connection: sqlite3.Connection) -> bool:
    """Whether a database has the index with marks; one that was made before there was one has not."""
    return _has(connection, "pages_exact_fts")


def match_of(
    connection: sqlite3.Connection,
    query: Query,
    kind: str,
    with_marks: bool,
    known: dict[str, tuple[str, ...]] | None = None,
) -> Match:
    """How rows of a ``kind`` are found for a ``query``; its marks count where the database is ``with_marks``.

    ``connection`` is one to the database, whose words tell what a word without marks in a phrase with some may be;
    ``known`` keeps what they told for queries of the same kind.
    """
    table = INDEXED[kind]
    plain, marked, phrase = f"{table}_fts", f"{table}_exact_fts", as_phrase(query)
    if not with_marks or not query.has_marks:
        found = Match(plain, query.folded, phrase.folded if phrase else "")
    else:
        known = {} if known is None else known

        def spelled(word: str) -> tuple[str, ...]:
            if word not in known:
                known[word] = standing(connection, marked, word)
            return known[word]

        exact = query.exact(spelled)
        if query.is_exact_whole(spelled):
            found = Match(marked, exact, phrase.exact(spelled) if phrase else "")
        else:
            found = Match(plain, query.folded, phrase.folded if phrase else "", marked, exact)
    # Texts of databases that were made before are not parted.
    return found if _has(connection, "pages_fts_text") else _unparted(found)


def rows_as_typed(connection: sqlite3.Connection, query: Query, kind: str) -> frozenset[int]:
    """The rowids of a ``kind`` that hold the words of a ``query`` letter by letter, those without marks too.

    ``connection`` is one to a database with the index of marks.
    """
    marked = f"{INDEXED[kind]}_exact_fts"
    rows = connection.execute(f"SELECT rowid FROM {marked} WHERE {marked} MATCH ?", (query.as_typed,))
    return frozenset(rowid for (rowid,) in rows)


def _has(connection: sqlite3.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)).fetchone() is not None


def _unparted(match: Match) -> Match:
    expressions = {name: getattr(match, name).replace(f"{PART} ", "") for name in ("expression", "phrase", "marks")}
    return replace(match, **expressions)


def count_by_block(connection: sqlite3.Connection, match: Match) -> list[tuple[int, int]]:
    """The blocks of rowids in which a query matches, each that of one document, with how many rows of it do."""
    condition, values = _condition(match, match.expression)
    query = f"SELECT rowid / {ROWS}, count(*) FROM {match.index} WHERE {condition} GROUP BY 1"
    return [(block, number) for block, number in connection.execute(query, values)]


def count_some(connection: sqlite3.Connection, match: Match, most: int) -> int:
    """How many rows ``match`` in the database behind ``connection``, counted up to ``most``."""
    condition, values = _condition(match, match.expression)
    query = f"SELECT count(*) FROM (SELECT 1 FROM {match.index} WHERE {condition} LIMIT ?)"
    number: int = connection.execute(query, (*values, most)).fetchone()[0]
    return number


def best_rows(connection: sqlite3.Connection, match: Match) -> list[tuple[float, int]]:
    """All rows that match, each with its score before its rowid; a lower score is better. Slow for many."""
    condition, values = _condition(match, match.expression)
    query = f"SELECT bm25({match.index}, 1.0, 0.0), rowid FROM {match.index} WHERE {condition}"
    scores = connection.execute(query, values).fetchall()
    # bm25 adds up all that is asked for, so the phrase can be asked for by itself: in one expression with the words it
    # takes twice the time of both.
    phrases = {}
    if match.phrase:
        asked = f"SELECT rowid, bm25({match.index}, 1.0, 0.0) FROM {match.index} WHERE {match.index} MATCH ?"
        phrases = dict(connection.execute(asked, (match.phrase,)).fetchall())
    return [(score + PHRASE_WEIGHT * phrases.get(rowid, 0.0), rowid) for score, rowid in scores]


def rows_between(connection: sqlite3.Connection, match: Match, between: Sequence[int]) -> list[int]:
    """The rowids that ``match`` from the first to the last of ``between``, in their order, by a ``connection``."""
    condition, values = _condition(match, match.expression, between)
    query = f"SELECT rowid FROM {match.index} WHERE {condition} ORDER BY rowid"
    return [rowid for (rowid,) in connection.execute(query, values)]


def _condition(match: Match, expression: str, between: Sequence[int] = ()) -> tuple[str, tuple[str | int, ...]]:
    within = " AND rowid BETWEEN ? AND ?" if between else ""
    condition = f"{match.index} MATCH ?{within}"
    values: tuple[str | int, ...] = (expression, *between)
    if not match.marked:
        return condition, values
    # The plus keeps SQLite from asking the index for one row after the other: 15 s in place of 50 ms.
    also = f"+{match.index}.rowid IN (SELECT rowid FROM {match.marked} WHERE {match.marked} MATCH ?{within})"
    return f"{condition} AND {also}", (*values, match.marks, *between)
