"""Times the look-up of instruments in a database of a million citations.

Usage: python tests/benchmarks/lookup.py [--keep FOLDER] [--citations N] [--instruments N] [--documents N]

Makes the database from a seed in a temporary folder (or in FOLDER, where a later call finds it), asks it in one
process through the functions that the commands and the reading room use, and once through the command line.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

from lookup_database import Sizes, make_database

from extractor.query.hits import Question, find_hits
from extractor.query.instruments import citing_places, look_up
from extractor.store.database import open_read_only
from extractor.web.room import reading_room

MOST = {"key": 5.0, "loose": 50.0, "places": 50.0, "page": 200.0, "rows": 500.0}
"""Milliseconds allowed at the 99th percentile; ``rows`` is for a page that shows five hundred of them."""
PLACES = 200
"""As many as ``trichluc cite`` shows."""
PAGES = {
    "citation_index?_sort_desc=times_cited": MOST["page"],
    "citation_index?_search=ke+hoach+thanh+hoa": MOST["page"],
    "citation_index?_search=4951": MOST["page"],
    "citation_index?doc_type=Lu%E1%BA%ADt": MOST["page"],
    "instrument?q=qd+4951+ubnd+thanh+hoa": MOST["page"],
    "instrument?q=nghi+dinh+chinh+phu": MOST["rows"],
    "-/instruments": MOST["page"],
    "-/instruments?type=Ngh%E1%BB%8B+%C4%91%E1%BB%8Bnh&sort=date": MOST["page"],
    "-/instruments?q=ke+hoach+thanh+hoa": MOST["page"],
    "most_cited?doc_type=": None,
    "citation_contexts": None,
}


class Times(NamedTuple):
    """Milliseconds of several calls, sorted: on the clock, and of the processor, which is that of this process only."""

    clock: list[float]
    processor: list[float]


def timed(calls: Iterable[Callable[[], object]]) -> Times:
    """How long each call takes."""
    taken = []
    for call in calls:
        clock, processor = time.perf_counter(), time.process_time()
        call()
        taken.append((1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - processor)))
    return Times(*(sorted(times) for times in zip(*taken, strict=True)))


def say(name: str, taken: Times, most: float | None = None) -> bool:
    """Prints median and 99th percentile; False where that of the clock is above ``most``."""
    last = len(taken.clock) - 1
    p50, p99, processor = taken.clock[last // 2], taken.clock[int(0.99 * last)], taken.processor[int(0.99 * last)]
    kept = most is None or p99 <= most
    verdict = "" if most is None else f"{'≤' if kept else 'ABOVE'} {most:g}"
    print(f"{name:42} {last + 1:4} ×  p50 {p50:8.2f}  p99 {p99:8.2f} (processor {processor:8.2f}) ms  {verdict}")  # noqa: T201
    return kept


def loose_queries(connection: sqlite3.Connection, chance: random.Random, count: int) -> list[str]:
    """Queries as users type them, each for an instrument drawn at random: words left out, moved and mistyped."""
    rows = connection.execute(
        "SELECT instruments.*, organisations.name AS organ FROM instruments "
        "LEFT JOIN organisations ON organisations.id = issuer_id ORDER BY key"
    ).fetchall()
    return [_typed(chance.choice(rows), chance) for _ in range(count)]


def _typed(row: sqlite3.Row, chance: random.Random) -> str:
    _, organ, series, year, number = row["key"].split(":")
    place = organ.partition("@")[2].removesuffix("_2").replace("-", " ")
    year = year.removeprefix("d")
    title = (row["title"] or "").split()
    some = title[: chance.randint(1, 6)]
    forms = (
        [series, number, organ.partition("@")[0], place, year],
        [row["doc_type"] or "", number, place, year],
        [row["identifier"] or number],
        [row["identifier"] or number, place, year],
        [number, place],
        [number],
        [number, year],
        [row["doc_type"] or "", *some],
        [row["doc_type"] or "", row["organ"] or "", year],
        [row["doc_type"] or "", place],
        [*some, place],
        ["quyet dinh ubnd"],
        [row["doc_type"] or "", number, *some, place, year],
        [series, number, "ngay", row["issued_on"] or year],
    )
    text = [word for word in chance.choice(forms) if word]
    if chance.random() < 0.5:
        chance.shuffle(text)
    query = " ".join(text)
    return _mistyped(query, chance) if chance.random() < 0.3 else query


def _mistyped(query: str, chance: random.Random) -> str:
    """With two neighbours changed, or a sign left out or doubled."""
    at = chance.randrange(max(1, len(query) - 1))
    kind = chance.randrange(3)
    if kind == 0:
        return query[:at] + query[at : at + 2][::-1] + query[at + 2 :]
    return query[:at] + query[at + 1 :] if kind == 1 else query[:at] + query[at : at + 1] + query[at:]


def timed_pages(path: Path, address: str, rounds: int = 10) -> Times:
    """How long an address of the reading room takes, without the first call."""
    room = reading_room(path)
    with asyncio.Runner() as loop:
        loop.run(room.invoke_startup())

        def fetch() -> None:
            loop.run(room.client.get(f"/{path.stem}/{address}")).raise_for_status()

        fetch()
        return timed([fetch] * rounds)


def ask_functions(path: Path, chance: random.Random) -> bool:
    """The functions behind ``cite`` and ``search``."""
    with closing(open_read_only(path)) as connection:
        ordered = [key for (key,) in connection.execute("SELECT key FROM instruments ORDER BY citation_rank")]
        much = [look_up(connection, key).best[0] for key in ordered[:20]]
        queries = loose_queries(connection, chance, 500)
        words = ("cai cach hanh chinh", "tinh giản biên chế", '"chuyen doi so"', "ke hoach*")
        keyed = timed(partial(look_up, connection, key) for key in chance.sample(ordered, 500))
        loose = timed(partial(look_up, connection, query) for query in queries)
        places = timed(partial(citing_places, connection, one, PLACES) for one in much)
        pages = timed(partial(find_hits, connection, Question(query), 20) for query in words)
    kept = [say("cite by key", keyed, MOST["key"]), say("cite by loose words", loose, MOST["loose"])]
    kept.append(say(f"first {PLACES} who cite the most cited", places, MOST["places"]))
    return all([*kept, say("search, one page a document", pages)])


def ask_room(path: Path) -> bool:
    """The pages of the reading room, facets and counts included."""
    with closing(open_read_only(path)) as connection:
        sql = "SELECT id FROM instruments ORDER BY times_cited DESC, id LIMIT 1"
        (cited,) = connection.execute(sql).fetchone()
    pages = {**PAGES, f"-/instrument/{cited}": MOST["page"], f"-/neighbourhood/{cited}": MOST["page"]}
    return all([say(address, timed_pages(path, address), most) for address, most in pages.items()])  # noqa: C419


def ask_command(path: Path) -> bool:
    """The command line, with its start."""
    command = [sys.executable, "-m", "extractor.cli.main", "cite", "--db", str(path)]
    asked = ("qd 4951 ubnd thanh hoa 2023", "nghi dinh 30 2020", "luat dat dai 2024") * 3
    return say(
        "trichluc cite, with its start",
        timed(partial(subprocess.run, [*command, query], capture_output=True) for query in asked),
    )


def main() -> int:
    """Prints a line a question; 1 where one takes longer than it may."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--keep", type=Path, help="make the database in this folder, or take it from there")
    for name, number in Sizes()._asdict().items():
        parser.add_argument(f"--{name}", type=int, default=number)
    given = parser.parse_args()
    sizes = Sizes(given.citations, given.instruments, given.documents)
    with tempfile.TemporaryDirectory() as folder:
        path = (given.keep or Path(folder)) / "lookup.db"
        if not path.exists():
            start = time.perf_counter()
            make_database(path, sizes)
            print(f"made in {time.perf_counter() - start:.0f} s, {path.stat().st_size / 1e6:.0f} MB")  # noqa: T201
        return 0 if all([ask_functions(path, random.Random(2)), ask_room(path), ask_command(path)]) else 1


if __name__ == "__main__":
    sys.exit(main())
