"""The workers of a Dask cluster in the place of ``guard.pool.Pool``: they may come, die, hang, or be unfit.

Each errand is sent to one machine and no other, so that Dask never gives it to a second one by itself: who does it
again, and how often, is decided here. No clock but this machine's decides anything.
"""

from __future__ import annotations

import pickle
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeAlias
from uuid import uuid4

from extractor.cluster.errands import Errand, errand_of, value_of
from extractor.cluster.introduction import SAME_VERSION, Introduction, Question, introduce, introduction_of, refusal
from extractor.cluster.roster import Roster, Standing, Station, Tell
from extractor.cluster.scheduler import Scheduler
from extractor.cluster.station import run_errand
from extractor.errors import TrichlucError
from extractor.guard.division import Argument, Value
from extractor.guard.limits import FAULT, Limits, is_of_machine, raised
from extractor.guard.pool import START_SECONDS
from extractor.guard.second_try import Allowance, Answer, Ending
from extractor.guard.worker import SELF_DESTRUCTION_SECONDS
from extractor.model.pages import Failure

if TYPE_CHECKING:
    from distributed import Future

# How often the scheduler is asked who is there: what a dead machine had is done again a second later.
LOOK_SECONDS = 1.0

# So long a run waits where no worker is there at all: systemd starts one again within seconds, a person types
# `dask worker` within a minute (test_cluster_harm.py).
WORKERS_SECONDS = 120.0

# An errand whose machine went, or could not do it, so many times: whatever it is, it is left. One machine may go by
# chance, and of fifty that were killed at random moments none took the same errand with it three times
# (test_cluster_harm.py).
MOST_LOSSES = 5

# An errand so many times as old as they take on the average is given to a second machine, where one has nothing to do.
# Of two hundred reports the longest takes twenty times as long as most; it may be done twice at the end of a run, when
# nobody waits for the second machine (test_stragglers.py).
STRAGGLER_TIMES = 4.0

# And not before so many seconds: most files take less than one.
STRAGGLER_SECONDS = 10.0

Check: TypeAlias = Callable[[Any, Any], Any]
"""Given an argument and the value that a machine returns for it: the value where it can be used, else it raises."""

LOST = "its machine went while it was at work"
UNANSWERED = Failure("cluster", None, "it did not answer in time", "look at the machine, and start its worker again")


@dataclass(slots=True, eq=False)
class _Copy:
    station: Station
    began: float
    future: Future


@dataclass(slots=True, eq=False)
class _Given(Generic[Argument]):
    """An argument with its errand and the copies of it that are at work, by the names of their tasks.

    ``cannot`` are the machines that could not do it, with the reason.
    """

    argument: Argument
    errand: Errand
    copies: dict[str, _Copy] = field(default_factory=dict)
    losses: int = 0
    cannot: dict[str, Failure] = field(default_factory=dict)
    is_doubled: bool = False


class ClusterWorkers(Generic[Argument, Value]):
    """Machines for a ``function`` with ``limits``, those of the cluster of ``scheduler`` that are fit.

    ``engine`` is the OCR engine that all must have; ``tell`` takes messages; ``check`` says no to values that cannot be
    used, and then another machine is asked.
    """

    def __init__(
        self,
        function: Callable[[Any], Value],
        limits: Limits,
        scheduler: Scheduler,
        engine: str,
        tell: Tell,
        check: Check = lambda argument, value: value,
    ) -> None:
        self._function = pickle.dumps(function)
        self._limits = limits
        self._scheduler = scheduler
        self._engine = engine
        self._tell = tell
        self._check = check
        self._ours = introduce(engine)
        self._roster = Roster(tell)
        self._waiting: deque[_Given[Argument]] = deque()
        self._at_work: dict[str, _Given[Argument]] = {}
        self._introductions: dict[str, tuple[Station, Future]] = {}
        self._answers: deque[Answer[Argument, Value]] = deque()
        self._ended: SimpleQueue[str] = SimpleQueue()
        self._looked = -inf
        self._has_grown = False
        self._lonely_since: float | None = None
        self._took = 0.0
        self._answered = 0

    @property
    def is_full(self) -> bool:
        """Whether no machine is free; before the first has come, one argument waits for it."""
        return bool(self._waiting) or (self.is_busy and self._roster.free() is None)

    @property
    def is_busy(self) -> bool:
        """Whether some answer is still to come."""
        return bool(self._waiting or self._at_work or self._answers)

    def close(self) -> None:
        """Takes back what is at work: its child processes end within a second or two."""
        self._at_work.clear()
        self._introductions.clear()
        self._scheduler.close()

    def give(self, argument: Argument, allowance: Allowance) -> None:
        """Sends the argument to a free machine, or has it wait for one; ``allowance`` is what it may take."""
        self._waiting.append(_Given(argument, errand_of(self._function, argument, self._limits, allowance)))
        self._place()

    def next_answer(self) -> Answer[Argument, Value] | None:
        """Waits until a machine has answered; what died with its machine is given to another meanwhile.

        None where a machine has come that is free.
        """
        while not self._answers:
            if self._has_grown and not self._waiting:
                self._has_grown = False
                return None
            self._look()
            self._place()
            self._double_straggler()
            try:
                self._receive(self._ended.get(timeout=LOOK_SECONDS))
            except Empty:
                continue
        return self._answers.popleft()

    def _look(self) -> None:
        """Who has come, who has gone, who does not answer."""
        now = time.monotonic()
        if now < self._looked + LOOK_SECONDS:
            return
        self._looked = now
        come, gone = self._roster.update(self._scheduler.threads())
        for station in come:
            self._ask(station)
        for station in gone:
            for name in list(station.has):
                self._lose(name, Failure("cluster", None, LOST, "run again with --retry-failed"))
        for name, given in list(self._at_work.items()):
            copy = given.copies[name]
            patience = given.errand.allowance.seconds + START_SECONDS + SELF_DESTRUCTION_SECONDS
            if now > copy.began + patience:
                self._roster.refuse(copy.station, UNANSWERED)
                self._lose(name, UNANSWERED)
        self._require_machines(now)

    def _require_machines(self, now: float) -> None:
        if len(self._roster):
            self._lonely_since = None
            self._roster.require_some()
        elif self._lonely_since is None:
            self._lonely_since = now
            self._tell("The cluster has no worker: waiting for one. Start one with `dask worker`.")
        elif now > self._lonely_since + WORKERS_SECONDS:
            raise TrichlucError(
                "The cluster has no worker",
                "Start workers (`dask worker ADDRESS`), then run the same command: what is finished is kept.",
            )

    def _ask(self, station: Station) -> None:
        name = f"trichluc-who-{uuid4().hex}"
        future = self._scheduler.send(pickle.loads, pickle.dumps(Question(self._engine)), station.address, name)
        self._introductions[name] = station, future
        future.add_done_callback(lambda _: self._ended.put(name))

    def _place(self) -> None:
        """Sends what waits to the machines that are free."""
        for _ in range(len(self._waiting)):
            given = self._waiting.popleft()
            station = self._roster.free(given.cannot)
            if station:
                self._send(given, station)
            elif given.cannot and self._roster.all_among(given.cannot):
                # Nobody can do it: the reason of the last one is that of the file.
                self._answer(given, [*given.cannot.values()][-1], 0.0, Ending.CRASHED)
            else:
                self._waiting.append(given)

    def _send(self, given: _Given[Argument], station: Station) -> None:
        name = f"trichluc-{given.errand.name[:12]}-{uuid4().hex}"
        future = self._scheduler.send(run_errand, given.errand, station.address, name)
        given.copies[name] = _Copy(station, time.monotonic(), future)
        station.has.add(name)
        self._at_work[name] = given
        future.add_done_callback(lambda _: self._ended.put(name))

    def _double_straggler(self) -> None:
        """Gives what takes much longer than the others to a second machine, once, where one is free."""
        station = self._roster.free()
        if self._waiting or station is None or not self._answered:
            return
        now, patience = time.monotonic(), max(STRAGGLER_SECONDS, STRAGGLER_TIMES * self._took / self._answered)
        late = [
            given
            for given in self._at_work.values()
            if not given.is_doubled and all(now - copy.began > patience for copy in given.copies.values())
        ]
        for given in late[:1]:
            other = self._roster.free({copy.station.address for copy in given.copies.values()} | given.cannot.keys())
            if other:
                given.is_doubled = True
                self._send(given, other)

    def _receive(self, name: str) -> None:
        """Takes what has come of a task: of its errand, or of the question who a machine is."""
        if name in self._introductions:
            self._welcome(*self._introductions.pop(name))
        elif name in self._at_work:
            given, copy = self._at_work[name], self._at_work[name].copies[name]
            try:
                reply = self._scheduler.result(copy.future)
                value = value_of(reply, given.errand)
                value = value if isinstance(value, Failure) else self._check(given.argument, value)
            except Exception as error:  # noqa: BLE001 - whatever Dask raises, this copy has come to nothing
                self._fail(name, error)
                return
            if isinstance(value, Failure) and is_of_machine(value):
                self._cannot(name, value)
                return
            copy.station.strikes = 0
            self._took += time.monotonic() - copy.began
            self._answered += 1
            self._answer(given, value, reply.seconds, reply.ending)

    def _welcome(self, station: Station, future: Future) -> None:
        if station.address not in self._roster:
            return
        try:
            theirs = introduction_of(self._scheduler.result(future))
        except Exception as error:  # noqa: BLE001 - one that has another trichluc, or none, may raise anything
            why: Failure | None = Failure(
                "cluster", None, f"it cannot say what it is ({type(error).__name__}: {error})", SAME_VERSION
            )
        else:
            why = self._why_not(theirs)
        if why:
            self._roster.refuse(station, why)
            self._roster.require_some()
        else:
            station.standing = Standing.FIT
            self._has_grown = True

    def _why_not(self, theirs: Introduction) -> Failure | None:
        why = refusal(theirs, self._ours)
        if why is None and self._engine and self._ours.missing:
            # This machine has no engine to compare with: the first one that comes sets the measure.
            self._ours = theirs
        return why

    def _fail(self, name: str, error: Exception) -> None:
        """A copy of which nothing whole came back: a fault of its machine, or of the way."""
        failure = raised(error, "cluster")
        hint = error.next_step if isinstance(error, TrichlucError) else FAULT
        copy = self._at_work[name].copies[name]
        self._tell(f"The worker {copy.station.address} has not done an errand: {failure.error}; it is done again.")
        self._roster.strike(copy.station, Failure("cluster", None, failure.error, hint))
        self._lose(name, failure)

    def _cannot(self, name: str, failure: Failure) -> None:
        """A copy that its machine could not do, whatever the file: another may."""
        given = self._at_work[name]
        station = given.copies[name].station
        given.cannot[station.address] = failure
        self._tell(f"The worker {station.address} has not done an errand: {failure.error}; it is done again.")
        self._roster.strike(station, failure)
        self._lose(name, failure)

    def _lose(self, name: str, failure: Failure) -> None:
        """Forgets a copy; without another one the errand waits for a machine again, as long as losses may be chance."""
        given = self._forget(name)
        if given.copies:
            return
        given.losses += 1
        if given.losses >= MOST_LOSSES:
            self._answer(given, failure, 0.0, Ending.CRASHED)
        else:
            self._waiting.append(given)

    def _answer(self, given: _Given[Argument], value: Any, seconds: float, ending: Ending) -> None:
        """The first answer counts; the copies that are still at work are taken back."""
        for name in list(given.copies):
            self._forget(name)
        self._answers.append(Answer(given.argument, value, seconds, ending))

    def _forget(self, name: str) -> _Given[Argument]:
        given = self._at_work.pop(name)
        copy = given.copies.pop(name)
        copy.station.has.discard(name)
        copy.future.release()
        return given
