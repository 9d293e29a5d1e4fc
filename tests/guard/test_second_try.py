"""Documents of which some pages end the worker: real crashes, and the others come in."""

from __future__ import annotations

from math import inf
from pathlib import Path

import pytest

from extractor.guard import one_page as patched_seconds
from extractor.guard.division import Call
from extractor.guard.limits import Limits, of_page
from extractor.guard.one_page import LostPageError, one_page
from extractor.guard.page_at_work import PageAtWork
from extractor.guard.pool import guarded
from extractor.guard.second_try import (
    HURRIED_SHARE,
    MOST_TRIES,
    Allowance,
    Answer,
    Ending,
    allowance_of,
    never,
    second_try,
    to_blame,
)
from extractor.model.pages import Failure
from tests.guard.clock import strike_while_running
from tests.guard.functions import obey
from tests.patience import PATIENCE

LIMITS = Limits(2, 100.0, 2048)
LOST = "-"


def read(pages: str) -> str:
    """Does what each page orders; gives back what came of them."""
    patched_seconds.PAGE_SECONDS = 0.5
    done = []
    for number, order in enumerate(pages.split("|"), 1):
        try:
            with one_page(number, "read"):
                done.append(obey(order))
        except LostPageError as error:
            done.append(error.failure.error)
    return "|".join(done)


def without(pages: str, failure: Failure) -> str | None:
    """The pages without the one that failed."""
    orders = pages.split("|")
    if failure.page is None:
        return None
    return "|".join([*orders[: failure.page - 1], LOST, *orders[failure.page :]])


def came(pages: str, jobs: int = 2, timeout: float = 60.0) -> str | Failure:
    [(_, outcome)] = guarded(read, [pages], Limits(jobs, timeout, 2048), without)
    return outcome


@pytest.mark.parametrize("harm", ["abort", "segfault", "exit:5", "eat", "killed"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_ends_the_worker_costs_itself_only(harm: str, jobs: int) -> None:
    assert came(f"a|{harm}|b", jobs) == "a|-|b"


def test_two_such_pages_cost_themselves_only() -> None:
    assert came("abort|a|killed|segfault|b|killed") == "-|a|-|-|b|-"


def test_a_loop_in_python_is_left_in_the_worker() -> None:
    assert came("a|spin|b") == "a|the page cannot be read: it takes too long|b"


def test_a_page_that_hangs_in_foreign_code_costs_itself_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asleep has no processor time, as what waits in C code runs no handler."""
    strike_while_running(tmp_path / "id", monkeypatch)
    # The clock of the worker does not strike: by it a page of the second try began long ago.
    monkeypatch.setattr("extractor.guard.second_try.HURRIED_SHARE", inf)
    monkeypatch.setattr("extractor.guard.second_try.ALL_TRIES", inf)
    assert came(f"a|hang:{tmp_path / 'id'}|b", timeout=PATIENCE) == "a|-|b"


def test_a_document_of_nothing_but_such_pages_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def again(pages: str, failure: Failure) -> str | None:
        tried.append(failure.page)
        return without(pages, failure)

    monkeypatch.setattr("extractor.guard.second_try.MOST_TRIES", 3)
    [(_, outcome)] = guarded(read, ["|".join(["abort"] * 9)], Limits(1, 60.0, 2048), again)
    assert isinstance(outcome, Failure)
    assert (tried, outcome.page) == ([1, 2, 3], 4)


def test_a_kill_from_outside_costs_no_page(tmp_path: Path) -> None:
    note = tmp_path / "done"
    assert came(f"a|killed once:{note}|b") == f"a|killed once:{note}|b"


def failed(ending: Ending, call: Call[str, str], seconds: float, page: int | None = 2) -> Call[str, str] | None:
    failure = of_page(Failure("extract", None, "it crashed", ""), PageAtWork(page, "read", 0.0) if page else None)
    return second_try(Answer(call, failure, seconds, ending), without, LIMITS)


def test_what_is_answered_is_not_called_again() -> None:
    assert second_try(Answer(Call("a|b"), "a|b", 1.0, Ending.ANSWERED), without, LIMITS) is None


def test_nothing_is_tried_again_where_nobody_says_what() -> None:
    failure = Failure("read", 1, "it crashed", "")
    assert second_try(Answer(Call("a|b"), failure, 1.0, Ending.CRASHED), never, LIMITS) is None
    assert failed(Ending.CRASHED, Call("a|b"), 1.0, page=None) is None


def test_all_tries_together_take_twice_the_time_at_most() -> None:
    first = failed(Ending.LATE, Call("a|b|c"), 100.0)
    assert first is not None
    assert (first.argument, first.tries) == ("a|-|c", 1)
    assert allowance_of(first, LIMITS) == Allowance(100.0, 12.5)
    second = failed(Ending.LATE, first, 30.0, page=3)
    assert second is not None
    assert allowance_of(second, LIMITS) == Allowance(70.0, 12.5)
    assert failed(Ending.LATE, second, 70.0, page=1) is None


def test_a_crash_hurries_no_other_page() -> None:
    first = failed(Ending.CRASHED, Call("a|b|c"), 90.0)
    assert first is not None
    assert allowance_of(first, LIMITS) == Allowance(100.0, inf)


def test_so_many_pages_may_end_a_worker() -> None:
    assert 15 <= MOST_TRIES <= 30
    assert failed(Ending.CRASHED, Call("a|b", tries=MOST_TRIES - 1), 0.1) is not None
    assert failed(Ending.CRASHED, Call("a|b", tries=MOST_TRIES), 0.1) is None


def test_a_second_kill_at_a_page_is_its_fault() -> None:
    once = failed(Ending.KILLED, Call("a|b"), 1.0)
    assert once is not None
    assert once.argument == "a|b"
    twice = failed(Ending.KILLED, once, 1.0)
    assert twice is not None
    assert twice.argument == "a|-"
    again = failed(Ending.KILLED, twice, 1.0, page=1)
    assert again is not None
    assert again.argument == "a|-"


@pytest.mark.parametrize(
    ("since", "page_seconds", "is_so"),
    [(40.0, inf, True), (60.0, inf, False), (60.0, 12.5, True), (92.0, 12.5, False), (0.0, inf, True)],
)
def test_a_page_is_to_blame_where_it_took_most_of_the_time(since: float, page_seconds: float, is_so: bool) -> None:
    """Of a hundred seconds that are over now; a long scan is at some page, too, and gets on."""
    assert to_blame(PageAtWork(3, "ocr", since), 0.0, 100.0, Allowance(100.0, page_seconds)) is is_so


def test_six_pages_that_hang_cost_no_document() -> None:
    """And an honest page of a scan has more than the half minute that a busy machine takes for it."""
    assert 0.1 <= HURRIED_SHARE < 1 / 6
