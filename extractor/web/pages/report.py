"""A document as one HTML page to take along: all that was read of it, with cut-outs of what does not add up."""

from __future__ import annotations

import sqlite3

from extractor.export.evidence.pictures import Cutter
from extractor.export.report.page import report_page
from extractor.export.report.report import Report, report_of
from extractor.web.views import Absent, Asked, Elsewhere, View


def answer(connection: sqlite3.Connection, asked: Asked) -> Report:
    """The report of the document at this address.

    Raises ``Absent`` for a document that is not there, ``Elsewhere`` without an ending: the report is a file.
    """
    ident = asked.place["document"]
    if not asked.place.get("form"):
        raise Elsewhere(asked.address(f"document/{ident}/report.html", lang=asked.words.language))
    found = report_of(connection, ident, asked.words, asked.base, Cutter(asked.facsimile))
    if found is None:
        raise Absent(asked.words("There is no document {id} in this database.", id=ident))
    return found


def as_html(report: Report, asked: Asked) -> bytes:
    """The report as one file."""
    return report_page(report).encode()


VIEW = View(
    "report",
    "document/(?P<document>[^/]+)/report",
    "refused.html",
    answer,
    {"html": ("text/html; charset=utf-8", as_html)},
)
