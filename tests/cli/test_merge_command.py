"""``trichluc merge`` on the command line: what is taken, what stays behind, and what makes no sense."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.cli.main import cli
from extractor.errors import ExitCode
from extractor.store.database import open_database
from extractor.verdicts.book import book_beside
from tests.documents import first_half, first_quarter, other_province
from tests.store.databases import ingest


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of two databases; what belongs to a person lies beside the second."""
    monkeypatch.chdir(tmp_path)
    ingest(tmp_path / "a.db", [first_quarter(), first_half()])
    ingest(tmp_path / "b.db", [other_province(), first_quarter()])
    with closing(open_database(tmp_path / "b.db")) as connection:
        connection.execute("INSERT INTO indicator_decisions (kind, target, line) VALUES ('pin', 'x', 1)")
        connection.execute(
            "INSERT INTO corrections (id, field, reason, made_by, made_on, line, state) "
            "VALUES ('w1', 'title', 'r', 'Lan', '2026-11-30', 1, 'waiting')"
        )
    book_beside(tmp_path / "b.db").touch()
    return tmp_path


def test_what_is_taken_and_what_stays_is_told(two: Path) -> None:
    result = CliRunner().invoke(cli, ["merge", "a.db", "b.db", "--db", "both.db"])
    assert result.exit_code == ExitCode.DONE
    assert result.stdout.splitlines()[:3] == [
        "database\tfiles\ttaken\tnewer\tolder\tfailed",
        "a.db\t2\t2\t0\t0\t0",
        "b.db\t2\t1\t0\t0\t0",
    ]
    for said in (
        "b.db: 1 corrections are not taken over. To have them copy those of its corrections.toml into corrections.toml",
        "b.db: 1 decisions about indicators are not taken over. To have them: trichluc indicators relink --indicators",
        "b.db: the verdicts of its readers stay beside it, and are not touched.",
    ):
        assert said in result.stderr
    assert "a.db: 1" not in result.stderr


def test_as_json(two: Path) -> None:
    result = CliRunner().invoke(cli, ["merge", "b.db", "--db", "a.db", "--json"])
    told = json.loads(result.stdout)
    assert (told["database"], told["counts"]["documents"], told["joined"][0]["taken"]) == ("a.db", 3, 1)


def test_in_vietnamese(two: Path) -> None:
    result = CliRunner().invoke(cli, ["--lang", "vi", "merge", "a.db", "b.db", "--db", "both.db"])
    assert "1 quyết định về chỉ tiêu không được đưa sang" in result.stderr
    assert "1 đính chính không được đưa sang" in result.stderr
    assert result.stdout.startswith("cơ sở dữ liệu\tsố tệp\t")


def test_a_database_that_is_joined_into_itself_is_wrong_use(two: Path) -> None:
    result = CliRunner().invoke(cli, ["merge", "a.db", "--db", "a.db"])
    assert result.exit_code == ExitCode.USAGE
    assert "a.db is joined into itself" in result.stderr


def test_a_file_that_is_no_database_is_left_out_and_not_told_of_the_other_option(two: Path) -> None:
    (two / "c.db").write_text("a text")
    result = CliRunner().invoke(cli, ["merge", "a.db", "c.db", "--db", "both.db"])
    assert (result.exit_code, (two / "both.db").exists()) == (1, False)
    assert "c.db is not a SQLite database" in result.stderr and "leave this one out" in result.stderr
