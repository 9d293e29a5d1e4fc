"""A child process that stays between calls."""

from __future__ import annotations

import os
import threading

import pytest

from extractor.guard import warm
from extractor.guard.limits import Limits
from extractor.guard.warm import BUSY, Warm
from extractor.model.pages import Failure
from tests.guard.functions import obey
from tests.patience import PATIENCE


def number_of(order: str) -> int:
    """Carries the order out, then the number of the process."""
    obey(order)
    return os.getpid()


@pytest.fixture
def called():
    """``number_of`` in a child, which the test ends."""
    called = Warm(number_of, Limits(jobs=1, timeout=PATIENCE, memory_mb=1024, stage="draw"))
    yield called
    called.close()


def test_calls_share_one_process(called: Warm[str, int]) -> None:
    assert called("") == called("") != os.getpid()


def test_a_call_that_kills_the_process_is_a_failure_and_the_next_one_is_answered(called: Warm[str, int]) -> None:
    first = called("")
    failed = called("segfault")
    assert isinstance(failed, Failure)
    assert failed.stage == "draw"
    second = called("")
    assert isinstance(second, int)
    assert second != first


def test_a_call_that_hangs_is_ended(called: Warm[str, int]) -> None:
    called("")
    short = Warm(number_of, Limits(jobs=1, timeout=0.2, memory_mb=1024, stage="draw"))
    failed = short("hang")
    short.close()
    assert isinstance(failed, Failure)
    assert "not done after" in failed.error


def test_who_waits_too_long_for_his_turn_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm, "PATIENT_TIMEOUTS", 0)
    entered, leave = threading.Event(), threading.Event()

    class Held(Warm[str, int]):
        def _end(self) -> None:
            entered.set()
            leave.wait(PATIENCE)

    called = Held(number_of, Limits(jobs=1, timeout=PATIENCE, memory_mb=1024))
    other = threading.Thread(target=called.close)
    other.start()
    entered.wait(PATIENCE)
    failed = called("")
    leave.set()
    other.join()
    assert isinstance(failed, Failure)
    assert failed.error == BUSY
