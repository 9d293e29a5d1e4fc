"""The SQL functions of the reading room."""

from __future__ import annotations

import json
import re
import sqlite3
from functools import partial

from extractor.query.hits import Hit, Question, find_hits
from extractor.search.excerpts import with_marks
from extractor.search.full_text import match_expression, without_markers
from extractor.search.instruments import find_instruments
from extractor.search.places import INDEXED
from patterns import spelling

# Hits that the named query lists: what a reader looks through.
MOST_HITS = 200

# Letters of a question that are read, a paragraph: of a megabyte of words each would be looked for in every row
# (test_a_question_without_end_is_a_paragraph).
MOST_TYPED = 500


def fold(text: str | None) -> str | None:
    """The text in lower case without marks, đ as d; NULL stays NULL."""
    return None if text is None else spelling.fold(str(text))


def holds_words(text: str | None, words: str | None) -> int:
    """1 where every word of ``words`` is a word of ``text``, accents, case and order aside; else 0.

    Signs part words, so ``qd 4951 ubnd`` finds ``4951/QĐ-UBND``. A word without digits may be the beginning of
    one (``thanh h`` finds Thanh Hóa), a number must be whole. No text holds an empty ``words``.
    """
    wanted = _words(words and str(words)[:MOST_TYPED])
    # One string: to look a word up in it costs no loop over the words of a whole page.
    present = f" {' '.join(_words(text))} " if wanted else ""
    return int(bool(wanted) and all(_stands_in(word, present) for word in wanted))


def _stands_in(word: str, present: str) -> bool:
    # A number is not completed: who looks for decision 49 does not mean 4951.
    return f" {word} " in present or (word.isalpha() and f" {word}" in present)


def _words(text: str | None) -> list[str]:
    return re.findall(r"\w+", fold(text) or "")


def match_query(words: str | None) -> str:
    """What a user typed as an expression of FTS5; the empty phrase, which is nowhere, where there are no words."""
    return match_expression(_typed(words)) or '""'


def found_hits(conn: sqlite3.Connection, words: str | None) -> str:
    """The hits of the search as a JSON list of ``[kind, document, page, excerpt, rank, table, id]``, the best first.

    ``conn`` is one to a database, ``words`` are what a user typed. A page is no fact: its table and id are None.
    """
    return json.dumps(
        [
            (hit.kind, hit.report.id, hit.page, with_marks(hit.excerpt, "‹", "›"), hit.rank, *_fact(hit))
            for hit in find_hits(conn, Question(_typed(words)), MOST_HITS).hits
        ]
    )


def _fact(hit: Hit) -> tuple[str, str] | tuple[None, None]:
    return (None, None) if hit.kind == "page" else (INDEXED[hit.kind], hit.id)


def found_instruments(conn: sqlite3.Connection, words: str | None) -> str:
    """What a user typed as a JSON list of ``[id, fit]``, best first: ``found``, or where nothing fits ``near``."""
    found = find_instruments(conn, _typed(words))
    return json.dumps([*((ident, "found") for ident in found.best), *((ident, "near") for ident in found.near)])


def _typed(words: str | None) -> str:
    return str(words or "")[:MOST_TYPED]


def add_functions(connection: sqlite3.Connection) -> None:
    """Adds ``fold(text)``, ``holds_words(text, words)``, ``match_query(words)``, ``find_hits(words)``,
    ``find_instruments(words)``, ``without_markers(excerpt)``; only a database of trichluc knows its instruments.
    """
    # In Python: SQLite's own ``lower`` and ``like`` know the letters of ASCII only. SQLite may use what a deterministic
    # one has returned again; what ``find_instruments`` returns changes with the database.
    connection.create_function("find_hits", 1, partial(found_hits, connection))
    connection.create_function("find_instruments", 1, partial(found_instruments, connection))
    connection.create_function("fold", 1, fold, deterministic=True)
    connection.create_function("holds_words", 2, holds_words, deterministic=True)
    connection.create_function("match_query", 1, match_query, deterministic=True)
    connection.create_function("without_markers", 1, partial(without_markers, closing="›"), deterministic=True)
