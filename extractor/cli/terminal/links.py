"""Links to the reading room in what a terminal shows: a click on a fact opens its page."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import click

from extractor.cli.terminal.door import linked
from extractor.cli.terminal.output import shown_to_a_person

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

# Where ``trichluc serve`` opens the room.
ROOM = "http://127.0.0.1:8001"
# Signs of a name that stand in addresses of Datasette as they are.
_PLAIN = re.compile(rb"[A-Za-z0-9_-]")


def room_flag(command: Decorated) -> Decorated:
    """Adds ``--room``, the parameter ``room``: the address of the reading room, "" for no links."""
    return click.option(
        "--room",
        metavar="ADDRESS",
        default=ROOM,
        show_default=True,
        help='The reading room that links lead to in a terminal; "" for none.',
    )(command)


@dataclass(frozen=True, slots=True)
class Links:
    """Links to the pages of a database in a room at ``base``; without one texts stay as they are."""

    base: str
    database: str

    def to(self, path: str, text: str) -> str:
        """The text as a link to a page, ``path`` below the pages of the database (``fact/7f3a9c21b0de-c17``)."""
        if not self.base or not text:
            return text
        address = f"{self.base.rstrip('/')}/{self.database}/-/{quote(path)}"
        return linked(address, text)


def links_to(room: str, database: Path) -> Links:
    """Links to the room where the output is a terminal that knows them; else none.

    ``room`` is an address, ``database`` the file, whose name is that of the database in the room.
    """
    able = shown_to_a_person() and os.environ.get("TERM") != "dumb"
    # Signs that end a link early, or begin another sequence, stand in no address.
    safe = quote(room, safe=":/[]@?&=~+,;%")
    return Links(safe if able else "", _encoded(database.stem))


def _encoded(name: str) -> str:
    """The name as Datasette writes it in addresses."""
    return "".join(
        chr(byte) if _PLAIN.match(bytes([byte])) else "+" if byte == 0x20 else f"~{byte:02X}" for byte in name.encode()
    )
