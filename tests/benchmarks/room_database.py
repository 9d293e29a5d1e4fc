"""A large database made of a small real one: its documents again and again, each time of another province and year.

Texts, boxes, notes, tables and figures are those of real reports, so that pages of the reading room weigh what they
weigh in an archive. The first copy of each document keeps its SHA-256: its PDF is found, and its pages have pictures.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from extractor.across.corpus_pass import run_corpus_pass
from extractor.store.database import fetch, open_database, transaction
from extractor.store.full_text import rebuild_index
from extractor.store.keys import LETTERS, DocumentKey, document_keys
from patterns.names.provinces import level_of, provinces

# Columns that hold ids of facts of the same document, alone or within JSON.
OWN_IDS = frozenset(
    (
        *("id", "document_id", "parent_id", "section_id", "footnote_id", "table_id", "table_row_id"),
        *("table_column_id", "base_figure_id", "linked_figure_id", "figure_ids", "citation_ids"),
        *("subject_citation_id", "object_citation_id"),
    )
)
# What the pass over all documents writes anew.
OF_THE_CORPUS = frozenset(("instrument_id", "organisation_id", "indicator_id", "subject_id", "object_id", "issuer_id"))
DAYS = frozenset(("period_start", "period_end", "as_of", "issued_on"))


class Copy(NamedTuple):
    """One copy of a document: which one it copies, its keys, the province and how many years earlier it is."""

    source: dict[str, Any]
    old: DocumentKey
    new: DocumentKey
    sha256: str
    place: str | None
    years: int


def make_database(path: Path, source: Path, documents: int) -> None:
    """Writes a database of so many ``documents`` to ``path``, where nothing is; ``source`` is the small one."""
    with closing(open_database(path, create=True)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("ATTACH ? AS source", (str(source),))
        copies = list(_copies(fetch(connection, "SELECT * FROM source.documents ORDER BY id"), documents))
        statements = {table: _statement(connection, table) for table in LETTERS if table != "checks"}
        statements["checks"] = _statement(connection, "checks") + " AND origin = 'document'"
        with transaction(connection):
            connection.execute("INSERT INTO runs SELECT * FROM source.runs")
            for copy in copies:
                _write(connection, copy, statements)
        run_corpus_pass(connection)
        with transaction(connection):
            rebuild_index(connection)
        connection.execute("DETACH source")
        connection.execute("ANALYZE")


def _copies(sources: list[dict[str, Any]], documents: int) -> Iterator[Copy]:
    slugs = sorted(provinces())
    digests = [
        source["sha256"] if not number else hashlib.sha256(f"{source['sha256']} {number}".encode()).hexdigest()
        for number in range(-(-documents // len(sources)))
        for source in sources
    ][:documents]
    keys, old = document_keys(digests), document_keys(source["sha256"] for source in sources)
    for place, sha256 in enumerate(digests):
        source, number = sources[place % len(sources)], place // len(sources)
        slug = slugs[number % len(slugs)] if number and source["place"] in provinces() else source["place"]
        yield Copy(source, old[source["sha256"]], keys[sha256], sha256, slug, number // len(slugs))


def _write(connection: sqlite3.Connection, copy: Copy, statements: dict[str, str]) -> None:
    document = {**copy.source, "id": copy.new.id, "sha256": copy.sha256, "place": copy.place}
    document |= {"instrument_id": None, "issuer_id": None}
    if copy.place != copy.source["place"]:
        province = provinces()[str(copy.place)]
        document["issuer"] = f"Ủy ban nhân dân {level_of(province)} {province['name']}"
        document["file_name"] = document["path"] = f"{copy.place}/{copy.years}-{copy.source['file_name']}"
    for name in DAYS & document.keys():
        document[name] = _earlier(document[name], copy.years)
    marks = ", ".join(f":{name}" for name in document)
    connection.execute(f"INSERT INTO documents ({', '.join(document)}) VALUES ({marks})", document)
    values = {"old": copy.old.id, "new": copy.new.id, "step": copy.new.rowid - copy.old.rowid, "years": copy.years}
    for statement in statements.values():
        connection.execute(statement, values)


def _statement(connection: sqlite3.Connection, table: str) -> str:
    columns = [row[1] for row in connection.execute(f'PRAGMA main.table_info("{table}")')]
    chosen = ", ".join(_expression(table, column) for column in columns)
    named = ", ".join(f'"{column}"' for column in columns)
    return (
        f"INSERT INTO main.{table} (rowid, {named})"
        f" SELECT rowid + :step, {chosen} FROM source.{table} WHERE document_id = :old"
    )


def _expression(table: str, column: str) -> str:
    if column in OF_THE_CORPUS:
        return "NULL"
    if column in OWN_IDS:
        return f'replace("{column}", :old, :new)'
    if column == "search_rowid":
        return "search_rowid + :step"
    if table in ("figures", "table_columns") and column in DAYS:
        return f'(substr("{column}", 1, 4) - :years) || substr("{column}", 5)'
    return f'"{column}"'


def _earlier(day: str | None, years: int) -> str | None:
    return day and f"{int(day[:4]) - years}{day[4:]}"
