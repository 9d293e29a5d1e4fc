"""A document: its head as on paper, what it cites, its tables, figures, notes, findings, and each part whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field

from extractor.export.finding_words import kind_word, sentence, severity_word
from extractor.export.references import Reference, as_bibtex, as_csl_json, as_ris, report_reference
from extractor.facsimile.files import FOUND
from extractor.query.document.head import documents_named
from extractor.query.document.page import PARTS, DocumentParts, Extent, read_document
from extractor.query.document.tables import Table, read_table
from extractor.query.documents import Neighbours, neighbours
from extractor.web.listing import MOST_PAGES, Paging, paging
from extractor.web.originals import not_found
from extractor.web.views import Absent, Asked, Elsewhere, View

# Rows of a part that is shown whole: one to three screens, drawn at once on a phone.
PART_SIZE = 100
# Tables come with their rows: ten of them are as long as a hundred lines.
TABLES_SIZE, TABLE_ROWS = 10, 12
# Rows of one table: those of a district list are on one page, those of a price list of thirty pages are not.
ROWS_SIZE = 200


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in the reader's words: how grave it is, what was checked, and what it says; "" where the statement
    alone tells."""

    severity: str
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """What the page of a document shows.

    ``part`` is the one part that is shown whole, "" for the beginnings of all; ``table`` the one table that is.
    ``paging`` says which rows of that part or table these are. ``told`` has the findings in words, by their ids.
    ``original`` is the state of its PDF (``found``, ``missing``, ``changed``, "" where a room has no originals), and
    ``lost`` says what to do where it is not found. ``series`` are the reports of its organ and kind around it.
    """

    document: DocumentParts
    part: str
    table: Table | None
    paging: Paging | None
    told: Mapping[str, Told] = field(default_factory=dict)
    original: str = ""
    lost: str = ""
    series: Neighbours | None = None


def answer(connection: sqlite3.Connection, asked: Asked) -> DocumentPage:
    """The document at this address: all of it in short, ``?part=notes`` one part, ``?table=ID`` one table.

    Raises ``Absent`` for a document, part or table that is not there.
    """
    ident, part, table = asked.place["document"], asked.one("part"), asked.one("table")
    if part and part not in PARTS:
        raise Absent(asked.words("A document has no part “{part}”.", part=part))
    found = read_document(connection, ident, None if not (part or table) else Extent(parts={}))
    if found is None:
        raise _elsewhere(connection, asked, ident)
    if table:
        return _one_table(connection, asked, found, table)
    if not part:
        original = asked.facsimile.original(connection, ident) if asked.facsimile else None
        return DocumentPage(
            found,
            "",
            None,
            None,
            _told(found, asked),
            original.state if original else "",
            not_found(asked, original) if original and original.state != FOUND else "",
            neighbours(connection, ident),
        )
    size = TABLES_SIZE if part == "tables" else PART_SIZE
    paged = paging(asked, f"document/{ident}", found.counts[part], size)
    extent = Extent({part: (size, max(paged.first - 1, 0))}, TABLES_SIZE, TABLE_ROWS)
    shown = read_document(connection, ident, extent) or found
    original = asked.facsimile.original(connection, ident) if asked.facsimile and part == "pages" else None
    return DocumentPage(shown, part, None, paged, _told(shown, asked), original.state if original else "")


def _told(document: DocumentParts, asked: Asked) -> dict[str, Told]:
    words = asked.words
    return {
        each.id: Told(
            severity_word(each.severity, words),
            kind_word(each.kind, words),
            sentence(each.kind, each.expected, each.actual, words),
        )
        for each in document.findings
    }


def _one_table(connection: sqlite3.Connection, asked: Asked, document: DocumentParts, table: str) -> DocumentPage:
    first = (asked.number("page", 1, MOST_PAGES) - 1) * ROWS_SIZE
    found = read_table(connection, document.head.id, table, ROWS_SIZE, first)
    if found is None:
        raise Absent(asked.words("This document has no table {table}.", table=table))
    paged = paging(asked, f"document/{document.head.id}", found.total, ROWS_SIZE)
    if paged.first - 1 < first and found.total:  # a page behind the last one
        found = read_table(connection, document.head.id, table, ROWS_SIZE, paged.first - 1) or found
    return DocumentPage(document, "tables", found, paged)


def _elsewhere(connection: sqlite3.Connection, asked: Asked, ident: str) -> Exception:
    """Where a document is whose id is written otherwise, or why there is none.

    Ids grow by a digit where two documents meet, and a reader may have noted a SHA-256.
    """
    named = documents_named(connection, ident)
    if len(named) == 1:
        return Elsewhere(asked.address(f"document/{named[0].id}"))
    if named:
        return Elsewhere(asked.address("documents", q=ident))
    return Absent(asked.words("There is no document “{document}” in this collection.", document=ident))


def _form(written: Callable[[Iterable[Reference]], str]) -> Callable[[DocumentPage, Asked], bytes]:
    # Without an address: that of the room is one of this machine, and means nothing in another one's library.
    return lambda shown, asked: written([report_reference(asdict(shown.document.head), asked.words)]).encode()


# The reference of a document, as reference managers take it.
FORMS = {
    "ris": ("application/x-research-info-systems; charset=utf-8", _form(as_ris)),
    "bib": ("application/x-bibtex; charset=utf-8", _form(as_bibtex)),
    "csl.json": ("application/vnd.citationstyles.csl+json; charset=utf-8", _form(as_csl_json)),
}


def _called(page: DocumentPage) -> str:
    head = page.document.head
    return " ".join(filter(None, (head.doc_type, head.identifier))) if head.identifier else head.file_name[:-4]


VIEW = View("document", "document/(?P<document>[^/]+?)", "document.html", answer, FORMS, called=_called)
