"""What was read on one page of a document."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from extractor.query.document.contents import Note, Section, TextReason, notes, page_text, sections, text_reasons
from extractor.query.document.figures import Figure, figures
from extractor.query.document.head import Head
from extractor.query.document.tables import Table, read_table, table_lines
from extractor.query.document.troubles import Finding, findings
from extractor.query.failed import Failed, failed_pages
from extractor.store.database import fetch

# All rows: SQLite takes a negative limit for none.
ALL = -1


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation: what is printed, which instrument it is, what the text does with it, and where it stands."""

    id: str
    raw: str
    identifier: str | None
    instrument_key: str | None
    relation: str | None
    location: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page: its ``text`` (None where it was not read), and all that stands on it; tables with its rows only."""

    number: int
    text: str | None
    sections: tuple[Section, ...]
    citations: tuple[Mention, ...]
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    notes: tuple[Note, ...]
    findings: tuple[Finding, ...]
    failures: tuple[Failed, ...]
    text_reasons: tuple[TextReason, ...] = ()


def read_page(connection: sqlite3.Connection, head: Head, number: int) -> PageFacts:
    """What was read on page ``number`` of the document of this ``head``, which ``connection`` fetches."""
    lines = table_lines(connection, head.id, ALL)
    on_it = [line for line in lines if line.page <= number <= line.page_end]
    tables = [read_table(connection, head.id, line.id, ALL) for line in on_it]
    return PageFacts(
        number=number,
        text=page_text(connection, head.id, number),
        sections=tuple(each for each in sections(connection, head.id, ALL) if each.page == number),
        citations=tuple(Mention(**row) for row in fetch(connection, _MENTIONS, (head.id, number, number))),
        tables=tuple(_rows_of(table, number) for table in tables if table),
        figures=tuple(each for each in figures(connection, head.id, ALL) if each.page == number),
        notes=tuple(each for each in notes(connection, head.id, ALL) if number in (each.page, each.marker_page)),
        findings=tuple(each for each in findings(connection, head.id, ALL) if each.page == number),
        failures=tuple(
            each for each in failed_pages(connection, head.sha256) if not each.pages or number in each.pages
        ),
        text_reasons=tuple(
            TextReason(each.reason, (number,)) for each in text_reasons(connection, head.id) if number in each.pages
        ),
    )


def _rows_of(table: Table, number: int) -> Table:
    return replace(table, rows=tuple(row for row in table.rows if row.page == number))


_MENTIONS = """
SELECT citations.id, raw, coalesce(citations.identifier, instruments.identifier) AS identifier,
       instruments.key AS instrument_key, relation, location
FROM citations LEFT JOIN instruments ON instruments.id = instrument_id
WHERE citations.document_id = ? AND page <= ? AND page_end >= ?
ORDER BY citations.rowid
"""
