"""Times pages of the reading room of a database, and of the copy that is published of it, each by a server of its own.

Usage: python tests/benchmarks/published.py --database FILE [--folder FOLDER] [--page-bytes N ...] [--rounds N]

Publishes the database into a folder of --folder (the temporary folder), once for each --page-bytes, with the time and
the size of each. Then a server is started for the database and one for each copy, and each page is asked of all in
turn, so that a slow moment of the machine is seen by all: milliseconds of the first time that an address is asked, the
middle of all further times, and (on Linux) what the server's process needed of the processor for each, on
average. The page cache of the system is as it is; empty it before, as root, for cold disks.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import click
from room import Page, pages_of

from extractor.export.publish import PAGE_BYTES, publish
from extractor.facsimile.images import Facsimile

ASKED = re.compile(r"start|search|document|comparison|findings")
OPEN = re.compile(r"http://\S+?/(?=\s|$)")


class Room(NamedTuple):
    """A reading room in a process of its own: its ``address`` without a slash behind it, and the ``process``."""

    address: str
    process: int

    def processor(self) -> float:
        """Milliseconds of the processor that it has taken so far; 0 where the system does not tell."""
        try:
            fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(database: Path) -> Iterator[Room]:
    """The reading room of a database."""
    command = [sys.executable, "-m", "extractor.cli.main", "serve", "--db", str(database), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr
        found = OPEN.search(process.stderr.readline())
        assert found
        yield Room(found[0].rstrip("/"), process.pid)
    finally:
        process.terminate()
        process.communicate()


def published(database: Path, folder: Path, page_bytes: int) -> Path:
    """The copy of a database in a ``folder``, with pages of so many bytes; says what it took and how large it is."""
    began, processor = time.perf_counter(), time.process_time()
    made = publish(database, folder / str(page_bytes) / f"{database.stem}.db", page_bytes=page_bytes)
    click.echo(
        f"published with pages of {page_bytes} bytes: {time.perf_counter() - began:.0f} s,"
        f" {time.process_time() - processor:.0f} s of the processor,"
        f" {made.size / 2**20:,.0f} MiB of {database.stat().st_size / 2**20:,.0f}"
    )
    return made.file


def asked(address: str) -> float:
    """Milliseconds until the whole answer is there."""
    began = time.perf_counter()
    with urllib.request.urlopen(address) as answer:
        answer.read()
    return (time.perf_counter() - began) * 1000


def measure(rooms: dict[str, Room], pages: Sequence[Page], rounds: int) -> None:
    """Prints a line a page: for each of the ``rooms`` by name the first and the further times, and the processor's.

    Each address of the ``pages`` is asked in each of the ``rounds``.
    """
    click.echo(f"{'page':32}" + "".join(f"{name + ': first':>18}{'further':>9}{'processor':>11}" for name in rooms))
    for page in pages:
        taken: dict[str, list[float]] = {name: [] for name in rooms}
        spent = dict.fromkeys(rooms, 0.0)
        for _ in range(rounds):
            for address in page.addresses:
                for name, room in rooms.items():
                    before = room.processor()
                    taken[name].append(asked(room.address + address))
                    spent[name] += room.processor() - before
        line = f"{page.name:32}"
        for name, times in taken.items():
            first = times[: len(page.addresses)]
            further = times[len(page.addresses) :] or first
            line += f"{statistics.median(first):18.0f}{statistics.median(further):9.0f}{spent[name] / len(times):11.0f}"
        click.echo(line)


def main() -> None:
    """Reads the arguments, publishes, measures, and removes what it made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--page-bytes", type=int, nargs="+", default=[PAGE_BYTES])
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="trichluc-published-", dir=given.folder))
    try:
        with ExitStack() as stack:
            files = {"plain": given.database}
            files |= {f"{size}": published(given.database, folder, size) for size in given.page_bytes}
            rooms = {name: stack.enter_context(served(file)) for name, file in files.items()}
            facsimile = Facsimile.of(given.database, (), folder / "pictures")
            pages = [page for page in pages_of(given.database, facsimile) if ASKED.match(page.name)]
            measure(rooms, pages, given.rounds)
            facsimile.close()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
