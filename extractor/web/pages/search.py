"""Search: hits with their words marked, narrowed by facets; the instrument or indicator that the words may name."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace

from extractor.export.inert import csv_bytes
from extractor.language.printed import printed_place
from extractor.query.collection import Report
from extractor.query.corrections import Corrected
from extractor.query.hits import FACETS, FIT, NEWEST, Hit, Hits, Question, find_hits, inner_hits
from extractor.query.indicators import Indicator, choose, find_indicators
from extractor.query.instruments import Instrument, look_up
from extractor.query.periods import span_between
from extractor.search.excerpts import Piece
from extractor.search.full_text import read_query
from extractor.search.near import Missing, missing_words, suggestions
from extractor.search.places import INDEXED
from extractor.store.runs import unfinished
from extractor.web.functions import MOST_TYPED
from extractor.web.listing import Facet, Paging, facet, paging
from extractor.web.views import Asked, View

PATH = "search"

# Hits on a page: each has an excerpt to read.
SIZE = 20

# Values of a facet that are shown before a reader asks for all; those that are chosen are always there.
SHOWN_VALUES = 12

# Hits in a file to take along, made within the time that a page may take.
MOST_IN_FILE = 1_000

# Instruments that the words may name: with more they name none in particular. Words without a number must be three, as
# in "luật đất đai": "báo cáo" is the type of thousands.
MOST_INSTRUMENTS, LEAST_WORDS = 3, 3

# Letters of a query that is looked up as an instrument or indicator; what is longer is text that was pasted.
MOST_LETTERS = 200

# Notes and rows that are named below the page that they are on.
MOST_INNER = 5

# Stands in an address for "no value", which an address cannot hold.
UNKNOWN = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """A hit as it is shown; ``address`` opens it with the words marked. ``inner`` are notes and rows on a page."""

    kind: str
    address: str
    report: Report
    page: int
    number: str
    table: str
    excerpt: tuple[Piece, ...]
    inner: tuple[Found, ...] = ()
    further: int = 0
    corrections: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind of hit, how many there are, and the address that shows them."""

    kind: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Order:
    """An order of the hits and the address that chooses it, "" where it is not to be had."""

    name: str
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Meant:
    """A query that may be meant by one that finds nothing, on how many pages it is found, and its address."""

    text: str
    pages: int
    address: str


@dataclass(frozen=True, slots=True)
class Search:
    """A page of hits. ``words`` are those typed; ``instruments`` and ``indicators`` what they may name.

    ``missing`` are words that stand nowhere, ``meant`` queries that are spelled nearly so and find something,
    ``hidden`` the facets of which not all values are shown, ``unfinished`` what is missing since the last run.
    """

    words: str
    without_accents: bool
    has_accents: bool
    is_empty: bool
    start: str
    end: str
    tabs: tuple[Tab, ...]
    orders: tuple[Order, ...]
    reports: int
    facets: tuple[Facet, ...]
    hidden: Mapping[str, str]
    paging: Paging
    hits: tuple[Found, ...]
    instruments: tuple[Instrument, ...]
    indicators: tuple[Indicator, ...]
    missing: tuple[Missing, ...]
    meant: tuple[Meant, ...]
    are_marks_left_out: bool
    narrowed: bool
    most_in_file: int = MOST_IN_FILE
    unfinished: str = ""


def answer(connection: sqlite3.Connection, asked: Asked) -> Search:
    """The hits that are asked for. Raises ``UsageError`` for a period that is none."""
    # What is pasted beyond stands in no address of the page, which has a hundred of them.
    asked = replace(asked, args={**asked.args, "q": [asked.one("q")[:MOST_TYPED]]})
    question = question_of(asked)
    kinds = [asked.one("kind")] if asked.one("kind") in INDEXED else ["page"]
    if asked.place.get("form") == "csv":
        return _shown(asked, question, find_hits(connection, replace(question, kinds=(kinds[0],)), MOST_IN_FILE))
    number = asked.number("page", 1, 1_000_000)
    found = find_hits(connection, replace(question, kinds=(kinds[0],)), SIZE, (number - 1) * SIZE)
    if not asked.one("kind") and not found.total and any(found.kinds.values()):
        # Words of a note that runs over two pages are together on neither.
        kinds = [max(found.kinds, key=lambda kind: found.kinds[kind])]
        found = find_hits(connection, replace(question, kinds=(kinds[0],)), SIZE, (number - 1) * SIZE)
    if not found.hits and found.total:
        last = (found.total - 1) // SIZE * SIZE
        found = find_hits(connection, replace(question, kinds=(kinds[0],)), SIZE, last)
    shown = replace(_shown(asked, question, found, kinds[0]), unfinished=unfinished(connection))
    if kinds[0] == "page" and found.hits:
        shown = replace(shown, hits=_with_inner(connection, asked, question, found))
    if number == 1:
        text = question.text
        shown = replace(shown, instruments=_instruments(connection, text), indicators=_indicators(connection, text))
    if not any(found.kinds.values()) and not shown.is_empty:
        query = read_query(question.text, without_accents=question.without_accents)
        shown = replace(shown, missing=missing_words(connection, query), meant=_meant(connection, asked, question))
    return shown


def _meant(connection: sqlite3.Connection, asked: Asked, question: Question) -> tuple[Meant, ...]:
    near = suggestions(connection, question.text) if len(question.text) <= MOST_LETTERS else ()
    return tuple(Meant(each.text, each.hits, asked.address(PATH, q=each.text)) for each in near)


def question_of(asked: Asked) -> Question:
    """What the arguments of an address ask for."""

    def values(name: str) -> frozenset[str]:
        return frozenset("" if value == UNKNOWN else value for value in asked.many(name))

    return Question(
        text=asked.one("q"),
        without_accents=asked.one("fold") == "1",
        places=values("place"),
        years=values("year"),
        types=values("type"),
        issuers=values("issuer"),
        span=span_between(asked.one("from") or None, asked.one("to") or None),
        order=NEWEST if asked.one("order") == NEWEST else FIT,
    )


def _shown(asked: Asked, question: Question, found: Hits, kind: str = "page") -> Search:
    facets = dict(zip(FACETS, found.facets.facets, strict=True))
    return Search(
        words=question.text,
        without_accents=question.without_accents,
        has_accents=read_query(question.text).has_marks,
        is_empty=not read_query(question.text).terms,
        start=asked.one("from"),
        end=asked.one("to"),
        tabs=tuple(Tab(name, count, name == kind, _changed(asked, kind=name)) for name, count in found.kinds.items()),
        orders=(
            Order(FIT, found.order == FIT, _changed(asked, order=None) if question.order == NEWEST else ""),
            Order(NEWEST, found.order == NEWEST, _changed(asked, order=NEWEST) if found.order == FIT else ""),
        ),
        reports=found.reports,
        facets=tuple(_facets(asked, facets)),
        hidden={
            name: _changed(asked, all=name)
            for name, counts in facets.items()
            if len(counts) > SHOWN_VALUES and name not in asked.many("all")
        },
        paging=paging(asked, PATH, found.total, SIZE),
        hits=tuple(_found(asked, hit) for hit in found.hits),
        instruments=(),
        indicators=(),
        missing=(),
        meant=(),
        are_marks_left_out=found.are_marks_left_out,
        narrowed=any(asked.many(name) for name in (*FACETS, "from", "to")),
    )


def _found(asked: Asked, hit: Hit) -> Found:
    words = asked.one("q")
    path = f"page/{hit.report.id}/{hit.page}" if hit.kind == "page" else f"fact/{hit.id}"
    return Found(
        kind=hit.kind,
        address=asked.address(path, q=words),
        report=hit.report,
        page=hit.page,
        number=hit.number,
        table=hit.table,
        excerpt=hit.excerpt,
        corrections=hit.corrections,
    )


def _with_inner(connection: sqlite3.Connection, asked: Asked, question: Question, found: Hits) -> tuple[Found, ...]:
    inner = inner_hits(connection, question, found.hits)
    return tuple(
        replace(
            _found(asked, hit),
            inner=tuple(_found(asked, each) for each in inner.get(hit.id, [])[:MOST_INNER]),
            further=max(0, len(inner.get(hit.id, [])) - MOST_INNER),
        )
        for hit in found.hits
    )


def _instruments(connection: sqlite3.Connection, text: str) -> tuple[Instrument, ...]:
    """The instruments that the words may name."""
    if len(text) > MOST_LETTERS or (len(text.split()) < LEAST_WORDS and not any(map(str.isdigit, text))):
        return ()
    best = look_up(connection, text).best
    return best if len(best) <= MOST_INSTRUMENTS else ()


def _indicators(connection: sqlite3.Connection, text: str) -> tuple[Indicator, ...]:
    """The indicator that the words clearly mean."""
    chosen = choose(find_indicators(connection, text)) if text and len(text) <= MOST_LETTERS else None
    return (chosen,) if chosen else ()


def _facets(asked: Asked, counted: Mapping[str, Counter[Hashable]]) -> Iterator[Facet]:
    words = asked.words
    titles = {
        "place": words("Place"),
        "year": words("Year of the period"),
        "type": words("Type"),
        "issuer": words("Issuing organ"),
    }
    for name, counts in counted.items():
        chosen = asked.many(name)
        values = [(str(value), number) for value, number in counts.items()]
        values.sort(key=(lambda one: one[0]) if name == "year" else (lambda one: (-one[1], one[0])))
        if name == "year":
            values.reverse()
        if len(values) < 2 and not chosen:
            continue
        if name not in asked.many("all"):
            values = [one for place, one in enumerate(values) if place < SHOWN_VALUES or (one[0] or UNKNOWN) in chosen]
        # What is chosen and fits nothing any more can still be let go.
        values += [(value, 0) for value in chosen if value != UNKNOWN and value not in dict(values)]
        named = [
            (value or UNKNOWN, (printed_place(value) if name == "place" else value) or words("Not known"), number)
            for value, number in values
        ]
        yield facet(asked, PATH, name, titles[name], named)


def _changed(asked: Asked, **changed: str | None) -> str:
    kept = {name: list(values) for name, values in asked.args.items() if name != "page"}
    return asked.address(PATH, **{**kept, **changed})


COLUMNS = (
    "file_name", "doc_type", "identifier", "issuer", "place", "period_start", "period_end", "page", "kind", "number",
    "table", "excerpt", "address",
)  # fmt: skip


def as_csv(shown: Search, asked: Asked) -> bytes:
    """The hits as CSV, ``MOST_IN_FILE`` at most."""
    return csv_bytes(COLUMNS, (_row(hit) for hit in shown.hits))


def _row(hit: Found) -> dict[str, object]:
    of_hit = {"excerpt": "".join(piece.text for piece in hit.excerpt)}
    return {name: of_hit.get(name, getattr(hit, name, getattr(hit.report, name, None))) for name in COLUMNS}


VIEW = View("search", PATH, "search.html", answer, {"csv": ("text/csv; charset=utf-8", as_csv)})
