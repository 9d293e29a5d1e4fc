"""How results are printed."""

from __future__ import annotations

import csv
import io

import pytest

from extractor.cli.output import write_csv


def test_no_cell_of_csv_is_a_formula(capsys: pytest.CaptureFixture[str]) -> None:
    cells = ["=HYPERLINK(1)", "@SUM(1)", "+1+cmd|' /C calc'!A0", "-5,2%", "–", "Đất đai", -3.5, None]
    write_csv(["cell"], [{"cell": cell} for cell in cells])
    read = [row["cell"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))]
    assert read == ["'=HYPERLINK(1)", "'@SUM(1)", "'+1+cmd|' /C calc'!A0", "-5,2%", "–", "Đất đai", "-3.5", ""]
