"""Runs a function in child processes, so that a crash, a hang or too much memory costs one argument only.

Every worker has a pipe of its own and shares nothing with the others: when one dies in the middle of a message, the
others go on. It leads a process group, and is always ended by killing that group: libraries hang inside C code
where no signal handler runs, and Tesseract must not outlive the worker that started it. Its temporary files go too.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import inf
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic

from extractor.errors import TrichlucError, reason_of
from extractor.guard.answers import answered
from extractor.guard.division import Argument, Call, Divided, Value
from extractor.guard.limits import Limits, crashed, of_page, page_timed_out, timed_out
from extractor.guard.page_at_work import page_of
from extractor.guard.scratch import Scratch, clear_abandoned
from extractor.guard.second_try import Again, Allowance, Answer, Ending, never, to_blame
from extractor.guard.worker import serve
from extractor.model.pages import Failure

# A worker imports the pipeline before it is ready: a second or two on a quiet machine, many times that on a busy one.
# The time of a file starts only when its worker is ready, so no slow start fails a file.
START_SECONDS = 120.0

# A start that a signal ended may be bad luck (the system short of memory for a moment); three in a row are not.
START_ATTEMPTS = 3


def guarded(
    function: Callable[[Argument], Value | Divided[Argument, Value]],
    arguments: Iterable[Argument],
    limits: Limits,
    again: Again[Argument] = never,
) -> Generator[tuple[Argument, Value | Failure], None, None]:
    """Each argument with what the function returns for it, in the order in which they are done.

    function: what each worker calls; it and its results must be picklable. arguments: taken as workers become free, one
    more than there are workers ahead. limits: how many workers, and what each call may take. again: is asked what to
    call in place of an argument that failed, as often and as long as ``second_try`` says.

    A call that returns ``Divided`` goes on before any other begins: its parts come back like arguments, then its last
    call. An exception, a crash, too much time or too much memory comes back as ``Failure``, which names the page that
    was at work. Closing the iterator, or any exception in it, kills the workers at once. Raises ``TrichlucError`` where
    workers do not even start.
    """
    clear_abandoned()
    pool: Pool[Call[Argument, Value], Value | Divided[Argument, Value]] = Pool(function, limits)
    yield from answered(pool, arguments, limits, again)


@dataclass(slots=True, eq=False)
class _Worker(Generic[Argument]):
    process: BaseProcess
    connection: Connection
    scratch: Scratch
    deadline: float
    allowance: Allowance
    began: float = 0.0
    argument: Argument | None = None
    is_ready: bool = False

    def begin(self) -> None:
        """Its time starts now."""
        self.began = time.monotonic()
        self.deadline = self.began + self.allowance.seconds

    def next_look(self) -> float:
        """When it is late, or the page that it is at, if nothing changes until then."""
        if not self.is_ready or self.allowance.page_seconds == inf:
            return self.deadline
        page = page_of(self.scratch.path)
        return min(self.deadline, (page.since if page else time.monotonic()) + self.allowance.page_seconds)

    def end(self) -> int:
        """Kills the worker with all that it started; returns the exit code, negative for a signal."""
        try:
            os.killpg(self.process.pid or 0, signal.SIGKILL)
        except (AttributeError, ProcessLookupError, PermissionError):  # no groups here, not made yet, or a zombie's
            self.process.kill()
        self.process.join()
        code = self.process.exitcode or 0
        self.connection.close()
        self.process.close()
        self.scratch.close()
        return code


class Pool(Generic[Argument, Value]):
    """Workers for a ``function``, each started when it is needed; ``limits`` say how many and what they may take."""

    def __init__(self, function: Callable[[Any], Value], limits: Limits) -> None:
        self._function = function
        self._limits = limits
        self._busy: list[_Worker[Argument]] = []
        self._idle: list[_Worker[Argument]] = []
        self._failed_starts = 0

    @property
    def is_full(self) -> bool:
        """Whether all workers have an argument."""
        return len(self._busy) >= self._limits.jobs

    @property
    def is_busy(self) -> bool:
        """Whether some worker has an argument."""
        return bool(self._busy)

    def close(self) -> None:
        """Kills all workers."""
        for worker in self._busy + self._idle:
            worker.end()
        self._busy, self._idle = [], []

    def give(self, argument: Argument, allowance: Allowance | None = None) -> None:
        """Sends the argument to a free worker, or to a new one where none is free.

        ``allowance`` is what it may take; None for what the limits say.
        """
        allowance = allowance or Allowance(self._limits.timeout)
        # An idle worker may have died since its last answer: then the next one is asked, and a new one at the end.
        while self._idle:
            worker = self._idle.pop()
            worker.allowance = allowance
            worker.begin()
            if self._send(worker, argument):
                return
        while not self._send(self._start(allowance), argument):
            self._count_failed_start(1)

    def next_answer(self) -> Answer[Argument, Value]:
        """Waits until a worker has answered, died or run out of time; returns its argument with the outcome."""
        while True:
            answer = self.answer_within(inf)
            if answer:
                return answer

    def answer_within(self, seconds: float) -> Answer[Argument, Value] | None:
        """The next answer; None where none has come after so many seconds."""
        end = time.monotonic() + seconds
        while True:
            wait(
                [handle for worker in self._busy for handle in (worker.connection, worker.process.sentinel)],
                max(0.0, min(end, *(worker.next_look() for worker in self._busy)) - time.monotonic()),
            )
            for worker in list(self._busy):
                done = self._progress(worker)
                if done:
                    return done
            if time.monotonic() >= end:
                return None

    def _progress(self, worker: _Worker[Argument]) -> Answer[Argument, Value] | None:
        """The answer of the worker; None while it is at work, or where the argument is tried once more."""
        # Its message first: a worker that answered and then died, or that answered just in time, has done its work.
        if worker.connection.poll():
            return self._receive(worker)
        if not worker.process.is_alive():
            return self._bury(worker)
        if time.monotonic() < worker.next_look():
            return None
        if not worker.is_ready:
            return self._bury(worker)
        self._busy.remove(worker)
        answer = self._late(worker)
        worker.end()
        return answer

    def _receive(self, worker: _Worker[Argument]) -> Answer[Argument, Value] | None:
        try:
            message = worker.connection.recv()
        except (EOFError, OSError):
            return self._bury(worker)
        if not worker.is_ready:
            worker.is_ready = True
            worker.begin()
            self._failed_starts = 0
            return None
        outcome, is_fit = message
        self._busy.remove(worker)
        answer = self._answer(worker, outcome, Ending.ANSWERED)
        if is_fit:
            self._idle.append(worker)
        else:
            worker.end()
        return answer

    def _bury(self, worker: _Worker[Argument]) -> Answer[Argument, Value] | None:
        """Ends a dead worker: its argument is to blame, unless the worker had not begun with it."""
        self._busy.remove(worker)
        late, page = self._late(worker), page_of(worker.scratch.path)
        code = worker.end()
        if worker.is_ready:
            if code == -getattr(signal, "SIGALRM", 0):  # its own alarm: this process, busy or stopped, came too late
                return late
            killed = code == -getattr(signal, "SIGKILL", 0)
            failure = of_page(crashed(code, self._limits), page)
            return self._answer(worker, failure, Ending.KILLED if killed else Ending.CRASHED)
        self._count_failed_start(code)
        argument: Any = worker.argument
        self.give(argument, worker.allowance)
        return None

    def _late(self, worker: _Worker[Argument]) -> Answer[Argument, Value]:
        """The answer where the worker ran out of time: the fault of the page that took most of it, if one did."""
        page = page_of(worker.scratch.path)
        is_to_blame = page is not None and to_blame(page, worker.began, time.monotonic(), worker.allowance)
        failure = page_timed_out(page, self._limits) if page and is_to_blame else timed_out(self._limits)
        return self._answer(worker, failure, Ending.LATE)

    def _answer(self, worker: _Worker[Argument], outcome: Value | Failure, ending: Ending) -> Answer[Argument, Value]:
        argument: Any = worker.argument
        return Answer(argument, outcome, time.monotonic() - worker.began, ending)

    def _start(self, allowance: Allowance) -> _Worker[Argument]:
        # Not forked: a fork would inherit the parent's open database, threads and memory, which count to its limit.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        scratch = Scratch()
        process = context.Process(target=serve, args=(theirs, scratch.path, self._limits), daemon=True)
        try:
            with _interrupts_held_back(), theirs:
                process.start()
        except BaseException as error:
            ours.close()
            scratch.close()
            if isinstance(error, OSError):
                raise TrichlucError(
                    f"worker processes do not start: {reason_of(error)}", "End other programs, or give fewer --jobs."
                ) from error
            raise
        worker: _Worker[Argument] = _Worker(process, ours, scratch, time.monotonic() + START_SECONDS, allowance)
        with suppress(OSError):  # it died already: seen when the argument is sent
            ours.send(self._function)
        return worker

    def _send(self, worker: _Worker[Argument], argument: Argument) -> bool:
        """Whether the worker was there to take the argument; ended where not."""
        try:
            worker.connection.send(argument)
        except OSError:
            worker.end()
            return False
        worker.argument = argument
        self._busy.append(worker)
        return True

    def _count_failed_start(self, code: int) -> None:
        """A start that a signal ended may be bad luck; one that failed by itself fails again."""
        self._failed_starts += 1
        if code >= 0 or self._failed_starts >= START_ATTEMPTS:
            raise TrichlucError(
                f"worker processes do not start (exit code {code})",
                "See the message above. Too little memory: raise --memory-mb or lower --jobs. "
                'In a script of your own: make the call under `if __name__ == "__main__":`.',
            )


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Ctrl-C reaches a child that has not left the terminal's group yet: it is started with the signal blocked."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # started with the child, it would let the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
