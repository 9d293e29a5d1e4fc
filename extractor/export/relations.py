"""The tables and views of a database as what they are for a reader: columns with kinds and meanings, keys, rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from extractor.errors import UsageError
from extractor.store.dump import OF_THE_PASS, order_of

Kind = Literal["text", "integer", "number", "boolean", "day", "json"]

# Columns that hold JSON text; where a format has lists, they are lists.
JSON_COLUMNS = frozenset(
    ("boxes", "cells", "header", "figure_ids", "citation_ids", "organs", "marker_box", "counts", "filled_in")
)
# Columns that hold days and nothing else (ISO 8601, YYYY-MM-DD). Others hold a year at times, or a time of day.
DAY_COLUMNS = frozenset(
    (
        *("issued_on", "period_start", "period_end", "as_of", "start", "end"),
        *("figure_period_start", "figure_period_end"),
    )
)
# Columns that hold 0 and 1.
BOOLEAN_COLUMNS = frozenset(
    ("is_form", "is_heading", "note_is_merged", "organ_known", "existed", "holds"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``kind`` decides how it is written, ``about`` says what it holds, ``needed`` that it has no null."""

    name: str
    kind: Kind
    about: str = ""
    needed: bool = False


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """``columns`` of a relation name a row of the relation ``target`` by its ``target_columns``."""

    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A table or view; ``title`` and ``about`` are for readers, ``first`` are the columns that they want first."""

    name: str
    columns: tuple[Column, ...]
    title: str = ""
    about: str = ""
    first: tuple[str, ...] = ()
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which tables and views are taken, all for (), and of which ``document``, all for None."""

    tables: Sequence[str] = ()
    document: str | None = None


# What is said of each table and view, in the order that a reader wants: its name → ``title``, ``about``, ``first`` (the
# columns that say most), ``hidden`` and ``columns`` (what each holds).
Described = Mapping[str, Mapping[str, Any]]

# Tables of which one document has rows, though they have no column that names it; the views among them follow.
_OF_CITATIONS = """IN (
    SELECT instrument_id FROM citations WHERE document_id = :document
    UNION SELECT instrument_id FROM documents WHERE id = :document
    UNION SELECT citation_candidates.instrument_id FROM citation_candidates
        JOIN citations ON citations.id = citation_id WHERE document_id = :document
)"""
_NARROWED = {
    "documents": "id = :document",
    "instruments": f"id {_OF_CITATIONS}",
    "citation_index": f"instrument_id {_OF_CITATIONS}",
    "citation_candidates": "citation_id IN (SELECT id FROM citations WHERE document_id = :document)",
    "organisations": """id IN (
        SELECT organisation_id FROM mentions WHERE document_id = :document
        UNION SELECT issuer_id FROM documents WHERE id = :document
    )""",
    "indicators": """id IN (
        SELECT indicator_id FROM figures WHERE document_id = :document
        UNION SELECT indicator_id FROM table_rows WHERE document_id = :document
    )""",
    "sources": "sha256 = (SELECT sha256 FROM documents WHERE id = :document)",
    "failures": "sha256 = (SELECT sha256 FROM documents WHERE id = :document)",
}


# The year in which the period of a document ends: a report on five years is one of the last of them.
YEAR = "substr(COALESCE(period_end, period_start), 1, 4)"


@dataclass(frozen=True, slots=True)
class Partition:
    """The documents of one ``place`` and ``year``, None for those without."""

    place: str | None
    year: str | None


@dataclass(frozen=True, slots=True)
class Collection:
    """A database to take from, by one ``connection``: the chosen ``relations``, narrowed to a ``document`` or not."""

    connection: sqlite3.Connection
    relations: tuple[Relation, ...]
    document: str | None = None

    def rows(self, relation: Relation, partition: Partition | None = None) -> Iterator[tuple[Any, ...]]:
        """The rows of a relation: those of a table in its order, those of a view by all columns.

        ``partition`` narrows them to some documents, None takes all.
        """
        # A view has no order of its own; by all columns two exports of one database are the same bytes.
        by_all = ", ".join(str(position + 1) for position in range(len(relation.columns)))
        order = order_of(self.connection, relation.name) or by_all
        query = f'SELECT * FROM "{relation.name}"{self._where(relation, partition)} ORDER BY {order}'
        return (tuple(row) for row in self.connection.execute(query, self._values(partition)))

    def count(self, relation: Relation, partition: Partition | None = None) -> int:
        """How many rows a relation has, in a ``partition`` or in all."""
        query = f'SELECT COUNT(*) FROM "{relation.name}"{self._where(relation, partition)}'
        return int(self.connection.execute(query, self._values(partition)).fetchone()[0])

    def partitions(self, relation: Relation) -> list[Partition]:
        """The places and years of the documents that have rows in a relation that ``is_of_documents``."""
        mine = self._where(relation, None)
        query = f"""
            SELECT DISTINCT place, {YEAR} FROM documents
            WHERE id IN (SELECT {_document_of(relation)} FROM "{relation.name}"{mine})
        """
        found = {Partition(*row) for row in self.connection.execute(query, self._values(None))}
        if _has_others(relation) and self.document is None:
            others = f'SELECT 1 FROM "{relation.name}" WHERE document_id IS NULL LIMIT 1'
            found.update(Partition(None, None) for _ in self.connection.execute(others))
        return sorted(found, key=lambda each: (each.place or "", each.year or ""))

    def has(self, name: str) -> bool:
        """Whether a table or view of this name is taken."""
        return any(relation.name == name for relation in self.relations)

    def _where(self, relation: Relation, partition: Partition | None) -> str:
        conditions = []
        if self.document is not None:
            conditions.append(_NARROWED.get(relation.name, "document_id = :document"))
        if partition is not None:
            of_these = f"(SELECT id FROM documents WHERE place IS :place AND {YEAR} IS :year)"
            condition = f"{_document_of(relation)} IN {of_these}"
            is_rest = partition == Partition(None, None) and _has_others(relation)
            conditions.append(f"({condition} OR document_id IS NULL)" if is_rest else condition)
        return f" WHERE {' AND '.join(conditions)}" if conditions else ""

    def _values(self, partition: Partition | None) -> dict[str, str | None]:
        place, year = (partition.place, partition.year) if partition else (None, None)
        return {"document": self.document, "place": place, "year": year}


def is_of_documents(relation: Relation) -> bool:
    """Whether each row of a relation is of one document, and says of which: those of instruments are of many."""
    return relation.name == "documents" or ("document_id" in relation.names and relation.name not in _NARROWED)


def _document_of(relation: Relation) -> str:
    return "id" if relation.name == "documents" else "document_id"


def _has_others(relation: Relation) -> bool:
    """Whether a table may have rows without a document; views are of tables that have none."""
    return bool(relation.primary_key) and any(
        column.name == "document_id" and not column.needed for column in relation.columns
    )


def collection(connection: sqlite3.Connection, selection: Selection, described: Described) -> Collection:
    """What is taken from the database behind ``connection``.

    ``selection`` chooses, ``described`` says what tables and columns hold. Raises ``UsageError`` for a table or
    document that is not there.
    """
    names = list_relations(connection)
    absent = [name for name in selection.tables if name not in names]
    if absent:
        raise UsageError(f"There is no table or view {absent[0]}", f"Choose from: {', '.join(names)}.")
    if selection.document is not None:
        _known_document(connection, selection.document)
    rank = {name: (said.get("hidden", False), place) for place, (name, said) in enumerate(described.items())}
    chosen = [name for name in names if not selection.tables or name in selection.tables]
    chosen.sort(key=lambda name: rank.get(name, (True, len(rank))))
    relations = (read_relation(connection, name, described.get(name, {})) for name in chosen)
    if selection.document is None:
        return Collection(connection, tuple(relations))
    of_document = (each for each in relations if each.name in _NARROWED or "document_id" in each.names)
    return Collection(connection, tuple(of_document), selection.document)


def list_relations(connection: sqlite3.Connection) -> list[str]:
    """The names of all tables and views but those of SQLite, of the search index and of the pass, sorted."""
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
    known = [(row[0], row[1] or "") for row in found]
    indexes = tuple(name for name, sql in known if sql.upper().startswith("CREATE VIRTUAL TABLE"))
    return [name for name, _ in known if not name.startswith(("sqlite_", OF_THE_PASS, *indexes))]


def read_relation(connection: sqlite3.Connection, name: str, described: Mapping[str, Any]) -> Relation:
    """A table or view of this ``name`` as the schema behind ``connection`` declares it.

    ``described`` is what is said of it.
    """
    found = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
    said = described.get("columns", {})
    keyed = sorted((row[5], row[1]) for row in found if row[5])
    return Relation(
        name=name,
        columns=tuple(
            Column(row[1], _kind(row[1], row[2]), said.get(row[1], ""), bool(row[3] or row[5])) for row in found
        ),
        title=described.get("title", name),
        about=described.get("about", ""),
        first=tuple(described.get("first", ())),
        primary_key=tuple(column for _, column in keyed),
        foreign_keys=_foreign_keys(connection, name),
    )


def read_json(cell: Any) -> Any:
    """The value of a cell that holds JSON text; None for null, a text that is no JSON as it is."""
    if not isinstance(cell, str):
        return cell
    try:
        return json.loads(cell)
    except ValueError:
        return cell


def read_day(cell: Any) -> date | None:
    """The day of a cell (``2024-03-15``); None for null, and for text that is no day of the calendar."""
    try:
        return date.fromisoformat(cell)
    except (TypeError, ValueError):
        return None


def _known_document(connection: sqlite3.Connection, document: str) -> None:
    if connection.execute("SELECT 1 FROM documents WHERE id = ?", (document,)).fetchone() is None:
        raise UsageError(f"There is no document {document}", "See the ids with: trichluc search, or in documents.")


def _foreign_keys(connection: sqlite3.Connection, name: str) -> tuple[ForeignKey, ...]:
    keys: dict[int, list[sqlite3.Row]] = {}
    for row in connection.execute(f'PRAGMA foreign_key_list("{name}")'):
        keys.setdefault(row[0], []).append(row)
    made = (
        ForeignKey(tuple(row[3] for row in rows), rows[0][2], tuple(row[4] for row in rows)) for rows in keys.values()
    )
    return tuple(sorted(made, key=lambda key: key.columns))


def _kind(name: str, declared: str) -> Kind:
    if name in JSON_COLUMNS:
        return "json"
    if name in DAY_COLUMNS:
        return "day"
    if name in BOOLEAN_COLUMNS:
        return "boolean"
    return {"INTEGER": "integer", "REAL": "number"}.get(declared, "text")  # type: ignore[return-value]
