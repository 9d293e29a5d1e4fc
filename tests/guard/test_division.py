"""Calls that have their work shared, in real child processes."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import pytest

from extractor.guard.division import Call, Divided
from extractor.guard.limits import Limits
from extractor.guard.pool import guarded
from extractor.model.pages import Failure
from tests.guard import functions
from tests.guard.processes import is_running, until
from tests.guard.test_guard import ids_in


def done(orders: list[str], *, jobs: int = 2, timeout: float = 60.0) -> list[tuple[str, str]]:
    """Arguments and outcomes in the order in which they came; in place of a failure its error."""
    results = guarded(functions.share, orders, Limits(jobs, timeout, 2048))
    return [(order, value.error if isinstance(value, Failure) else value) for order, value in results]


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_parts_come_back_and_then_the_last_call_with_them_in_order(jobs: int) -> None:
    came = done(["share a|b|c"], jobs=jobs)
    assert sorted(came[:3]) == [("a", "a"), ("b", "b"), ("c", "c")]
    assert came[3:] == [("a+b+c", "a+b+c")]


def test_what_has_begun_is_finished_before_anything_new() -> None:
    assert [order for order, _ in done(["share a|b", "share c|d", "e"], jobs=1)] == [
        "a",
        "b",
        "a+b",
        "c",
        "d",
        "c+d",
        "e",
    ]


@pytest.mark.parametrize(("bad", "error"), [("segfault", "SIGSEGV"), ("killed", "SIGKILL"), ("hang", "not done after")])
def test_a_part_that_fails_costs_itself_only(bad: str, error: str) -> None:
    came = done([f"share a|{bad}|b", "c"], timeout=2.0)
    assert error in dict(came)[bad]
    assert dict(came)["a+failed+b"] == "a+failed+b"
    assert len(came) == 5


def test_equal_parts_are_told_apart() -> None:
    assert done(["share a|a", "share a|a"]).count(("a+a", "a+a")) == 2


def test_without_parts_the_last_call_comes_at_once() -> None:
    assert done(["share |", "a"], jobs=1) == [("", ""), ("a", "a")]


def test_a_part_may_be_divided_itself_and_counts_when_it_is_whole() -> None:
    part, other = Call[str, str]("whole").next_calls(Divided(("part", "other"), functions.joined))
    a, b = part.next_calls(Divided(("a", "b"), functions.joined))
    assert [call.next_calls(call.argument) for call in (other, a)] == [(), ()]
    [last] = b.next_calls("b")
    assert last.argument == "a+b"
    [whole] = last.next_calls("of the part")
    assert (whole.argument, whole.next_calls("at last")) == ("of the part+other", ())


def hang_in_parts(note: Path, order: str) -> str | Divided[str, str]:
    if order == "whole":
        return Divided(("quick", "hanging"), functions.joined)
    if order == "hanging":
        functions.start_child_and_hang(note)
    return order


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_what_is_left_in_the_middle_of_its_parts_leaves_no_process(tmp_path: Path) -> None:
    note = tmp_path / "ids"
    running = guarded(partial(hang_in_parts, note), ["whole"], Limits(2, 60.0, 2048))
    assert next(running) == ("quick", "quick")
    ids = ids_in(note)
    running.close()
    assert until(lambda: not any(map(is_running, ids)))
