"""docs/architecture.md names every module of every room, and no module or registry that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
TEXT = (HOUSE / "docs" / "architecture.md").read_text(encoding="utf-8")

WAYS = {
    "The way of a page: read": ("extractor/read",),
    "The way of a page: layout": ("extractor/layout",),
    "The way of a file: run and guard": ("extractor/run", "extractor/guard", "extractor/cluster"),
    "The way of a text: find, resolve and audit": ("extractor/find", "extractor/resolve", "extractor/audit"),
    "The way of rows: store, search, across and corrections": (
        *("extractor/store", "extractor/search", "extractor/across", "extractor/verdicts", "extractor/corrections"),
    ),
    "The ways out: query, facsimile, web, export, evaluate, examples and cli": (
        *("extractor/query", "extractor/facsimile", "extractor/web", "extractor/export"),
        *("extractor/evaluate", "extractor/examples", "extractor/cli"),
    ),
    "What everything stands on: model, language, ruled and patterns": (
        *("extractor/model", "extractor/language", "extractor/ruled", "patterns"),
    ),
}
"""Heading → the rooms whose modules stand below it. Below the heading of one room paths begin within that room."""


def modules_of(folder: str, base: Path) -> set[str]:
    paths = (HOUSE / folder).rglob("*.py")
    return {path.relative_to(base).as_posix() for path in paths if path.name != "__init__.py"}


@pytest.mark.parametrize("heading", WAYS)
def test_every_module_has_its_place(heading: str) -> None:
    rooms = WAYS[heading]
    way = TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    base = HOUSE / rooms[0] if len(rooms) == 1 else HOUSE / "extractor"
    there = set().union(*(modules_of(room, HOUSE if room == "patterns" else base) for room in rooms))
    assert set(re.findall(r"`([\w/]+\.py)`", way)) == there


def test_every_room_has_its_way() -> None:
    folders = {path.parent for path in HOUSE.glob("extractor/*/__init__.py")} | {HOUSE / "patterns"}
    assert {HOUSE / room for rooms in WAYS.values() for room in rooms} == folders


def test_every_path_is_there() -> None:
    paths = re.findall(r"`((?:extractor|patterns|tests)/[\w/]+\.(?:py|toml))`", TEXT)
    assert paths
    assert [path for path in paths if not (HOUSE / path).exists()] == []
