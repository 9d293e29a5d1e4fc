"""Copies the rows of one document from an attached database, by statements alone: no row passes through Python.

From a shard (``shard.py``), or from a database of somebody else. In both the document may have another key than here,
where it meets others; its ids and rowids are made those that it has here. What the pass over the corpus fills is left
out: the next one does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache

from extractor.store.full_text import SEARCHED
from extractor.store.keys import LETTERS, DocumentKey
from extractor.store.migration import schema

TABLES = ("documents", *LETTERS)
"""The tables that hold the rows of a document, parents before children."""

# By what a column points to it is known who fills it; this one points to nothing.
_OF_THE_PASS = ("indicator_score",)
_LISTS = ("figure_ids", "citation_ids")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the tables of today. ``points_to`` is another table, "" where its values are no ids of rows."""

    name: str
    kind: str
    is_needed: bool
    default: str | None
    points_to: str


def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of a table, in the order of the schema."""
    return _columns()[table]


@cache
def _columns() -> dict[str, tuple[Column, ...]]:
    found = {}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(schema())
        for table in TABLES:
            foreign = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            links = {column: other for _, _, other, column, *_ in foreign}
            rows = connection.execute(f"PRAGMA table_info({table})").fetchall()
            found[table] = tuple(
                Column(name, kind, bool(needed), default, links.get(name, ""))
                for _, name, kind, needed, default, _ in rows
            )
    return found


@contextmanager
def attached(connection: sqlite3.Connection, content: bytes, name: str) -> Iterator[None]:
    """The database of these bytes is there under a name as long as the block lasts, in memory.

    connection: outside a transaction. content: the bytes of its file. name: what stands before the names of its tables.
    """
    connection.execute(f"ATTACH ':memory:' AS {name}")
    try:
        connection.deserialize(content, name=name)
        yield
    finally:
        connection.execute(f"DETACH {name}")


def copy_document(
    connection: sqlite3.Connection, origin: str, before: DocumentKey, now: DocumentKey, extracted_at: str | None = None
) -> None:
    """Inserts all rows of a document, within the transaction that is open on ``connection``.

    origin: the name of the attached database. before: the key that the document has there. now: the key that it has
    here. extracted_at: when it was read; None where the row says so.
    """
    values = {
        "before": before.id,
        "now": now.id,
        # What follows the document's own id in that of a fact: a hyphen, a letter, the running number.
        "rest": len(before.id) + 1,
        "number": len(before.id) + 3,
        "rowid": now.rowid,
        "extracted_at": extracted_at,
    }
    for table in TABLES:
        connection.execute(_statement(table, origin, before.id == now.id), values)


@cache
def _statement(table: str, origin: str, has_same_id: bool) -> str:
    told = {column.name: _value(table, column, has_same_id) for column in columns_of(table)}
    if table in LETTERS:
        told = {"rowid": _ROWID, **told}
    own = "id" if table == "documents" else "document_id"
    # Findings over several documents are those of the pass.
    own_checks = " AND origin = 'document'" if table == "checks" else ""
    order = "" if table == "documents" else " ORDER BY rowid"
    return (
        f"INSERT INTO main.{table} ({', '.join(map(_quoted, told))}) SELECT {', '.join(told.values())} "
        f"FROM {origin}.{table} WHERE {own} = :before{own_checks}{order}"
    )


# By the running number in the id: a database that was vacuumed may have other rowids than it was made with.
_ROWID = ":rowid + CAST(substr(id, :number) AS INTEGER)"


def _value(table: str, column: Column, has_same_id: bool) -> str:
    name = _quoted(column.name)
    if column.name in _OF_THE_PASS or (column.points_to and column.points_to not in TABLES):
        return "NULL"
    if column.name == "evidence":
        # A document settles keys by what it prints elsewhere; all other evidence is the pass's, which says it again.
        return "iif(evidence = 'document', evidence, NULL)"
    if column.name == "extracted_at":
        return f"coalesce(:extracted_at, {name})"
    if column.name == "search_rowid" and table in SEARCHED:
        return _ROWID
    if has_same_id:
        return name
    if column.name in _LISTS:
        return f"""replace({name}, '"' || :before || '-', '"' || :now || '-')"""
    return f":now || substr({name}, :rest)" if column.name == "id" or column.points_to else name


def _quoted(name: str) -> str:
    return f'"{name}"'
