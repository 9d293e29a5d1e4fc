"""Rows of a query as dictionaries, whatever the row factory of the connection is."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any


def fetch(
    connection: sqlite3.Connection, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()
) -> list[dict[str, Any]]:
    """All rows of a statement, column name to value."""
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def fetch_one(connection: sqlite3.Connection, sql: str, values: Sequence[Any] = ()) -> Any:
    """The first value of the first row, None where there is no row."""
    row = connection.execute(sql, values).fetchone()
    return None if row is None else row[0]
