"""The full-text index: which tables it covers, building it anew, and đ for it."""

from __future__ import annotations

import sqlite3

INDEXED = {"page": ("pages", "number"), "footnote": ("footnotes", "page"), "table": ("table_rows", "page")}
"""Kind of a hit → table, and its column with the page."""


def rebuild_index(connection: sqlite3.Connection) -> None:
    """Build the index anew from the stored texts."""
    for table, _ in INDEXED.values():
        connection.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')")
