"""Values of an indicator in documents without a period: no comparison has them, a reader still wants their pages."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from extractor.model.facts import FORM_VALUE
from extractor.query.indicators import Indicator
from extractor.store.database import fetch

# Values that are listed: a table of one paper has some hundred; more are read in the document (test_undated.py).
MOST = 200


@dataclass(frozen=True, slots=True)
class Undated:
    """A value as ``raw``, with its ``label`` and place, and where it stands; ``fact_id`` is that of figure or row."""

    fact_id: str
    raw: str
    unit: str | None
    label: str | None
    place: str | None
    document_id: str
    file_name: str
    doc_type: str | None
    identifier: str | None
    page: int


def list_undated(connection: sqlite3.Connection, indicator: Indicator) -> tuple[Undated, ...]:
    """The values in documents whose period is not known, as they are printed one after the other; at most ``MOST``."""
    values = {"ids": json.dumps(indicator.ids), "form": FORM_VALUE, "most": MOST}
    return tuple(Undated(**row) for row in fetch(connection, _UNDATED, values))


# The documents first, from the index alone: an indicator has tens of thousands of values, nearly all with a period.
_UNDATED = """
WITH held AS (
    SELECT document_id FROM figures WHERE indicator_id IN (SELECT value FROM json_each(:ids))
    UNION SELECT document_id FROM table_rows WHERE indicator_id IN (SELECT value FROM json_each(:ids))
), undated AS (
    SELECT id, file_name, doc_type, identifier FROM held CROSS JOIN documents ON documents.id = held.document_id
    WHERE period_start IS NULL OR period_end IS NULL
), found AS (
    SELECT figures.id, document_id, file_name, doc_type, identifier, raw, unit, label, place, page, char_start AS at
    FROM undated CROSS JOIN figures ON document_id = undated.id AND method <> :form
        AND indicator_id IN (SELECT value FROM json_each(:ids))
    UNION ALL
    SELECT table_rows.id, document_id, file_name, doc_type, identifier, ifnull(value_raw, ''), unit, label, place, page,
           position
    FROM undated CROSS JOIN table_rows ON document_id = undated.id AND NOT is_heading AND value IS NOT NULL
        AND indicator_id IN (SELECT value FROM json_each(:ids))
)
SELECT id AS fact_id, raw, unit, label, place, document_id, file_name, doc_type, identifier, page
FROM found ORDER BY document_id, page, at LIMIT :most
"""
