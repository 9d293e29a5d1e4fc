"""What runs in a Dask worker: it has errands done by a child process with limits, never by itself.

A file that hangs or crashes costs its child, and the Dask worker goes on. A child stays for the next errand of the
same run, one for each thread of the worker.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import current_process
from multiprocessing.util import Finalize
from threading import Lock, Timer
from typing import TypeAlias

from extractor.cluster.errands import Errand, Packed, Reply, reply_to
from extractor.guard.limits import Limits
from extractor.guard.pool import Pool
from extractor.guard.scratch import clear_abandoned
from extractor.guard.second_try import Answer

# How often it is asked whether anybody still waits for an errand: a second after its parent is gone a child is, too
# (test_cluster_end.py).
LOOK_SECONDS = 1.0

# So long a child waits for another errand. Between two of a run there are some milliseconds, and a second where the
# parent writes a long document; the child of a run that is over frees its memory soon (test_station.py).
IDLE_SECONDS = 30.0

_Key: TypeAlias = tuple[bytes, Limits]


class UnwantedError(Exception):
    """Nobody waits for the errand any more."""


def run_errand(errand: Errand) -> Reply:
    """Has the errand done. Raises ``UnwantedError``, and ``TrichlucError`` where no child process starts here."""
    return CHILDREN.run(errand, _is_wanted())


@dataclass(slots=True, eq=False)
class _Child:
    key: _Key
    pool: Pool[bytes, bytes]
    end: Timer | None = None


@dataclass(slots=True)
class Children:
    """The child processes that wait for errands."""

    _idle: list[_Child] = field(default_factory=list)
    _turn: Lock = field(default_factory=Lock)

    def run(self, errand: Errand, is_wanted: Callable[[], bool]) -> Reply:
        """Has the errand done by a child that waits, or by a new one, which is killed when ``is_wanted`` denies."""
        child = self._take((errand.function, errand.limits))
        try:
            child.pool.give(errand.argument, errand.allowance)
            answer = self._answer(child, is_wanted)
        except BaseException:
            child.pool.close()
            raise
        self._leave(child)
        return reply_to(errand, answer.outcome, answer.seconds, answer.ending)

    def close(self) -> None:
        """Ends the children that wait."""
        with self._turn:
            idle, self._idle = self._idle, []
        for child in idle:
            _end(child)

    def _answer(self, child: _Child, is_wanted: Callable[[], bool]) -> Answer[bytes, bytes]:
        while True:
            answer = child.pool.answer_within(LOOK_SECONDS)
            if answer:
                return answer
            if not is_wanted():
                raise UnwantedError

    def _take(self, key: _Key) -> _Child:
        with self._turn:
            child = next((each for each in self._idle if each.key == key), None)
            if child:
                self._idle.remove(child)
                if child.end:
                    child.end.cancel()
                return child
            # A child takes as much memory as a worker of this machine would: those of another run make room.
            others, self._idle = self._idle, []
        for other in others:
            _end(other)
        clear_abandoned()
        # A Dask worker below a nanny is a daemon, which multiprocessing allows no children. Ours end with it all the
        # same: each watches its parent (guard/worker.py).
        current_process().daemon = False
        function, limits = key
        return _Child(key, Pool(Packed(function), limits))

    def _leave(self, child: _Child) -> None:
        child.end = Timer(IDLE_SECONDS, self._give_up, [child])
        child.end.daemon = True
        with self._turn:
            self._idle.append(child)
        child.end.start()

    def _give_up(self, child: _Child) -> None:
        with self._turn:
            if child not in self._idle:
                return
            self._idle.remove(child)
        child.pool.close()


def _end(child: _Child) -> None:
    if child.end:
        child.end.cancel()
    child.pool.close()


def _is_wanted() -> Callable[[], bool]:
    """Whether the Dask worker is still to do the task that this thread is at."""
    from distributed import get_worker

    worker = get_worker()
    key = worker.get_current_task()

    def is_wanted() -> bool:
        task = worker.state.tasks.get(key)
        return task is not None and task.state == "executing" and worker.status.name in ("running", "paused")

    return is_wanted


CHILDREN = Children()
# At the end of a process multiprocessing only signals its children, and their temporary folders would stay.
Finalize(None, CHILDREN.close, exitpriority=1)
