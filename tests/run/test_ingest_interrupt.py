"""When a signal interrupts, and when it waits."""

from __future__ import annotations

import signal
import threading

import pytest

from extractor.run.interrupt import Interrupts


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_interrupts_at_once_where_nothing_is_held(number: signal.Signals) -> None:
    with Interrupts(), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(number)


def test_what_is_held_back_ends_first() -> None:
    steps = []
    with Interrupts() as interrupts, pytest.raises(KeyboardInterrupt), interrupts.held_back():
        signal.raise_signal(signal.SIGINT)
        steps.append("written")
    assert steps == ["written"]


def test_a_second_signal_cuts_what_is_held_back() -> None:
    steps = []
    with Interrupts() as interrupts, pytest.raises(KeyboardInterrupt), interrupts.held_back():
        signal.raise_signal(signal.SIGINT)
        steps.append("half")
        signal.raise_signal(signal.SIGINT)
        steps.append("whole")
    assert steps == ["half"]


def test_a_stretch_after_the_interruption_ends_quietly() -> None:
    with Interrupts() as interrupts:
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with interrupts.held_back():
            pass


def test_the_handlers_of_before_come_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interrupts():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before


def test_another_thread_leaves_the_handlers_alone() -> None:
    before = signal.getsignal(signal.SIGINT)
    seen = []

    def run() -> None:
        with Interrupts():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == [before]
