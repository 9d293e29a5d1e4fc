"""The numbers of the start page are true."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from extractor.query.state.totals import COUNTED, totals
from extractor.store.database import open_read_only


def test_totals_are_the_counts_of_the_tables(sample_db: Path) -> None:
    with closing(open_read_only(sample_db)) as connection:
        found = totals(connection)
        for table in COUNTED:
            assert found.counts[table] == connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    assert (found.places, found.first_year, found.last_year) == (2, "2024", "2024")
    assert (found.failed_files, found.failed_pages) == (0, 1)
    assert 1 <= found.errors <= found.findings


def test_totals_follow_the_database(sample_db: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    own.write_bytes(sample_db.read_bytes())
    with closing(sqlite3.connect(own)) as connection:
        before = totals(connection).counts["dates"]
        with connection:
            connection.execute("DELETE FROM dates WHERE rowid = (SELECT min(rowid) FROM dates)")
        assert totals(connection).counts["dates"] == before - 1
