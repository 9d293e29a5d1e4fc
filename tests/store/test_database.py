import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.errors import DatabaseError
from extractor.store.database import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    open_database,
    open_read_only,
    transaction,
)
from extractor.store.writer import Writer


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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (os.mkfifo, "not a regular file but a named pipe"),
        (lambda path: path.symlink_to(os.devnull), "not a regular file but a device"),
        (os.mkdir, "it is a folder"),
    ],
)
def test_what_is_no_file_is_refused_without_being_opened(tmp_path: Path, make, reason: str) -> None:
    path = tmp_path / "other.db"
    make(path)
    for opening in (open_database, open_read_only, Writer):
        with pytest.raises(DatabaseError, match=reason):
            opening(path)
    assert [file.name for file in tmp_path.iterdir()] == ["other.db"]


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
    with pytest.raises(DatabaseError, match=r"damaged\.db is damaged: "):
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
        connection.execute("INSERT INTO citation_edges VALUES ('a', 'i', 'căn cứ', 1)")
    assert connection.execute("SELECT count(*) FROM citation_edges").fetchone()[0] == 0
    connection.close()


def test_who_writes_rows_loads_no_library_for_it() -> None:
    """Arrays and data frames cost a tenth of a second in each process that writes, and a row needs none."""
    program = (
        "import sys, sqlite3; from extractor.store.database import insert; connection = sqlite3.connect(':memory:'); "
        "connection.execute('CREATE TABLE a (b, c)'); "
        "counts = [insert(connection, 'a', rows) for rows in ([{'b': 1}, {'b': 2}], [])]; "
        "print(*counts, *connection.execute('SELECT sum(b), count(c) FROM a').fetchone(), "
        "*(name for name in ('numpy', 'pandas') if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["2", "0", "3", "0"]
