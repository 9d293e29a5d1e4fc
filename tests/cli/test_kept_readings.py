"""Readings of OCR that are kept, at the command line: a changed rule reads documents again, and no scan."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from extractor.errors import ExitCode
from tests.cli.test_main import trichluc
from tests.patterns.own_rules import ALIAS, write_rules
from tests.read.ocr.test_tesseract import HEADINGS, has_vietnamese, row

SCAN = Path(__file__).parents[2] / "corpus/reports/cao-bang_2024_05_scan.pdf"

# Answers like Tesseract, and writes down how it is called.
STAND_IN = """#!/bin/sh
echo "$1" >> {calls}
case $1 in
--version) echo "tesseract 5.5.0";;
--list-langs) printf 'List (1):\\nvie\\n';;
*) cat {table};;
esac
"""

REAL = """#!/bin/sh
echo "$1" >> {calls}
exec {program} "$@"
"""


@pytest.fixture(
    params=[
        "stand-in",
        pytest.param("real", marks=pytest.mark.skipif(not has_vietnamese(), reason="Tesseract with its data")),
    ]
)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A search path whose first program is a Tesseract that counts its calls in the file ``calls``."""
    (tmp_path / "table").write_text(f"{HEADINGS}\n{row(100, '4951/QĐ-UBND')}\n", encoding="utf-8")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin/tesseract"
    script = STAND_IN if request.param == "stand-in" else REAL
    words = {"calls": tmp_path / "calls", "table": tmp_path / "table", "program": shutil.which("tesseract")}
    program.write_text(script.format(**words), encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "reports").mkdir()
    shutil.copy(SCAN, tmp_path / "reports")
    write_rules(tmp_path / "mine")
    return f"{program.parent}{os.pathsep}{os.environ['PATH']}"


def pictures(folder: Path) -> int:
    """How many pictures Tesseract has read."""
    return (folder / "calls").read_text(encoding="utf-8").count("stdin")


def test_a_changed_rule_reads_its_documents_again_and_no_scan(path: str, tmp_path: Path) -> None:
    done = trichluc("ingest", "reports", cwd=tmp_path, PATH=path)
    assert done.returncode == ExitCode.DONE, done.stderr
    read = pictures(tmp_path)
    pages = json.loads(trichluc("status", "--json", cwd=tmp_path).stdout)["kept_readings"]
    assert read >= pages >= 1
    assert "kept readings" not in done.stderr
    (tmp_path / "mine/aliases.toml").write_text(ALIAS, encoding="utf-8")
    done = trichluc("ingest", "reports", "--rules", "mine", cwd=tmp_path, PATH=path)
    assert "Rules changed: 1 documents were read again." in done.stderr
    assert f"{pages} pages from kept readings of OCR." in done.stderr
    assert pictures(tmp_path) == read
    assert f"kept readings of OCR\t{pages}\n" in trichluc("status", cwd=tmp_path).stdout
    told = json.loads(trichluc("status", "--json", cwd=tmp_path).stdout)
    assert (told["kept_readings"], 100 < told["kept_readings_bytes"] < pages * 20_000) == (pages, True)


def test_a_folder_that_cannot_be_written_is_said_once(path: str, tmp_path: Path) -> None:
    (tmp_path / "full").write_text("no folder", encoding="utf-8")
    done = trichluc("ingest", "reports", "--readings", "full", cwd=tmp_path, PATH=path)
    assert done.returncode == ExitCode.DONE
    assert done.stderr.count("could not be kept: it is there already") == 1
    (tmp_path / "trichluc.toml").write_text("[ingest]\nreadings_mb = 0\nforce = true\n", encoding="utf-8")
    done = trichluc("ingest", "reports", "--readings", "full", cwd=tmp_path, PATH=path)
    assert (done.returncode, "could not be kept" in done.stderr) == (ExitCode.DONE, False)
