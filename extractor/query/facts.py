"""Any fact by its id: what it is, in which document, where on the page, what is printed around it."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.query.corrections import Corrected, corrections_of
from extractor.store.database import fetch
from extractor.store.keys import LETTERS

# A box ``[page, x0, top, x1, bottom]`` in points, origin top left, of the page as it is displayed.
Box = tuple[int, float, float, float, float]

# Letter of an id → table of facts.
KINDS = {letter: table for table, letter in LETTERS.items()}

_FACT_ID = re.compile(r"([0-9a-f]{12,64})-([a-z])([1-9][0-9]*)")


@dataclass(frozen=True, slots=True)
class Source:
    """The document that a fact stands in, with what is needed to name it and to find its file.

    ``names`` are all paths under which its file was found, the first of them ``path``; the others are columns of
    ``documents``.
    """

    id: str
    sha256: str
    file_name: str
    path: str
    names: tuple[str, ...]
    page_count: int
    doc_type: str | None
    identifier: str | None
    issuer: str | None
    place: str | None
    issued_on: str | None
    title: str | None
    period_kind: str | None
    period_start: str | None
    period_end: str | None
    period_label: str | None
    text_layer: str
    extractor_version: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table a fact stands: ``head`` of its column (None for a whole row), its row, the boxes of both.

    A table itself has neither. ``table_boxes`` has a box for each page of the table; ``first_row`` is the box of the
    row under the head, None where the table has no rows. ``stt`` and ``row_label`` are as in ``table_rows``, ``cells``
    all cells of the row.
    """

    table_id: str
    table_label: str | None
    table_title: str | None
    table_boxes: tuple[Box, ...]
    first_row: Box | None
    stt: str | None
    row_label: str | None
    row_boxes: tuple[Box, ...]
    cells: tuple[str, ...]
    head: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """What a fact is about, known to the whole corpus: an instrument, an indicator or an organ."""

    kind: str
    id: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of a table of facts. ``kind`` is the name of the table, ``raw`` what is printed.

    ``boxes`` are those on ``page`` to ``page_end``. ``location`` is ``body``, ``footnote``, ``table``, ``header`` or
    None, ``footnote`` the number of the note, ``cell`` the place in a table. ``sentence`` is the one around it.
    ``about`` is the instrument of a citation, the indicator of a figure or row, the organ of a mention. ``columns`` is
    the whole row as stored, ``corrections`` say what was read where a user has corrected it.
    """

    id: str
    kind: str
    document: Source
    page: int | None
    page_end: int | None
    raw: str
    boxes: tuple[Box, ...]
    location: str | None
    sentence: str | None
    footnote: str | None
    cell: Cell | None
    about: Named | None
    method: str | None
    confidence: float | None
    columns: Mapping[str, Any]
    corrections: tuple[Corrected, ...] = ()


def kind_of(ident: str) -> str | None:
    """The table of facts that an id is of, None for what has not the form of such an id."""
    matched = _FACT_ID.fullmatch(ident)
    return KINDS.get(matched[2]) if matched else None


def fact(connection: sqlite3.Connection, ident: str) -> Fact | None:
    """The fact with this id, None where there is none."""
    return next(iter(facts(connection, [ident])), None)


def facts(connection: sqlite3.Connection, idents: Iterable[str]) -> tuple[Fact, ...]:
    """The facts with these ids, in their order; those that are not there are left out. One query a table."""
    wanted = list(dict.fromkeys(idents))
    by_kind: dict[str, list[str]] = {}
    for ident in wanted:
        if kind := kind_of(ident):
            by_kind.setdefault(kind, []).append(ident)
    rows = {
        row["id"]: (kind, row)
        for kind, of_kind in by_kind.items()
        for row in _by_ids(connection, f"SELECT * FROM {kind}", of_kind)  # a name of LETTERS
    }
    known = _Known(connection, [row for _, row in rows.values()])
    return tuple(_fact(known, *rows[ident]) for ident in wanted if ident in rows)


def sources(connection: sqlite3.Connection, idents: Iterable[str]) -> dict[str, Source]:
    """The documents with these ids, by id."""
    rows = _by_ids(connection, _DOCUMENTS, idents)
    further: dict[str, list[str]] = {}
    for row in _by_ids(connection, "SELECT sha256 AS id, path FROM sources", [row["sha256"] for row in rows], "sha256"):
        further.setdefault(row["id"], []).append(row["path"])
    return {row["id"]: Source(**row, names=(row["path"], *further.get(row["sha256"], ()))) for row in rows}


class _Known:
    """What the rows of facts point to, fetched once for all of them."""

    def __init__(self, connection: sqlite3.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        self.documents = sources(connection, {row["document_id"] for row in rows})
        self.notes = _column(connection, "footnotes", "number", _given(rows, "footnote_id"))
        own = [row["id"] for row in rows]  # rows and columns of tables are facts themselves
        self.rows = {row["id"]: row for row in _by_ids(connection, _ROWS, [*_given(rows, "table_row_id"), *own])}
        of_columns = [*_given(rows, "table_column_id"), *own]
        self.columns = {row["id"]: row for row in _by_ids(connection, _COLUMNS, of_columns)}
        of_tables = {*own, *(row["table_id"] for row in (*self.rows.values(), *self.columns.values()))}
        self.tables = {row["id"]: row for row in _by_ids(connection, _TABLES, of_tables)}
        self.corrections = corrections_of(connection, own)
        self.named: dict[str, Named] = {}
        for kind, column, sql in _NAMED:
            for row in _by_ids(connection, sql, _given(rows, column)):
                self.named[row["id"]] = Named(kind, row["id"], row["key"], row["name"] or row["key"])


def _fact(known: _Known, kind: str, row: Mapping[str, Any]) -> Fact:
    cell = _cell(known, kind, row)
    page = row.get("page") or row.get("number" if kind == "pages" else "page")
    boxes = boxes_of(row.get("boxes"))
    if kind == "pages":
        boxes = ((row["number"], 0.0, 0.0, row["width"], row["height"]),)
    elif kind == "table_columns" and cell is not None and cell.table_boxes:
        boxes, page = cell.table_boxes, cell.table_boxes[0][0]
    return Fact(
        id=row["id"],
        kind=kind,
        document=known.documents[row["document_id"]],
        page=page,
        page_end=row.get("page_end") or page,
        raw=_raw(kind, row),
        boxes=boxes,
        location=row.get("location") or ("table" if cell else None),
        sentence=row.get("sentence"),
        footnote=known.notes.get(row.get("footnote_id") or ""),
        cell=cell,
        about=next((known.named[row[each]] for _, each, _ in _NAMED if row.get(each) in known.named), None),
        method=row.get("method"),
        confidence=row.get("confidence"),
        columns=row,
        corrections=known.corrections.get(row["id"], ()),
    )


# The column that holds what is printed, of the tables of facts that have no ``raw``.
_PRINTED = {"tables": "title", "table_rows": "text", "table_columns": "head", "checks": "statement", "pages": "text"}


def _raw(kind: str, row: Mapping[str, Any]) -> str:
    return str(row.get(_PRINTED.get(kind, "raw")) or row.get("label") or "")


def _cell(known: _Known, kind: str, row: Mapping[str, Any]) -> Cell | None:
    own_row = known.rows.get(row["id"] if kind == "table_rows" else row.get("table_row_id") or "")
    own_column = known.columns.get(row["id"] if kind == "table_columns" else row.get("table_column_id") or "")
    table = known.tables.get((own_row or own_column or {}).get("table_id") or row["id"])
    if table is None:
        return None
    first = boxes_of(table["first_row"])
    return Cell(
        table_id=table["id"],
        table_label=table["label"],
        table_title=table["title"],
        table_boxes=boxes_of(table["boxes"]),
        first_row=first[0] if first else None,
        stt=own_row["stt"] if own_row else None,
        row_label=own_row["label"] if own_row else None,
        row_boxes=boxes_of(own_row["boxes"]) if own_row else (),
        cells=tuple(json.loads(own_row["cells"])) if own_row else (),
        head=own_column["head"] if own_column else None,
    )


def boxes_of(value: str | None) -> tuple[Box, ...]:
    """The boxes of a cell of the database; none where it holds something else."""
    try:
        found = json.loads(value or "[]")
    except ValueError:
        return ()
    return tuple((int(box[0]), *map(float, box[1:])) for box in found if isinstance(box, list) and len(box) == 5)  # type: ignore[misc]


def _by_ids(connection: sqlite3.Connection, sql: str, idents: Iterable[str], key: str = "id") -> list[dict[str, Any]]:
    wanted = sorted(set(idents))
    if not wanted:
        return []
    return fetch(connection, f"{sql} WHERE {key} IN (SELECT value FROM json_each(?))", (json.dumps(wanted),))


def _given(rows: Iterable[Mapping[str, Any]], column: str) -> list[str]:
    return [row[column] for row in rows if row.get(column)]


def _column(connection: sqlite3.Connection, table: str, column: str, idents: Iterable[str]) -> dict[str, str]:
    return {row["id"]: row[column] for row in _by_ids(connection, f"SELECT id, {column} FROM {table}", idents)}


_DOCUMENTS = """
SELECT id, sha256, file_name, path, page_count, doc_type, identifier, issuer, place, issued_on, title, period_kind,
       period_start, period_end, period_label, text_layer, extractor_version
FROM documents
"""
_ROWS = "SELECT id, table_id, stt, label, cells, boxes FROM table_rows"
_COLUMNS = "SELECT id, table_id, head FROM table_columns"
# The row under the head: positions count from 1, and the head is no row.
_TABLES = """
SELECT id, label, title, boxes,
       (SELECT boxes FROM table_rows WHERE table_id = tables.id ORDER BY position LIMIT 1) AS first_row
FROM tables
"""
_NAMED = (
    (
        "instruments",
        "instrument_id",
        """SELECT id, key,
           coalesce(nullif(trim(coalesce(doc_type, '') || ' ' || coalesce(identifier, '')), ''), title) AS name
           FROM instruments""",
    ),
    ("indicators", "indicator_id", "SELECT id, key, name FROM indicators"),
    ("organisations", "organisation_id", "SELECT id, key, name FROM organisations"),
)
