"""Measures what an archive takes: so many files into one database, and one more into a database that is there.

Usage: python tests/benchmarks/archive.py FOLDER [--files N] [--jobs N ...] [--db FILE] [--scheduler ADDRESS]
       python tests/benchmarks/archive.py --more REPORT.pdf --db FILE [--rounds N]

FOLDER holds PDFs; ``python -m corpus.archive FOLDER 10000`` writes some. Each run is a process of its own: the clock,
the processor of the parent (which writes) and of its workers, the most memory that either held. With several --jobs the
runs come one after the other, each into a new database, and say how many times faster than the first one they are.
With --more the report is read into a copy of the database, forgotten, and read again; the first round is cold.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

# Runs in the measured process: what it costs itself, and its workers.
RUN = """
import json, resource, sys, time
def main():
    from extractor.run.ingest import ingest
    began = time.monotonic()
    summary = ingest(json.loads(sys.argv[1]), sys.argv[2], **json.loads(sys.argv[3]))
    own, below = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({
        "clock": time.monotonic() - began, "parent": own.ru_utime + own.ru_stime,
        "workers": below.ru_utime + below.ru_stime, "parent_mb": own.ru_maxrss / 1024,
        "worker_mb": below.ru_maxrss / 1024, "ingested": summary.ingested, "failed": summary.failed}))
if __name__ == "__main__":
    main()
"""

QUESTIONS = {
    "search": ["search", "cải cách hành chính"],
    "search, phrase": ["search", '"thủ tục hành chính"', "--limit", "20"],
    "cite": ["cite", "30/2020/NĐ-CP"],
    "findings": ["audit"],
    "status": ["status"],
}


class Taken(NamedTuple):
    """Seconds and megabytes of one run, and what it read."""

    clock: float
    parent: float
    workers: float
    parent_mb: float
    worker_mb: float
    ingested: int
    failed: int


def run(paths: Sequence[Path], db: Path, **options: object) -> Taken:
    """One call of ``ingest`` in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "run.py")
        script.write_text(RUN, encoding="utf-8")
        given = [json.dumps([str(path) for path in paths]), str(db), json.dumps(options)]
        done = subprocess.run([sys.executable, script, *given], check=True, capture_output=True, text=True)
    return Taken(**json.loads(done.stdout.splitlines()[-1]))


def say(name: str, taken: Taken, pages: int) -> None:
    """One line of what a run took, in all and a page."""
    each = 1000 / max(pages, 1)
    print(  # noqa: T201
        f"{name:24} {taken.clock:8.1f} s  parent {taken.parent:7.1f} s ({taken.parent * each:5.2f} ms a page, "
        f"{taken.parent_mb:4.0f} MB)  workers {taken.workers:8.1f} s ({taken.workers * each:5.2f} ms a page, "
        f"{taken.worker_mb:4.0f} MB)  {taken.ingested} read, {taken.failed} failed",
        flush=True,
    )


def pages_of(db: Path) -> int:
    """How many pages a database holds."""
    with closing(sqlite3.connect(db)) as connection:
        return int(connection.execute("SELECT count(*) FROM pages").fetchone()[0])


def ask(db: Path) -> None:
    """The time of some commands, each a process, the second time that it is asked."""
    for name, command in QUESTIONS.items():
        for _ in range(2):
            began = time.perf_counter()
            line = [sys.executable, "-m", "extractor.cli.main", *command, "--db", str(db)]
            subprocess.run(line, check=False, capture_output=True)
        print(f"{name:24} {1000 * (time.perf_counter() - began):6.0f} ms")  # noqa: T201


def whole(folder: Path, files: int, jobs: Sequence[int], db: Path | None, scheduler: str) -> None:
    """Reads the first files of a folder, once for each number of workers."""
    chosen = sorted(folder.rglob("*.pdf"))[:files]
    first = 0.0
    with tempfile.TemporaryDirectory() as made:
        for number in jobs:
            target = db if db and number == jobs[-1] else Path(made, f"{number}.db")
            options = {"jobs": number} | ({"scheduler": scheduler} if scheduler else {})
            taken = run([folder] if len(chosen) < files else chosen, target, **options)
            pages = pages_of(target)
            say(f"{len(chosen)} files, {number} at once", taken, pages)
            print(f"{'':24} {target.stat().st_size / 2**20:.0f} MB, {pages} pages")  # noqa: T201
            first = first or taken.clock
            if number != jobs[0]:
                print(f"{'':24} {first / taken.clock:.2f} × {jobs[0]} at once")  # noqa: T201
        ask(target)


def one_more(report: Path, db: Path, rounds: int) -> None:
    """Reads one report into a copy of a database, again and again."""
    with tempfile.TemporaryDirectory(dir=db.parent) as made:
        copy = Path(shutil.copy(db, made))
        for number in range(rounds):
            if number:
                forget = [sys.executable, "-m", "extractor.cli.main", "forget", report.name, "--db", str(copy), "--yes"]
                began = time.perf_counter()
                subprocess.run(forget, check=True, capture_output=True)
                print(f"{'forgotten':24} {time.perf_counter() - began:8.1f} s")  # noqa: T201
            taken = run([report], copy, jobs=1)
            say("one more", taken, 1)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--files", type=int, default=1 << 30)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--db", type=Path)
    parser.add_argument("--scheduler", default="")
    parser.add_argument("--more", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    if given.more:
        one_more(given.more, given.db, given.rounds)
    else:
        whole(given.folder, given.files, given.jobs, given.db, given.scheduler)


if __name__ == "__main__":
    main()
