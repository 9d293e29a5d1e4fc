"""Full text over pages, footnotes and table rows: marks optional, đ may be typed as d, identifiers as phrases."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

import regex

from extractor.store.keys import running_number
from extractor.store.rows import clean_text

# Kind of a hit → table, and its column with the page.
INDEXED = {"page": ("pages", "number"), "footnote": ("footnotes", "page"), "table": ("table_rows", "page")}

# Terms of a query that are looked for; what is pasted beyond them is left out, so that any input stays quick
# (test_long_queries_stay_small).
MAX_TERMS = 40

# The most hits that are asked for: SQLite takes no limit beyond 64 bits, and a caller may give any number.
MAX_HITS = 1_000_000

# How many times the phrase is asked for beside its words. bm25 favours short texts: a short page with the words here
# and there must not come before a long one with the phrase: once is too little, twice is enough in the test
# (test_words_that_follow_each_other_as_typed_come_first).
PHRASE_WEIGHT = 4

# Spellings of one term with d or đ at each place. They double with each d, so a phrase with more than five is taken as
# typed. FTS5 folds all marks of Vietnamese but this one: đ is a letter of its own in Unicode.
MAX_SPELLINGS = 32

_TERM = regex.compile(r'"([^"]*)"|(\S+)')
_WORD = regex.compile(r"[\p{L}\p{Nd}\p{Nl}]")  # what the index holds: no superscript digits
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"

# Words of an excerpt: about two lines. FTS5 takes at most 64.
_SNIPPET_TOKENS = 24


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that was found. ``kind`` is ``page``, ``footnote`` or ``table``; a lower ``rank`` is better.

    ``id`` is the row's id in ``pages``, ``footnotes`` or ``table_rows``; found words stand between the marks.
    """

    kind: str
    id: str
    document_id: str
    file_name: str
    page: int
    snippet: str
    rank: float


def search(
    connection: sqlite3.Connection, text: str, limit: int = 20, marks: tuple[str, str] = ("[", "]")
) -> list[Hit]:
    """The best hits in ``connection`` for ``text``, as a user types it, the best first; all terms must occur.

    ``limit`` is how many at most. ``marks`` are put before and behind each word that is found, in the excerpts.
    Words in double quotes are a phrase, and so is what has no blank in it: ``4951/QĐ-UBND``. A star at the end
    of a term stands for any ending. Everything else is text and never an operator, so no input is an error.
    """
    expression = match_expression(text)
    if not expression or limit < 1:
        return []
    limit = min(limit, MAX_HITS)
    hits = [hit for kind in INDEXED for hit in _hits(connection, kind, expression, limit, marks)]
    return sorted(hits, key=lambda hit: (hit.rank, hit.document_id, hit.page, hit.kind, running_number(hit.id)))[:limit]


def match_expression(text: str) -> str:
    """What a user typed as an expression of FTS5, empty where no letter or digit is in it.

    Words that follow each other as typed count for more: bm25 adds up all that is asked for, so the phrase is too.
    """
    typed = regex.sub(r"\p{C}", " ", clean_text(text))
    terms = [quoted or bare for quoted, bare in _TERM.findall(typed)]
    wanted = [term for term in terms[:MAX_TERMS] if _WORD.search(term)]
    every = " AND ".join(map(_term, wanted))
    if len(wanted) < 2:
        return every
    return " OR ".join([_term(" ".join(wanted))] * PHRASE_WEIGHT + [f"({every})"])


def without_markers(text: str, closing: str = "") -> str:
    """An excerpt without the markers of notes (``năm 2024³``, ``2024[³]``); powers stay: m², km³, 10⁶.

    text: from a page or a note. closing: the mark that may stand behind a found word, before what is raised.
    """
    shown: str = _markers(closing).sub(lambda found: found["power"] or "", text)
    return shown


@lru_cache
def _markers(closing: str) -> regex.Pattern[str]:
    mark = f"(?:{regex.escape(closing)})?" if closing else ""
    raised = rf"[{_RAISED}]+(?:, ?[{_RAISED}]+)*"
    length = r"(?<![^\W\d_])(?:[kKcdhmµN]|da)?m"
    power = rf"(?:{length}|(?<![\d.,/-])10){mark}[{_RAISED}]+"
    return regex.compile(rf"(?P<power>{power})|[\[(]{raised}[\])]|{raised}")


def _term(term: str) -> str:
    ending = "*" if term.endswith("*") else ""
    spellings = " OR ".join(f'"{spelling}"{ending}' for spelling in _spellings(term.replace('"', " ")))
    return f"({spellings})"


def _spellings(term: str) -> list[str]:
    """A d may stand for đ; who types đ means it."""
    letters = [("d", "đ") if letter in "dD" else (letter,) for letter in term]
    if 2 ** sum(len(choice) > 1 for choice in letters) > MAX_SPELLINGS:
        return [term]
    return ["".join(chosen) for chosen in product(*letters)]


def _hits(connection: sqlite3.Connection, kind: str, expression: str, limit: int, marks: tuple[str, str]) -> list[Hit]:
    table, page = INDEXED[kind]
    found = connection.execute(
        f"""
        SELECT ? AS kind, {table}.id, {table}.document_id, documents.file_name, {table}.{page} AS page,
            snippet({table}_fts, 0, ?, ?, '…', {_SNIPPET_TOKENS}) AS snippet, bm25({table}_fts, 1.0, 0.0) AS score
        FROM {table}_fts
        JOIN {table} ON {table}.search_rowid = {table}_fts.rowid
        JOIN documents ON documents.id = {table}.document_id
        WHERE {table}_fts MATCH ?
        ORDER BY score, {table}.rowid
        LIMIT ?
        """,
        (kind, *marks, expression, limit),
    )
    hits = (Hit(*row) for row in found)
    return [replace(hit, snippet=without_markers(hit.snippet, marks[1])) for hit in hits]
