"""A limit of processor time, on loops that would never end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import pytest

from extractor.guard.processor_time import OutOfTimeError, processor_time


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    before = signal.getsignal(signal.SIGVTALRM)
    yield
    assert signal.getsignal(signal.SIGVTALRM) is before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def spin() -> None:
    while True:
        pass


def test_a_loop_without_end_is_left() -> None:
    with pytest.raises(OutOfTimeError), processor_time(0.05):
        spin()


def test_what_ends_in_time_is_left_alone() -> None:
    with processor_time(600.0):
        pass


def test_a_library_that_catches_every_exception_does_not_catch_it() -> None:
    with pytest.raises(OutOfTimeError), processor_time(0.05):
        try:
            spin()
        except Exception:  # noqa: BLE001 - as libraries do
            pytest.fail("caught")


class Swallows:
    """Spins where exceptions are printed and forgotten."""

    def __del__(self) -> None:
        spin()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_one_that_is_swallowed_comes_again() -> None:
    with pytest.raises(OutOfTimeError), processor_time(0.05):
        value = Swallows()
        del value
        spin()


def test_a_limit_around_another_still_counts() -> None:
    with pytest.raises(OutOfTimeError), processor_time(0.1):
        with pytest.raises(OutOfTimeError), processor_time(0.05):
            spin()
        spin()


def test_a_limit_within_another_leaves_it_its_time() -> None:
    with processor_time(600.0):
        with processor_time(600.0):
            pass
        assert signal.getitimer(signal.ITIMER_VIRTUAL)[0] > 0


def test_a_thread_has_no_limit_and_comes_to_no_harm() -> None:
    ended = []

    def count() -> None:
        with processor_time(0.001):
            ended.append(sum(range(10**6)))

    thread = threading.Thread(target=count)
    thread.start()
    thread.join()
    assert ended == [sum(range(10**6))]


def test_the_work_of_other_threads_does_not_count() -> None:
    """The timer of the system counts it: it is early, and set once more."""
    with processor_time(0.2):
        thread = threading.Thread(target=lambda: sum(range(3 * 10**7)))
        thread.start()
        thread.join()
