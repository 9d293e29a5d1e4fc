"""``ingest --watch --log json`` in a process of its own: files come and go, it is ended, killed and taken up again."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extractor.cli.main import cli
from extractor.cli.terminal.log import FIELDS
from extractor.run.ingest import ingest
from extractor.store.dump import dump
from tests.patience import PATIENCE
from tests.run.stand_in import read_report, write_report

ROOT = Path(__file__).parents[2]
# What a terminal, a viewer of logs or a reader of lines would obey.
NASTY = "b\x1b[31m\u202e\u2028\n.pdf"


class Running:
    """A command whose log is read line by line."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.run.command_with_stand_in", *arguments],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.lines: list[dict[str, Any]] = []

    def until(self, event: str, **values: Any) -> dict[str, Any]:
        """The next line of an event with these values."""
        assert self.process.stderr
        for text in self.process.stderr:
            line = json.loads(text)
            self.lines.append(line)
            if line["event"] == event and all(line[name] == value for name, value in values.items()):
                return line
        raise AssertionError(f"no {event} {values} in {self.lines}")

    def end(self, number: signal.Signals) -> tuple[int, str]:
        """The exit code after a signal, and what stood on standard output."""
        self.process.send_signal(number)
        said, rest = self.process.communicate(timeout=PATIENCE)
        self.lines += map(json.loads, rest.splitlines())
        return self.process.returncode, said


@contextmanager
def watching(folder: Path, db: Path) -> Iterator[Running]:
    running = Running(
        "ingest", "--watch", str(folder), "--every", "0.1", "--db", str(db), "--log", "json", "--jobs", "1"
    )
    try:
        yield running
    finally:
        running.process.kill()
        running.process.communicate()


def dumped(db: Path) -> list[str]:
    with closing(sqlite3.connect(db)) as connection:
        return list(dump(connection))


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Two reports and one that cannot be read."""
    for number in (1, 2):
        write_report(tmp_path / "reports" / f"{number}.pdf", number)
    (tmp_path / "reports" / "bad.pdf").write_text("no report")
    return tmp_path / "reports"


def test_files_that_come_are_read_and_those_that_go_are_told(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    with watching(reports, db) as running:
        assert running.until("watching")["counts"] == {"files": 3}
        first = running.until("finished")
        assert (first["outcome"], first["counts"]["ingested"], first["counts"]["failed"]) == ("some failed", 2, 1)
        write_report(reports / "more" / NASTY, 3)
        come = running.until("file", outcome="ingested")
        assert (come["path"], come["counts"]) == (f"more/{NASTY}", {"position": 1, "total": 1})
        assert running.until("finished")["counts"]["documents"] == 3
        (reports / "1.pdf").unlink()
        running.until("gone", path="1.pdf")
        assert running.end(signal.SIGTERM) == (0, "")
    bad = next(line for line in running.lines if line["path"] == "bad.pdf")
    assert (bad["outcome"], bad["reason"], bad["hint"], bad["document"]) == (
        "failed",
        "not a report of these tests",
        "write one with write_report",
        None,
    )
    assert {tuple(line) for line in running.lines} == {FIELDS}
    assert all(datetime.fromisoformat(line["time"]).tzinfo == UTC for line in running.lines)
    with closing(sqlite3.connect(db)) as connection:
        stored = dict(connection.execute("SELECT path, id FROM documents"))
        kept = [json.loads(counts) for (counts,) in connection.execute("SELECT counts FROM runs ORDER BY id")]
    # The document of a file that is gone stays.
    assert {line["path"]: line["document"] for line in running.lines if line["outcome"] == "ingested"} == stored
    assert [(counts["ingested"], counts["pages"]) for counts in kept] == [(2, 2), (1, 1)]


def test_no_line_of_the_log_acts(reports: Path, tmp_path: Path) -> None:
    write_report(reports / NASTY, 3)
    running = Running("ingest", str(reports), "--db", str(tmp_path / "r.db"), "--log", "json", "--jobs", "1")
    said, log = running.process.communicate(timeout=PATIENCE)
    assert (running.process.returncode, said) == (4, "")
    assert "b\\u001b[31m\\u202e\\u2028\\n.pdf" in log and not set("\x1b\u202e\u2028") & set(log)
    assert {json.loads(line)["event"] for line in log.splitlines()} == {"file", "finishing", "finished"}


def test_killed_in_the_middle_and_taken_up_again(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    for number in range(10, 16):
        write_report(reports / f"{number}.pdf", number, "wait:0.05")
    with watching(reports, db) as running:
        running.until("file", outcome="ingested")
        os.killpg(running.process.pid, signal.SIGKILL)
    with watching(reports, db) as running:
        running.until("finished")
        assert running.end(signal.SIGINT) == (0, "")
    ingest(reports, tmp_path / "undisturbed.db", extract=read_report, jobs=1)
    assert dumped(db) == dumped(tmp_path / "undisturbed.db")


def test_interrupted_within_a_run_it_ends_between_two_documents(reports: Path, tmp_path: Path) -> None:
    for number in range(10, 40):
        write_report(reports / f"{number}.pdf", number, "wait:0.2")
    with watching(reports, tmp_path / "r.db") as running:
        running.until("file", outcome="ingested")
        assert running.end(signal.SIGTERM) == (0, "")
    assert [line["event"] for line in running.lines if line["event"] != "file"] == [
        "watching",
        "stopping",
        "finishing",
        "finished",
    ]
    assert running.lines[-1]["outcome"] == "interrupted"
    assert running.lines[-1]["counts"]["documents"] == running.lines[-1]["counts"]["ingested"] < 32


def test_a_database_that_is_not_ours_ends_it_at_once_in_the_log(reports: Path, tmp_path: Path) -> None:
    (tmp_path / "r.db").write_text("a text")
    done = CliRunner().invoke(cli, ["ingest", "--watch", str(reports), "--db", str(tmp_path / "r.db"), "--log", "json"])
    line = json.loads(done.stderr)
    assert (done.exit_code, line["event"], line["hint"]) == (1, "error", "give another file with --db")
    assert "not a SQLite database" in line["reason"]


@pytest.mark.parametrize("option", ["--json", "--dry-run"])
def test_what_ends_with_a_run_is_no_option_of_a_watch(reports: Path, tmp_path: Path, option: str) -> None:
    done = CliRunner().invoke(cli, ["ingest", "--watch", str(reports), option, "--db", str(tmp_path / "r.db")])
    assert done.exit_code == 2 and "--watch excludes --json and --dry-run" in done.stderr
