import sqlite3
from pathlib import Path

import pytest

from extractor.errors import DatabaseError
from extractor.store.database import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    migrate,
    open_database,
    open_read_only,
    transaction,
)
from extractor.store.writer import Writer

SCHEMA_1 = Path(__file__).parent / "schema_1.sql"
"""The tables as the first version made them."""


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode = WAL; CREATE TABLE documents (id INTEGER PRIMARY KEY)")
    connection.close()


def newer(path: Path) -> None:
    open_database(path, create=True).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()


def garbage(path: Path) -> None:
    path.write_bytes(b"%PDF-1.4 not a database" * 50)


def short(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")


@pytest.mark.parametrize(
    ("make", "message", "next_step"),
    [
        (foreign, "not one of trichluc", "--db"),
        (newer, "newer version", "pip install --upgrade trichluc"),
        (garbage, "not a SQLite database", "--db"),
        (short, "not one of trichluc", "--db"),
    ],
)
def test_what_is_not_ours_is_refused_and_stays_as_it_is(tmp_path: Path, make, message: str, next_step: str) -> None:
    path = tmp_path / "other.db"
    make(path)
    before = path.read_bytes()
    for attempt in (
        lambda: open_database(path),
        lambda: open_database(path, create=True),
        lambda: open_read_only(path),
        lambda: Writer(path),
    ):
        with pytest.raises(DatabaseError, match=message) as refused:
            attempt()
        assert next_step in refused.value.next_step
        assert path.read_bytes() == before
        assert [file.name for file in tmp_path.iterdir()] == ["other.db"]


def test_a_missing_or_empty_file_is_made_only_on_request(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "reports.db"
    for opening in (open_database, open_read_only):
        with pytest.raises(DatabaseError, match="no database") as refused:
            opening(path)
        assert "trichluc ingest" in refused.value.next_step
    assert not path.parent.exists()
    open_database(path, create=True).close()
    header = path.read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == SCHEMA_VERSION
    empty = tmp_path / "empty.db"
    empty.touch()
    with pytest.raises(DatabaseError):
        open_read_only(empty)
    open_database(empty, create=True).close()
    open_read_only(empty).close()


def test_folders_and_damaged_files_are_errors_by_name(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="cannot be opened"):
        open_read_only(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseError):
        open_database(tmp_path / "file" / "reports.db", create=True)
    damaged = tmp_path / "damaged.db"
    open_database(damaged, create=True).close()
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    with pytest.raises(DatabaseError, match="cannot be used"):
        open_read_only(damaged)


def test_names_with_signs_of_addresses(tmp_path: Path) -> None:
    path = tmp_path / "báo cáo?mode=memory#100%.db"
    open_database(path, create=True).close()
    open_read_only(path).close()
    assert path.stat().st_size > 0


def test_a_read_only_connection_does_not_write(sample_db: Path) -> None:
    connection = open_read_only(sample_db)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM documents")
    connection.close()


def test_foreign_keys_are_enforced(tmp_path: Path) -> None:
    connection = open_database(tmp_path / "a.db", create=True)
    with pytest.raises(sqlite3.IntegrityError), transaction(connection):
        connection.execute("INSERT INTO citation_edges VALUES (1, 2, 'căn cứ', 1)")
    assert connection.execute("SELECT count(*) FROM citation_edges").fetchone()[0] == 0
    connection.close()


def test_migrations_are_applied_once_each_and_wholly_or_not_at_all() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript("CREATE TABLE pages (text); INSERT INTO pages VALUES ('a'); PRAGMA user_version = 1")
    lines = "ALTER TABLE pages ADD COLUMN lines INTEGER; UPDATE pages SET lines = 1"
    migrate(connection, (lines,))
    migrate(connection, (lines, "UPDATE pages SET lines = lines + 1"))
    migrate(connection, (lines, "UPDATE pages SET lines = lines + 1"))
    assert connection.execute("SELECT text, lines FROM pages").fetchall() == [("a", 2)]
    assert connection.execute("PRAGMA user_version").fetchone() == (3,)
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, (lines, "", "UPDATE pages SET lines = 9; UPDATE nothing SET lines = 9"))
    assert connection.execute("SELECT lines FROM pages").fetchall() == [(2,)]
    assert connection.execute("PRAGMA user_version").fetchone() == (3,)


def shape(connection: sqlite3.Connection) -> dict[str, object]:
    """Tables with their columns in any order; views and indexes as they were written."""
    found = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {
        name: {(column[1], column[2]) for column in connection.execute(f'PRAGMA table_info("{name}")')}
        if kind == "table"
        else sql
        for kind, name, sql in map(tuple, found)
    }


def test_a_database_of_the_first_version_becomes_one_of_today_and_keeps_its_rows(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "old.db")
    old.executescript(SCHEMA_1.read_text(encoding="utf-8"))
    old.execute("INSERT INTO indicators (id, key, name, sort_key) VALUES (7, 'k', 'Số hồ sơ', '1')")
    old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    old.execute("PRAGMA user_version = 1")
    old.commit()
    old.close()
    with pytest.raises(DatabaseError, match="older version") as refused:
        open_read_only(tmp_path / "old.db")
    assert "trichluc ingest" in refused.value.next_step
    migrated, fresh = open_database(tmp_path / "old.db"), open_database(tmp_path / "new.db", create=True)
    assert shape(migrated) == shape(fresh)
    assert tuple(migrated.execute("SELECT name, origin, times FROM indicators").fetchone()) == ("Số hồ sơ", "corpus", 0)
    assert migrated.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    migrated.close()
    fresh.close()
