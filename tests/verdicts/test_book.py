"""Verdicts of readers: beside the database, added and never changed, in the way of nobody."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.cli.main import cli
from extractor.errors import DatabaseError
from extractor.query.findings import NO_VERDICT, Wanted, list_findings
from extractor.store.database import open_read_only
from extractor.verdicts.book import WITHDRAWN, Judged, Verdict, book_of, read_book, verdicts_on, write_verdict
from tests.documents import sample_documents
from tests.store.databases import ingest


def verdict(said: str = "true", note: str = "", when: str = "2025-03-01T08:00:00+00:00") -> Verdict:
    return Verdict(said, note, "Lan", when, "thanh-hoa-2024-q1.pdf")


RATE = "99,65% = 1.270 / 1.274"


@pytest.fixture
def database(tmp_path: Path, sample_db: Path) -> Path:
    return Path(shutil.copy(sample_db, tmp_path / "reports.db"))


def judged_in(database: Path, kind: str) -> Judged:
    with closing(open_read_only(database)) as connection:
        (row,) = connection.execute(
            "SELECT document_id, kind, statement FROM checks WHERE kind = ? AND NOT holds", (kind,)
        )
        return Judged(*row)


def book(database: Path) -> Path:
    with closing(open_read_only(database)) as connection:
        return book_of(connection)


def test_the_file_stands_beside_the_database_and_is_made_with_the_first_verdict(database: Path) -> None:
    assert book(database) == database.with_name("reports.reader.db")
    assert read_book(book(database)) == {}
    assert not book(database).exists()
    write_verdict(book(database), judged_in(database, "rate"), verdict())
    assert read_book(book(database)) == {judged_in(database, "rate"): [verdict()]}


def test_the_last_verdict_counts_and_those_before_it_stay(database: Path) -> None:
    judged = judged_in(database, "rate")
    for said in ("true", "reported", "false"):
        write_verdict(book(database), judged, verdict(said, f"{said}; '--"))
    with closing(open_read_only(database)) as connection:
        assert verdicts_on(connection)[judged].verdict == "false"
        write_verdict(book(database), judged, verdict(WITHDRAWN))
        assert verdicts_on(connection) == {}
    said = [given.verdict for given in read_book(book(database))[judged]]
    assert said == ["true", "reported", "false", WITHDRAWN]


def test_a_verdict_survives_that_the_reports_are_read_again(tmp_path: Path) -> None:
    database = tmp_path / "reports.db"
    ingest(database, sample_documents())
    write_verdict(book(database), judged_in(database, "rate"), verdict())
    ingest(database, sample_documents(), options="others", version="9.9.9")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE checks SET id = replace(id, '-k', '-k9')")
    with closing(open_read_only(database)) as connection:
        (found,) = list_findings(connection, Wanted(kinds=("rate",)))
        assert (found.verdict, found.check_id[-3:]) == ("true", "k91")


@pytest.mark.parametrize(("asked", "kinds"), [("true", ["rate"]), (NO_VERDICT, ["identity"]), ("false", [])])
def test_audit_shows_verdicts_and_filters_by_them(database: Path, asked: str, kinds: list[str]) -> None:
    write_verdict(book(database), judged_in(database, "rate"), verdict("true", "đã xem trang 1"))
    result = CliRunner().invoke(cli, ["audit", "--json", "--db", str(database), "--verdict", asked])
    found = json.loads(result.stdout)
    assert [finding["kind"] for finding in found] == kinds
    if asked == "true":
        assert found[0]["verdict_note"] == "đã xem trang 1"


def test_a_file_that_another_program_holds_is_said(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.verdicts.book._BUSY_SECONDS", 0.01)
    judged = judged_in(database, "rate")
    write_verdict(book(database), judged, verdict())
    with closing(sqlite3.connect(book(database), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseError, match="held by another program"):
            write_verdict(book(database), judged, verdict("false"))
    assert [given.verdict for given in read_book(book(database))[judged]] == ["true"]


def test_a_folder_that_cannot_be_written_is_said(database: Path) -> None:
    nowhere = database.parent / "gone" / "reports.reader.db"
    with pytest.raises(DatabaseError, match="cannot be written beside the database"):
        write_verdict(nowhere, judged_in(database, "rate"), verdict())


@pytest.mark.parametrize("content", [b"no database at all" * 50, None])
def test_a_file_that_is_not_one_of_verdicts_is_left_as_it_is(database: Path, content: bytes | None) -> None:
    if content:
        book(database).write_bytes(content)
    else:
        with closing(sqlite3.connect(book(database))) as other, other:
            other.execute("PRAGMA application_id = 77")
            other.execute("CREATE TABLE mine (x)")
    before = book(database).read_bytes()
    with pytest.raises(DatabaseError, match="cannot be used"):
        write_verdict(book(database), judged_in(database, "rate"), verdict())
    assert book(database).read_bytes() == before


def test_make_clean_leaves_verdicts() -> None:
    makefile = (Path(__file__).parents[2] / "Makefile").read_text(encoding="utf-8")
    clean = makefile.partition("\nclean:")[2].partition("\n\n")[0]
    assert "! -name '*.reader.db'" in clean


def test_an_empty_file_holds_no_verdicts(database: Path) -> None:
    # The first verdict is just being written, or the disk was full.
    book(database).touch()
    assert read_book(book(database)) == {}
    write_verdict(book(database), judged_in(database, "rate"), verdict())
    assert len(read_book(book(database))) == 1
