"""A page of a document as it looks: its picture under the boxes of all that was read on it, and its text beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from extractor.facsimile.files import FOUND, MISSING, Original
from extractor.facsimile.picture import Picture, Word
from extractor.model.pages import Failure, Rectangle
from extractor.query.facts import Fact
from extractor.query.pages import PageOfDocument, on_page, page_of
from extractor.search.marks import spans_of
from extractor.web.overlay import printed, rectangles, text_layer
from extractor.web.views import Absent, Asked, Elsewhere, View

# A sheet of A4 in points, for a page that neither came in nor can be drawn.
A4 = (595.0, 842.0)

# What becomes of a picture beside the states of its file.
BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Marked:
    """A fact on the page: its ``boxes`` there, whether it is asked for, whether it has searched words.

    ``is_recognised`` says that the boxes enclose what was recognised in a picture.
    """

    fact: Fact
    boxes: tuple[Rectangle, ...]
    is_marked: bool
    is_hit: bool
    is_recognised: bool

    @property
    def printed(self) -> Markup:
        """What is printed, where it stands in one box: an empty sheet shows it there."""
        is_line = len(self.boxes) == 1 and self.fact.kind in ("citations", "figures", "dates", "sections")
        return printed(self.fact.raw, self.boxes[0]) if is_line else Markup("")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text of the page, in the marked fact or not, a searched word or not."""

    text: str
    is_marked: bool
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the boxes lie on: its size in points, and the words that can be selected on it, with those ``searched``.

    ``lines`` are boxes around what is printed of each line. ``state`` is ``found`` where there is a picture, else
    ``missing``, ``changed`` or ``broken``, then with what happened in ``error``.
    """

    width: float
    height: float
    state: str
    words: tuple[Word, ...] = ()
    searched: tuple[Rectangle, ...] = ()
    lines: tuple[Rectangle, ...] = ()
    error: str = ""

    @property
    def text_layer(self) -> Markup:
        """The words over the picture."""
        return text_layer(self.words)

    @property
    def searched_boxes(self) -> Markup:
        """The searched words on the sheet."""
        return rectangles(self.searched, self.lines)

    def boxes_of(self, marked: Marked) -> Markup:
        """The boxes of a fact on the sheet."""
        is_line = marked.fact.kind not in ("tables", "table_rows")
        return rectangles(marked.boxes, self.lines, lifted=is_line and not marked.is_recognised)


@dataclass(frozen=True, slots=True)
class Read:
    """What the database has of a page, and the file that it is drawn from."""

    page: PageOfDocument
    original: Original | None
    facts: tuple[Marked, ...]
    text: tuple[Piece, ...]
    marked: Fact | None
    query: str


@dataclass(frozen=True, slots=True)
class PageView:
    """The page as it is shown; ``marked`` is the fact that is asked for, ``query`` the words that are searched."""

    page: PageOfDocument
    facts: tuple[Marked, ...]
    text: tuple[Piece, ...]
    marked: Fact | None
    query: str
    sheet: Sheet
    previous: str
    next: str


def answer(connection: sqlite3.Connection, asked: Asked) -> Read:
    """The page at this address; ``?fact=ID`` marks one fact, ``?q=`` searched words.

    Raises ``Absent`` for what the document does not have, ``Elsewhere`` for a page that is named otherwise.
    """
    ident, number = asked.place["document"], asked.place.get("number")
    query, wanted = asked.one("q"), asked.one("fact")
    if number is None:
        raise Elsewhere(asked.address(f"page/{ident}/{asked.number('n', 1, _MOST_PAGES)}", q=query or None))
    if "mark" in asked.args:  # the address of a marked fact in rooms of before
        raise Elsewhere(asked.address(f"page/{ident}/{number}", fact=asked.one("mark").rpartition(":")[2]))
    page = page_of(connection, ident, int(number))
    if page is None:
        raise Absent(_absent(connection, asked, ident, number))
    marked = next((fact for fact in page.facts if fact.id == wanted), None)
    if wanted and marked is None:
        raise Absent(asked.words("There is no fact “{fact}” on this page.", fact=wanted))
    return Read(
        page=page,
        original=asked.facsimile.original(connection, ident) if asked.facsimile else None,
        facts=tuple(_marked(fact, page, marked, query) for fact in page.facts),
        text=pieces(page, marked, query),
        marked=marked,
        query=query,
    )


# The most digits that a number of a page has in an address; SQLite takes no number beyond 64 bits.
_MOST_PAGES = 9_999_999


def finish(read: Read, asked: Asked) -> PageView:
    """The page with its picture."""
    here, query = read.page, read.query or None
    neighbours = [
        asked.address(f"page/{here.document.id}/{number}", q=query) if 1 <= number <= here.document.page_count else ""
        for number in (here.number - 1, here.number + 1)
    ]
    sheet = _sheet(read, asked)
    return PageView(here, read.facts, read.text, read.marked, read.query, sheet, neighbours[0], neighbours[1])


def pieces(page: PageOfDocument, marked: Fact | None, query: str) -> tuple[Piece, ...]:
    """The text of the page in pieces, with the span of the marked fact and the words of the query apart."""
    text = page.read.text if page.read else ""
    span, hits = span_on(page.number, marked, len(text)), spans_of(query, text)
    ends = sorted({0, len(text), *(end for each in [*hits, *([span] if span else [])] for end in each)})
    return tuple(
        Piece(text[start:end], bool(span) and _within(start, [span] if span else []), _within(start, hits))
        for start, end in pairwise(ends)
    )


def span_on(number: int, fact: Fact | None, length: int) -> tuple[int, int] | None:
    """Where a fact stands in the text of page ``number``, which has this ``length``; None where it does not.

    The offsets of a fact that runs over a page end hold for its first and its last page.
    """
    columns = fact.columns if fact else {}
    start, end = columns.get("char_start"), columns.get("char_end")
    if fact is None or start is None or end is None or fact.page is None or fact.page_end is None:
        return None
    start = start if number == fact.page else 0
    end = min(end if number == fact.page_end else length, length)
    return (start, end) if fact.page <= number <= fact.page_end and 0 <= start < end else None


def _marked(fact: Fact, page: PageOfDocument, marked: Fact | None, query: str) -> Marked:
    return Marked(
        fact=fact,
        boxes=on_page(fact, page.number),
        is_marked=fact is marked,
        is_hit=bool(query and spans_of(query, fact.raw)),
        is_recognised=page.read is not None and page.read.text_layer == "ocr",
    )


def _within(start: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(first <= start < end for first, end in spans)


def _sheet(read: Read, asked: Asked) -> Sheet:
    own = read.page.read
    width, height = (own.width, own.height) if own else A4
    if read.original is None or asked.facsimile is None or read.original.state != FOUND:
        return Sheet(width, height, read.original.state if read.original else MISSING)
    picture = asked.facsimile.page(read.original, read.page.number)
    if isinstance(picture, Failure):
        return Sheet(width, height, BROKEN, error=picture.error)
    if own is None:
        width, height = picture.page_width, picture.page_height
    return Sheet(
        width=width,
        height=height,
        state=FOUND,
        words=picture.words,
        searched=_searched(picture, read.query),
        lines=picture.lines,
    )


def _searched(picture: Picture, query: str) -> tuple[Rectangle, ...]:
    """The boxes of the words of the picture that the query has."""
    if not query:
        return ()
    spans = spans_of(query, " ".join(word.text for word in picture.words))
    starts = _starts(picture.words)
    return tuple(
        word.box
        for word, start in zip(picture.words, starts, strict=True)
        if any(first < start + len(word.text) and start < end for first, end in spans)
    )


def _starts(words: Sequence[Word]) -> list[int]:
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word.text) + 1
    return starts


def _absent(connection: sqlite3.Connection, asked: Asked, document: str, number: str) -> str:
    known = page_of(connection, document, 1)
    if known is None:
        return asked.words("There is no document “{document}” in this collection.", document=document)
    count = known.document.page_count
    return asked.words("The document has {count} pages, and no page {number}.", count=count, number=number)


VIEW = View(
    "page", r"page/(?P<document>[^/.]+)(?:/(?P<number>\d{1,7}))?", "page.html", answer, finish=finish
)  # fmt: skip
