"""How results are printed."""

from __future__ import annotations

import csv
import io

import pytest

from extractor.cli.terminal.output import write_csv, write_table

# What clears a screen, in both spellings, and what a terminal would read from right to left.
ACTS = "a\x1b[2Jb\x9b2Jc\u202ed"


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.cli.terminal.output.shown_to_a_person", lambda: True)


@pytest.mark.usefixtures("terminal")
def test_a_table_in_a_terminal_is_obeyed_by_none(capsys: pytest.CaptureFixture[str]) -> None:
    write_table(["place", ACTS], [[ACTS, 1]], title=ACTS)
    drawn = capsys.readouterr().out
    assert drawn.count(r"a\x1b[2Jb\x9b2Jc\u202ed") == 3
    assert not {"\x1b", "\x9b", "\u202e"} & set(drawn)


@pytest.mark.usefixtures("terminal")
def test_names_in_brackets_are_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    write_table(["period", "[/] Xã [b]"], [["2024", "[1]"]], title="Thôn [/bold]")
    drawn = capsys.readouterr().out
    assert [text in drawn for text in ("Thôn [/bold]", "[/] Xã [b]", "[1]")] == [True] * 3


def test_a_line_for_programs_has_no_signs_that_act(capsys: pytest.CaptureFixture[str]) -> None:
    write_table(["place"], [[f"{ACTS}\n\tx"]])
    assert capsys.readouterr().out == "place\na\\x1b[2Jb\\x9b2Jc\\u202ed x\n"


def test_no_cell_of_csv_is_a_formula(capsys: pytest.CaptureFixture[str]) -> None:
    cells = ["=HYPERLINK(1)", "@SUM(1)", "+1+cmd|' /C calc'!A0", "-5,2%", "–", "Đất đai", -3.5, None]
    write_csv(["cell"], [{"cell": cell} for cell in cells])
    read = [row["cell"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))]
    assert read == ["'=HYPERLINK(1)", "'@SUM(1)", "'+1+cmd|' /C calc'!A0", "-5,2%", "–", "Đất đai", "-3.5", ""]
