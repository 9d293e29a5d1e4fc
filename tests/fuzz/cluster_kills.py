"""Kills, while a Dask cluster reads: its workers, their child processes, its scheduler and the run itself.

    python -m tests.fuzz.cluster_kills [--kills 50] [--seed 1] [--from FOLDER] [ingest options ...]

The cluster is a scheduler and two workers, processes on loopback. At random moments one of them, a child of a worker or
the run is killed, or the run gets a Ctrl-C. What has gone is started again, and where the run has ended so is the same
command. In the end the dump must be that of a run on one machine that nobody disturbed, no process may be left, and
nothing may lie about that such a run does not leave.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from extractor.errors import ExitCode
from tests.fuzz.batch import ROOT
from tests.fuzz.kills import (
    NOTHING,
    PARENT,
    WORKER,
    Kills,
    Place,
    compare,
    difference,
    name_of,
    say,
    until,
)
from tests.fuzz.machines import SCHEDULER, WORKERS, Machines
from tests.guard.processes import descendants, is_running

CHILD, CTRL_C = "child", "parent by Ctrl-C"
TARGETS = (WORKER, CHILD, SCHEDULER, PARENT, CTRL_C)

# Up to so many seconds between two kills: a run starts, reads a report and finishes within some seconds each.
LONGEST_DELAY = 6.0

# A run whose scheduler is gone asks it for half a minute.
SECONDS_TO_SAY_SO = 180

FINISHED = (ExitCode.DONE, ExitCode.SOME_FAILED)
# How a run may end whose target was hit, beside that it was done already. Before it has begun Python answers a Ctrl-C.
ENDS = {PARENT: (-signal.SIGKILL,), CTRL_C: (ExitCode.INTERRUPTED, -signal.SIGINT), SCHEDULER: (ExitCode.ERROR,)}
SAID = ("Dask scheduler", "--scheduler")


class ClusterKills(Kills):
    """Runs on a cluster that are killed, and compared with one on this machine that is not."""

    def __init__(self, reports: Path, scratch: Path, rng: random.Random, options: Sequence[str] = ()) -> None:
        """``reports``: what is read. ``scratch``: where. ``rng``: the moments. ``options``: those of the command."""
        super().__init__(reports, scratch, rng, options)
        self.kinds: Counter[str] = Counter()

    def disturbed(self, number: int, times: int) -> list[str]:
        """A database on whose way there are so many kills; what is wrong with it.

        number: names its folder. times: how many kills.
        """
        place = Place(self.scratch / f"killed {number}").make()
        machines = Machines(self.scratch / f"machines {number}", place.temporary)
        try:
            wrong = self._kill(place, machines, times)
            machines.start()
            wrong += self._ended(self._run(place, machines), "undisturbed", FINISHED)
        finally:
            machines.close()
        until(lambda: not _of_place(place))
        wrong += [f"outlives its run: {name_of(pid)}" for pid in _of_place(place)]
        wrong += [f"left by a worker: {path.name}" for path in self.scratch.glob(f"machines {number}/**/*.shard")]
        # On one machine and with nothing to do: it clears away what killed workers could not.
        wrong += self._rest(self.start(place))
        wrong += difference(self.whole, place)
        shutil.rmtree(place.folder)
        return wrong

    def _kill(self, place: Place, machines: Machines, times: int) -> list[str]:
        """Kills so many times, unless the run is done before; what is wrong on the way."""
        wrong: list[str] = []
        run: _Run | None = None
        for _ in range(times):
            machines.start()
            run = run or self._run(place, machines)
            delay = self.rng.random() * LONGEST_DELAY
            time.sleep(delay)
            if run.process.poll() is not None:
                return wrong + self._ended(run, "of dead workers", FINISHED)
            target = self._hit(self.rng.choice(TARGETS), run, machines)
            self.hits += target != NOTHING
            self.kinds[target] += 1
            say(f"{target} killed {delay:.1f} s later")
            if target in ENDS:
                wrong += self._ended(run, f"whose {target} was killed", (*ENDS[target], *FINISHED))
                run = None
        return wrong + (self._ended(run, "of dead workers", FINISHED) if run else [])

    def _run(self, place: Place, machines: Machines) -> _Run:
        said = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the run has ended
        chosen = ("--db", str(place.database), "--scheduler", machines.address, "--retry-failed", *self.options)
        process = subprocess.Popen(
            [sys.executable, "-m", "extractor.cli.main", "ingest", str(self.reports), *chosen],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(place.temporary), "LANGUAGE": "en"},
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,
        )
        return _Run(process, said)

    def _hit(self, target: str, run: _Run, machines: Machines) -> str:
        """Kills the target, where it is there; which one was killed."""
        if target == SCHEDULER:
            machines.kill(SCHEDULER)
        elif target in (PARENT, CTRL_C):
            run.process.send_signal(signal.SIGKILL if target == PARENT else signal.SIGINT)
        else:
            there = {name: machines.pid(name) for name in WORKERS if machines.pid(name)}
            children = [pid for worker in there.values() for pid in descendants(worker) if "spawn_main" in name_of(pid)]
            if target == WORKER and there:
                machines.kill(self.rng.choice(list(there)))
            elif target == CHILD and children:
                os.kill(self.rng.choice(sorted(children)), signal.SIGKILL)
            else:
                return NOTHING
        return target

    def _ended(self, run: _Run, kind: str, allowed: Sequence[int]) -> list[str]:
        """Waits for the end of a run; what is wrong with it."""
        try:
            code = run.process.wait(SECONDS_TO_SAY_SO)
        except subprocess.TimeoutExpired:
            run.process.kill()
            return [f"a run {kind} hangs: {run.told()}"]
        told = run.told()
        if code == ExitCode.ERROR and code in allowed and not any(words in told for words in SAID):
            return [f"a run {kind} does not say why it ends: {told}"]
        return [] if code in allowed else [f"a run {kind} ended with {code}: {told}"]


class _Run:
    """A run at work, with what it says."""

    def __init__(self, process: subprocess.Popen[bytes], said: IO[bytes]) -> None:
        self.process, self._said = process, said

    def told(self) -> str:
        """The end of what it has said."""
        self._said.seek(0)
        with self._said as said:
            return said.read().decode("utf-8", "replace")[-300:].replace("\n", " | ")


def _of_place(place: Place) -> list[int]:
    """The running processes that were started with the folder of temporary files of a place."""
    found, mark = [], f"TMPDIR={place.temporary}".encode()
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and mark in (folder / "environ").read_bytes() and is_running(int(folder.name)):
                found.append(int(folder.name))
        except OSError:
            continue
    return sorted(found)


def main() -> int:
    """Runs the whole comparison and prints a line for each kill."""
    kills, code = compare(ClusterKills, __doc__)
    say(", ".join(f"{count} × {kind}" for kind, count in sorted(kills.kinds.items())))
    return code


if __name__ == "__main__":
    sys.exit(main())
