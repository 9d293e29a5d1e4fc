"""Regular expressions of a user's own rules that are slow on some text: told, each with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.examples.slowness import slow_fields
from patterns.loader import load
from patterns.own.entries import Fault, OwnEntry, entries_of_file

RULE = """\
[[entry]]
id = "ma-rieng"
pattern = '{pattern}'
match = ["mã 12.34x"]
"""


def own(tmp_path: Path, pattern: str) -> OwnEntry:
    faults: list[Fault] = []
    file = tmp_path / "not_figures.toml"
    file.write_text(RULE.format(pattern=pattern), encoding="utf-8")
    (entry,) = entries_of_file(file, faults)
    assert faults == []
    return entry


@pytest.mark.parametrize("pattern", [r"\d[\d.]*x", r"(?:\d+[.,]?)+x"])
def test_a_pattern_that_begins_everywhere_and_runs_on_is_slow(tmp_path: Path, pattern: str) -> None:
    (told,) = slow_fields(own(tmp_path, pattern))
    assert (told.file, told.line) == ("not_figures.toml", 3)
    assert told.says.startswith("ma-rieng: `pattern` is slow where a text repeats ")


@pytest.mark.parametrize("pattern", [r"(?<![\d.])\d[\d.]*+x", r"mã [^;]{0,40};", r"\d{1,3}(?:\.\d{3})*+x"])
def test_a_pattern_with_a_beginning_or_an_end_is_not(tmp_path: Path, pattern: str) -> None:
    assert list(slow_fields(own(tmp_path, pattern))) == []


@pytest.mark.parametrize("registry", ["not_figures", "refusals"])
def test_no_rule_of_the_program_is_slow(registry: str) -> None:
    entries = [OwnEntry(registry, entry, f"{registry}.toml", 1, (), replaces=False) for entry in load(registry)]
    assert [told for each in entries for told in slow_fields(each)] == []
