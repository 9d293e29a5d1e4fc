"""Rules of a user's own at the command line, in processes of their own: tested, listed, tried, and read with."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from corpus import typefaces
from extractor.errors import ExitCode
from tests.cli.test_main import trichluc
from tests.papers import paper
from tests.patterns.own_rules import ALIAS, PRINTED, write_rules

pytestmark = pytest.mark.skipif(not typefaces.available(), reason=f"needs the typeface {typefaces.PIN}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two papers, one of which prints the name that the rules know, and the rules beside them."""
    (tmp_path / "reports").mkdir()
    for name, text in (("one", PRINTED), ("two", "Sở Nội vụ báo cáo kết quả công tác tháng 5 năm 2024.")):
        head = {"head": ["UBND TỈNH NGHỆ AN", "*SỞ NỘI VỤ"], "right": ["*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]}
        spec = {"parts": [head, {"title": ["BÁO CÁO"]}, {"text": [text]}]}
        (tmp_path / f"reports/{name}.pdf").write_bytes(paper(spec))
    write_rules(tmp_path / "mine")
    return tmp_path


def ingested(folder: Path, *flags: str, **environment: str) -> tuple[dict[str, int], str]:
    done = trichluc("ingest", "reports", *flags, "--jobs", "2", cwd=folder, **environment)
    assert done.returncode == ExitCode.DONE, done.stderr
    return _counts(done), done.stderr


def _counts(done: subprocess.CompletedProcess[str]) -> dict[str, int]:
    line = next(line for line in done.stdout.splitlines() if line.startswith("2 files: "))
    return {name: int(count) for count, name in (part.split(" ") for part in line.partition(": ")[2].split(", "))}


def test_the_examples_of_a_folder_are_tested(folder: Path) -> None:
    done = trichluc("rules", "test", "mine", cwd=folder)
    assert (done.returncode, done.stdout) == (ExitCode.DONE, "")
    assert "1 rules, 2 examples: all as they should be." in done.stderr


def test_a_failing_example_is_told_with_file_and_line(folder: Path) -> None:
    write_rules(folder / "mine", ALIAS.replace("hoàn thành 9982 đề án", "theo Đề án 9982 của tỉnh"))
    done = trichluc("rules", "test", "--rules", "mine", cwd=folder)
    assert done.returncode == ExitCode.ERROR
    told = "aliases.toml, line 11: de-an-9982: is read, and must not be: theo Đề án 9982 của tỉnh\n"
    assert done.stdout == told
    write_rules(folder / "mine", ALIAS.replace("thực hiện Đề án 9982", "thực hiện Chương trình 9982"))
    done = trichluc("rules", "test", "mine", "--json", cwd=folder)
    assert done.returncode == ExitCode.ERROR
    (fault,) = json.loads(done.stdout)["faults"]
    assert (fault["file"], fault["line"]) == ("aliases.toml", 9)


def test_rules_that_cannot_be_used_are_wrong_use_everywhere(folder: Path) -> None:
    write_rules(folder / "mine", ALIAS.replace('number = "9982"', "number = 9982"))
    done = trichluc("rules", "test", "mine", cwd=folder)
    assert done.returncode == ExitCode.USAGE
    assert done.stdout == "aliases.toml, line 6: de-an-9982: `number` must be a text\n"
    for command in (("ingest", "reports", "--rules", "mine"), ("rules", "try", PRINTED), ("status",)):
        done = trichluc(*command, cwd=folder, TRICHLUC_RULES="mine")
        assert done.returncode == ExitCode.USAGE
        assert "aliases.toml, line 6: de-an-9982: `number` must be a text" in done.stderr
    assert not (folder / "output").exists()


def test_a_folder_without_rules_and_none_at_all(folder: Path) -> None:
    (folder / "empty").mkdir()
    done = trichluc("rules", "test", "empty", cwd=folder)
    assert (done.returncode, done.stdout) == (ExitCode.DONE, "")
    assert "There are no rules in empty." in done.stderr
    assert trichluc("rules", "test", cwd=folder).returncode == ExitCode.USAGE
    done = trichluc("rules", "test", "nowhere", cwd=folder)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "nowhere, line 1: there is no such folder\n")


def test_they_are_listed_explained_and_tried_as_the_user_s_own(folder: Path) -> None:
    own = {"TRICHLUC_RULES": "mine"}
    lines = trichluc("rules", "list", "aliases", cwd=folder, **own).stdout.splitlines()
    assert [line.split("\t")[-1] for line in lines if line.startswith("de-an-9982")] == [
        "your own: aliases.toml, line 2"
    ]
    assert "your own: aliases.toml, line 2" in trichluc("rules", "explain", "de-an-9982", cwd=folder, **own).stdout
    tried = trichluc("rules", "try", PRINTED, cwd=folder, **own).stdout
    assert "citation\tde-an-9982\tĐề án 9982" in tried
    assert "de-an-9982" not in trichluc("rules", "try", PRINTED, cwd=folder).stdout
    assert "de-an-9982" in trichluc("rules", "--rules", "mine", "try", PRINTED, cwd=folder).stdout


def test_a_rule_reaches_documents_that_were_read_before(folder: Path) -> None:
    counts, _ = ingested(folder)
    assert counts == {"ingested": 2, "unchanged": 0, "failed": 0}
    assert trichluc("cite", "Đề án 9982", cwd=folder).returncode == ExitCode.ERROR
    counts, notes = ingested(folder, "--rules", "mine")
    assert (counts["ingested"], "Rules changed: 2 documents were read again." in notes) == (2, True)
    assert "one.pdf\t1\tbody\tthực hiện\tĐề án 9982" in trichluc("cite", "Đề án 9982", cwd=folder).stdout
    # Flag, environment and settings name the same rules: nothing has changed.
    assert ingested(folder, TRICHLUC_RULES="mine")[0]["unchanged"] == 2
    (folder / "trichluc.toml").write_text('rules = "mine"\n', encoding="utf-8")
    assert ingested(folder)[0]["unchanged"] == 2
    write_rules(folder / "mine", ALIAS.replace("hoàn thành 9982", "có 9982"))
    assert ingested(folder)[0]["unchanged"] == 2
    write_rules(folder / "mine", ALIAS.replace("2021-03-04", "2021-03-05"))
    assert "Rules changed: 2 documents were read again." in ingested(folder)[1]


def test_status_says_what_was_read_with_other_rules(folder: Path) -> None:
    ingested(folder, "--rules", "mine")
    found = json.loads(trichluc("status", "--json", cwd=folder).stdout)
    assert [each["path"] for each in found["other_rules"]] == ["one.pdf", "two.pdf"]
    assert "2 documents were read with other rules" in trichluc("status", cwd=folder).stderr
    found = json.loads(trichluc("status", "--json", "--rules", "mine", cwd=folder).stdout)
    assert (found["other_rules"], [*found["rules"].values()]) == ([], [2])
    dry = trichluc("ingest", "reports", "--dry-run", cwd=folder).stdout
    assert dry.count("to read\trules changed") == 2
