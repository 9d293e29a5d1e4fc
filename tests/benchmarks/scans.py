"""Measures how a long scan is read: on two workers and on one, again after a changed rule, beside Tesseract alone.

Usage: python tests/benchmarks/scans.py SCAN.pdf [--pages 8] [--rounds 3]

A whole ingest on one worker and on two, then one with a rule of the user's own (wall time, on a machine that has
nothing else to do); then, page by page in turn, what reading the page takes and what Tesseract takes for the same
picture (processor time of both with their children, best of the rounds); at last the most memory that a worker and
its Tesseract ever held. Linux only. Ends with 1 where a figure is beyond what is required.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from statistics import median
from typing import Any

import cv2

from extractor.model.document import RunSummary
from extractor.options import Options
from extractor.pipeline import extract
from extractor.read.ocr.engine import engine_named
from extractor.read.ocr.picture.drawing import drawn
from extractor.read.ocr.pictures import read_drawn
from extractor.read.opening import opened_file
from extractor.run.ingest import ingest
from tests.benchmarks.memory import said
from tests.patterns.own_rules import write_rules

OPTIONS = Options()
SHARE = 0.6
"""Of the time on one worker that a scan may take on two."""

TIMES = 1.4
"""Times Tesseract alone that a page may take, tables included."""

MOST = 500.0
"""MB that a worker may hold, without the programs that it runs."""


def run(scan: Path, db: Path, **chosen: Any) -> RunSummary:
    """One ingest, in a process of its own as each knows one set of rules; prints its time and what was read."""
    with ProcessPoolExecutor(1, get_context("spawn")) as own:
        summary = own.submit(ingest, scan, db, **chosen).result()
    read, kept = summary.recognised_pages, summary.kept_pages
    print(f"{chosen}: {summary.seconds} s, {read} pages read, {kept} kept")  # noqa: T201
    return summary


def spread(scan: Path, folder: Path) -> list[bool]:
    """Whether two workers are as quick as they should be, and a changed rule reads no picture."""
    one = run(scan, folder / "one.db", jobs=1)
    two = run(scan, folder / "two.db", jobs=2)
    write_rules(folder / "mine")
    again = run(scan, folder / "two.db", jobs=2, rules=str(folder / "mine"))
    return [
        said("two workers by one", two.seconds / one.seconds, SHARE),
        said("pictures read after a changed rule", again.recognised_pages, 0),
    ]


def cost(call: Callable[[], object]) -> float:
    """Processor time of a call and of the programs that it runs, in seconds."""
    before = os.times()
    call()
    return sum(os.times()[:4]) - sum(before[:4])


def beside_tesseract(scan: Path, pages: int, rounds: int) -> bool:
    """Whether a page takes at most so many times what Tesseract takes for its picture."""
    engine = engine_named(OPTIONS.ocr_engine)
    ratios, spent = [], [0.0, 0.0]
    with opened_file(scan, OPTIONS.backend) as (source, path):
        for number in range(1, min(pages, source.page_count) + 1):
            page = source.read_page(number)
            picture, scale = drawn(path, number)
            grey: Any = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
            alone, whole = [], []
            for _ in range(rounds):
                alone.append(cost(lambda grey=grey, scale=scale: engine.words(grey, round(72 * scale), 300.0)))
                whole.append(cost(lambda page=page: read_drawn(path, page, OPTIONS)))
            ratios.append(min(whole) / min(alone))
            spent = [spent[0] + min(alone), spent[1] + min(whole)]
            print(f"page {number}: {min(whole):.2f} s, Tesseract alone {min(alone):.2f} s: {ratios[-1]:.2f}")  # noqa: T201
    print(f"median of pages {median(ratios):.2f}, dearest {max(ratios):.2f}")  # noqa: T201
    return said("all pages by Tesseract alone", spent[1] / spent[0], TIMES)


def held(scan: Path) -> dict[str, float]:
    """Within a process of its own: MB that it and the largest of its programs held while it read the scan."""
    extract(scan, OPTIONS)
    return {name: getrusage(who).ru_maxrss / 1024 for name, who in (("own", RUSAGE_SELF), ("child", RUSAGE_CHILDREN))}


def memory(scan: Path) -> bool:
    """Whether a worker holds no more than it may, with its Tesseract."""
    done = subprocess.run([sys.executable, __file__, scan, "--held"], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    print(f"a worker {found['own']:.0f} MB, its Tesseract {found['child']:.0f} MB")  # noqa: T201
    return said("a worker, MB", found["own"], MOST)


def main() -> int:
    """Prints a line a figure; 1 where one is beyond what is required."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("scan", type=Path)
    parser.add_argument("--pages", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--held", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    # As in a worker: one thread a process.
    cv2.setNumThreads(1)
    if given.held:
        print(json.dumps(held(given.scan)))  # noqa: T201
        return 0
    with tempfile.TemporaryDirectory() as folder:
        met = [*spread(given.scan, Path(folder)), beside_tesseract(given.scan, given.pages, given.rounds)]
    return 0 if all([*met, memory(given.scan)]) else 1


if __name__ == "__main__":
    sys.exit(main())
