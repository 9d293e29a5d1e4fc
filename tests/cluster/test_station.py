"""What runs in a Dask worker: child processes that stay between errands, and end with their run."""

from __future__ import annotations

import os
import pickle
import threading
from typing import Any

import pytest

from extractor.cluster import station
from extractor.cluster.errands import Errand, errand_of, value_of
from extractor.cluster.station import Children, UnwantedError
from extractor.guard.limits import Limits
from extractor.guard.second_try import Allowance
from tests.guard.functions import obey, process_id
from tests.guard.processes import is_running, until
from tests.patience import PATIENCE

LIMITS = Limits(1, PATIENCE, 1024)


def errand(function: Any, argument: str = "") -> Errand:
    return errand_of(pickle.dumps(function), argument, LIMITS, Allowance(PATIENCE))


def test_a_child_stays_for_its_run_makes_room_for_another_and_ends_when_nothing_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    timers: list[Any] = []

    class Timer(threading.Timer):
        def start(self) -> None:
            timers.append(self)

    monkeypatch.setattr(station, "Timer", Timer)
    children, asked = Children(), errand(process_id)
    first = value_of(children.run(asked, lambda: True), asked)
    assert value_of(children.run(asked, lambda: True), asked) == first != os.getpid()
    assert is_running(first)
    other = errand(obey, "good")
    assert value_of(children.run(other, lambda: True), other) == "good"
    assert until(lambda: not is_running(first))
    second = value_of(children.run(asked, lambda: True), asked)
    # Long enough for a parent that writes a document, and gone within a minute.
    assert 10 < timers[-1].interval < 60
    timers[-1].function(*timers[-1].args)
    assert until(lambda: not is_running(second))
    children.close()


def test_an_errand_that_nobody_waits_for_any_more_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(station, "LOOK_SECONDS", 0.01)
    note = tmp_path / "note"
    with pytest.raises(UnwantedError):
        Children().run(errand(obey, f"hang:{note}"), lambda: not note.exists() or not note.read_text())
    assert until(lambda: not is_running(int(note.read_text())))
