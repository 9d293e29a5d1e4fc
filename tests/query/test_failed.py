"""What could not be read, file by file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from extractor.query.failed import PARTS, WHOLE, failed_files


@pytest.fixture
def connection(sample_db: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The sample, with a file of which nothing could be read and two more bad pages of Lâm Đồng."""
    own = tmp_path / "own.db"
    own.write_bytes(sample_db.read_bytes())
    with closing(sqlite3.connect(own)) as opened:
        with opened:
            run, digest, version, key = opened.execute(
                "SELECT run_id, sha256, extractor_version, options_key FROM failures WHERE path LIKE 'lam%'"
            ).fetchone()
            for ident, path, sha256, stage, page, error in (
                ("x1", "bad.pdf", "0" * 64, "read", None, "the file is empty (0 bytes)"),
                ("x2", "lam-dong-2024-q1.pdf", digest, "ocr", 3, "no usable text: a picture without text"),
                ("x3", "lam-dong-2024-q1.pdf", digest, "ocr", 4, "no usable text: a picture without text"),
            ):
                opened.execute(
                    "INSERT INTO failures VALUES (?, ?, ?, ?, ?, ?, ?, 'do `this`', 2, ?, ?)",
                    (ident, run, path, sha256, stage, page, error, version, key),
                )
        yield opened


def test_files_of_which_nothing_is_there_come_first(connection: sqlite3.Connection) -> None:
    found = failed_files(connection, {})
    assert [(file.path, file.extent) for file in found.files] == [("bad.pdf", WHOLE), ("lam-dong-2024-q1.pdf", PARTS)]
    assert found.failures == 4


def test_pages_with_one_reason_stand_together(connection: sqlite3.Connection) -> None:
    _, file = failed_files(connection, {}).files
    assert [(reason.stage, reason.pages) for reason in file.reasons] == [("read", (2,)), ("ocr", (3, 4))]


def test_a_count_is_the_number_of_failures_that_the_choice_shows(connection: sqlite3.Connection) -> None:
    for name, values in failed_files(connection, {}).counted.items():
        for value, count in values:
            assert failed_files(connection, {name: [value]}).failures == count, (name, value)


def test_a_file_shows_the_reasons_that_fit(connection: sqlite3.Connection) -> None:
    (file,) = failed_files(connection, {"stage": ["ocr"]}).files
    assert [reason.pages for reason in file.reasons] == [(3, 4)]
    assert failed_files(connection, {"stage": ["ocr"], "extent": [WHOLE]}).files == ()
