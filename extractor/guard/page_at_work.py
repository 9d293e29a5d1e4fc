"""The page that a worker is at: a note in shared memory, which the parent reads when the worker is dead or late."""

from __future__ import annotations

import mmap
import struct
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# Since when by the system's clock for all processes, the number of the page (0: none), the stage. A note of a kind of
# its own, as a message would have to be taken out of the pipe while the worker is at work.
_FORM = struct.Struct("=di8s")
_NAME = "page at work"


@dataclass(frozen=True, slots=True)
class PageAtWork:
    """A page (from 1), what is done with it (``read``, ``ocr`` or ``layout``), and since when by ``time.monotonic``."""

    number: int
    stage: str
    since: float


class _Note:
    """What is written now; in a process that is no worker only the process itself reads it."""

    def __init__(self) -> None:
        self.memory: mmap.mmap | bytearray = bytearray(_FORM.size)


_NOTE = _Note()


def tell_parent(scratch: Path) -> None:
    """From now on the parent can read in the folder ``scratch`` which page is at work; where it is full, it cannot."""
    with suppress(OSError, ValueError), (scratch / _NAME).open("w+b") as file:
        # Its bytes are written now: to write into a hole of a disk that is full by then would end the process.
        file.write(bytes(_FORM.size))
        file.flush()
        _NOTE.memory = mmap.mmap(file.fileno(), _FORM.size)


def is_guarded() -> bool:
    """Whether a parent knows of the pages: what breaks the process costs the page then, and need not be survived."""
    return isinstance(_NOTE.memory, mmap.mmap)


def begin(number: int, stage: str) -> None:
    """Page ``number`` is at work from now on, in this ``stage``."""
    _FORM.pack_into(_NOTE.memory, 0, time.monotonic(), number, stage.encode())


def go_back_to(page: PageAtWork | None) -> None:
    """This page is at work again; None: what happens now concerns the whole document."""
    since, number, stage = (page.since, page.number, page.stage) if page else (0.0, 0, "")
    _FORM.pack_into(_NOTE.memory, 0, since, number, stage.encode())


def at_work() -> PageAtWork | None:
    """The page that this process is at."""
    return _read(_NOTE.memory)


def page_of(scratch: Path) -> PageAtWork | None:
    """The page that the worker with this ``scratch`` folder is at, or was when it died."""
    try:
        return _read((scratch / _NAME).read_bytes())
    except OSError:
        return None


def _read(note: bytes | bytearray | mmap.mmap) -> PageAtWork | None:
    if len(note) < _FORM.size:
        return None
    since, number, stage = _FORM.unpack_from(note)
    return PageAtWork(number, stage.rstrip(b"\0").decode("ascii", "replace"), since) if number > 0 else None
