"""Corrections at the command line, in processes of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import typefaces
from extractor.errors import ExitCode
from tests.cli.test_main import trichluc
from tests.corrections.written import CITED, correction, rows, write_corrections, write_reports

pytestmark = pytest.mark.skipif(not typefaces.available(), reason=f"needs the typeface {typefaces.PIN}")

ONE = {"document": "one.pdf", "print": CITED, "field": "identifier", "value": "4952/QĐ-UBND"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports in a database of their own."""
    folder = tmp_path_factory.mktemp("corrected")
    write_reports(folder / "reports")
    done = trichluc("ingest", "reports", "--db", "r.db", cwd=folder)
    assert done.returncode == ExitCode.DONE, done.stderr
    return folder


def test_they_are_applied_listed_and_withdrawn(folder: Path) -> None:
    file = write_corrections(folder / "r.db", [correction(**ONE), correction(**ONE | {"document": "nine.pdf"})])
    done = trichluc("corrections", "apply", "--db", "r.db", cwd=folder)
    assert (done.returncode, "Corrections: 1 applied, 1 waiting." in done.stderr) == (ExitCode.DONE, True)
    listed = trichluc("corrections", "list", "--db", "r.db", cwd=folder).stdout.splitlines()
    assert [line.split("\t")[:2] for line in listed if line[:1].isdigit() and "follows" not in line] == [
        ["1", "applied"],
        ["10", "waiting"],
    ]
    assert "4951/QĐ-UBND\t4952/QĐ-UBND\ttyping error" in listed[1]
    assert trichluc("cite", "4952/QĐ-UBND", "--db", "r.db", cwd=folder).returncode == ExitCode.DONE
    file.write_text("", encoding="utf-8")
    changed = trichluc("corrections", "list", "--db", "r.db", cwd=folder)
    assert "The file has changed since" in changed.stderr
    done = trichluc("ingest", "reports", "--db", "r.db", cwd=folder)
    assert "Corrections: 1 withdrawn." in done.stderr
    assert rows(folder / "r.db", "SELECT count(*) FROM corrections") == [(0,)]


def test_what_is_refused_is_told_with_its_line_and_exit_code(folder: Path) -> None:
    write_corrections(folder / "r.db", [correction(**ONE | {"field": "boxes"})])
    done = trichluc("corrections", "apply", "--db", "r.db", cwd=folder)
    assert done.returncode == ExitCode.SOME_FAILED
    assert done.stdout.splitlines()[1].startswith("1\trefused\t")
    told = trichluc("corrections", "list", "--json", "--db", "r.db", cwd=folder)
    assert [each["state"] for each in json.loads(told.stdout)] == ["refused"]


def test_a_named_file_goes_before_the_one_beside_the_database(folder: Path) -> None:
    write_corrections(folder / "r.db", [correction(**ONE | {"field": "boxes"})])
    (folder / "mine.toml").write_text(correction(**ONE), encoding="utf-8")
    for named, environment in ((("--corrections", "mine.toml"), {}), ((), {"TRICHLUC_CORRECTIONS": "mine.toml"})):
        done = trichluc("corrections", "apply", "--db", "r.db", *named, cwd=folder, **environment)
        assert done.returncode == ExitCode.DONE, done.stderr


def test_a_file_that_cannot_be_read_is_wrong_use_before_anything_is_read(folder: Path) -> None:
    write_corrections(folder / "r.db", ['[[correction]]\nfact = "x\n'])
    for command in (("corrections", "apply"), ("ingest", "reports"), ("corrections", "list")):
        done = trichluc(*command, "--db", "r.db", cwd=folder)
        assert done.returncode == ExitCode.USAGE
        assert "corrections.toml, line 2: it is no TOML" in done.stderr
    done = trichluc("ingest", "reports", "--db", "r.db", "--corrections", "none.toml", cwd=folder)
    assert (done.returncode, "There is no file of corrections none.toml" in done.stderr) == (ExitCode.USAGE, True)
    (folder / "corrections.toml").unlink()
