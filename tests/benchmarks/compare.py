"""Times the comparison of indicators in a database of ten thousand reports.

Usage: python tests/benchmarks/compare.py [--keep FOLDER] [--documents N] [--facts N] [--columns N]

With --columns each report has a further table of 40 rows with so many columns of numbers (plan, year before, ratios,
districts), and the plan and all districts are asked for too.

Makes the database from a seed in a temporary folder (or in FOLDER, where a later call finds it), links its
indicators, once from nothing and once with nothing to change, and compares the twenty most frequent ones.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from compare_database import Sizes, link, make_database

from extractor.query.comparison.compare import compare_indicator
from extractor.query.comparison.points import EVERY_PLACE, Filter
from extractor.query.indicators import list_indicators
from extractor.query.periods import span_between
from extractor.store.database import open_read_only

MOST = 300.0
"""Milliseconds of processor time that a question may take, all provinces and periods in it."""
ASKED = 20


class Taken(NamedTuple):
    """Milliseconds of a call: of the processor, and on the clock, where other work and the disk count too."""

    processor: float
    clock: float


def timed(call: Callable[[], object]) -> Taken:
    """What a call takes."""
    processor, clock = time.process_time(), time.perf_counter()
    call()
    return Taken(1000 * (time.process_time() - processor), 1000 * (time.perf_counter() - clock))


def say(name: str, taken: list[Taken]) -> bool:
    """Prints median and longest; False where the longest takes more of the processor than it may."""
    own, clock = (sorted(times) for times in zip(*taken, strict=True))
    kept = own[-1] <= MOST
    middle = len(taken) // 2
    verdict = "≤" if kept else "ABOVE"
    processor = f"p50 {own[middle]:6.1f}  max {own[-1]:6.1f} ms  {verdict} {MOST:g}"
    print(f"{name:40} {len(taken):3} ×  {processor}   (clock {clock[middle]:6.1f}, {clock[-1]:6.1f})")  # noqa: T201
    return kept


def ask(path: Path, columns: int) -> bool:
    """The questions, by key, by words, and with a filter; True where none takes longer than it may.

    ``path`` is that of the database; where its tables have several ``columns`` the plan and the places are told too.
    """
    with closing(open_read_only(path)) as connection:
        chosen = [each for each in list_indicators(connection) if each.origin == "registry"][:ASKED]
        some = Filter(("Bắc Giang", "Hải Dương", "Bến Tre"), span_between("2021", None))
        compare_indicator(connection, chosen[0].key, some)
        few = [timed(lambda each=each: compare_indicator(connection, each.key, some)) for each in chosen]
        since = Filter((), span_between("2021", None))
        later = [timed(lambda each=each: compare_indicator(connection, each.name, since)) for each in chosen]
        everything = [timed(lambda each=each: compare_indicator(connection, each.name)) for each in chosen]
        most = max(len(compare_indicator(connection, each.key).points) for each in chosen)
        plan, places = Filter(("Bắc Giang",), scenarios=("plan",)), Filter(("Bắc Giang",), places=(EVERY_PLACE,))
        planned, parted = (
            [timed(lambda each=each, only=only: compare_indicator(connection, each.key, only)) for each in chosen]
            for only in (plan, places)
        )
    kept = [say("three provinces since 2021, by key", few), say("all provinces since 2021, by name", later)]
    kept.append(say(f"all there is ({most} points), by name", everything))
    if columns:
        kept += [say("a province with its plan", planned), say("a province with its districts", parted)]
    return all(kept)


def _seconds(taken: Taken) -> str:
    return f"{taken.processor / 1000:.1f} s of the processor ({taken.clock / 1000:.1f} s on the clock)"


def main() -> int:
    """Prints a line a question; 1 where one takes longer than it may."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--keep", type=Path, help="make the database in this folder, or take it from there")
    for name, number in Sizes()._asdict().items():
        parser.add_argument(f"--{name}", type=int, default=number)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = (given.keep or Path(folder)) / "compare.db"
        if not path.exists():
            made = timed(lambda: make_database(path, Sizes(given.documents, given.facts, given.columns)))
            first = timed(lambda: link(path))
            size = path.stat().st_size / 1e6
            print(f"made in {_seconds(made)}, {size:.0f} MB, linked in {_seconds(first)}")  # noqa: T201
        print(f"linked again, nothing to change: {_seconds(timed(lambda: link(path)))}")  # noqa: T201
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:  # without what linking leaves in memory
            return 0 if fresh.submit(ask, path, given.columns).result() else 1


if __name__ == "__main__":
    sys.exit(main())
