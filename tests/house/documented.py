"""What the pages of the documentation say can be typed, and what they say is answered: read, run and compared.

A page with a ```` ```console ```` block is a session: its blocks run one after the other, in a folder of their own with
``output/reports.db``. Each ``$ trichluc …`` of a console block is run, and the lines below it are what it prints in a
terminal of 80 columns. A ```` ```python ```` or ```` ```r ```` block runs as it stands; a ```` ```text ```` block right
behind it is what it prints. A line ``…`` stands for any number of lines, ``…`` at the end of a line for its rest.
"""

from __future__ import annotations

import contextlib
import io
import math
import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click.testing
import pytest

from extractor.cli.main import cli
from extractor.cli.terminal import progress

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$(?:\n+^```text\n(.*?)^```$)?", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"\$ (?:\.venv/bin/)?trichluc (.*)")
ELISION = "…"


@dataclass(frozen=True, slots=True)
class Step:
    """Something to run: its ``kind`` (console, python, r), the ``text`` and what is ``printed`` by it."""

    kind: str
    text: str
    printed: str


def steps_of(page: str) -> Iterator[Step]:
    """The steps of a page in their order."""
    for kind, text, printed in BLOCK.findall(page):
        if kind == "console":
            for typed, answer in re.findall(r"^(\$ [^\n]*)\n((?:(?!\$ )[^\n]*\n)*)", text, re.MULTILINE):
                if command := COMMAND.fullmatch(typed.partition("  #")[0].strip()):
                    yield Step(kind, command[1], answer)
        elif kind in ("python", "r"):
            yield Step(kind, text, printed)


def typed_in_a_terminal(arguments: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What ``trichluc`` prints for these arguments in a terminal of 80 columns without colours and links."""
    for name, value in {"COLUMNS": "80", "LINES": "40", "TERM": "dumb", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    # On a busy machine an export may take so long that it says how far it is.
    monkeypatch.setattr(progress, "QUIET_SECONDS", math.inf)
    # The stream of click's test runner says that it is no terminal.
    monkeypatch.setattr(click.testing._NamedTextIOWrapper, "isatty", lambda stream: True, raising=False)
    return click.testing.CliRunner().invoke(cli, shlex.split(arguments), catch_exceptions=False).output


def run_python(code: str, names: dict[str, Any]) -> str:
    """What a block of Python prints; ``names`` are those of the blocks before it, to which its own are added."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "documented", "exec"), names)
    return printed.getvalue()


def run_r(code: str) -> str:
    """What R prints for a block."""
    done = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def missing_line(expected: str, printed: str) -> str | None:
    """The first line of ``expected`` that ``printed`` has not at its place; None where all is as documented."""
    lines = squeezed(printed)
    place, anywhere = 0, False
    for line in squeezed(expected):
        if line == ELISION:
            anywhere = True
            continue
        fits = [at for at in range(place, len(lines)) if _is_line(line, lines[at])]
        if not fits or (not anywhere and fits[0] != place):
            return line
        place, anywhere = fits[0] + 1, False
    return None


def squeezed(text: str) -> list[str]:
    """The lines of a text without the blanks, and the empty lines, that only align it."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _is_line(expected: str, printed: str) -> bool:
    if expected.endswith(ELISION) and expected != printed:
        return printed.startswith(expected.removesuffix(ELISION).rstrip())
    return expected == printed
