"""The page on indicators: its example of decisions is one, its commands are there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from click.testing import CliRunner

from extractor.across.indicators.decisions import check_targets, read_decisions
from extractor.cli.main import cli
from patterns.loader import entry_of

PAGE = (Path(__file__).parents[2] / "docs" / "indicators.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_example_of_decisions_is_accepted() -> None:
    entry, text = blocks("toml")
    decisions = read_decisions(text, "mine.toml")
    check_targets(decisions, frozenset(), "mine.toml")
    assert {each.kind for each in decisions} == {"indicator", "pin", "merge", "split"}
    (shown,) = tomllib.loads(entry)["entry"]
    assert {**entry_of("indicators", shown["id"]).fields, "id": shown["id"]}.keys() >= shown.keys() - {
        "match",
        "reject",
    }


def test_the_label_that_is_explained_is_read() -> None:
    label = re.search(r'explain "(.*?)"', PAGE)
    assert label
    result = CliRunner().invoke(cli, ["indicators", "explain", label[1]])
    assert "indicator: giai-ngan-thuc-hien" in result.stdout
