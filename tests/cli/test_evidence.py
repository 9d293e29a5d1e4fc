"""``trichluc evidence``: what it writes, what it refuses, and how it says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli.main import cli
from extractor.errors import ExitCode
from tests.export.evidence.sheets import Reader, ids, with_period
from tests.printed_reports import PrintedReports

Run = Callable[..., Result]


@pytest.fixture
def run(printed: PrintedReports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in an empty folder on the printed reports."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRICHLUC_DB", str(printed.db))
    monkeypatch.setenv("TRICHLUC_CACHE", str(printed.db.parent / "pictures"))
    return lambda *arguments: CliRunner().invoke(cli, arguments)


def test_a_sheet_is_a_file_named_by_its_first_id(run: Run, printed: PrintedReports, tmp_path: Path) -> None:
    finding, citation = ids(printed, "k2", "c2")
    result = run("evidence", finding, citation)
    assert result.exit_code == ExitCode.DONE, result.output
    assert result.stdout.strip() == f"evidence-{finding}.html"
    assert "5 exhibits, 5 of them with a picture." in result.stderr
    read = Reader((tmp_path / f"evidence-{finding}.html").read_text(encoding="utf-8"))
    assert len(read.pictures) == 5
    assert ("html", {"lang": "en"}) in read.elements


def test_keys_are_names_of_files_too(run: Run, tmp_path: Path) -> None:
    result = run("--lang", "vi", "evidence", "vn:cp:nd:2020:30")
    assert result.stdout.strip() == "evidence-vn-cp-nd-2020-30.html"
    assert '<html lang="vi">' in (tmp_path / result.stdout.strip()).read_text(encoding="utf-8")


def test_a_series_by_words_and_only_of_some_periods(run: Run, printed: PrintedReports, tmp_path: Path) -> None:
    db = str(with_period(printed, tmp_path).db)
    result = run("evidence", "--series", "dat dai tiep nhan", "--out", "-", "--undated", "--db", db)
    assert result.exit_code == ExitCode.DONE, result.output
    assert "500 hồ sơ" in Reader(result.stdout).text
    later = run("evidence", "--series", "dat dai tiep nhan", "--from", "2025", "--db", db)
    assert later.exit_code == ExitCode.USAGE
    assert "There is nothing to show" in later.stderr


def test_two_undated_sheets_are_the_same_bytes(run: Run, printed: PrintedReports, tmp_path: Path) -> None:
    asked = ids(printed, "k1", "k2", "n1")
    for name in ("a.html", "b.html"):
        assert run("evidence", *asked, "--undated", "--out", f"new/{name}").exit_code == ExitCode.DONE
    assert (tmp_path / "new/a.html").read_bytes() == (tmp_path / "new/b.html").read_bytes()


def test_a_file_that_is_there_is_left_alone_unless_forced(run: Run, printed: PrintedReports, tmp_path: Path) -> None:
    (tmp_path / "mine.html").write_text("mine")
    refused = run("evidence", *ids(printed, "f1"), "--out", "mine.html")
    assert refused.exit_code == ExitCode.USAGE
    assert "--force" in refused.stderr
    assert (tmp_path / "mine.html").read_text() == "mine"
    assert run("evidence", *ids(printed, "f1"), "--out", "mine.html", "--force").exit_code == ExitCode.DONE
    assert run("evidence", *ids(printed, "f1"), "--out", str(tmp_path)).exit_code == ExitCode.USAGE


def test_what_is_not_there_is_refused_with_what_is_near(run: Run, printed: PrintedReports, tmp_path: Path) -> None:
    result = run("evidence", *ids(printed, "f99"))
    assert result.exit_code == ExitCode.USAGE
    assert f"Near to it: {ids(printed, 'f12')[0]}." in result.stderr
    assert run("evidence").exit_code == ExitCode.USAGE
    document = ids(printed, "f1")[0].partition("-")[0]
    assert f"export html FOLDER --document {document}" in run("evidence", document).stderr
    assert "No single indicator" in run("evidence", "--series", "xyzzy").stderr
    assert list(tmp_path.glob("*.html")) == []


def test_missing_files_are_said_and_make_their_own_exit_code(
    run: Run, printed: PrintedReports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = tmp_path / "moved.db"
    moved.write_bytes(printed.db.read_bytes())
    asked = ids(printed, "f1", "f2")
    result = run("evidence", *asked, "--db", str(moved), "--out", "a.html")
    assert result.exit_code == ExitCode.SOME_FAILED
    assert "2 exhibits: No picture: the file is not in the folders" in result.stderr
    assert "--files FOLDER" in result.stderr
    found = run("evidence", *asked, "--db", str(moved), "--out", "b.html", "--files", str(printed.folder))
    assert found.exit_code == ExitCode.DONE


def test_messages_are_vietnamese_where_that_is_asked_for(run: Run, printed: PrintedReports) -> None:
    made = run("--lang", "vi", "evidence", *ids(printed, "f1"))
    assert "1 bằng chứng, trong đó 1 có ảnh." in made.stderr
    refused = run("--lang", "vi", "evidence", *ids(printed, "f99"))
    assert "Không có gì mang mã" in refused.stderr
    assert "Gần giống:" in refused.stderr
