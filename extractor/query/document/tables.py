"""The tables of a document as tables: columns with what they mean, rows with a fact for each cell that holds one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extractor.store.database import fetch, fetch_one


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its ``heads`` from the outermost to its own, and what its numbers are."""

    heads: tuple[str, ...]
    role: str
    unit: str | None
    scenario: str | None
    change: str | None
    base: str | None
    period_start: str | None
    period_end: str | None
    as_of: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as printed; ``figure_id`` is the figure that was read in it, None where there is none."""

    text: str
    figure_id: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``level`` is 0 for what is part of nothing."""

    id: str
    page: int
    level: int
    is_heading: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table in a line: what is printed over it, where it stands and how large it is."""

    id: str
    label: str | None
    title: str | None
    page: int
    page_end: int
    n_rows: int
    n_cols: int
    is_form: bool
    section: str | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the rows that were asked for, from ``first`` (from 1) on, out of ``total``."""

    line: TableLine
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    first: int
    total: int

    @property
    def head_rows(self) -> tuple[tuple[tuple[str, int, int], ...], ...]:
        """The head as printed: rows of (words, columns it spans, rows it spans)."""
        return head_rows([column.heads for column in self.columns])


def table_lines(connection: sqlite3.Connection, document: str, limit: int, offset: int = 0) -> tuple[TableLine, ...]:
    """The tables of a document, read by ``connection``: ``limit`` behind the first ``offset``, in their order."""
    return tuple(_line(row) for row in fetch(connection, _LINES, (document, limit, offset)))


def read_table(connection: sqlite3.Connection, document: str, table: str, limit: int, offset: int = 0) -> Table | None:
    """A table with ``limit`` rows behind the first ``offset``.

    ``connection`` is that of the database, ``document`` the id of the document that must hold it, ``table`` its own id.
    None where the document has no such table.
    """
    lines = fetch(connection, _LINE, (table, document))
    if not lines:
        return None
    rows = fetch(connection, _ROWS, (table, limit, offset))
    figures = {
        (row["table_row_id"], row["position"]): row["id"]
        for row in fetch(connection, _FIGURES, (json.dumps([row["id"] for row in rows]),))
    }
    columns = tuple(_column(row) for row in fetch(connection, _COLUMNS, (table,)))
    total = fetch_one(connection, "SELECT count(*) FROM table_rows WHERE table_id = ?", (table,))
    return Table(_line(lines[0]), columns, tuple(_row(row, figures) for row in rows), offset + 1, total)


def head_rows(heads: Sequence[Sequence[str]]) -> tuple[tuple[tuple[str, int, int], ...], ...]:
    """The rows of a head as a page prints it, each a tuple of (words, columns spanned, rows spanned).

    ``heads`` has for each column its heads from the outermost to its own. What neighbours share is one cell; a column
    of fewer heads than the others has its last one down to the bottom.
    """
    depth = max((len(each) for each in heads), default=0)
    rows = []
    for level in range(depth):
        cells, at = [], 0
        while at < len(heads):
            if level >= len(heads[at]):  # spanned by the cell above
                at += 1
                continue
            end = at + 1
            while end < len(heads) and _is_shared(heads[at], heads[end], level):
                end += 1
            is_last = level == len(heads[at]) - 1
            cells.append((heads[at][level], end - at, depth - level if is_last else 1))
            at = end
        rows.append(tuple(cells))
    return tuple(rows)


def _is_shared(one: Sequence[str], other: Sequence[str], level: int) -> bool:
    """Whether two neighbouring columns have one cell at a level: all heads down to it equal, and each has one below."""
    is_above = level < len(one) - 1 and level < len(other) - 1
    return is_above and tuple(one[: level + 1]) == tuple(other[: level + 1])


def _line(row: dict[str, Any]) -> TableLine:
    return TableLine(**{**row, "is_form": bool(row["is_form"])})


def _column(row: dict[str, Any]) -> Column:
    return Column(heads=tuple(row.pop("head").split(" › ")), **row)


def _row(row: dict[str, Any], figures: dict[tuple[str, int], str]) -> Row:
    cells = tuple(
        Cell(str(text), figures.get((row["id"], position))) for position, text in enumerate(json.loads(row["cells"]), 1)
    )
    return Row(row["id"], row["page"], row["level"], bool(row["is_heading"]), cells)


_LINE_COLUMNS = """
SELECT tables.id, tables.label, tables.title, tables.page, page_end, n_rows, n_cols, is_form,
       nullif(trim(sections.label || ' ' || sections.title), '') AS section
FROM tables LEFT JOIN sections ON sections.id = section_id
"""
_LINES = f"{_LINE_COLUMNS} WHERE tables.document_id = ? ORDER BY tables.rowid LIMIT ? OFFSET ?"
_LINE = f"{_LINE_COLUMNS} WHERE tables.id = ? AND tables.document_id = ?"

_COLUMNS = """
SELECT head, role, unit, scenario, change, base, period_start, period_end, as_of, place
FROM table_columns WHERE table_id = ? ORDER BY position
"""

_ROWS = """
SELECT id, page, level, is_heading, cells FROM table_rows WHERE table_id = ? ORDER BY position LIMIT ? OFFSET ?
"""

_FIGURES = """
SELECT figures.id, table_row_id, table_columns.position
FROM json_each(?) AS wanted
CROSS JOIN figures ON table_row_id = wanted.value
JOIN table_columns ON table_columns.id = table_column_id
"""
