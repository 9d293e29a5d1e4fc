"""A Dask cluster on loopback: a real scheduler, with workers in this process and in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.guard.processes import until

HOUSE = Path(__file__).parents[2]


def require_distributed() -> Any:
    """The package, or the test is skipped by name."""
    return pytest.importorskip("distributed", reason="distributed is not installed: pip install 'trichluc[cluster]'")


def started(workers: int) -> Any:
    """A cluster with so many workers in this process: what is patched here is so there, but not in their children."""
    cluster = require_distributed().LocalCluster(
        n_workers=workers,
        host="127.0.0.1",
        protocol="tcp://",
        processes=False,
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",
        silence_logs=50,
    )
    has_come(cluster, workers)
    return cluster


def has_come(cluster: Any, workers: int) -> None:
    """Waits until so many workers are there. The cluster's own way to wait may take a minute to notice them."""
    assert until(lambda: len(cluster.scheduler.workers) == workers)


@pytest.fixture
def scheduler() -> Iterator[Any]:
    """A scheduler without workers."""
    with started(0) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Another one with two workers in this process, for all tests of a module."""
    with started(2) as cluster:
        yield cluster


Join = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def join(scheduler: Any, tmp_path: Path) -> Iterator[Join]:
    """Has a worker of another process join the scheduler; ``harm`` is a piece of Python that runs in it, and in all
    its children, before anything else."""
    with ExitStack() as ends:
        yield lambda harm="": ends.enter_context(_worker(scheduler.scheduler_address, tmp_path, harm))


@contextmanager
def _worker(address: str, folder: Path, harm: str) -> Iterator[subprocess.Popen[bytes]]:
    own = folder / f"worker-{len(list(folder.glob('worker-*')))}"
    own.mkdir()
    (own / "sitecustomize.py").write_text(harm, encoding="utf-8")
    path = os.pathsep.join([str(own), str(HOUSE), *sys.path])
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny"]
    process = subprocess.Popen(
        [*command, "--no-dashboard", "--host", "127.0.0.1", "--local-directory", str(own)],
        env=os.environ | {"PYTHONPATH": path},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
