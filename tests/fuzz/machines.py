"""A Dask cluster on loopback whose scheduler and workers are processes, to be killed and started again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

from tests.fuzz.batch import ROOT
from tests.fuzz.kills import until

SCHEDULER = "scheduler"
WORKERS = ("worker 1", "worker 2")


class Machines:
    """A scheduler and two workers with a thread each; ``start`` starts those that are not running."""

    def __init__(self, folder: Path, temporary: Path) -> None:
        """``folder``: where Dask keeps its own files. ``temporary``: what the workers take for temporary files."""
        self._folder = folder
        own = {"PYTHONPATH": str(ROOT), "TMPDIR": str(temporary), "DASK_TEMPORARY_DIRECTORY": str(folder)}
        self._environment = os.environ | own
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def address(self) -> str:
        """That of the scheduler, the same after each start."""
        return f"tcp://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Starts what is not running; returns when the scheduler listens."""
        if not self._is_running(SCHEDULER):
            self._start(SCHEDULER, "dask_scheduler", "--port", str(self._port))
            until(lambda: self._listens() or not self._is_running(SCHEDULER))
        for name in WORKERS:
            if not self._is_running(name):
                # Without a nanny: it would start a killed worker again, and so do we.
                self._start(name, "dask_worker", self.address, "--nthreads", "1", "--no-nanny", *self._place(name))

    def kill(self, name: str) -> None:
        """Ends one at once. Workers whose scheduler is gone end by themselves."""
        self._processes[name].kill()
        self._processes[name].wait()

    def pid(self, name: str) -> int:
        """The process of one that is running; else 0."""
        return self._processes[name].pid if self._is_running(name) else 0

    def close(self) -> None:
        """Kills all: what they have started must notice it."""
        for name in self._processes:
            self.kill(name)

    def _place(self, name: str) -> tuple[str, str]:
        return "--local-directory", str(self._folder / name)

    def _start(self, name: str, program: str, *options: str) -> None:
        command = [sys.executable, "-m", f"distributed.cli.{program}", *options, "--host", "127.0.0.1"]
        self._processes[name] = subprocess.Popen(
            [*command, "--no-dashboard"],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _is_running(self, name: str) -> bool:
        return name in self._processes and self._processes[name].poll() is None

    def _listens(self) -> bool:
        with suppress(OSError), closing(socket.create_connection(("127.0.0.1", self._port), timeout=1)):
            return True
        return False
