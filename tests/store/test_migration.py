"""Databases of older versions: their rows get the ids of today, or the file stays as it was."""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from extractor.errors import DatabaseError
from extractor.query.hits import Question, find_hits
from extractor.query.instruments import look_up
from extractor.store import database
from extractor.store.database import SCHEMA_VERSION, open_database, open_read_only
from extractor.store.writer import Writer
from tests.documents import sample_documents
from tests.store.databases import dumped, ingest, query
from tests.store.old_databases import columns_of, make_old, tables_of


def rows_of(path: Path, like: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each table of an older database, over its columns, as they stand in this one."""
    with closing(sqlite3.connect(path)) as connection, closing(sqlite3.connect(like)) as old:
        return {
            table: connection.execute(
                f"SELECT {', '.join(f'{chr(34)}{column}{chr(34)}' for column in columns_of(old, table))} FROM {table}"
            ).fetchall()
            for table in tables_of(old)
        }


def shape(connection: sqlite3.Connection) -> dict[str, object]:
    """All that the schema makes, as it was written; what FTS5 makes for itself by its columns."""
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: columns_of(connection, name) if "_fts_" in name else sql for name, sql in map(tuple, found)}


@pytest.fixture
def old_db(sample_db: Path, tmp_path: Path) -> Path:
    return make_old(sample_db, tmp_path / "old.db", 2)


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_a_database_of_an_older_version_becomes_one_of_today(tmp_path: Path, sample_db: Path, version: int) -> None:
    path = make_old(sample_db, tmp_path / "old.db", version)
    like = make_old(sample_db, tmp_path / "like.db", version)
    with pytest.raises(DatabaseError, match="older version") as refused:
        open_read_only(path)
    assert "trichluc ingest" in refused.value.next_step
    open_database(path).close()
    fresh, migrated = open_read_only(sample_db), open_read_only(path)
    assert shape(migrated) == shape(fresh)
    assert [tuple(row) for row in migrated.execute("PRAGMA foreign_key_check")] == []
    assert [row[0] for row in migrated.execute("PRAGMA integrity_check")] == ["ok"]
    migrated.close()
    fresh.close()
    assert rows_of(path, like) == rows_of(sample_db, like)


def test_a_migrated_database_is_searched_and_joined_at_once(old_db: Path, sample_db: Path) -> None:
    with Writer(old_db):
        pass
    joined = """
        SELECT (SELECT count(*) FROM citations JOIN footnotes ON footnotes.id = footnote_id),
               (SELECT count(*) FROM citations JOIN instruments ON instruments.id = instrument_id),
               (SELECT count(*) FROM checks, json_each(figure_ids) AS listed JOIN figures ON figures.id = listed.value),
               (SELECT count(*) FROM checks, json_each(citation_ids) AS listed
                JOIN citations ON citations.id = listed.value)
    """
    assert query(old_db, joined) == query(sample_db, joined) == [(1, 10, 2, 2)]
    with closing(open_read_only(old_db)) as connection:
        hits = find_hits(connection, Question("tiep nhan"), 9).hits
        assert {hit.report.file_name for hit in hits} == {"thanh-hoa-2024-q1.pdf"}


def test_decisions_of_the_user_are_kept_and_the_next_run_reads_everything_again(old_db: Path, sample_db: Path) -> None:
    with closing(sqlite3.connect(old_db)) as old:
        old.execute("INSERT INTO indicator_decisions (id, kind, label, target, line) VALUES (1, 'pin', 'a', 'pakn', 3)")
        old.commit()
    ingest(old_db, sample_documents())
    assert query(old_db, "SELECT id, kind, label, target FROM indicator_decisions") == [(1, "pin", "a", "pakn")]
    with closing(open_database(old_db)) as connection:
        connection.execute("DELETE FROM indicator_decisions")
    lines = [[line for line in dumped(path) if "no content stream" not in line] for path in (old_db, sample_db)]
    assert lines[0] == lines[1]
    with closing(open_read_only(old_db)) as connection:
        assert look_up(connection, "qd 4951 thanh hoa 2023").best


def test_what_names_rows_of_a_document_that_is_gone_is_left_out(old_db: Path) -> None:
    with closing(sqlite3.connect(old_db)) as old:
        old.execute("UPDATE checks SET figure_ids = json_insert(figure_ids, '$[#]', 77000001)")
        old.commit()
    open_database(old_db).close()
    listed = """
        SELECT count(*), count(figures.id)
        FROM checks, json_each(figure_ids) AS listed LEFT JOIN figures ON figures.id = listed.value
    """
    assert query(old_db, listed) == [(2, 2)]


@pytest.mark.parametrize("lost", ["checks_failing", "pages_exact_fts"])
def test_an_index_that_a_database_was_made_without_is_added(sample_db: Path, tmp_path: Path, lost: str) -> None:
    path = tmp_path / "reports.db"
    path.write_bytes(sample_db.read_bytes())
    whole = query(path, "SELECT name, sql FROM sqlite_master ORDER BY name")
    kind = "TABLE" if lost.endswith("_fts") else "INDEX"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"DROP {kind} {lost}")
    open_database(path).close()
    assert query(path, "SELECT name, sql FROM sqlite_master ORDER BY name") == whole
    assert query(path, "SELECT count(*) FROM pages_exact_fts WHERE pages_exact_fts MATCH 'nội'") == query(
        sample_db, "SELECT count(*) FROM pages_exact_fts WHERE pages_exact_fts MATCH 'nội'"
    )


def test_a_database_that_another_program_writes_is_left_alone(old_db: Path) -> None:
    before = old_db.read_bytes()
    with closing(sqlite3.connect(old_db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match="being written by another program") as refused:
            open_database(old_db, wait=0.05)
        other.execute("ROLLBACK")
    assert "wait until" in refused.value.next_step
    assert old_db.read_bytes() == before
    open_database(old_db).close()


def test_a_full_disk_leaves_the_database_as_it_was(old_db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = database._connect
    before = old_db.read_bytes()

    def connect_to_a_small_disk(path: Path, mode: str, wait: float = 1.0) -> sqlite3.Connection:
        connection = connect(path, mode, wait)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 3}")
        connection.execute("PRAGMA cache_size = 5")
        return connection

    monkeypatch.setattr(database, "_connect", connect_to_a_small_disk)
    with pytest.raises(DatabaseError, match="no room on the disk") as refused:
        open_database(old_db)
    assert "make room" in refused.value.next_step
    assert old_db.read_bytes() == before
    assert [file.name for file in old_db.parent.iterdir()] == ["old.db"]
    monkeypatch.undo()
    open_database(old_db).close()


def test_killed_at_any_statement_the_old_database_is_whole(sample_db: Path, tmp_path: Path) -> None:
    old = make_old(sample_db, tmp_path / "old.db", 2)
    rows, statements = rows_of(old, old), list(range(1000))
    moments = 0
    for moment in range(3, len(statements), 17):
        path = tmp_path / f"{moment}.db"
        path.write_bytes(old.read_bytes())
        if not migrate_in_child(path, moment):
            break
        moments += 1
        with closing(sqlite3.connect(path)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert version == SCHEMA_VERSION or rows_of(path, old) == rows
        open_database(path).close()
        assert rows_of(path, old) == rows_of(sample_db, old)
    assert moments > 8


def migrate_in_child(path: Path, moment: int) -> bool:
    """Migrate in a child process that is killed at this statement; whether it was, before it had finished."""
    child = os.fork()
    if child == 0:
        database._connect = small_cache(database._connect, iter(range(moment)))
        open_database(path).close()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def small_cache(connect: Callable[..., sqlite3.Connection], left: Iterator[int]) -> Callable[..., sqlite3.Connection]:
    """With few pages in memory, changes go to the file long before the end."""

    def watch(statement: str) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    def connected(*arguments: object) -> sqlite3.Connection:
        connection = connect(*arguments)
        connection.execute("PRAGMA cache_size = 5")
        connection.set_trace_callback(watch)
        return connection

    return connected
