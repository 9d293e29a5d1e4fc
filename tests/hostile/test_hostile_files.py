"""One run over all hostile files at once, as a user would start it: each is named, none costs another."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.files import BROKEN, POISON, READABLE, write_all
from tests.patience import PATIENCE

UNOPENED = {"folder.pdf": "a folder", "dangling.pdf": "a link to a file that is not there"}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "reports").mkdir()
    write_all(folder / "reports")
    command = ["ingest", str(folder / "reports"), "--db", str(folder / "r.db"), "--json"]
    limits = ["--jobs", "2", "--timeout", "60", "--memory-mb", "1500", "--ocr", "never"]
    done = subprocess.run(
        [sys.executable, "-m", "extractor.cli.main", *command, *limits],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    return done, folder / "r.db"


@pytest.fixture
def database(ran: tuple[subprocess.CompletedProcess[str], Path]) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(ran[1])
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def summary(ran: tuple[subprocess.CompletedProcess[str], Path]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(ran[0].stdout)
    return told


def test_the_run_ends_in_good_order(ran: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    assert (ran[0].returncode, ran[0].stderr) == (4, "")


def test_every_file_is_accounted_for(summary: dict[str, Any]) -> None:
    assert summary["files"] == len(BROKEN) + len(READABLE) + len(POISON) + len(UNOPENED)
    assert summary["ingested"] + summary["failed"] == summary["files"]


@pytest.mark.parametrize("name", READABLE)
def test_what_only_looks_broken_is_read(database: sqlite3.Connection, name: str) -> None:
    query = "SELECT text FROM pages JOIN documents ON documents.id = document_id WHERE path = ? ORDER BY pages.number"
    [(first,), *_] = database.execute(query, (name,)).fetchall()
    assert "Bao cao trang 1: da hoan thanh 45 ke hoach." in first


@pytest.mark.parametrize(("name", "word"), [*((name, word) for name, (_, word) in BROKEN.items()), *UNOPENED.items()])
def test_each_failure_is_named_with_what_to_do(database: sqlite3.Connection, name: str, word: str) -> None:
    query = "SELECT stage, page, error, hint, sha256 FROM failures WHERE path = ?"
    [(stage, page, error, hint, sha256)] = database.execute(query, (name,)).fetchall()
    assert (stage, page) == ("read", None)
    assert word in error
    assert hint
    assert (sha256 is None) == (name in UNOPENED)


@pytest.mark.parametrize("name", POISON)
def test_poison_is_a_document_or_a_failure(database: sqlite3.Connection, name: str) -> None:
    documents = database.execute("SELECT status FROM documents WHERE path = ?", (name,)).fetchall()
    failures = database.execute("SELECT error, hint FROM failures WHERE path = ?", (name,)).fetchall()
    assert len(documents) == 1 or len(failures) == 1
    assert all(error and hint for error, hint in failures)


def test_the_database_is_whole(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
