"""Databases of older schemas, made from one of today: what the versions of then would have stored of the same files."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from extractor.store.database import APPLICATION_ID
from extractor.store.keys import CORPUS_ROWS, LETTERS, SERIES_ROWS, running_number

SCHEMAS = Path(__file__).parent
SHARED = ("instruments", "organisations", "indicators", "indicator_prints", "failures")
NAMED = ("documents", *SHARED, *LETTERS)


def make_old(today: Path, old: Path, version: int) -> Path:
    """Store the rows of a database of today as an older schema would; columns that it did not know are left out."""
    if version >= 3:
        return _make_later(today, old, version)
    with closing(sqlite3.connect(today)) as source, closing(sqlite3.connect(old)) as made:
        made.executescript((SCHEMAS / f"schema_{version}.sql").read_text(encoding="utf-8"))
        numbers = _numbers(source)
        for table in tables_of(made):
            columns = [column for column in columns_of(made, table) if column in columns_of(source, table)]
            links = {row[3] for row in made.execute(f'PRAGMA foreign_key_list("{table}")')} - {"run_id"}
            if table in NAMED:
                links.add("id")
            listed = ", ".join(f'"{column}"' for column in columns)
            for row in source.execute(f"SELECT {listed} FROM {table}"):
                values = [
                    _old(numbers, column, value, column in links) for column, value in zip(columns, row, strict=True)
                ]
                made.execute(f"INSERT INTO {table} ({listed}) VALUES ({', '.join('?' * len(values))})", values)
        if version == 2:
            for index in ("pages_fts", "footnotes_fts", "table_rows_fts"):
                made.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
        made.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        made.execute(f"PRAGMA user_version = {version}")
        made.commit()
    return old


# The columns and tables that came with a schema.
_NEW_COLUMNS = {
    4: {"table_rows": ("place",), "table_columns": ("formula",)},
    5: {"instruments": ("title_from", "also"), "documents": ("head_confidence",), "citations": ("key_confidence",)},
}
_NEW_TABLES = {
    5: ("instrument_keys", "instrument_links", "corrections"),
    7: (
        "pass_uncounted",
        "pass_unsearched",
        "pass_unindexed",
        "pass_sizes",
        "pass_ledger",
        "pass_tallies",
        "pass_state",
    ),
}


def _make_later(today: Path, old: Path, version: int) -> Path:
    """A copy of a database of today without what came after a schema with text ids."""
    with closing(sqlite3.connect(today)) as source, closing(sqlite3.connect(old)) as made:
        source.backup(made)
        for (name,) in made.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            made.execute(f"DROP TRIGGER {name}")
        views = made.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall()
        for name, _ in views:
            made.execute(f"DROP VIEW {name}")
        for table in (table for later, tables in _NEW_TABLES.items() if later > version for table in tables):
            made.execute(f"DROP TABLE {table}")
        for later, tables in _NEW_COLUMNS.items():
            for table, column in ((table, column) for table, columns in tables.items() for column in columns):
                if later > version:
                    made.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        for _, sql in views:
            made.execute(sql)
        made.execute(f"PRAGMA user_version = {version}")
        made.commit()
    return old


def tables_of(connection: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%' AND name NOT LIKE 'sqlite%'"
    return sorted(name for (name,) in connection.execute(query))


def columns_of(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def _numbers(source: sqlite3.Connection) -> dict[str, int]:
    """Id of today → number of then."""
    found = {
        ident: int(sha256[:16], 16) % 9_000_000_000_000 + 1
        for ident, sha256 in source.execute("SELECT id, sha256 FROM documents")
    }
    for table in ("instruments", "organisations", "indicators"):
        for ident, key in source.execute(f"SELECT id, key FROM {table}"):
            found[ident] = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") >> 11
    return found


def _old(numbers: dict[str, int], column: str, value: Any, is_id: bool) -> Any:
    if value is not None and column in ("figure_ids", "citation_ids"):
        return json.dumps([_number(numbers, ident) for ident in json.loads(value)], separators=(",", ":"))
    return _number(numbers, value) if is_id and isinstance(value, str) else value


def _number(numbers: dict[str, int], ident: str) -> int:
    if "-" not in ident:
        return numbers.get(ident) or int(ident[1:], 16) << 1
    number = running_number(ident)
    if "-k" in ident and number > CORPUS_ROWS:
        number += 750_000 - SERIES_ROWS if number > SERIES_ROWS else 500_000 - CORPUS_ROWS
    return numbers[ident.partition("-")[0]] * 1_000_000 + number
