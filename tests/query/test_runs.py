"""How a database is doing: rates of a finished run and of one that goes on, the oldest failure, room."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from extractor.query.state.runs import Health, Rate, read_health
from extractor.store.database import open_read_only
from extractor.store.runs import FINISHED, WRITING, LastRun

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def db(sample_db: Path, tmp_path: Path) -> Path:
    """A copy of the sample database with one run, which began a day before ``NOW``."""
    path = tmp_path / "r.db"
    shutil.copy(sample_db, path)
    change(path, "UPDATE runs SET started_at = '2026-02-28T12:00:00+00:00'")
    return path


def change(path: Path, statement: str, *values: Any) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement, values)
        connection.commit()


def health(path: Path, state: str = FINISHED, now: datetime = NOW) -> Health:
    with closing(open_read_only(path)) as connection:
        return read_health(connection, path, LastRun(state, False, 3, 0), now)


@pytest.mark.parametrize(
    ("counts", "rate"),
    [
        ('{"ingested": 30, "pages": 600, "seconds": 90}', Rate(20.0, 400.0)),
        ('{"ingested": 30, "pages": 600, "seconds": 0}', Rate()),
        ('{"ingested": 0, "unchanged": 5, "pages": 0, "seconds": 9}', Rate()),
        ('{"ingested": 3}', Rate()),  # as earlier versions kept them
        ("[1, 2]", Rate()),
        ("no JSON", Rate()),
        (None, Rate()),
    ],
)
def test_the_rate_of_a_finished_run_is_what_it_kept(db: Path, counts: str | None, rate: Rate) -> None:
    change(db, "UPDATE runs SET counts = ?", counts)
    assert health(db).rate == rate


def test_the_rate_of_a_run_that_goes_on_is_that_of_its_last_ten_minutes(db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        ids = [ident for (ident,) in connection.execute("SELECT id FROM documents ORDER BY id")]
    moments = ("2026-03-01T11:49:00+00:00", "2026-03-01T11:52:00+00:00", "2026-03-01T11:58:00+00:00")
    for ident, moment in zip(ids, moments, strict=True):
        change(db, "UPDATE documents SET extracted_at = ?, page_count = 30 WHERE id = ?", moment, ident)
    # All three are of nine minutes.
    assert health(db, WRITING).rate == Rate(round(2 / 9, 1), 10.0)
    # Thirteen minutes before the last one: too old; the six of the second are not.
    change(db, "UPDATE documents SET extracted_at = '2026-03-01T11:45:00+00:00' WHERE id = ?", ids[0])
    assert health(db, WRITING).rate == Rate(round(1 / 6, 1), 10.0)
    # Documents of an earlier run say nothing of this one.
    change(db, "UPDATE runs SET started_at = '2026-03-01T11:55:00+00:00'")
    assert health(db, WRITING).rate == Rate()


def test_the_age_of_the_oldest_failure(db: Path) -> None:
    change(db, "DELETE FROM failures")
    assert health(db).oldest_failure_at is None and health(db).oldest_failure_seconds is None
    with closing(sqlite3.connect(db)) as connection:
        for run in (8, 9):
            connection.execute(
                "INSERT INTO runs (id, options_key, extractor_version, started_at) VALUES (?, 'o', '1', ?)",
                (run, f"2026-02-{20 + run - 8}T12:00:00+00:00"),
            )
            connection.execute(
                "INSERT INTO failures (id, run_id, path, stage, error, hint, extractor_version, options_key)"
                " VALUES (?, ?, 'a.pdf', 'read', 'e', 'h', '1', 'o')",
                (f"x{run}", run),
            )
        connection.commit()
    assert health(db).oldest_failure_at == "2026-02-20T12:00:00+00:00"
    assert health(db).oldest_failure_seconds == 9 * 24 * 3600
    # A clock that is behind makes nothing younger than new; one without a zone is that of the world.
    assert health(db, now=datetime(2025, 1, 1, tzinfo=UTC)).oldest_failure_seconds == 0
    change(db, "UPDATE runs SET started_at = '2026-02-28T12:00:00'")
    assert health(db).oldest_failure_seconds == 24 * 3600
    change(db, "UPDATE runs SET started_at = 'some time ago'")
    assert health(db).oldest_failure_seconds is None


def test_the_files_beside_the_database_are_counted(db: Path) -> None:
    (db.parent / "r.db-wal").write_bytes(b"x" * 1000)
    (db.parent / "r.db.folders").write_bytes(b"x" * 1000)
    with closing(sqlite3.connect(db)) as connection:
        found = read_health(connection, db, LastRun(FINISHED, False, 3, 0), NOW)
    assert found.file_bytes >= db.stat().st_size
    assert found.free_bytes is not None and found.free_bytes > 0
