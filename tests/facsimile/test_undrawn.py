"""What could not be drawn is tried again after a while where the machine may have been to blame."""

from __future__ import annotations

import pytest

from extractor.errors import UnreadableFileError
from extractor.facsimile.images import LIMITS
from extractor.facsimile.undrawn import A_WHILE, MOST_FAILURES, Undrawn
from extractor.guard.limits import crashed, out_of_memory, raised, timed_out
from extractor.guard.warm import BUSY
from extractor.model.pages import Failure


@pytest.mark.parametrize("failure", [timed_out(LIMITS), out_of_memory(LIMITS), crashed(-9, LIMITS)])
def test_what_the_machine_may_be_to_blame_for_is_remembered_for_a_while(failure: Failure) -> None:
    now = [100.0]
    undrawn = Undrawn(lambda: now[0])
    undrawn.put("a", failure)
    now[0] += A_WHILE - 1
    assert undrawn.get("a") == failure
    now[0] += 1
    assert undrawn.get("a") is None


def test_a_page_that_hangs_takes_little_of_the_time() -> None:
    assert LIMITS.timeout / (A_WHILE + LIMITS.timeout) < 1 / 8


def test_a_broken_page_is_remembered_for_good() -> None:
    now = [0.0]
    undrawn = Undrawn(lambda: now[0])
    broken = raised(UnreadableFileError("the page cannot be drawn", ""), LIMITS.stage)
    undrawn.put("a", broken)
    now[0] = 1000 * A_WHILE
    assert undrawn.get("a") == broken


def test_a_call_that_waited_in_vain_is_not_remembered_and_the_oldest_go_first() -> None:
    undrawn = Undrawn(lambda: 0.0)
    undrawn.put("a", Failure("draw", None, BUSY, ""))
    assert undrawn.get("a") is None
    for number in range(MOST_FAILURES + 1):
        undrawn.put(str(number), timed_out(LIMITS))
    assert undrawn.get("0") is None
    assert undrawn.get("1") == undrawn.get(str(MOST_FAILURES)) == timed_out(LIMITS)
