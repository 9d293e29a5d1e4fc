"""Making and looking at databases in the tests of the store."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from extractor.across.corpus_pass import run_corpus_pass
from extractor.model.document import Document
from extractor.store.database import open_read_only
from extractor.store.dump import dump
from extractor.store.writer import Writer


def ingest(path: Path, documents: Iterable[Document], options: str = "options", version: str = "0.1.0") -> None:
    with Writer(path) as writer:
        writer.begin_run(options, version)
        for document in documents:
            writer.write(document, options)
        run_corpus_pass(writer.connection)
        writer.finish_run({})


def dumped(path: Path) -> list[str]:
    connection = open_read_only(path)
    try:
        return list(dump(connection))
    finally:
        connection.close()


def query(path: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    connection = open_read_only(path)
    try:
        return [tuple(row) for row in connection.execute(sql, values)]
    finally:
        connection.close()
