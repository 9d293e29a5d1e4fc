"""Every table and view of a database in one of several formats, one file each."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from extractor.errors import UsageError
from extractor.store.dump import order_of

# Columns that hold JSON text; in JSON Lines they are values, not text within text.
JSON_COLUMNS = frozenset(("boxes", "cells", "header", "figure_ids", "citation_ids", "organs", "marker_box", "counts"))

# What makes a format: it writes one table or view to the file at a path, as text or as bytes. It gets the names of the
# columns and the rows in their order, once, as an iterator: a table may be larger than memory.
Writer = Callable[[Path, Sequence[str], Iterable[Sequence[Any]]], None]


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Writes the ``rows`` to the file at ``path`` under a line with the names of the ``columns``.

    NULL and empty text are both empty.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        # Line ends of Unix, not those of the CSV standard: the same on every system, and cells hold line ends
        # themselves.
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def write_jsonl(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Writes each of the ``rows`` to the file at ``path`` as a line with a JSON object, its keys the ``columns``.

    NULL is null, lists are lists.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        for row in rows:
            record = {
                name: json.loads(cell) if name in JSON_COLUMNS and isinstance(cell, str) else cell
                for name, cell in zip(columns, row, strict=True)
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


# All formats by name, which is also the ending of their files. A new one is a function and a line here.
FORMATS: dict[str, Writer] = {"csv": write_csv, "jsonl": write_jsonl}


def export_folder(connection: sqlite3.Connection, folder: Path, form: str, *, force: bool = False) -> tuple[Path, ...]:
    """Writes all tables and views of the database behind ``connection`` into ``folder``; returns the files.

    ``form`` is one of ``FORMATS``. The same database gives the same bytes. Raises ``UsageError`` where the folder
    holds anything that an export would not write, unless ``force``; files of other names are never touched.
    """
    names = list_relations(connection)
    _claim(folder, {f"{name}.{known}" for name in names for known in FORMATS}, force)
    written = []
    for name in names:
        path = folder / f"{name}.{form}"
        FORMATS[form](path, *read_relation(connection, name))
        written.append(path)
    return tuple(written)


def list_relations(connection: sqlite3.Connection) -> list[str]:
    """The names of all tables and views but those of SQLite and of the search index, sorted."""
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
    known = [(row[0], row[1] or "") for row in found]
    indexes = tuple(name for name, sql in known if sql.upper().startswith("CREATE VIRTUAL TABLE"))
    return [name for name, _ in known if not name.startswith(("sqlite_", *indexes))]


def read_relation(connection: sqlite3.Connection, name: str) -> tuple[list[str], Iterator[Sequence[Any]]]:
    """The columns of a table or view, and its rows: those of a table in its order, of a view by all columns."""
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
    # A view has no order of its own; by all columns two exports of one database are the same bytes (test_records.py).
    order = order_of(connection, name) or ", ".join(str(position + 1) for position in range(len(columns)))
    rows = connection.execute(f'SELECT * FROM "{name}" ORDER BY {order}')
    return columns, (tuple(row) for row in rows)


def _claim(folder: Path, ours: set[str], force: bool) -> None:
    """Makes the folder where it is not there. Raises ``UsageError`` where it holds files that are not ``ours``."""
    # Files of the other formats are ours as well: csv and jsonl may stand side by side.
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file", "Give a folder.")
    folder.mkdir(parents=True, exist_ok=True)
    foreign = sorted(path.name for path in folder.iterdir() if path.name not in ours)
    if foreign and not force:
        named = ", ".join(foreign[:3]) + (" …" if len(foreign) > 3 else "")
        raise UsageError(f"{folder} holds other files: {named}", "Give an empty folder; --force writes beside them.")
