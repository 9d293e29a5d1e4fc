"""docs/architecture.md names every module of reading and layout, and no module or registry that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
TEXT = (HOUSE / "docs" / "architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("room", ["read", "layout"])
def test_every_module_has_its_place_on_the_way_of_a_page(room: str) -> None:
    way = TEXT.partition(f"## The way of a page: {room}\n")[2].partition("\n## ")[0]
    named = set(re.findall(r"`([\w/]+\.py)`", way))
    assert named == {
        path.relative_to(HOUSE / "extractor" / room).as_posix()
        for path in (HOUSE / "extractor" / room).rglob("*.py")
        if path.name != "__init__.py"
    }


def test_every_path_is_there() -> None:
    paths = re.findall(r"`((?:extractor|patterns|tests)/[\w/]+\.(?:py|toml))`", TEXT)
    assert paths
    assert [path for path in paths if not (HOUSE / path).exists()] == []


def test_the_way_of_a_file_names_every_module_of_run_and_guard() -> None:
    way = TEXT.partition("## The way of a file: run and guard\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"`([\w/]+\.py)`", way)) == {
        path.relative_to(HOUSE / "extractor").as_posix()
        for room in ("run", "guard")
        for path in (HOUSE / "extractor" / room).rglob("*.py")
        if path.name != "__init__.py"
    }
