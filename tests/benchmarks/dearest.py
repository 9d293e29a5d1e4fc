"""Searches for the texts of which a letter costs a finder most, and prints them as multiples of a report's letter.

Usage: python tests/benchmarks/dearest.py [--search SECONDS] [--seed N] [FINDER ...]

For each finder chance builds texts of some pieces (``tests/cost/pieces.py``) and goes on from the dearest of them: a
piece more, less or changed. What it ends with is read once more at eight times the length, which must not cost much
more a letter. The reports are those of ``citations.py``; figures are processor time of one process, so only the ratios
travel. A search ends sooner in texts that others have found: ``tests/cost/test_cost.py`` keeps what was slow.
"""

from __future__ import annotations

import argparse
import random
import sys
import time

from tests.benchmarks.citations import folders, price, say, texts
from tests.cost.pieces import neighbour, recipe
from tests.cost.readers import FINDERS, READERS, Reader
from tests.find.built_texts import Built, filled

LENGTH, LONGER = 5_000, 8
DEAREST, GROWTH = 20.0, 2.0
"""The aims: a letter by one of a report, and a letter of a text eight times as long by one of the short."""

KEPT, FRESH = 30, 0.4
"""The dearest texts that the search goes on from, and the share of those that it builds anew."""


def main() -> int:
    """Prints two lines a finder: its dearest text, and how that grows."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("finders", nargs="*", default=list(FINDERS), help=f"any of {', '.join(READERS)}")
    parser.add_argument("--search", type=float, default=20.0, help="seconds for each finder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=12, help="at most so many reports of a kind")
    given = parser.parse_args()
    report = "\n".join(text for paths in folders().values() for text in texts(paths[: given.files]))
    say("what", "measured", "aim")
    for name in given.finders:
        finder = READERS[name]
        finder(report[:LENGTH])  # patterns are compiled by the first call
        usual = price(finder, filled(report, LONGER * LENGTH))
        tried, dearest = search(finder, given.search, random.Random(given.seed))
        long, short = (price(finder, dearest.text(length)) for length in (LONGER * LENGTH, LENGTH))
        say(f"{name}: dearest of {tried} texts by a report, {dearest.pieces!r}", f"{long / usual:.1f}", f"<= {DEAREST}")
        say(f"{name}: a letter of it at {LONGER} times the length", f"{long / short:.2f}", f"<= {GROWTH}")
    return 0


def search(finder: Reader, budget: float, moments: random.Random) -> tuple[int, Built]:
    """How many texts were tried in so many seconds, and the dearest of them."""
    known: list[tuple[float, Built]] = []
    tried, stop = 0, time.monotonic() + budget
    while time.monotonic() < stop or not known:
        fresh = len(known) < KEPT or moments.random() < FRESH
        built = recipe(moments) if fresh else neighbour(moments, moments.choice(known)[1])
        tried += 1
        known.append((price(finder, built.text(LENGTH)), built))
        known = sorted(known, key=lambda each: -each[0])[:KEPT]
    return tried, known[0][1]


if __name__ == "__main__":
    sys.exit(main())
