"""``trichluc ingest`` in processes of its own: exit codes, what is printed where, settings, the bar."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.cli.main import load_command
from extractor.options import Options
from tests.hostile.files import report
from tests.patience import PATIENCE

SCAN = Path(__file__).parents[2] / "corpus/reports/cao-bang_2024_05_scan.pdf"
PROGRAM = [sys.executable, "-m", "extractor.cli.main", "ingest"]


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports, read once into the usual database."""
    folder = tmp_path_factory.mktemp("command")
    (folder / "reports").mkdir()
    for number in (1, 2):
        (folder / f"reports/{number}.pdf").write_bytes(report(number))
    return folder


@pytest.fixture(scope="module")
def first(folder: Path) -> subprocess.CompletedProcess[str]:
    return run(folder, "reports")


def test_a_run_ends_with_counts_and_what_to_type_next(folder: Path, first: subprocess.CompletedProcess[str]) -> None:
    assert first.returncode == 0, first.stderr
    lines = [line.split("\t") for line in first.stdout.splitlines() if "\t" in line]
    counts = dict(lines)
    assert (counts["documents"], counts["pages"], counts["failed files"]) == ("2", "3", "0")
    assert {"citations", "instruments", "footnotes", "figures", "tables", "seconds"} <= counts.keys()
    assert "2 files: 2 ingested, 0 unchanged, 0 failed" in first.stdout
    assert "[1/2] ingested: " in first.stderr
    for command in ("trichluc status", "trichluc audit", "trichluc serve"):
        assert command in first.stderr
    assert (folder / "output/reports.db").exists()


def test_names_of_the_same_file_are_counted_and_shown_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    for name in ("first.pdf", "second\nname\x1b[31m.pdf"):
        (tmp_path / "reports" / name).write_bytes(report(1))
    done = run(tmp_path, "reports", "--db", "two names.db")
    assert "2 files: 1 ingested, 0 unchanged, 0 failed, 1 further names of these" in done.stdout
    assert "further name: second\\nname\\x1b[31m.pdf\n" in done.stderr
    assert "--db 'two names.db'" in done.stderr


def test_ocr_of_every_page_without_tesseract_is_a_missing_part(folder: Path, tmp_path: Path) -> None:
    done = run(folder, "reports", "--ocr", "force", "--db", "forced.db", PATH=str(tmp_path))
    assert done.returncode == 3
    assert done.stderr.startswith("Error: Tesseract is not there")
    assert "apt-get install tesseract-ocr" in done.stderr
    assert not (folder / "forced.db").exists()


def test_a_document_without_some_of_its_pages_is_counted(tmp_path: Path) -> None:
    done = run(tmp_path, str(SCAN), "--ocr", "never")
    assert "partial documents\t1\n" in done.stdout
    assert "trichluc failures" in done.stderr


def test_the_same_command_again_reads_nothing(folder: Path, first: subprocess.CompletedProcess[str]) -> None:
    again = run(folder, "reports", "--json")
    assert (again.returncode, again.stderr) == (0, "")
    told = json.loads(again.stdout)
    assert (told["files"], told["ingested"], told["unchanged"], told["failed"]) == (2, 0, 2, 0)
    assert told["counts"]["documents"] == 2


def test_a_failed_file_is_shown_with_its_hint(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"<html>not here</html>")
    arguments = [str(folder / "reports"), str(tmp_path / "bad.pdf"), "--db", "other.db"]
    done = run(tmp_path, *arguments)
    assert done.returncode == 4
    assert "bad.pdf\tnot a PDF but a web page\tdownload the PDF itself" in done.stdout
    assert "trichluc failures --db other.db" in done.stderr
    again = run(tmp_path, *arguments)
    assert again.returncode == 4
    assert "1 files failed in an earlier run and were not tried again: add --retry-failed." in again.stderr


@pytest.mark.parametrize(
    "arguments",
    [[], ["nowhere.pdf"], ["empty"], ["empty", "--ocr", "perhaps"], ["empty", "--jobs", "-1"], ["*.pdf"]],
)
def test_wrong_use_is_told_before_anything_is_written(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "empty").mkdir()
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert "Error: " in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]


def test_a_database_that_is_not_ours_is_an_error(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("some notes", encoding="utf-8")
    done = run(folder, "reports", "--db", str(tmp_path / "notes.db"))
    assert done.returncode == 1
    assert "not a SQLite database" in done.stderr
    assert (tmp_path / "notes.db").read_text(encoding="utf-8") == "some notes"


def test_a_dry_run_lists_on_standard_output(folder: Path, tmp_path: Path) -> None:
    listed = run(folder, "reports", "--dry-run", "--db", str(tmp_path / "none.db"))
    assert listed.returncode == 0
    assert listed.stdout.splitlines() == ["outcome\treason\tpath", "to read\tnew\t1.pdf", "to read\tnew\t2.pdf"]
    told = json.loads(run(folder, "reports", "--dry-run", "--json", "--db", str(tmp_path / "none.db")).stdout)
    assert [plan["path"] for plan in told["plan"]] == ["1.pdf", "2.pdf"]
    assert not (tmp_path / "none.db").exists()


def test_settings_and_environment_are_options(
    folder: Path, first: subprocess.CompletedProcess[str], tmp_path: Path
) -> None:
    (tmp_path / "trichluc.toml").write_text('[ingest]\nocr = "never"\ndry_run = true\n', encoding="utf-8")
    database = str(folder / "output/reports.db")
    by_file = run(tmp_path, str(folder / "reports"), "--db", database)
    by_environment = run(folder, "reports", "--dry-run", TRICHLUC_OCR="never")
    for listed in (by_file, by_environment):
        assert "to read\tread with other options\t1.pdf" in listed.stdout


def test_an_interrupted_run_says_that_the_same_command_goes_on(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    for number in range(12):
        (tmp_path / f"reports/{number}.pdf").write_bytes(report(20 + number))
    command = [*PROGRAM, "reports", "--db", "r.db", "--jobs", "1"]
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stderr
    assert "ingested" in process.stderr.readline()
    os.killpg(process.pid, signal.SIGINT)
    said, complaints = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "The same command goes on from here." in complaints
    assert "Traceback" not in complaints
    kept = int(said.split("documents\t")[1].split("\n")[0])
    assert 1 <= kept < 12
    done = run(tmp_path, "reports", "--db", "r.db", "--json")
    assert json.loads(done.stdout)["unchanged"] == kept
    assert json.loads(done.stdout)["counts"]["documents"] == 12


def test_a_terminal_gets_a_bar(folder: Path, tmp_path: Path) -> None:
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, str(folder / "reports"), "--db", str(tmp_path / "r.db")],
        stdout=subprocess.DEVNULL,
        stderr=slave,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(slave)
    shown = b""
    while True:
        try:
            part = os.read(master, 4096)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(master)
    assert process.wait(60) == 0
    assert b"2/2" in shown
    assert "━".encode() in shown
    assert b"[1/2]" not in shown


def test_every_option_has_a_flag_with_its_help() -> None:
    shown = " ".join(CliRunner().invoke(load_command("ingest"), ["--help"]).output.split())
    for option in Options.__dataclass_fields__.values():
        assert f"--{option.name.replace('_', '-')}" in shown
        assert option.metadata["help"] in shown
