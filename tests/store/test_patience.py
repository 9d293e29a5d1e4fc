"""A database that another program holds: the wait is told at once, and ends in the work or in words."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from extractor.errors import DatabaseError
from extractor.store.database import open_database, open_read_only, transaction
from extractor.store.patience import READ_SECONDS, SILENT_SECONDS, TELLER, WRITE_SECONDS, Waiting, hurried


@pytest.fixture
def database(sample_db: Path, tmp_path: Path) -> Path:
    """A database of a finished run, to be written to."""
    return Path(shutil.copy(sample_db, tmp_path / "reports.db"))


@pytest.fixture
def told() -> Iterator[list[Waiting]]:
    """What is told of waits; a holder that is put into it lets go when it has heard of three."""
    heard: list[Waiting] = []
    token = TELLER.set(heard.append)
    yield heard
    TELLER.reset(token)


@pytest.fixture
def holder(database: Path) -> Iterator[sqlite3.Connection]:
    """Another program that holds the database for itself."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield connection


def test_a_wait_is_told_within_a_second_and_ends_when_the_other_lets_go(
    database: Path, holder: sqlite3.Connection
) -> None:
    heard: list[Waiting] = []

    def hear(waiting: Waiting) -> None:
        heard.append(waiting)
        if len(heard) == 2:
            holder.execute("COMMIT")

    token = TELLER.set(hear)
    try:
        with closing(open_read_only(database)) as connection:
            assert connection.execute("SELECT count(*) FROM documents").fetchone()[0] == 3
    finally:
        TELLER.reset(token)
    assert SILENT_SECONDS <= 0.5
    assert SILENT_SECONDS <= heard[0].seconds < heard[1].seconds
    assert [waiting.is_over for waiting in heard] == [False, False, True]
    assert {waiting.longest for waiting in heard} == {READ_SECONDS}


def test_a_wait_in_vain_ends_in_words(database: Path, holder: sqlite3.Connection, told: list[Waiting]) -> None:
    with pytest.raises(DatabaseError, match="is being written by another program"):
        open_database(database, wait=0.6)
    assert told[-1].is_over


def test_writers_wait_for_a_pass_of_another_run_and_readers_only_for_a_moment(database: Path) -> None:
    with closing(open_database(database)) as writer, closing(open_read_only(database)) as reader:
        assert (writer.patience, reader.patience) == (WRITE_SECONDS, READ_SECONDS)  # type: ignore[attr-defined]
    # A pass over ten thousand documents takes some minutes; nobody waits a quarter of an hour for an answer.
    assert 300 < WRITE_SECONDS < 1_200
    assert 30 < READ_SECONDS < 120


def test_what_can_wait_for_another_day_waits_for_nobody(database: Path, told: list[Waiting]) -> None:
    with closing(open_database(database)) as writer, closing(sqlite3.connect(database)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"), hurried(writer):
            writer.execute("BEGIN IMMEDIATE")
    assert told == []


def test_a_reader_in_a_transaction_of_its_own_does_not_wait_in_vain(database: Path, told: list[Waiting]) -> None:
    with closing(open_database(database)) as writer, closing(open_database(database)) as reader:
        writer.execute("PRAGMA journal_mode = WAL")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM documents").fetchone()
        with transaction(writer):
            writer.execute("UPDATE documents SET title = 'a'")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            reader.execute("UPDATE documents SET title = 'b'")
        reader.execute("ROLLBACK")
    assert told == []
