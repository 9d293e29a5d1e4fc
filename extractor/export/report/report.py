"""A document as one value for a page that stands alone, and the files of all documents as an export."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from extractor.export.evidence.gather import Asked, sheet_of
from extractor.export.evidence.pictures import Cutter
from extractor.export.evidence.sheet import Part
from extractor.export.report.marked_text import PageText, marked_pages
from extractor.language.catalogue import Words
from extractor.query.document.page import PARTS, DocumentParts, Extent, read_document
from extractor.query.document.tables import Table
from extractor.query.facts import Source, sources
from extractor.query.picks import FINDING, Pick
from extractor.version import VERSION

# A report has all of a document; SQLite takes -1 for no limit.
ALL = -1

# Findings whose numbers are cut out of the page: of a document with more the others are listed in words alone
# (test_report.py).
MOST_PICTURED = 40

# Tables that come with their rows: a document of 3,000 pages would be a file that no browser opens.
MOST_TABLES, MOST_ROWS = 400, 2000


@dataclass(frozen=True, slots=True)
class Report:
    """A document with all that was read of it.

    ``pages`` are its text, ``tables`` its tables by id. ``findings`` are those with cut-outs; all of them stand in
    ``document``. ``base`` is the address of the room.
    """

    language: str
    base: str
    source: Source
    document: DocumentParts
    pages: tuple[PageText, ...]
    tables: dict[str, Table]
    findings: tuple[Part, ...]
    version: str

    # As of a sheet that is not dated: what is made twice of one database is the same.
    made_on: str | None = None


def report_of(connection: sqlite3.Connection, document: str, words: Words, base: str, cutter: Cutter) -> Report | None:
    """The report of a document, None where there is none of this id.

    ``connection`` is that of the database, ``document`` an id, ``words`` are those of the language, ``base`` is the
    address of the room's pages, ``cutter`` makes the pictures.
    """
    whole = Extent(dict.fromkeys(PARTS, (ALL, 0)), MOST_TABLES, MOST_ROWS)
    found = read_document(connection, document, whole)
    if found is None:
        return None
    picks = tuple(Pick(FINDING, each.id, each.id) for each in found.findings[:MOST_PICTURED])
    sheet = sheet_of(connection, Asked(picks, words, base, ""), cutter)
    return Report(
        language=words.language,
        base=base,
        source=sources(connection, [document])[document],
        document=found,
        pages=marked_pages(connection, document),
        tables={table.line.id: table for table in found.shown_tables},
        findings=sheet.parts,
        version=VERSION,
    )
