"""A document as one value: its head, how much there is of each part, and as many rows of each as are asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from extractor.audit.checks import NOTE
from extractor.query.corrections import Corrected, corrections_within
from extractor.query.document.cited import Cited, cited
from extractor.query.document.contents import (
    Day,
    Note,
    Organ,
    PageLine,
    Section,
    TextReason,
    days,
    notes,
    organs,
    pages,
    sections,
    text_reasons,
)  # fmt: skip
from extractor.query.document.figures import Figure, figures
from extractor.query.document.head import Head, read_head
from extractor.query.document.tables import Table, TableLine, read_table, table_lines
from extractor.query.document.troubles import Finding, findings
from extractor.query.failed import Failed, failed_pages
from extractor.store.database import fetch_one

# The parts of a document, in the order in which a reader meets them, with what fetches rows of each.
PARTS: Mapping[str, Callable[[sqlite3.Connection, str, int, int], tuple[Any, ...]]] = {
    "findings": findings,
    "contents": sections,
    "cited": cited,
    "tables": table_lines,
    "figures": figures,
    "notes": notes,
    "dates": days,
    "organs": organs,
    "pages": pages,
}

# Rows of each part where all are shown together: enough to see what there is, few enough for one page of a screen or
# two each. Contents and tables are short lines that a reader wants whole.
BEGINNINGS = {
    "findings": 10,
    "contents": 60,
    "cited": 25,
    "tables": 40,
    "figures": 20,
    "notes": 15,
    "dates": 15,
    "organs": 15,
    "pages": 24,
}
# Tables that are shown with their rows beside the others, and rows of each: those of a form of one page.
SHOWN_TABLES, SHOWN_ROWS = 3, 12


@dataclass(frozen=True, slots=True)
class DocumentParts:
    """A document. ``counts`` has the number of rows of each part of ``PARTS``, and of the checks that hold.

    A part is empty that was not asked for. ``shown_tables`` are tables with rows, ``failures`` what was not read,
    ``text_reasons`` why pages have the text that they have, ``corrections`` what was read of the document and its
    facts, by id, where a user has corrected it.
    """

    head: Head
    counts: Mapping[str, int]
    holding: int
    failures: tuple[Failed, ...]
    findings: tuple[Finding, ...] = ()
    contents: tuple[Section, ...] = ()
    cited: tuple[Cited, ...] = ()
    tables: tuple[TableLine, ...] = ()
    shown_tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    notes: tuple[Note, ...] = ()
    dates: tuple[Day, ...] = ()
    organs: tuple[Organ, ...] = ()
    pages: tuple[PageLine, ...] = ()
    corrections: Mapping[str, tuple[Corrected, ...]] = field(default_factory=dict)
    text_reasons: tuple[TextReason, ...] = ()


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a document is asked for: rows of each part, a tuple of (limit, rows passed over) by its name.

    ``shown_tables`` is how many tables come with their rows, None for all of them, ``shown_rows`` how many rows of
    each. A negative number is no limit.
    """

    parts: Mapping[str, tuple[int, int]] = field(
        default_factory=lambda: {part: (limit, 0) for part, limit in BEGINNINGS.items()}
    )
    shown_tables: int | None = SHOWN_TABLES
    shown_rows: int = SHOWN_ROWS


def read_document(connection: sqlite3.Connection, document: str, extent: Extent | None = None) -> DocumentParts | None:
    """A document, read by ``connection`` to the ``extent`` that is asked for; None where there is none of this id."""
    head = read_head(connection, document)
    if head is None:
        return None
    asked = extent or Extent()
    parts = {part: PARTS[part](connection, document, *rows) for part, rows in asked.parts.items()}
    listed: tuple[TableLine, ...] = parts.get("tables", ())
    shown = [read_table(connection, document, line.id, asked.shown_rows) for line in listed[: asked.shown_tables]]
    return DocumentParts(
        head=head,
        counts=_counts(connection, document),
        holding=fetch_one(connection, "SELECT count(*) FROM checks WHERE document_id = ? AND holds", (document,)),
        failures=failed_pages(connection, head.sha256),
        text_reasons=text_reasons(connection, document),
        shown_tables=tuple(table for table in shown if table),
        corrections=corrections_within(connection, document),
        **parts,
    )


def _counts(connection: sqlite3.Connection, document: str) -> dict[str, int]:
    return {part: fetch_one(connection, _COUNTS[part], (document,)) for part in PARTS}


# What each part counts: the rows that it shows, where equal days, organs and instruments stand once.
_COUNTS = {
    "findings": f"SELECT count(*) FROM checks WHERE document_id = ? AND holds = 0 AND severity <> '{NOTE}'",
    "contents": "SELECT count(*) FROM sections WHERE document_id = ?",
    "cited": "SELECT count(DISTINCT coalesce(instrument_id, raw)) FROM citations"
    " WHERE document_id = ? AND location <> 'header'",
    "tables": "SELECT count(*) FROM tables WHERE document_id = ?",
    "figures": "SELECT count(*) FROM figures WHERE document_id = ? AND location <> 'table'",
    "notes": "SELECT count(*) FROM footnotes WHERE document_id = ?",
    "dates": 'SELECT count(*) FROM (SELECT 1 FROM dates WHERE document_id = ? GROUP BY lower(raw), start, "end", role)',
    "organs": "SELECT count(DISTINCT organisation_key) FROM mentions WHERE document_id = ?",
    "pages": "SELECT page_count FROM documents WHERE id = ?",
}
