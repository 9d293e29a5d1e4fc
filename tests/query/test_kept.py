"""What is kept of a database between two questions."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Semaphore, Thread

import pytest

from extractor.query import kept as module
from extractor.query.kept import kept


def _database(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE pages (text)")
    return connection


def test_it_is_made_anew_when_the_file_was_written(tmp_path: Path) -> None:
    def count(connection: sqlite3.Connection) -> int:
        made.append(1)
        return int(connection.execute("SELECT count(*) FROM pages").fetchone()[0])

    made: list[int] = []
    with closing(_database(tmp_path / "a.db")) as one:
        assert [kept(one, count), kept(one, count), len(made)] == [0, 0, 1]
        one.execute("INSERT INTO pages VALUES ('x')")
        assert [kept(one, count), len(made)] == [1, 2]
        (tmp_path / "a.db").rename(tmp_path / "b.db")
        assert [kept(one, count), kept(one, count), len(made)] == [1, 1, 4]


def test_of_many_readers_at_once_one_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks, made = Semaphore(0), []

    def state(file: Path) -> object:
        looks.release()
        return "as it was"

    def make(connection: sqlite3.Connection) -> str:
        made.append(1)
        for _ in range(
            3
        ):  # two looks of the reader that makes it; the third is that of the other one, which then waits
            looks.acquire(timeout=10)
        return "long"

    def read() -> None:
        with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
            answers.append(kept(connection, make))

    answers: list[str] = []
    _database(tmp_path / "a.db").close()
    monkeypatch.setattr(module, "_state", state)
    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert (answers, len(made)) == (["long", "long"], 1)
