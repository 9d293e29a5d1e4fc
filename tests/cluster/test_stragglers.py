"""What is given again, to whom and how often: with a scheduler of this test, whose workers answer when told to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import pytest

from extractor.cluster import workers as module
from extractor.cluster.errands import Errand, reply_to
from extractor.cluster.introduction import introduce
from extractor.cluster.workers import ClusterWorkers
from extractor.errors import TrichlucError
from extractor.guard.answers import answered
from extractor.guard.limits import Limits
from extractor.guard.second_try import Ending, never
from extractor.model.pages import Failure

LIMITS = Limits(1, 300.0, 2048)
INTRODUCED = asdict(introduce(""))


@dataclass
class Sent:
    """A task on its way, as a future of Dask."""

    worker: str
    errand: Any
    then: Callable[[Any], None] = print
    outcome: Any = None
    is_released: bool = False

    def add_done_callback(self, then: Callable[[Any], None]) -> None:
        self.then = then
        if self.outcome:
            then(self)

    def release(self) -> None:
        self.is_released = True

    def answer(self, value: Any = b"\x80\x04N.") -> None:
        """Says None, or ``value``."""
        self.outcome = reply_to(self.errand, value, 1.0, Ending.ANSWERED)
        self.then(self)


@dataclass
class Loopback:
    """A scheduler whose workers introduce themselves and then do nothing."""

    workers: dict[str, int]
    sent: list[Sent] = field(default_factory=list)

    def threads(self) -> dict[str, int]:
        return dict(self.workers)

    def send(self, function: Callable[[Any], Any], argument: Any, worker: str, name: str) -> Sent:
        sent = Sent(worker, argument)
        if isinstance(argument, Errand):
            self.sent.append(sent)
        else:
            sent.outcome = INTRODUCED
        return sent

    def result(self, sent: Sent) -> Any:
        return sent.outcome

    def close(self) -> None:
        self.workers = {}


@dataclass
class Clock:
    """Time that goes on a second each time somebody waits, when ``then`` may happen something."""

    now: float = 1000.0
    then: Iterator[None] = field(default_factory=lambda: iter(()))

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()

    class Queue(list[str]):
        put = list.append

        def get(self, timeout: float) -> str:
            if not self:
                clock.now += timeout
                next(clock.then, None)
                raise module.Empty
            return self.pop(0)

    monkeypatch.setattr(module, "SimpleQueue", Queue)
    monkeypatch.setattr(module.time, "monotonic", clock.monotonic)
    return clock


def run(loopback: Loopback, clock: Clock, then: Iterator[None], *arguments: str) -> dict[str, Any]:
    clock.then = then
    workers: ClusterWorkers[Any, Any] = ClusterWorkers(str, LIMITS, loopback, "", lambda message: None)  # type: ignore[arg-type]
    return dict(answered(workers, arguments, LIMITS, never))


def test_what_is_much_older_than_the_others_is_given_once_more_and_the_first_answer_counts(clock: Clock) -> None:
    loopback = Loopback({"a": 1, "b": 1})
    began = clock.now
    doubled_after = []

    def happens() -> Iterator[None]:
        yield
        loopback.sent[1].answer()
        while len(loopback.sent) < 3:
            yield
        doubled_after.append(clock.now - began)
        for _ in range(50):
            yield
        assert [(sent.worker, sent.errand.argument) for sent in loopback.sent[2:]] == [
            (loopback.sent[1].worker, loopback.sent[0].errand.argument)
        ]
        loopback.sent[2].answer()
        loopback.sent[0].answer()

    assert run(loopback, clock, happens(), "slow", "quick") == {"slow": None, "quick": None}
    assert all(sent.is_released for sent in loopback.sent)
    # Others took a second or two: ten at least, and not twenty.
    assert 10 < doubled_after[0] < 20


def test_an_old_one_is_not_given_again_while_others_took_about_as_long(clock: Clock) -> None:
    loopback = Loopback({"a": 1, "b": 1})

    def happens() -> Iterator[None]:
        yield from (None for _ in range(30))
        loopback.sent[1].answer()
        yield from (None for _ in range(50))
        assert len(loopback.sent) == 2
        yield from (None for _ in range(100))
        assert len(loopback.sent) == 3
        loopback.sent[0].answer()

    run(loopback, clock, happens(), "slow", "less slow")
    assert loopback.sent[2].is_released


def test_what_goes_with_its_machine_is_given_again_as_long_as_that_may_be_chance(clock: Clock) -> None:
    loopback = Loopback({"a0": 1})

    def happens() -> Iterator[None]:
        for number in range(20):
            yield
            loopback.workers = {f"a{number + 1}": 1}

    [(_, failure)] = run(loopback, clock, happens(), "poison").items()
    assert isinstance(failure, Failure)
    assert failure.error == module.LOST
    # Three times is chance among many kills; nobody loses ten machines to one file.
    assert 3 < len(loopback.sent) < 10


def test_a_machine_that_does_not_answer_in_time_gets_no_more(clock: Clock) -> None:
    loopback = Loopback({"silent": 1})

    def happens() -> Iterator[None]:
        yield from (None for _ in range(300))
        assert [sent.worker for sent in loopback.sent] == ["silent"]
        loopback.workers["another"] = 1
        while len(loopback.sent) < 2:
            yield
        loopback.sent[1].answer()

    assert run(loopback, clock, happens(), "one") == {"one": None}
    assert [sent.worker for sent in loopback.sent] == ["silent", "another"]


def test_a_run_waits_two_minutes_for_a_first_worker(clock: Clock) -> None:
    loopback, began = Loopback({}), clock.now
    with pytest.raises(TrichlucError, match="The cluster has no worker"):
        run(loopback, clock, iter(lambda: None, 0), "one")
    assert 60 < clock.now - began < 240
