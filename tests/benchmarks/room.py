"""Times the pages of the reading room in a database of ten thousand reports, each beside a plain page of a table.

Usage: python tests/benchmarks/room.py [--database FILE] [--files FOLDER ...] [--source FILE] [--documents N]
       [--rounds N]

Without --database it makes one of the reports of --source (output/reports.db) in a temporary folder. Pages are asked
of the server in this process, without a network. A plain page of fifty documents is asked before each page, so that a
slow moment of the machine is seen in both.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import click
from room_database import make_database

from extractor.web.room import reading_room

PEER = "/{database}/documents?_size=50"


class Page(NamedTuple):
    """A kind of page: its name, the addresses that are asked in turn, the milliseconds that are allowed."""

    name: str
    addresses: tuple[str, ...]
    most: float


def pages_of(database: Path, found: Path | None) -> list[Page]:
    """The pages to ask; ``found`` names a folder with PDFs, without which pictures are left out."""
    base = f"/{database.stem}/-"
    with closing(sqlite3.connect(database)) as connection:

        def ids(sql: str) -> list[str]:
            return [row[0] for row in connection.execute(sql)]

        documents = ids("SELECT id FROM documents ORDER BY sha256 LIMIT 12")
        longest = ids("SELECT id FROM documents ORDER BY page_count DESC, id LIMIT 3")
        cited = ids("SELECT id FROM instruments ORDER BY times_cited DESC, id LIMIT 3")
        few = ids("SELECT id FROM instruments WHERE times_cited BETWEEN 2 AND 50 ORDER BY id LIMIT 6")
        often = ids("SELECT key FROM indicators WHERE same_as_id IS NULL ORDER BY times DESC, id LIMIT 3")
        checks = ids("SELECT id FROM checks WHERE NOT holds AND severity = 'error' ORDER BY id LIMIT 6")
        with_pdf = ids("SELECT id FROM documents WHERE path NOT LIKE '%/%' ORDER BY id LIMIT 8")
    rare, common = ("4951%2FQD-UBND", "xu+ly+vi+pham", "tinh+gian"), ("bao+cao", "cai+cach+hanh+chinh")
    narrowed = ("cai+cach&place=thanh-hoa", "ke+hoach&type=B%C3%A1o+c%C3%A1o")
    pages = [
        Page("start", ("/",), 150),
        Page("search, a rare word", _under(f"{base}/search?q=", rare), 150),
        Page("search, words in every report", _under(f"{base}/search?q=", common), 150),
        Page("search, narrowed", _under(f"{base}/search?q=", narrowed), 150),
        Page("documents", _under(f"{base}/documents", ("", "?place=thanh-hoa", "?page=40")), 200),
        Page("document", _under(f"{base}/document/", documents), 200),
        Page("document, the longest", _under(f"{base}/document/", longest), 200),
        Page("instruments", _under(f"{base}/instruments", ("", "?q=nghi+dinh+30")), 200),
        Page("instrument, cited most", _under(f"{base}/instrument/", cited), 200),
        Page("instrument", _under(f"{base}/instrument/", few), 200),
        Page("neighbourhood", _under(f"{base}/neighbourhood/", (*cited, *few)), 400),
        Page("indicators", (f"{base}/indicators",), 200),
        Page("comparison, one place", _under(f"{base}/compare?place=thanh-hoa&indicator=", often), 400),
        Page("comparison, all there is", _under(f"{base}/compare?indicator=", often), 400),
        Page("findings", _under(f"{base}/findings", ("", "?severity=error")), 200),
        Page("finding", _under(f"{base}/finding/", checks), 200),
    ]
    if found is not None:
        pages.append(Page("viewer", tuple(f"{base}/page/{each}/1" for each in with_pdf), 400))
    return [page for page in pages if page.addresses]


def _under(address: str, ends: Sequence[str]) -> tuple[str, ...]:
    return tuple(address + end for end in ends)


async def _timed(room: Any, address: str) -> tuple[float, int]:
    begun = time.perf_counter()
    answer = await room.client.get(address, follow_redirects=True)
    return (time.perf_counter() - begun) * 1000, answer.status_code


async def measure(room: Any, database: Path, pages: Sequence[Page], rounds: int) -> None:
    """Prints a line a page: milliseconds in the middle and at most, the plain page beside it, and what is allowed."""
    await room.invoke_startup()
    peer = PEER.format(database=database.stem)
    await _timed(room, peer)
    click.echo(f"{'page':32} {'first':>8} {'middle':>8} {'most':>8} {'plain':>8} {'allowed':>8}")
    for page in pages:
        taken, plain, first, codes = [], [], 0.0, set()
        for number in range(rounds):
            for address in page.addresses:
                plain.append((await _timed(room, peer))[0])
                milliseconds, code = await _timed(room, address)
                codes.add(code)
                first = max(first, milliseconds) if number == 0 else first
                taken.append(milliseconds)
        said = "" if codes == {200} else f"  answered {sorted(codes)}"
        middle, most = statistics.median(taken), max(taken)
        click.echo(
            f"{page.name:32} {first:8.0f} {middle:8.0f} {most:8.0f} {statistics.median(plain):8.0f} {page.most:8.0f}"
            f"{'' if middle <= page.most else '  ABOVE'}{said}"
        )


def main() -> None:
    """Reads the arguments, makes the database where none is given, measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", type=Path)
    parser.add_argument("--files", type=Path, nargs="*", default=[])
    parser.add_argument("--source", type=Path, default=Path("output/reports.db"))
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="trichluc-room-"))
    try:
        database = given.database or folder / "reports.db"
        if given.database is None:
            make_database(database, given.source, given.documents)
        room = reading_room(database)
        pages = pages_of(database, given.files[0] if given.files else None)
        asyncio.run(measure(room, database, pages, given.rounds))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
