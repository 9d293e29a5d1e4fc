"""A copy for readers: the same rows, nothing of the next run, counted; never in the place of anything else."""

from __future__ import annotations

import asyncio
import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from datasette.app import Datasette

from extractor.cli.main import cli
from extractor.errors import DatabaseError, UsageError
from extractor.export import publish as publishing
from extractor.export.publish import PAGE_BYTES, publish
from extractor.store.database import open_database, open_read_only
from extractor.store.dump import OF_THE_PASS, dump
from extractor.store.runs import BEHIND, is_behind
from extractor.web.room import reading_room
from tests.run.stand_in import write_report


@pytest.fixture
def source(sample_db: Path, tmp_path: Path) -> Path:
    """A copy of the sample database that may be changed."""
    return Path(shutil.copy(sample_db, tmp_path / "source.db"))


def rows(database: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


def change(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(statement)
        connection.commit()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_copy_has_the_same_rows_in_one_piece_and_nothing_of_the_next_run(source: Path, tmp_path: Path) -> None:
    change(source, "INSERT OR REPLACE INTO pass_state (name, value) VALUES ('knowledge', 'of the next run')")
    made = publish(source, tmp_path / "site" / "archive.db")
    with closing(sqlite3.connect(source)) as before, closing(sqlite3.connect(made.file)) as after:
        assert list(dump(after)) == list(dump(before))
    assert rows(made.file, "PRAGMA integrity_check") == [("ok",)]
    assert rows(made.file, "PRAGMA foreign_key_check") == []
    assert rows(made.file, "PRAGMA freelist_count") == [(0,)]
    assert rows(made.file, "PRAGMA page_size") == [(PAGE_BYTES,)]
    # The write version of the header: 1 is a plain file, 2 one with a write-ahead log.
    assert made.file.read_bytes()[18] == 1
    left = f"SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '{OF_THE_PASS}%'"
    assert {name for (name,) in rows(made.file, left) if rows(made.file, f"SELECT count(*) FROM {name}") != [(0,)]} == {
        "pass_published"
    }
    assert rows(made.file, "SELECT count(*) FROM sqlite_stat1")[0][0] > 10
    found = "SELECT count(*) FROM pages_fts WHERE pages_fts MATCH 'ke'"
    assert rows(made.file, found) == rows(source, found) != [(0,)]
    assert contents(tmp_path / "site").keys() == {"archive.db", "archive.db.inspect.json", "archive.db.sha256"}


def test_what_is_counted_is_there_and_the_checksum_is_that_of_the_file(source: Path, tmp_path: Path) -> None:
    made = publish(source, tmp_path / "archive.db")
    digest = hashlib.sha256(made.file.read_bytes()).hexdigest()
    assert made.checksum.read_text() == f"{digest}  archive.db\n"
    about = json.loads(made.counts.read_text())["archive"]
    assert (about["hash"], about["size"]) == (digest, made.file.stat().st_size) == (made.sha256, made.size)
    assert len(about["tables"]) > 30
    for name, table in about["tables"].items():
        assert [(table["count"],)] == rows(made.file, f'SELECT count(*) FROM "{name}"'), name


def test_what_is_behind_in_the_database_is_behind_in_the_copy(source: Path, tmp_path: Path) -> None:
    change(source, "UPDATE documents SET title = 'another'")
    made = publish(source, tmp_path / "archive.db")
    with closing(open_read_only(made.file)) as connection:
        assert is_behind(connection)
    told = CliRunner().invoke(cli, ["publish", str(tmp_path / "again.db"), "--db", str(source)])
    assert told.exit_code == 0 and "did not finish" in told.stderr
    assert set(BEHIND) == {"pass_uncounted", "pass_unsearched"}


def test_only_an_earlier_copy_is_replaced_and_only_by_force(source: Path, tmp_path: Path) -> None:
    made = publish(source, tmp_path / "archive.db")
    before = contents(tmp_path)
    with pytest.raises(UsageError, match="There is a file at"):
        publish(source, made.file)
    with pytest.raises(UsageError, match="the database itself"):
        publish(source, source, force=True)
    for name, content in (("work.db", source.read_bytes()), ("empty.db", b""), ("mine.txt", b"mine")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UsageError, match="no published copy"):
            publish(source, tmp_path / name, force=True)
        assert (tmp_path / name).read_bytes() == content
        (tmp_path / name).unlink()
    with pytest.raises(UsageError, match="a published copy itself"):
        publish(made.file, tmp_path / "again.db")
    assert contents(tmp_path) == before
    change(source, "UPDATE documents SET title = 'another'")
    assert publish(source, made.file, force=True).sha256 != made.sha256
    assert rows(made.file, "SELECT DISTINCT title FROM documents") == [("another",)]


@pytest.mark.parametrize("end", ["-wal", "-journal"])
def test_the_rest_of_an_unfinished_write_is_not_mixed_into_the_copy(source: Path, tmp_path: Path, end: str) -> None:
    (tmp_path / f"archive.db{end}").write_text("of another file")
    with pytest.raises(UsageError, match=f"archive\\.db{end} is there"):
        publish(source, tmp_path / "archive.db")


def test_a_full_disk_leaves_the_copy_of_before(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(source, tmp_path / "archive.db")
    before = contents(tmp_path)

    def full(*arguments: Any) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(publishing, "_in_one_piece", full)
    with pytest.raises(DatabaseError, match=r"no room on the disk for .*archive\.db"):
        publish(source, tmp_path / "archive.db", force=True)
    assert contents(tmp_path) == before


def test_a_damaged_database_is_not_published(source: Path, tmp_path: Path) -> None:
    with source.open("r+b") as file:
        file.seek(source.stat().st_size // 2)
        file.write(b"\xff" * 20_000)
    with pytest.raises(DatabaseError, match="is damaged"):
        publish(source, tmp_path / "archive.db")
    assert not (tmp_path / "archive.db").exists()


def test_nothing_writes_to_a_copy(source: Path, tmp_path: Path) -> None:
    made = publish(source, tmp_path / "archive.db")
    before = made.file.read_bytes()
    with pytest.raises(DatabaseError, match="published copy") as refused:
        open_database(made.file)
    assert "make the copy again" in refused.value.next_step
    report = write_report(tmp_path / "reports" / "1.pdf", 1)
    done = CliRunner().invoke(cli, ["ingest", str(report), "--db", str(made.file)])
    assert done.exit_code == 1 and "published copy" in done.stderr
    # One of an older version too: it is not brought up to date.
    change(made.file, "PRAGMA user_version = 3")
    with pytest.raises(DatabaseError, match="published copy"):
        open_database(made.file)
    with pytest.raises(DatabaseError, match="older version") as older:
        open_read_only(made.file)
    assert "make the copy again" in older.value.next_step
    assert publish(source, made.file, force=True).file.read_bytes() == before


async def _asked(room: Any, *addresses: str) -> list[Any]:
    await room.invoke_startup()
    return [await room.client.get(address) for address in addresses]


def test_the_reading_room_serves_a_copy_as_immutable_with_its_counts(source: Path, tmp_path: Path) -> None:
    made = publish(source, tmp_path / "archive.db")
    renamed = tmp_path / "site.db"
    for path in (made.file, made.counts):
        shutil.copy(path, renamed.with_name(path.name.replace("archive.db", "site.db")))
    room = reading_room(renamed)
    served = room.databases["site"]
    assert not served.is_mutable and served.cached_table_counts["documents"] == 3
    start, search, download = asyncio.run(_asked(room, "/", "/site/-/search?q=ke+hoach", "/site.db"))
    assert (start.status_code, search.status_code) == (200, 200)
    assert download.status_code == 403
    room.questions.close()


@pytest.mark.parametrize("text", ["", "no JSON", "{}", '{"archive": {"size": 1, "hash": "", "tables": {}}}'])
def test_counts_of_another_file_are_not_believed(source: Path, tmp_path: Path, text: str) -> None:
    made = publish(source, tmp_path / "archive.db")
    made.counts.write_text(text)
    room = reading_room(made.file)
    assert room.databases["archive"].is_mutable
    room.questions.close()


def test_a_database_that_runs_write_to_is_not_immutable(source: Path) -> None:
    room = reading_room(source)
    assert room.databases["source"].is_mutable
    room.questions.close()


def test_a_plain_datasette_takes_the_counts(source: Path, tmp_path: Path) -> None:
    made = publish(source, tmp_path / "archive.db")
    plain = Datasette(immutables=[str(made.file)], inspect_data=json.loads(made.counts.read_text()))
    assert plain.databases["archive"].cached_table_counts["citations"] == len(rows(source, "SELECT 1 FROM citations"))
    assert plain.databases["archive"].hash == made.sha256
    [page] = asyncio.run(_asked(plain, "/archive/documents.json"))
    assert page.json()["filtered_table_rows_count"] == 3


def test_the_command_says_what_it_wrote(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "archive.db"
    done = CliRunner().invoke(cli, ["publish", str(out), "--db", str(source)])
    assert done.stdout.splitlines() == [str(out), f"{out}.inspect.json", f"{out}.sha256"]
    told = json.loads(CliRunner().invoke(cli, ["publish", str(out), "--db", str(source), "--force", "--json"]).stdout)
    assert told["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    refused = CliRunner().invoke(cli, ["publish", str(out), "--db", str(source)])
    assert refused.exit_code == 2 and "--force replaces an earlier copy" in refused.stderr
