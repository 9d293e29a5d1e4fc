"""Kills an ingest at random moments, lets it go on, and compares the dump with that of an undisturbed run.

    python tests/benchmarks/kill_and_resume.py FOLDER [--times 10] [--seed 1] [ingest options ...]

Ends with 1 where a dump differs or a process outlives its parent. Takes as long as ``2 + times`` runs.
"""

from __future__ import annotations

import argparse
import difflib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from extractor.store.dump import dump
from tests.guard.processes import descendants, is_running, until

SHOWN_LINES, SHOWN_LETTERS = 20, 300


def main() -> int:
    """Runs the whole comparison and prints a line for each kill."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    chosen, options = parser.parse_known_args()
    moments = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory() as scratch:
        whole, killed = Path(scratch) / "whole.db", Path(scratch) / "killed.db"
        began = time.monotonic()
        start(chosen.folder, whole, options).wait()
        seconds = time.monotonic() - began
        say(f"undisturbed: {seconds:.1f} s")
        survivors = sum(kill(chosen.folder, killed, options, moments.uniform(0, seconds)) for _ in range(chosen.times))
        start(chosen.folder, killed, options).wait()
        changed = list(difflib.unified_diff(dumped(whole), dumped(killed), "undisturbed", "killed", n=0, lineterm=""))
    for line in changed[:SHOWN_LINES]:
        say(line[:SHOWN_LETTERS])
    say(f"dumps {'DIFFER' if changed else 'are equal'}; {survivors} processes outlived their parent")
    return 1 if changed or survivors else 0


def start(folder: Path, database: Path, options: list[str]) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "extractor.cli.main", "ingest", str(folder), "--db", str(database), *options]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill(folder: Path, database: Path, options: list[str], after: float) -> int:
    """Kills a run after so many seconds; gives the number of processes that outlive it."""
    process = start(folder, database, options)
    time.sleep(after)
    below = descendants(process.pid)
    process.kill()
    process.wait()
    until(lambda: not any(map(is_running, below)))
    say(f"killed after {after:.2f} s: {documents(database)} documents stored")
    return sum(map(is_running, below))


def documents(database: Path) -> int:
    """How many documents are stored; 0 where there is no database yet."""
    if not database.exists():
        return 0
    with closing(sqlite3.connect(database)) as connection:
        known = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'documents'").fetchone()[0]
        return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0]) if known else 0


def dumped(database: Path) -> list[str]:
    """The canonical dump."""
    with closing(sqlite3.connect(database)) as connection:
        return list(dump(connection))


def say(text: str) -> None:
    """A line of the report."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
