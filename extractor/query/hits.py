"""Hits of the full-text search: how many there are, by what they can be narrowed, and a part of them to read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from extractor.errors import UsageError
from extractor.language.printed import printed_place
from extractor.query.collection import Collection, Report, block_of, collection_of, rowids_of
from extractor.query.corrections import Corrected, corrections_of
from extractor.query.facets import Counts, count_facets, fits
from extractor.query.periods import Span
from extractor.search.excerpts import Piece, excerpt, with_marks
from extractor.search.full_text import Query, as_phrase, read_query
from extractor.search.places import (
    INDEXED,
    Match,
    best_rows,
    count_by_block,
    has_marks,
    match_of,
    rows_as_typed,
    rows_between,
)
from extractor.store.database import fetch
from patterns.spelling import slug

FACETS = ("place", "year", "type", "issuer")
"""What hits can be narrowed by beside their kind, in the order in which it is shown."""

FIT, NEWEST = "fit", "newest"
"""Orders of hits: the best first, or the newest report first and within it as printed."""

# Hits up to which they are put in order of fit. bm25 takes 7 µs a hit; a word of twelve thousand hits is in most
# reports and tells nothing of them, and the newest come first (test_words_in_most_reports_come_by_time).
MOST_RANKED = 8_000

# Names that are listed where none fits: what a person reads in a terminal.
MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for: the ``text`` as typed, and which reports; an empty choice is any.

    ``without_accents`` lets marks that are typed go. ``kinds`` are ``page``, ``footnote`` and ``table``; ``places`` are
    slugs, ``types`` names of document types, ``issuers`` names as printed, ``span`` days that a report must touch.
    """

    text: str
    without_accents: bool = False
    kinds: tuple[str, ...] = tuple(INDEXED)
    places: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    issuers: frozenset[str] = frozenset()
    span: Span | None = None
    order: str = FIT


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that was found: a page, a footnote or a row of a table.

    ``number`` is that of the footnote or row as printed, "" for a page; ``table`` the label of the table. ``excerpt``
    are the words around what was found. ``rank`` is lower for what fits better, 0 where hits are in order of time.
    """

    kind: str
    id: str
    report: Report
    page: int
    number: str
    table: str
    excerpt: tuple[Piece, ...]
    rank: float
    corrections: tuple[Corrected, ...] = ()

    @property
    def snippet(self) -> str:
        return with_marks(self.excerpt, "[", "]")


@dataclass(frozen=True, slots=True)
class Hits:
    """A part of what was found. ``total`` counts all hits of the kinds that were asked for, ``kinds`` those of each.

    ``facets`` are counts by ``FACETS``. ``order`` is the one that ``hits`` are in. ``reports`` is how many reports have
    a hit. ``are_marks_left_out`` says that the database has no index with the marks that were typed.
    """

    total: int
    kinds: dict[str, int]
    reports: int
    facets: Counts
    order: str
    hits: tuple[Hit, ...]
    are_marks_left_out: bool = False


@dataclass(frozen=True, slots=True)
class _Search:
    """A question at work: how each kind is matched, and blocks of documents that fit with their hits by kind."""

    connection: sqlite3.Connection
    query: Query
    collection: Collection
    matches: Mapping[str, Match]
    counted: Mapping[str, Mapping[int, int]]
    with_index: bool = True


def find_hits(connection: sqlite3.Connection, question: Question, number: int = 20, first: int = 0) -> Hits:
    """What is found for a ``question``: counts of all, and ``number`` hits from the ``first`` (0) on.

    ``connection`` is one to a finished database.
    """
    query = read_query(question.text, without_accents=question.without_accents)
    if not query.terms:
        return Hits(0, dict.fromkeys(INDEXED, 0), 0, count_facets((), [frozenset()] * len(FACETS)), FIT, ())
    with_index = has_marks(connection)
    collection = collection_of(connection)
    matches = {kind: match_of(connection, query, kind, with_index) for kind in INDEXED}
    found = {kind: dict(count_by_block(connection, match)) for kind, match in matches.items()}
    return _answer(_Search(connection, query, collection, matches, found, with_index), question, number, first)


def named(connection: sqlite3.Connection, facet: str, typed: Iterable[str]) -> frozenset[str]:
    """The values of a facet (one of ``FACETS``) that are meant by what is typed: those that hold all its words.

    ``connection`` is one to a finished database. Words are compared without accents and case; a value that is the same
    is meant alone. Raises ``UsageError`` for what names none.
    """
    place = FACETS.index(facet)
    there = {values[place] for values in collection_of(connection).facets.values()} - {""}
    folded = {value: slug(printed_place(value) if facet == "place" else value) for value in there}
    chosen: set[str] = set()
    for text in typed:
        wanted = slug(text)
        alike = {value for value, name in folded.items() if wanted in (value, name)}
        alike = alike or {value for value, name in folded.items() if wanted and f"-{wanted}-" in f"-{name}-"}
        if not alike:
            raise UsageError(f"No report has {text!r} as its {facet}", f"The database has: {_some(there)}")
        chosen |= alike
    return frozenset(chosen)


def _some(names: Iterable[str]) -> str:
    listed = sorted(names)
    return ", ".join(listed[:MOST_NAMED]) + (f" and {len(listed) - MOST_NAMED} more" if listed[MOST_NAMED:] else "")


def _answer(search: _Search, question: Question, number: int, first: int) -> Hits:
    chosen = (question.places, question.years, question.types, question.issuers)
    asked: dict[int, int] = {}
    for kind in question.kinds:
        for block, hits in search.counted[kind].items():
            asked[block] = asked.get(block, 0) + hits
    values = _within(search.collection, question.span)
    facets = count_facets(((values[block], hits) for block, hits in asked.items() if block in values), chosen)
    if any(chosen):
        values = {block: those for block, those in values.items() if fits(those, chosen)}
    left = values.keys() & asked.keys()
    is_many = sum(asked.values()) > MOST_RANKED
    order = NEWEST if question.order == NEWEST or is_many else FIT
    if order == FIT:
        places = list(_by_fit(search, question.kinds, left, first, number))
    else:
        places = list(_by_time(search, question, left, first, number))
    return Hits(
        total=facets.total,
        kinds={
            kind: sum(hits for block, hits in found.items() if block in values)
            for kind, found in search.counted.items()
        },
        reports=len(left),
        facets=facets,
        order=order,
        hits=_read(search, places),
        are_marks_left_out=not search.with_index and search.query.has_marks,
    )


def _within(collection: Collection, span: Span | None) -> Mapping[int, tuple[str, ...]]:
    """The facets of the documents whose period touches a span, by block; None for any."""
    if span is None:
        return collection.facets
    return {
        report.block: report.facets
        for report in collection.reports
        if report.days[0] and report.days[0] <= span.last and report.days[1] >= span.first
    }


def inner_hits(connection: sqlite3.Connection, question: Question, pages: Iterable[Hit]) -> dict[str, list[Hit]]:
    """The footnotes and rows of tables that match on some ``pages``, by the id of the page; as printed.

    ``connection`` and ``question`` are those of ``find_hits``. A page holds the text of its notes and tables, so they
    are no further places.
    """
    query = read_query(question.text, without_accents=question.without_accents)
    with_index, collection = has_marks(connection), collection_of(connection)
    by_page = {(page.report.block, page.page): page.id for page in pages}
    found: dict[str, list[Hit]] = {}
    for kind in ("footnote", "table"):
        match = match_of(connection, query, kind, with_index)
        search = _Search(connection, query, collection, {kind: match}, {})
        for block in dict.fromkeys(block for block, _ in by_page):
            rows = [(0.0, kind, rowid) for rowid in rows_between(connection, match, rowids_of(block))]
            for hit in _read(search, rows):
                if page_id := by_page.get((block, hit.page)):
                    found.setdefault(page_id, []).append(hit)
    return found


_Place = tuple[float, str, int]


def _by_fit(search: _Search, kinds: Sequence[str], left: Set[int], first: int, number: int) -> Iterator[_Place]:
    """The best hits. Where some words are typed with marks and some without, those that are printed as typed come
    first."""
    reports = search.collection.by_block
    is_mixed = search.with_index and any(match.marked for match in search.matches.values())
    ranked = []
    for at, kind in enumerate(kinds):
        exact = rows_as_typed(search.connection, search.query, kind) if is_mixed else frozenset()
        ranked += [
            (rowid not in exact, score, reports[block_of(rowid)].id, at, rowid)
            for score, rowid in best_rows(search.connection, search.matches[kind])
            if block_of(rowid) in left
        ]
    ranked.sort()
    return ((score, kinds[at], rowid) for _, score, _, at, rowid in ranked[first : first + number])


def _by_time(search: _Search, question: Question, left: Set[int], first: int, number: int) -> Iterator[_Place]:
    """The hits of report after report, those with the words as a phrase before all others; so ``ho so`` does not begin
    with a page that has the one here and the other there. Only those of reports that are shown are looked for."""
    phrase = as_phrase(search.query)
    if phrase is None:
        yield from islice(_in_reports(search, question.kinds, left, search.counted, {}, first), number)
        return
    matches = {kind: match_of(search.connection, phrase, kind, search.with_index) for kind in question.kinds}
    counted = {kind: dict(count_by_block(search.connection, match)) for kind, match in matches.items()}
    phrases = replace(search, matches=matches)
    shown = list(islice(_in_reports(phrases, question.kinds, left, counted, {}, first), number))
    yield from shown
    before = sum(hits for found in counted.values() for block, hits in found.items() if block in left)
    others = {
        kind: {block: hits - counted[kind].get(block, 0) for block, hits in search.counted[kind].items()}
        for kind in question.kinds
    }
    rest = _in_reports(search, question.kinds, left, others, matches, max(0, first - before))
    yield from islice(rest, number - len(shown))


def _in_reports(
    search: _Search,
    kinds: Sequence[str],
    left: Set[int],
    counted: Mapping[str, Mapping[int, int]],
    without: Mapping[str, Match],
    first: int,
) -> Iterator[_Place]:
    """The hits from the ``first`` on, report after report, the newest first, and in each as printed.

    ``search`` says how rows of the ``kinds`` match, ``counted`` how many do in each of the blocks that are ``left``.
    Rows that match ``without`` are left out.
    """
    passed = 0
    for report in search.collection.reports:
        if report.block not in left:
            continue
        for kind in kinds:
            hits = counted[kind].get(report.block, 0)
            if passed + hits <= first:
                passed += hits
                continue
            between = rowids_of(report.block)
            rows = rows_between(search.connection, search.matches[kind], between)
            others = set(rows_between(search.connection, without[kind], between)) if without else set()
            for rowid in rows:
                if rowid not in others:
                    passed += 1
                    if passed > first:
                        yield 0.0, kind, rowid


def _read(search: _Search, places: Sequence[_Place]) -> tuple[Hit, ...]:
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for kind in INDEXED:
        rowids = json.dumps([rowid for _, of, rowid in places if of == kind])
        for row in fetch(search.connection, _ROWS[kind], (rowids,)):
            rows[kind, row.pop("search_rowid")] = row
    found = []
    for score, kind, rowid in places:
        stored = rows.get((kind, rowid))
        report = search.collection.by_block.get(block_of(rowid))
        if stored is None or report is None:  # it was deleted since the index was built
            continue
        shown = {name: value for name, value in stored.items() if name != "text"}
        words = excerpt(stored["text"], search.query)
        found.append(Hit(kind=kind, report=report, excerpt=words, rank=score, **shown))
    corrected = corrections_of(search.connection, (hit.id for hit in found))
    return tuple(replace(hit, corrections=corrected[hit.id]) if hit.id in corrected else hit for hit in found)


_ROWS = {
    "page": """
        SELECT search_rowid, id, number AS page, '' AS number, '' AS "table", text FROM pages
        WHERE search_rowid IN (SELECT value FROM json_each(?))
    """,
    "footnote": """
        SELECT search_rowid, id, page, number, '' AS "table", text FROM footnotes
        WHERE search_rowid IN (SELECT value FROM json_each(?))
    """,
    "table": """
        SELECT search_rowid, table_rows.id, table_rows.page, coalesce(nullif(stt, ''), position) || '' AS number,
               rtrim(coalesce(tables.label, ''), ':. ') AS "table", text
        FROM table_rows JOIN tables ON tables.id = table_rows.table_id
        WHERE search_rowid IN (SELECT value FROM json_each(?))
    """,
}
