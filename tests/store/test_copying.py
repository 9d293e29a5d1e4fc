"""Rows of a document copied from elsewhere: with the key that it has here, and without what the pass fills."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from extractor.across.corpus_pass import run_corpus_pass
from extractor.model.document import Document
from extractor.store.copying import TABLES, attached, columns_of, copy_document
from extractor.store.database import open_database, transaction
from extractor.store.keys import DocumentKey, document_keys
from extractor.store.rows import to_rows
from extractor.store.shard import make_shard
from tests.documents import first_quarter, sample_documents
from tests.store.databases import ingest

OTHER = DocumentKey(id="7f3a9c21b0de4", rowid=4711 << 20)


def copied(path: Path, content: bytes, before: DocumentKey, now: DocumentKey) -> dict[str, list[dict[str, object]]]:
    """All rows of a new database with one document of another; its links were looked at when they were stored."""
    with closing(open_database(path, create=True)) as connection:
        with attached(connection, content, "other"), transaction(connection):
            copy_document(connection, "other", before, now, "today")
        return {
            table: [dict(row) for row in connection.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid")]
            if table != "documents"
            else [dict(row) for row in connection.execute("SELECT * FROM documents")]
            for table in TABLES
        }


def as_told(document: Document, key: DocumentKey) -> dict[str, list[dict[str, object]]]:
    return to_rows(document, key)


def test_a_document_of_another_key_gets_that_of_here(tmp_path: Path) -> None:
    document = first_quarter()
    key = document_keys([document.sha256])[document.sha256]
    stored = copied(tmp_path / "a.db", make_shard(document, "options").content, key, OTHER)
    for table, expected in as_told(document, OTHER).items():
        chosen = [{name: row[name] for name in wanted} for row, wanted in zip(stored[table], expected, strict=True)]
        assert chosen == expected
    assert stored["documents"][0]["extracted_at"] == "today"


def test_what_the_pass_fills_is_left_out(tmp_path: Path) -> None:
    documents = sample_documents()
    ingest(tmp_path / "a.db", documents)
    with closing(open_database(tmp_path / "a.db")) as connection:
        run_corpus_pass(connection)
        content = connection.serialize()
        assert connection.execute("SELECT count(*) FROM checks WHERE origin = 'corpus'").fetchone()[0] > 0
    for number, document in enumerate(documents):
        key = document_keys([document.sha256])[document.sha256]
        stored = copied(tmp_path / f"{number}.db", content, key, OTHER)
        for table, expected in as_told(document, OTHER).items():
            blank = {column.name: None for column in columns_of(table)}
            assert len(stored[table]) == len(expected)
            for row, wanted in zip(stored[table], expected, strict=True):
                settled = {"origin", "extracted_at", "options_key", "citation_ids", "status", "boxes"}
                # Documents give it by themselves (below); of open keys the next pass says it anew, as it does status.
                settled |= {"evidence"} if row.get("evidence") == "document" else set()
                assert {name for name in row if row[name] != {**blank, **wanted}.get(name)} <= settled


def test_what_a_document_settles_by_itself_stays(tmp_path: Path) -> None:
    """The pass says of open keys alone what has settled them; a key that another citation beside it closed is full."""
    document = first_quarter()
    first, *others = document.citations
    settled = replace(first, fact=replace(first.fact, evidence="document"))
    document = replace(document, citations=(settled, *others))
    key = document_keys([document.sha256])[document.sha256]
    for now in (key, OTHER):
        stored = copied(tmp_path / f"{now.id}.db", make_shard(document, "options").content, key, now)
        assert [row["evidence"] for row in stored["citations"]] == [
            "document",
            *(each.fact.evidence for each in others),
        ]


def test_rows_that_were_numbered_anew_get_their_place(tmp_path: Path) -> None:
    """By the running number in their ids: a database that somebody has made smaller may have other rowids."""
    document = first_quarter()
    key = document_keys([document.sha256])[document.sha256]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(make_shard(document, "options").content)
        connection.execute("UPDATE citations SET rowid = rowid - (SELECT min(rowid) FROM citations) + 1")
        connection.commit()
        content = connection.serialize()
    stored = copied(tmp_path / "a.db", content, key, key)
    assert [row["rowid"] for row in stored["citations"]] == [
        row["rowid"] for row in as_told(document, key)["citations"]
    ]
