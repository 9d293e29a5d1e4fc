"""Fetches rows and figures for the indicators and writes which indicator each belongs to."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

from extractor.across.indicators.decisions import Decision, Decisions
from extractor.across.indicators.gather import NONE, Indicators, Link
from extractor.across.rows import FigureRow, TableRow
from extractor.store.database import replace_rows
from extractor.store.full_text import sort_key
from patterns.spelling import fold

# The title of an annex that is a file of its own is that of its tables, which have none or only a section's.
_ROWS = """
SELECT table_rows.id, table_rows.label, unit, parent_id, is_heading, value_kind,
       iif(ifnull(documents.doc_type, 'Phụ lục') = 'Phụ lục' AND ifnull(tables.title, 'I. ') GLOB '[IVX]*. *',
           documents.title, tables.title),
       table_rows.place, indicator_id, indicator_score
FROM table_rows JOIN tables ON tables.id = table_id JOIN documents ON documents.id = table_rows.document_id
WHERE table_rows.document_id = ? ORDER BY table_rows.rowid
"""
_FIGURES = """
SELECT figures.id, table_row_id, label, figures.unit, location, method, figures.change, figures.place, head,
       indicator_id, indicator_score
FROM figures LEFT JOIN table_columns ON table_columns.id = table_column_id
WHERE figures.document_id = ? ORDER BY figures.rowid
"""
# A figure of running text makes an indicator only where two documents print its label: one alone is never compared, and
# most labels of sentences come once.
_REPEATED = """
SELECT label, unit FROM figures WHERE location <> 'table' AND label <> ''
GROUP BY label, unit HAVING min(document_id) < max(document_id)
"""


class Relinked(NamedTuple):
    """Rows and figures that belong to another indicator than before; how many indicators there are."""

    rows: int
    figures: int
    indicators: int


def link_indicators(connection: sqlite3.Connection) -> Relinked:
    """Find the indicator of every row and figure anew, by the registry and the decisions that are stored.

    Within the transaction that is open. One document at a time: rows and figures are the most that a database holds.
    """
    decisions = Decisions(stored_decisions(connection))
    repeated = frozenset((label, unit) for label, unit in connection.execute(_REPEATED))
    gathered = Indicators(decisions, repeated)
    changed_rows = changed_figures = 0
    for ident, family in connection.execute("SELECT id, family FROM documents ORDER BY id").fetchall():
        rows, row_links = _fetch(connection, _ROWS, TableRow, ident)
        figures, figure_links = _fetch(connection, _FIGURES, FigureRow, ident)
        links = gathered.add(family, rows, figures)
        changed_rows += _relink(connection, "table_rows", row_links, links.of_row)
        changed_figures += _relink(connection, "figures", figure_links, links.of_figure)
    found = gathered.rows()
    replace_rows(
        connection,
        "indicators",
        ({**row._asdict(), "plain": fold(row.name), "sort_key": sort_key(row.name)} for row in found),
    )
    replace_rows(
        connection, "indicator_prints", ({**row._asdict(), "plain": fold(row.label)} for row in gathered.prints())
    )
    return Relinked(changed_rows, changed_figures, len(found))


def stored_decisions(connection: sqlite3.Connection) -> list[Decision]:
    """The decisions that a user made, in the order of the file."""
    columns = ", ".join(f'"{name}"' for name in Decision._fields)
    return [Decision(*row) for row in connection.execute(f"SELECT {columns} FROM indicator_decisions ORDER BY id")]


def _fetch(
    connection: sqlite3.Connection, query: str, row_type: Any, document: str
) -> tuple[list[Any], dict[str, Link]]:
    """The rows of a document, and the links that they have now."""
    fetched = connection.execute(query, (document,)).fetchall()
    rows = [row_type(*tuple(row)[:-2]) for row in fetched]
    return rows, {row.id: Link(*tuple(linked)[-2:]) for row, linked in zip(rows, fetched, strict=True)}


def _relink(connection: sqlite3.Connection, table: str, before: Mapping[str, Link], now: Mapping[str, Link]) -> int:
    changed = [(*link, ident) for ident, link in now.items() if before.get(ident, NONE) != link]
    connection.executemany(f"UPDATE {table} SET indicator_id = ?, indicator_score = ? WHERE id = ?", changed)
    return len(changed)
