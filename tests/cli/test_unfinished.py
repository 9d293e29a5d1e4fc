"""What a run that was cut off has left undone is said by every command that reads."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.cli.main import cli
from extractor.errors import ExitCode
from extractor.store.writer import Writer
from tests.documents import sample_documents
from tests.store.databases import ingest

LACKING = "1 of 3 documents are not in the search index"


@pytest.fixture
def cut_off(tmp_path: Path) -> Path:
    """Two documents of a finished run, and a third of one that was killed."""
    db = tmp_path / "reports.db"
    first, second, third = sample_documents()
    ingest(db, [first, second])
    with Writer(db) as writer:
        writer.begin_run("options", "0.1.0")
        writer.write(third, "options")
    return db


@pytest.mark.parametrize(
    "call",
    [
        ["search", "kế hoạch"],
        ["cite", "4951/QĐ-UBND"],
        ["compare", "số kế hoạch đã ban hành|kế hoạch"],
        ["show", "thanh-hoa-2024-q1"],
        ["audit"],
        ["export", "csv", "out"],
        ["indicators", "list"],
        ["status"],
        ["failures"],
    ],
    ids=lambda call: call[0],
)
def test_every_command_says_what_is_not_there_yet(
    cut_off: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(cli, [*call, "--db", str(cut_off)])
    assert f"The last run of ingest did not finish: {LACKING}" in ran.stderr, ran.output
    assert "Run the same `trichluc ingest` command again" in ran.stderr
    assert LACKING not in ran.stdout


def test_a_run_that_goes_on_is_told_from_one_that_was_cut_off(cut_off: Path) -> None:
    with Writer(cut_off) as writer:
        writer.begin_run("options", "0.1.0")
        ran = CliRunner().invoke(cli, ["search", "kế hoạch", "--db", str(cut_off)])
    assert ran.stderr.startswith(f"An ingest is writing now: {LACKING} yet")
    assert "again" not in ran.stderr


def test_json_keeps_its_form_and_an_object_says_so_in_a_field(cut_off: Path) -> None:
    listed = CliRunner().invoke(cli, ["search", "kế hoạch", "--json", "--db", str(cut_off)])
    assert isinstance(json.loads(listed.stdout), list)
    assert LACKING in listed.stderr
    told = json.loads(CliRunner().invoke(cli, ["status", "--json", "--db", str(cut_off)]).stdout)
    assert told["last_run"] == "cut off"
    assert told["unfinished_run"] == {"state": "cut off", "is_behind": True, "documents": 3, "unsearchable": 1}


def test_in_vietnamese(cut_off: Path) -> None:
    ran = CliRunner().invoke(cli, ["--lang", "vi", "search", "kế hoạch", "--db", str(cut_off)])
    assert "Lần nạp trước chưa xong: 1/3 tài liệu chưa có trong chỉ mục tìm kiếm" in ran.stderr


def test_a_finished_run_needs_no_words(sample_db: Path, tmp_path: Path) -> None:
    db = shutil.copy(sample_db, tmp_path / "whole.db")
    ran = CliRunner().invoke(cli, ["status", "--json", "--db", str(db)])
    assert (ran.exit_code, ran.stderr) == (ExitCode.DONE, "")
    told = json.loads(ran.stdout)
    assert told["last_run"] == "finished"
    assert "unfinished_run" not in told
