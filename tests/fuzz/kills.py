"""Kills an ingest of reports and scans at random moments, lets it go on, and looks at what is left.

    python -m tests.fuzz.kills [--kills 50] [--seed 1] [--from FOLDER] [ingest options ...]

What is killed is the parent, its whole group, a worker or the OCR engine, at a random line of its progress or a little
later. After some kills the same command runs to its end: its dump must be that of an undisturbed run, no process may
be left, and nothing may lie in the folder of temporary files or beside the database that an undisturbed run does not
leave.
Ends with 1 where anything of that fails.
"""

from __future__ import annotations

import argparse
import difflib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from extractor.store.dump import dump
from tests.fuzz.batch import EVENT, ROOT
from tests.guard.processes import descendants, is_running
from tests.scanner import scanned

# So many kills on the way of one database; every run is killed at its own moment.
KILLS_A_DATABASE = 5

# Up to so many seconds after the line of the progress: what takes longest, the OCR of a page, is hit in its middle.
LONGEST_DELAY = 3.0

# How long processes whose parent is gone may take to notice it.
SECONDS_TO_END = 20

PARENT, GROUP, WORKER, ENGINE = "parent", "group", "worker", "engine"
NOTHING = "nothing left to be"
TARGETS = (PARENT, GROUP, WORKER, ENGINE)

SHOWN_LINES, SHOWN_LETTERS = 20, 300

AnyKills = TypeVar("AnyKills", bound="Kills")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run writes: a folder of its own with the database and the temporary files."""

    folder: Path

    @property
    def database(self) -> Path:
        """The database."""
        return self.folder / "kept" / "r.db"

    @property
    def temporary(self) -> Path:
        """What programs take for the folder of temporary files."""
        return self.folder / "temporary"

    def make(self) -> Place:
        """The same, with its folders."""
        self.database.parent.mkdir(parents=True)
        self.temporary.mkdir()
        return self

    def left(self) -> set[str]:
        """All that lies there, by name."""
        return {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*")}

    def dumped(self) -> list[str]:
        """The canonical dump."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return list(dump(connection))


class Kills:
    """Runs over a folder that are killed, and compared with one that is not."""

    def __init__(self, reports: Path, scratch: Path, rng: random.Random, options: Sequence[str] = ()) -> None:
        """``reports``: what is read. ``scratch``: where. ``rng``: the moments. ``options``: those of the command."""
        self.reports, self.scratch, self.rng, self.options = reports, scratch, rng, options
        self.whole, self.hits = Place(scratch / "whole").make(), 0
        process = self.start(self.whole)
        said = list(process.stderr or ())
        process.wait()
        # Up to the pass over the whole database; what is said behind it is said when all is written.
        self.lines = 1 + sum(EVENT.match(line) is not None for line in said)

    def start(self, place: Place) -> subprocess.Popen[str]:
        """The command, in a group of its own."""
        chosen = ("--db", str(place.database), "--jobs", "2", "--retry-failed", *self.options)
        return subprocess.Popen(
            [sys.executable, "-m", "extractor.cli.main", "ingest", str(self.reports), *chosen],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(place.temporary)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def disturbed(self, number: int, times: int) -> list[str]:
        """A database on whose way there are so many kills; what is wrong with it.

        number: names its folder. times: how many kills.
        """
        place = Place(self.scratch / f"killed {number}").make()
        # What the engine has read is kept, so it may be there for the first run alone.
        targets = [TARGETS, *[tuple(each for each in TARGETS if each != ENGINE)] * (times - 1)][:times]
        wrong = [line for among in targets for line in self.kill(place, among)]
        wrong += self._rest(self.start(place))
        wrong += difference(self.whole, place)
        shutil.rmtree(place.folder)
        return wrong

    def kill(self, place: Place, targets: Sequence[str]) -> list[str]:
        """Starts a run at a place and kills one of the targets; what outlives it."""
        target, line = self.rng.choice(targets), self.rng.randrange(self.lines)
        delay = self.rng.choice((0.0, self.rng.random() * LONGEST_DELAY))
        process = self.start(place)
        assert process.stderr
        for _, _said in zip(range(line), process.stderr, strict=False):
            pass
        time.sleep(delay)
        if target in (WORKER, ENGINE):
            until(lambda: process.poll() is not None or bool(_wanted(target, descendants(process.pid))))
        below = descendants(process.pid)
        killed = _hit(process, target, below, self.rng)
        self.hits += killed != NOTHING
        say(f"{killed} killed {delay:.1f} s after line {line}")
        return self._rest(process, below)

    def _rest(self, process: subprocess.Popen[str], below: Collection[int] = ()) -> list[str]:
        """Waits for the end of a run; the processes that outlive it, or what it ended with."""
        said = process.communicate()[0]
        assert said is None
        left = {*below, *of_session(process.pid)}
        until(lambda: not any(map(is_running, left)))
        outlived = [f"outlives its run: {name_of(pid)}" for pid in sorted(left) if is_running(pid)]
        code = process.returncode
        return outlived if code in (0, 4, -signal.SIGKILL) else [*outlived, f"ended with {code}"]


def difference(whole: Place, killed: Place) -> list[str]:
    """What lies about or is stored at a place, and is not at the other; and what is not.

    whole: of a run that nobody disturbed. killed: the other.
    """
    lying = [f"left lying about: {name}" for name in sorted(killed.left() - whole.left())]
    lying += [f"missing: {name}" for name in sorted(whole.left() - killed.left())]
    return [*lying, *difflib.unified_diff(whole.dumped(), killed.dumped(), "whole", "killed", n=0, lineterm="")]


def _hit(process: subprocess.Popen[str], target: str, below: set[int], rng: random.Random) -> str:
    """Kills the target, or the parent where there is none; which one."""
    if process.poll() is not None:
        return NOTHING
    wanted = _wanted(target, below)
    if wanted:
        os.kill(rng.choice(wanted), signal.SIGKILL)
    elif target == GROUP:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    return target if wanted or target == GROUP else PARENT


def _wanted(target: str, below: set[int]) -> list[int]:
    """The processes below a run that are such a target."""
    names = {pid: name_of(pid) for pid in sorted(below)}
    if target == ENGINE:
        return [pid for pid, name in names.items() if "tesseract" in name.partition(" ")[0]]
    return [pid for pid, name in names.items() if target == WORKER and "spawn_main" in name]


def name_of(pid: int) -> str:
    """The command line of a process, or nothing where it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")[:SHOWN_LETTERS]
    except OSError:
        return ""


def of_session(leader: int) -> set[int]:
    """The running processes of a session, whoever started them."""
    found = set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                session = (folder / "stat").read_text("utf-8").rsplit(")", 1)[1].split()[3]
            except OSError:
                continue
            found |= {int(folder.name)} if int(session) == leader and is_running(int(folder.name)) else set()
    return found


def until(condition: Callable[[], bool], seconds: int = SECONDS_TO_END) -> None:
    """Waits until the condition holds, or so many seconds."""
    for _ in range(seconds * 20):
        if condition():
            return
        time.sleep(0.05)


def reports_and_scans(folder: Path, source: Path) -> Path:
    """Fills a folder with the PDFs of another and scans of the first pages of some of them.

    folder: is made. source: the other. Returns the folder.
    """
    folder.mkdir()
    paths = sorted(source.rglob("*.pdf"))
    for path in paths:
        shutil.copy(path, folder / path.name)
    for path in paths[1:4:2] or paths[:1]:
        (folder / f"scan of {path.name}").write_bytes(scanned(path.read_bytes(), numbers=[1, 2]))
    return folder


def say(text: str) -> None:
    """A line of the report."""
    sys.stdout.write(text[:SHOWN_LETTERS] + "\n")
    sys.stdout.flush()


def compare(kind: Callable[[Path, Path, random.Random, Sequence[str]], AnyKills], words: str) -> tuple[AnyKills, int]:
    """Kills as often as the command line asks for and prints a line for each; the kills, and the exit code.

    kind: how it is done. words: what the command says of itself.
    """
    parser = argparse.ArgumentParser(description=words, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="folder", type=Path, default=ROOT / "corpus" / "reports")
    chosen, options = parser.parse_known_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as scratch:
        reports = reports_and_scans(Path(scratch) / "reports", chosen.folder)
        kills = kind(reports, Path(scratch), random.Random(chosen.seed), options)
        wrong = 0
        for number in range(chosen.kills):  # databases, each of which takes a kill at least
            if kills.hits >= chosen.kills:
                break
            noticed = kills.disturbed(number, min(KILLS_A_DATABASE, chosen.kills - kills.hits))
            wrong += len(noticed)
            for line in noticed[:SHOWN_LINES]:
                say(line)
    say(f"{kills.hits} kills, seed {chosen.seed}: {wrong or 'nothing'} wrong")
    return kills, 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(compare(Kills, __doc__ or "")[1])
