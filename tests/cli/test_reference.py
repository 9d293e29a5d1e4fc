"""The reference of commands is that of the program, and every command has help with an example."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from extractor.cli.line.reference import help_pages, reference
from extractor.cli.main import COMMANDS, load_command

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"
PAGES = dict(help_pages())


def test_the_page_is_in_step() -> None:
    stale = "run: python -m extractor.cli.line.reference > docs/commands.md"
    assert PAGE.read_text(encoding="utf-8") == reference(), stale


@pytest.mark.parametrize("path", PAGES)
def test_each_command_has_help_with_an_example_of_itself(path: str) -> None:
    described = PAGES[path].split("\n\n", 1)[1]
    assert not described.startswith("Options:"), f"{path} has no help"
    example = re.search(r"\n  Examples?:\n((?:    trichluc .+\n)+)", described)
    assert example, f"{path} has no example"
    assert all(path in line for line in example[1].splitlines()) or path in ("trichluc", "trichluc rules")


@pytest.mark.parametrize("name", COMMANDS)
def test_each_option_says_what_it_does(name: str) -> None:
    command = load_command(name)
    children = command.commands.values() if isinstance(command, click.Group) else ()
    for part in (command, *children):
        assert not [option.opts for option in part.params if isinstance(option, click.Option) and not option.help]
