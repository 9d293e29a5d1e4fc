"""The canonical dump: two databases of the same input are equal if their dumps are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

# Columns that say when and how often, not what: they differ between two runs over the same files.
TIME_OF_RUN = {"failures": {"attempts"}, "documents": {"extracted_at"}}

# Begins the names of the tables that only the pass over the corpus reads.
OF_THE_PASS = "pass_"


def dump(connection: sqlite3.Connection) -> Iterator[str]:
    """All rows of all tables in their order, one JSON array a line, after a line for each table.

    Left out are ``runs``, the columns that depend on the time of the run, and the search index.
    """
    for table in stored_tables(connection):
        if table == "runs":
            continue
        columns = [
            name
            for _, name, *_ in connection.execute(f'PRAGMA table_info("{table}")')
            if name not in TIME_OF_RUN.get(table, ())
        ]
        yield json.dumps([table, *columns], ensure_ascii=False)
        chosen = ", ".join(f'"{column}"' for column in columns)
        for row in connection.execute(f'SELECT {chosen} FROM "{table}" ORDER BY {order_of(connection, table)}'):
            yield json.dumps(list(row), ensure_ascii=False)


def order_of(connection: sqlite3.Connection, table: str) -> str:
    """What the rows of a table are ordered by: ``rowid``, or its key where it is stored by that; "" for a view."""
    query = "SELECT type, wr FROM pragma_table_list WHERE name = ? AND schema = 'main'"
    kind, by_key = connection.execute(query, (table,)).fetchone()
    if kind == "view":
        return ""
    if not by_key:
        return "rowid"
    columns = connection.execute(f'SELECT name FROM pragma_table_info("{table}") WHERE pk ORDER BY pk')
    return ", ".join(name for (name,) in columns)


def stored_tables(connection: sqlite3.Connection) -> list[str]:
    """The tables that hold rows of ours, by name: no views, no search index, none of SQLite's own, nothing that the
    pass over the corpus keeps for itself."""
    query = "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%'"
    return sorted(name for (name,) in connection.execute(query) if not name.startswith(OF_THE_PASS))
