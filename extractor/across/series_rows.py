"""Fetches the figures of forms, office by office and year by year, and writes what they contradict."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator

from extractor.across.rows import CheckRow
from extractor.across.series import Counted, Report, Value, comparable, series_checks, value_of_each
from extractor.model.facts import FORM_VALUE
from extractor.store.database import insert
from extractor.store.keys import SERIES_ROWS, DocumentKey, fact_order
from extractor.store.rows import Values

_REPORTS = """
SELECT id, issuer_id, family, period_start, period_end, issued_on, file_name FROM documents
WHERE issuer_id IS NOT NULL AND period_start IS NOT NULL AND substr(period_start, 1, 4) = substr(period_end, 1, 4)
"""
_VALUES = """
SELECT figures.id, document_id, coalesce(same_as_id, indicators.id), value, figures.unit, raw, page, confidence
FROM figures JOIN indicators ON indicators.id = indicator_id
WHERE document_id = ? AND method = ? AND value IS NOT NULL ORDER BY figures.rowid
"""
_INDICATORS = "SELECT id, name, unit, time FROM indicators"
_BOXES_OF_CHECKS = """
UPDATE checks SET boxes = coalesce(
    (SELECT boxes FROM figures WHERE id = json_extract(figure_ids, '$[0]')),
    (SELECT boxes FROM citations WHERE citations.document_id = checks.document_id AND citations.page = checks.page
     AND id IN (SELECT value FROM json_each(citation_ids)) ORDER BY rowid LIMIT 1),
    '[]')
WHERE origin = 'corpus'
"""


def check_series(connection: sqlite3.Connection) -> None:
    """Make the findings over all series of reports anew, once issuers and indicators are linked, and the boxes of all.

    Within the transaction that is open.
    """
    connection.execute("DELETE FROM checks WHERE origin = 'corpus' AND kind IN ('period', 'restated')")
    insert(connection, "checks", check_rows(connection, list(_findings(connection)), SERIES_ROWS))
    connection.execute(_BOXES_OF_CHECKS)


def check_rows(connection: sqlite3.Connection, checks: Iterable[CheckRow], first: int) -> Iterator[Values]:
    """Rows of ``checks`` for findings of the corpus, numbered within each document.

    connection: where the documents are stored. checks: the findings. first: the running number before the first one.
    """
    rowids = dict(connection.execute("SELECT id, rowid FROM documents").fetchall())
    count: Counter[str] = Counter()
    for check in checks:
        count[check.document_id] += 1
        key, number = DocumentKey(check.document_id, rowids[check.document_id]), first + count[check.document_id]
        yield {
            **check._asdict(),
            "rowid": key.fact_rowid(number),
            "id": key.fact_id("checks", number),
            "origin": "corpus",
            "holds": 0,
            "figure_ids": json.dumps(check.figure_ids, separators=(",", ":")),
            "citation_ids": json.dumps(sorted(check.citation_ids, key=fact_order), separators=(",", ":")),
        }


def _findings(connection: sqlite3.Connection) -> Iterator[CheckRow]:
    """One office and year at a time: figures are the most that a database holds."""
    indicators = {ident: Counted(*known) for ident, *known in connection.execute(_INDICATORS)}
    for group in comparable(Report(*row) for row in connection.execute(_REPORTS).fetchall()):
        values = {
            report.id: value_of_each(map(Value._make, connection.execute(_VALUES, (report.id, FORM_VALUE))))
            for report in group
        }
        yield from series_checks(group, values, indicators)
