"""The one door to a terminal: what acts on it is written out, whoever prints it; only the program's own signs pass.

Results, notes, errors, usage and tracebacks go through ``sys.stdout`` and ``sys.stderr``, which are doors while a
command runs. A program reads what the door writes out as it is by ``--json``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, TextIO, cast

import click.utils

from extractor.export.inert import shown

if TYPE_CHECKING:
    from rich.console import Console

# Stands around signs of the program's own. No document knows it: it is another one in each process.
_OWN = f"\x00{os.urandom(8).hex()}\x00"
_LINK, _END = "\x1b]8;;", "\x1b\\"


def own(signs: str) -> str:
    """Signs of the program's own that a terminal is to obey."""
    return f"{_OWN}{signs}{_OWN}"


def bold(text: str) -> str:
    """A text in bold type."""
    return own("\x1b[1m") + text + own("\x1b[22m")


def underlined(text: str) -> str:
    """A text with a line under it."""
    return own("\x1b[4m") + text + own("\x1b[24m")


def linked(address: str, text: str) -> str:
    """A text that is a link to an address, which holds plain letters and signs of addresses alone."""
    return f"{own(_LINK + address + _END)}{text}{own(_LINK + _END)}"


def link_in(text: str) -> tuple[str, str]:
    """The address of a text that is a link as a whole, "" where it is none, and the text without it."""
    parts = text.split(_OWN)
    if len(parts) == 5 and parts[1].startswith(_LINK):
        return parts[1].removeprefix(_LINK).removesuffix(_END), parts[2]
    return "", text


class Door:
    """A stream of text behind the door; all but writing is that of the stream."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Writes a text, what acts in it written out."""
        # Every second part is the program's own; styles are for terminals alone.
        texts = (self._passed(part) if at % 2 else shown(part) for at, part in enumerate(text.split(_OWN)))
        self.stream.write("".join(texts))
        return len(text)

    def _passed(self, signs: str) -> str:
        return signs if signs.startswith(_LINK) or not click.utils.should_strip_ansi(self.stream) else ""  # type: ignore[attr-defined]

    def writelines(self, lines: Iterable[str]) -> None:
        """Writes texts one after the other."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def behind_door(stream: TextIO) -> TextIO:
    """A stream behind the door, the same one where it is already."""
    return stream if isinstance(stream, Door) else cast(TextIO, Door(stream))


def unguarded(stream: TextIO) -> TextIO:
    """The stream that lies behind the door."""
    return stream.stream if isinstance(stream, Door) else stream


@contextmanager
def doors() -> Iterator[None]:
    """Puts standard output and standard error behind the door for a while."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = put = behind_door(sys.stdout), behind_door(sys.stderr)
    try:
        yield
    finally:
        # Not where somebody else has put another stream there.
        sys.stdout = before[0] if sys.stdout is put[0] else sys.stdout
        sys.stderr = before[1] if sys.stderr is put[1] else sys.stderr


def put_line(text: str, *, err: bool = False) -> None:
    """A line on standard output, or on standard error."""
    stream = behind_door(sys.stderr if err else sys.stdout)
    stream.write(f"{text}\n")
    stream.flush()


def put_over(text: str) -> None:
    """A text in place of the last line on standard error, which is a terminal; "" takes it away."""
    stream = behind_door(sys.stderr)
    stream.write(own("\r\x1b[K") + text)
    stream.flush()


def console(*, err: bool = False) -> Console:
    """What draws tables and bars: its own signs pass, those within a text do not."""
    drawing: Console = _console_class()(file=unguarded(sys.stderr if err else sys.stdout))
    return drawing


@cache
def _console_class() -> type[Console]:
    # Not at the top: rich is slow to import, and a pipe needs none of it (test_main.py).
    from rich.console import Console
    from rich.segment import Segment

    class InertConsole(Console):
        """Texts are written out before they are styled."""

        def _render_buffer(self, buffer: Iterable[Segment]) -> str:
            inert = (each if each.control else Segment(shown(each.text), each.style) for each in buffer)
            return super()._render_buffer(inert)

    return InertConsole
