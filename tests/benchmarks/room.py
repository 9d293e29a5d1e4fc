"""Times the pages of the reading room in a database of ten thousand reports, each beside a plain page of a table.

Usage: python tests/benchmarks/room.py [--database FILE] [--files FOLDER ...] [--source FILE] [--documents N]
       [--rounds N]

Without --database it makes one of the reports of --source (output/reports.db) in a temporary folder. Pages are asked
of the server in this process, without a network; a page of a PDF together with its picture. "Cold" is the first time
that each address is asked (a first reader, an empty cache of pictures), "warm" are all further times, in the middle. A
plain page of fifty documents is asked before each page, so that a slow moment of the machine is seen in both.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import re
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import click
from room_database import make_database

from extractor.facsimile.files import FOUND
from extractor.facsimile.images import Facsimile
from extractor.web.pages import start
from extractor.web.room import in_a_child, reading_room, warm

# Documents under the name of a file that was read; copies of other provinces lie in folders.
UNMOVED = "SELECT id FROM documents WHERE path NOT LIKE '%/%' ORDER BY id"
PEER = "/{database}/documents?_size=50"


# The picture of a page of a PDF, among what the page of the room loads.
PICTURE = re.compile(r'<img[^>]* src="([^"]+/image/[^"]+)"')


class Page(NamedTuple):
    """A kind of page: its name, the addresses that are asked in turn, the milliseconds that are allowed, and those
    that are allowed from the second time on where they are fewer."""

    name: str
    addresses: tuple[str, ...]
    most: float
    warm: float | None = None


class Times(NamedTuple):
    """Milliseconds on the clock and of the processor of this process, and how the server answered."""

    clock: float
    processor: float
    codes: set[int]


def pages_of(database: Path, facsimile: Facsimile) -> list[Page]:
    """The pages to ask; the viewer those of documents whose PDF the ``facsimile`` finds."""
    base = f"/{database.stem}/-"
    with closing(sqlite3.connect(database)) as connection:

        def ids(sql: str) -> list[str]:
            return [row[0] for row in connection.execute(sql)]

        documents = ids("SELECT id FROM documents ORDER BY sha256 LIMIT 12")
        longest = ids("SELECT id FROM documents ORDER BY page_count DESC, id LIMIT 3")
        cited = ids("SELECT id FROM instruments ORDER BY times_cited DESC, id LIMIT 3")
        few = ids("SELECT id FROM instruments WHERE times_cited BETWEEN 2 AND 50 ORDER BY id LIMIT 6")
        often = [
            quote(key)
            for key in ids("SELECT key FROM indicators WHERE same_as_id IS NULL ORDER BY times DESC, id LIMIT 3")
        ]
        checks = ids("SELECT id FROM checks WHERE NOT holds AND severity = 'error' ORDER BY id LIMIT 6")
        printed = [each for each in ids(UNMOVED) if _is_found(facsimile, connection, each)][:8]
    compared = tuple(map(quote, often))
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
        Page(
            "comparison, one place", _under(f"{base}/compare?place=thanh-hoa&indicator=", tuple(map(quote, often))), 400
        ),
        Page("comparison, all there is", _under(f"{base}/compare?indicator=", compared), 400),
        Page("findings", _under(f"{base}/findings", ("", "?severity=error")), 200),
        Page("finding", _under(f"{base}/finding/", checks), 200),
        Page("viewer", tuple(f"{base}/page/{each}/1" for each in printed), 400, 60),
    ]
    return [page for page in pages if page.addresses]


def _is_found(facsimile: Facsimile, connection: sqlite3.Connection, document: str) -> bool:
    original = facsimile.original(connection, document)
    return original is not None and original.state == FOUND


def _under(address: str, ends: Sequence[str]) -> tuple[str, ...]:
    return tuple(address + end for end in ends)


async def _timed(room: Any, address: str) -> Times:
    begun, processor = time.perf_counter(), time.process_time()
    answer = await room.client.get(address, follow_redirects=True)
    codes = {answer.status_code}
    if picture := PICTURE.search(answer.text):
        codes.add((await room.client.get(html.unescape(picture[1]))).status_code)
    return Times((time.perf_counter() - begun) * 1000, (time.process_time() - processor) * 1000, codes)


async def measure(room: Any, database: Path, pages: Sequence[Page], rounds: int) -> None:
    """Prints a line a page: milliseconds in the middle, those of the processor, the plain page beside, and what is
    allowed.

    ``room`` is the server on the ``database``; each address of the ``pages`` is asked in each of the ``rounds``.
    """
    await room.invoke_startup()
    peer = PEER.format(database=database.stem)
    await _timed(room, peer)
    click.echo(f"{'page':32} {'cold':>6} {'allowed':>8} {'warm':>6} {'allowed':>8} {'processor':>10} {'plain':>6}")
    for page in pages:
        plain, taken = [], []
        for address in page.addresses * rounds:
            plain.append(await _timed(room, peer))
            taken.append(await _timed(room, address))
        cold, warm = (_middle(part) for part in (taken[: len(page.addresses)], taken[len(page.addresses) :]))
        codes = set().union(*(each.codes for each in taken))
        above = cold.clock > page.most or warm.clock > (page.warm or page.most)
        click.echo(
            f"{page.name:32} {cold.clock:6.0f} {page.most:8.0f} {warm.clock:6.0f} {page.warm or page.most:8.0f}"
            f" {warm.processor:10.0f} {_middle(plain).clock:6.0f}{'  ABOVE' if above else ''}"
            f"{'' if codes == {200} else f'  answered {sorted(codes)}'}"
        )


def _middle(taken: Sequence[Times]) -> Times:
    clock, processor = (
        statistics.median(column) for column in ([t.clock for t in taken], [t.processor for t in taken])
    )
    return Times(clock, processor, set())


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
        facsimile = Facsimile.of(database, given.files, folder / "pictures")
        # What a room that is opened for readers does before the first of them comes.
        facsimile.prepare()
        start.prepare(database)
        with in_a_child():
            warm()
            asyncio.run(
                measure(reading_room(database, facsimile), database, pages_of(database, facsimile), given.rounds)
            )
        facsimile.close()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
