"""Whole runs with a stand-in reader: what is stored, what is left out, what one bad file costs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import DatabaseError, UsageError
from extractor.model.document import RunSummary
from extractor.run.ingest import Event, ingest
from extractor.store.dump import dump
from extractor.store.writer import Writer
from tests.run.stand_in import read_report, write_report

BAD = {
    "segfault.pdf": "segfault",
    "exit.pdf": "exit:3",
    "memory.pdf": "eat",
    "raise.pdf": "raise:odd",
}


def run(reports: Path | list[Path], db: Path, **chosen: Any) -> RunSummary:
    return ingest(reports, db, extract=read_report, **({"jobs": 2, "timeout": 60.0} | chosen))


def rows(db: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(query).fetchall()


def dumped(db: Path) -> list[str]:
    with closing(sqlite3.connect(db)) as connection:
        return list(dump(connection))


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Six good reports, two of them in a folder below."""
    for number in range(6):
        write_report(tmp_path / "reports" / ("more" if number > 3 else "") / f"{number}.pdf", number)
    return tmp_path / "reports"


def test_a_folder_becomes_documents_with_paths_relative_to_it(reports: Path, tmp_path: Path) -> None:
    summary = run(reports, tmp_path / "new folder/r.db")
    assert (summary.files, summary.ingested, summary.unchanged, summary.failed) == (6, 6, 0, 0)
    assert not summary.interrupted
    assert summary.counts["documents"] == 6
    assert summary.counts["citations"] == 11
    assert summary.counts["instruments"] == 6
    stored = rows(tmp_path / "new folder/r.db", "SELECT path, file_name, title FROM documents ORDER BY path")
    assert stored[-1] == ("more/5.pdf", "5.pdf", "Báo cáo 5")
    assert [path for path, *_ in stored] == ["0.pdf", "1.pdf", "2.pdf", "3.pdf", "more/4.pdf", "more/5.pdf"]


def test_the_second_run_reads_nothing(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    run(reports, db)
    before = dumped(db)
    summary = run(reports, db)
    assert (summary.ingested, summary.unchanged) == (0, 6)
    assert dumped(db) == before


def test_a_changed_file_and_a_new_one_are_read(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    run(reports, db)
    write_report(reports / "0.pdf", 40)
    write_report(reports / "41.pdf", 41)
    assert (run(reports, db).ingested, run(reports, db, ocr="never").ingested) == (2, 7)
    assert run(reports, db, ocr="never", force=True).ingested == 7


def test_jobs_and_the_order_of_paths_change_nothing(reports: Path, tmp_path: Path) -> None:
    for name, order in BAD.items():
        if order != "eat":
            write_report(reports / name, 50, order)
    write_report(reports / "partial.pdf", 60, "lose page")
    write_report(reports / "more/copy.pdf", 0)
    files = sorted(reports.glob("*.pdf"))
    run([reports / "more", *files], tmp_path / "one.db", jobs=1)
    run([*reversed(files), reports / "more"], tmp_path / "two.db", jobs=2)
    assert dumped(tmp_path / "one.db") == dumped(tmp_path / "two.db")
    assert rows(tmp_path / "one.db", "SELECT count(*) FROM documents") == [(7,)]


def test_bad_files_cost_themselves_only(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    for name, order in BAD.items():
        write_report(reports / name, 50, order)
    summary = run(reports, db)
    assert (summary.ingested, summary.failed) == (6, 4)
    assert [path for path, _ in summary.failures] == sorted(BAD)
    stored = rows(db, "SELECT path, error, hint, attempts FROM failures ORDER BY path")
    assert [path for path, *_ in stored] == sorted(BAD)
    assert all(error and hint and attempts == 1 for _, error, hint, attempts in stored)
    assert all(len(sha256) == 64 for (sha256,) in rows(db, "SELECT sha256 FROM failures"))


def test_a_file_that_hangs_is_given_up(tmp_path: Path) -> None:
    write_report(tmp_path / "reports/hang.pdf", 50, "hang")
    summary = run(tmp_path / "reports", tmp_path / "r.db", timeout=0.5)
    assert (summary.ingested, summary.failed) == (0, 1)
    assert "not done after 0.5 seconds" in summary.failures[0][1].error


def test_failed_files_are_tried_again_when_asked(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    write_report(reports / "bad.pdf", 50, "exit:3")
    run(reports, db)
    summary = run(reports, db)
    assert (summary.unchanged, summary.failed, summary.failures) == (6, 1, ())
    assert rows(db, "SELECT attempts FROM failures") == [(1,)]
    summary = run(reports, db, retry_failed=True)
    assert (summary.unchanged, summary.failed, len(summary.failures)) == (6, 1, 1)
    assert rows(db, "SELECT attempts FROM failures") == [(2,)]
    write_report(reports / "bad.pdf", 50)
    summary = run(reports, db)
    assert (summary.ingested, summary.unchanged, summary.failed) == (1, 6, 0)


def test_a_document_that_no_database_takes_costs_itself_only(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    write_report(reports / "odd.pdf", 50, "repeat page")
    summary = run(reports, db)
    assert (summary.ingested, summary.failed) == (6, 1)
    assert rows(db, "SELECT path, stage, page FROM failures") == [("odd.pdf", "store", None)]
    assert rows(db, "SELECT count(*) FROM documents WHERE path = 'odd.pdf'") == [(0,)]


def test_a_database_that_cannot_be_written_is_told_in_words(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Writer, "write_shard", full)
    with pytest.raises(DatabaseError, match="disk is full") as raised:
        run(reports, tmp_path / "r.db")
    assert "goes on" in raised.value.next_step


def test_a_lost_page_is_a_failure_of_its_document_only(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    write_report(reports / "partial.pdf", 60, "lose page")
    summary = run(reports, db)
    assert (summary.ingested, summary.failed) == (7, 0)
    assert rows(db, "SELECT path, status FROM documents WHERE status <> 'ok'") == [("partial.pdf", "partial")]
    assert rows(db, "SELECT path, page, error FROM failures") == [("partial.pdf", 2, "the page is gone")]
    assert run(reports, db).ingested == 0
    assert run(reports, db, retry_failed=True).ingested == 1
    assert rows(db, "SELECT attempts FROM failures") == [(2,)]


def test_the_same_bytes_under_several_names_are_one_document(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    write_report(reports / "more/0 again.pdf", 0)
    write_report(reports / "zero.pdf", 0)
    summary = run(reports, db)
    assert (summary.files, summary.ingested) == (8, 6)
    assert rows(db, "SELECT path FROM documents WHERE title = 'Báo cáo 0'") == [("0.pdf",)]
    assert rows(db, "SELECT path FROM sources ORDER BY path") == [("more/0 again.pdf",), ("zero.pdf",)]


def test_a_file_that_cannot_be_opened_is_a_failure_until_it_can(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    (reports / "link.pdf").symlink_to(reports / "later.bin")
    assert run(reports, db).failed == 1
    assert rows(db, "SELECT path, sha256, stage FROM failures") == [("link.pdf", None, "read")]
    assert run(reports, db).failed == 1
    assert rows(db, "SELECT attempts FROM failures") == [(1,)]
    write_report(reports / "later.bin", 9)
    assert run(reports, db).ingested == 1
    assert rows(db, "SELECT * FROM failures") == []


def test_a_dry_run_tells_and_writes_nothing(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    events: list[Event] = []
    summary = ingest([reports], db, progress=events.append, extract=read_report, dry_run=True)
    assert not db.exists()
    db.touch()
    ingest([reports], db, extract=read_report, dry_run=True)
    assert db.read_bytes() == b""
    assert [(event.outcome, event.reason) for event in events] == [("to read", "new")] * 6
    assert (summary.files, summary.ingested) == (6, 0)
    run(reports, db)
    write_report(reports / "0.pdf", 40)
    before = db.read_bytes()
    events.clear()
    ingest([reports], db, progress=events.append, extract=read_report, dry_run=True)
    assert [event.path for event in events if event.outcome == "to read"] == ["0.pdf"]
    assert db.read_bytes() == before


def test_progress_counts_every_file(reports: Path, tmp_path: Path) -> None:
    events: list[Event] = []
    write_report(reports / "bad.pdf", 50, "raise:odd")
    ingest(str(reports), tmp_path / "r.db", progress=events.append, extract=read_report, jobs=2)
    assert [event.position for event in events if event.path] == [1, 2, 3, 4, 5, 6, 7]
    assert {event.total for event in events if event.path} == {7}
    assert sorted({event.outcome for event in events}) == ["failed", "finishing", "ingested"]


def test_wrong_use_writes_nothing(tmp_path: Path) -> None:
    for paths in ([], [tmp_path], [tmp_path / "nowhere.pdf"]):
        with pytest.raises(UsageError):
            run(paths, tmp_path / "out/r.db")
    assert not (tmp_path / "out").exists()


def test_a_foreign_database_is_refused_and_left_alone(reports: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "foreign.db")) as connection:
        connection.execute("CREATE TABLE notes (text TEXT)")
    before = (tmp_path / "foreign.db").read_bytes()
    with pytest.raises(DatabaseError):
        run(reports, tmp_path / "foreign.db")
    assert (tmp_path / "foreign.db").read_bytes() == before
