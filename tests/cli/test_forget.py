"""Documents leave the database as if they had never come."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from extractor.across.corpus_pass import run_corpus_pass
from extractor.cli.main import cli
from extractor.errors import ExitCode
from extractor.facsimile.folders import remember
from extractor.model.pages import Failure
from extractor.store.writer import Writer
from tests.documents import sample_documents, sha256_of
from tests.store.databases import dumped, ingest, query

FIRST, SECOND, THIRD = sample_documents()
BROKEN = Failure("read", None, "the file ends in the middle", "download it again")


@pytest.fixture
def db(sample_db: Path, tmp_path: Path) -> Path:
    """The sample database, with two files that failed and a second name of one of its documents."""
    path = Path(shutil.copy(sample_db, tmp_path / "reports.db"))
    with Writer(path) as writer:
        writer.begin_run("options", "0.1.0")
        writer.write_failure("2024/broken.pdf", sha256_of("broken"), BROKEN, "options")
        writer.write_failure("locked.pdf", None, BROKEN, "options")
        writer.write_sources({FIRST.sha256: ["copy/q1.pdf"]})
        run_corpus_pass(writer.connection)
        writer.finish_run({})
    return path


def run(db: Path, *given: str, **more: Any) -> Result:
    return CliRunner().invoke(cli, ["forget", *given, "--db", str(db)], **more)


def id_of(db: Path, sha256: str) -> str:
    return str(query(db, "SELECT id FROM documents WHERE sha256 = ?", sha256)[0][0])


def names(db: Path) -> set[str]:
    return {path for (path,) in query(db, "SELECT path FROM documents UNION ALL SELECT path FROM sources")}


def test_what_is_forgotten_has_never_been(sample_db: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sample_db, tmp_path / "a.db"))
    done = run(path, id_of(path, SECOND.sha256))
    assert done.exit_code == ExitCode.DONE, done.output
    assert "Documents forgotten: 1. The database holds 2." in done.stderr
    assert "are read again by the next ingest" in done.stderr
    ingest(tmp_path / "without.db", [FIRST, THIRD])
    assert dumped(path) == dumped(tmp_path / "without.db")
    assert query(path, "SELECT count(*) FROM pages_fts WHERE pages_fts MATCH 'sáu OR tháng'") == query(
        tmp_path / "without.db", "SELECT count(*) FROM pages_fts WHERE pages_fts MATCH 'sáu OR tháng'"
    )


def test_of_several_names_only_the_last_takes_the_document(db: Path) -> None:
    gone = run(db, FIRST.path)
    assert f"a name alone\t{FIRST.path}\t{id_of(db, FIRST.sha256)}" in gone.stdout
    assert query(db, "SELECT path, file_name FROM documents WHERE sha256 = ?", FIRST.sha256) == [
        ("copy/q1.pdf", "q1.pdf")
    ]
    assert query(db, "SELECT * FROM sources") == []
    assert "document\tcopy/q1.pdf" in run(db, "q1.pdf").stdout
    assert names(db) == {SECOND.path, THIRD.path}


@pytest.mark.parametrize(
    ("given", "left"),
    [
        (("copy/q1.pdf",), {FIRST.path, SECOND.path, THIRD.path}),
        (("2024", "--yes"), {"copy/q1.pdf", THIRD.path}),
        (("2024/", "copy", "--yes"), {THIRD.path}),
        ((Path(SECOND.path).name,), {"copy/q1.pdf", FIRST.path, THIRD.path}),
        (("locked.pdf",), {"copy/q1.pdf", FIRST.path, SECOND.path, THIRD.path}),
    ],
)
def test_by_name_folder_or_file_name(db: Path, given: tuple[str, ...], left: set[str]) -> None:
    assert run(db, *given).exit_code == ExitCode.DONE
    assert names(db) == left
    failed = {path for (path,) in query(db, "SELECT path FROM failures WHERE page IS NULL")}
    assert failed == {"2024/broken.pdf", "locked.pdf"} - ({"locked.pdf"} & {*given}) - (
        {"2024/broken.pdf"} if {"2024", "2024/"} & {*given} else set()
    )


def test_by_a_path_on_disk_whether_the_file_is_there_or_not(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = db.parent / "archive"
    (folder / "2024").mkdir(parents=True)
    remember(db, [folder])
    monkeypatch.chdir(db.parent)
    assert run(db, f"archive/{SECOND.path}").exit_code == ExitCode.DONE
    assert names(db) == {"copy/q1.pdf", FIRST.path, THIRD.path}
    assert run(db, str(folder / "2024"), "--yes").exit_code == ExitCode.DONE
    assert names(db) == {"copy/q1.pdf", THIRD.path}


def test_by_the_bytes_of_a_file_whatever_it_is_called(tmp_path: Path) -> None:
    path, file = tmp_path / "a.db", tmp_path / "elsewhere.bin"
    file.write_bytes(b"first")  # the digest of the first sample document is that of this text
    ingest(path, [FIRST, SECOND])
    assert run(path, str(file)).exit_code == ExitCode.DONE
    assert names(path) == {SECOND.path}


def test_several_are_told_before_they_go(db: Path) -> None:
    before = dumped(db)
    asked = run(db, "2024")
    assert asked.exit_code == ExitCode.USAGE
    assert "3 files would be forgotten" in asked.stderr
    shown = run(db, "2024", "--dry-run", "--json")
    told = json.loads(shown.stdout)
    assert [len(told["forgotten"]), told["dry_run"]] == [3, True]
    assert dumped(db) == before


def test_what_nothing_has_is_told_with_what_is_near(db: Path) -> None:
    wrong = run(db, f"2024/{FIRST.file_name.replace('q1', 'q3')}")
    assert wrong.exit_code == ExitCode.ERROR
    assert "The database knows no 2024/thanh-hoa-2024-q3.pdf" in wrong.stderr
    assert f"Near: {SECOND.path}, {FIRST.path}\n" in wrong.stderr
    assert "Near" not in run(db, "x").stderr
    assert run(db, ".").exit_code == ExitCode.ERROR


def test_a_file_name_that_several_have_is_no_name(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Writer(path) as writer:
        writer.begin_run("options", "0.1.0")
        for folder in ("2023", "2024"):
            writer.write_failure(f"{folder}/bc.pdf", sha256_of(folder), BROKEN, "options")
        run_corpus_pass(writer.connection)
        writer.finish_run({})
    several = run(path, "bc.pdf")
    assert several.exit_code == ExitCode.ERROR
    assert "Give one of them: 2023/bc.pdf, 2024/bc.pdf" in several.stderr
