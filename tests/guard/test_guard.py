"""Real child processes: whatever happens in one costs its argument, and nothing stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from math import inf, nan
from multiprocessing.connection import wait
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from extractor.errors import TrichlucError, UsageError
from extractor.guard import pool
from extractor.guard.limits import Limits
from extractor.guard.pool import guarded
from extractor.model.pages import Failure
from extractor.options import Options
from tests.guard import functions
from tests.guard.processes import descendants, is_running, until
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]


def outcomes(orders: list[str], *, jobs: int = 2, timeout: float = 60.0, calls: int = 100) -> dict[str, Any]:
    return dict(guarded(functions.obey, orders, Limits(jobs, timeout, 2048, calls=calls)))


def failure_of(order: str, timeout: float = 60.0) -> Failure:
    given = outcomes([order], jobs=1, timeout=timeout)[order]
    assert isinstance(given, Failure)
    return given


@pytest.fixture(scope="module")
def batch() -> dict[str, Any]:
    bad = ["exit:5", "segfault", "abort", "eat", "load", "raise:odd", "unpicklable", "leave"]
    orders = [order for index, name in enumerate(bad) for order in (f"good {index}", name)]
    return outcomes([*orders, "good at last"])


def test_each_bad_argument_costs_one(batch: dict[str, Any]) -> None:
    assert len(batch) == 17
    assert all(value == order for order, value in batch.items() if order.startswith("good"))
    assert sorted(order for order, value in batch.items() if isinstance(value, Failure)) == [
        "abort", "eat", "exit:5", "leave", "load", "raise:odd", "segfault", "unpicklable",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("order", "error", "hint"),
    [
        ("exit:5", "exit code 5", "fault of the program"),
        ("segfault", "SIGSEGV", "damaged"),
        ("abort", "SIGABRT", "--memory-mb"),
        ("eat", "more than 2048 MiB", "--memory-mb"),
        ("load", "more than 2048 MiB", "--memory-mb"),
        ("raise:odd", "ValueError: odd (functions.py:", "fault of the program"),
        ("unpicklable", "cannot pickle", "fault of the program"),
        ("leave", "SystemExit: 3", "fault of the program"),
    ],
)
def test_a_failure_says_what_happened_and_what_to_do(batch: dict[str, Any], order: str, error: str, hint: str) -> None:
    assert error in batch[order].error
    assert hint in batch[order].hint
    assert (batch[order].stage, batch[order].page) == ("extract", None)


def test_an_error_of_ours_keeps_its_next_step() -> None:
    assert failure_of("unreadable") == Failure("read", None, "no PDF at all", "look for the right one")


def test_a_kill_from_outside_is_told_as_lack_of_memory() -> None:
    assert "out of memory" in failure_of("killed").hint


@pytest.mark.parametrize("order", ["hang", "spin"])
def test_what_never_ends_is_killed(order: str) -> None:
    """Asleep, or at work without a pause."""
    failure = failure_of(order, timeout=0.5)
    assert "not done after 0.5 seconds" in failure.error
    assert "--timeout" in failure.hint


def test_where_an_object_lay_in_memory_is_left_out() -> None:
    assert "<Thing object>" in failure_of("raise:<Thing object at 0x7f00dead>").error


def test_results_larger_than_a_pipe_come_through() -> None:
    assert len(outcomes(["large:20000000"])["large:20000000"]) == 20_000_000


def test_a_worker_is_used_again_and_replaced_after_its_calls() -> None:
    limits = Limits(1, 60.0, 2048, calls=3)
    workers = [pid for _, pid in guarded(functions.process_id, range(7), limits)]
    assert [workers.count(pid) for pid in dict.fromkeys(workers)] == [3, 3, 1]


def test_the_environment_is_the_workers_only() -> None:
    before = dict(os.environ)
    names = ["OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"]
    assert dict(guarded(functions.environment, names, Limits(1, 60.0, 2048))) == dict.fromkeys(names, "1")
    assert dict(os.environ) == before


def test_opencv_has_one_thread_in_a_worker() -> None:
    assert list(guarded(functions.threads_of_opencv, [0], Limits(1, 60.0, 2048))) == [(0, 1)]


def test_what_libraries_print_is_not_seen(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(guarded(functions.shout, ["Refusing!"], Limits(1, 60.0, 2048))) == [("Refusing!", "Refusing!")]
    assert capfd.readouterr() == ("", "")


def test_arguments_are_taken_as_workers_become_free() -> None:
    taken = 0

    def arguments() -> Iterator[str]:
        nonlocal taken
        for number in range(10**6):
            taken += 1
            yield f"good {number}"

    running = guarded(functions.obey, arguments(), Limits(2, 60.0, 2048))
    for _ in range(5):
        next(running)
    running.close()
    assert taken <= 5 + 2 + 1


def test_a_worker_goes_on_while_the_caller_is_at_its_last_answer(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    with closing(guarded(functions.obey, ["good", f"hang:{begun}"], Limits(1, PATIENCE, 2048))) as running:
        assert next(running) == ("good", "good")
        assert until(begun.exists)


def test_a_function_that_cannot_be_loaded_is_an_error_at_once() -> None:
    with pytest.raises(TrichlucError, match="exit code 7") as raised:
        list(guarded(functions.Poison(), ["good"], Limits(1, 60.0, 2048)))
    assert "--memory-mb" in raised.value.next_step


def test_too_little_memory_to_start_is_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(TrichlucError, match="do not start"):
        list(guarded(functions.obey, ["good"], Limits(1, 60.0, 8)))
    assert "Traceback" not in capfd.readouterr().err


def test_an_option_of_no_jobs_means_one_a_core() -> None:
    assert Limits.of(Options(jobs=0)).jobs >= 1
    assert Limits.of(Options(jobs=3, timeout=5.0, memory_mb=100)) == Limits(3, 5.0, 100)


def timed(seconds: float) -> Options:
    return Options(timeout=seconds)


@pytest.mark.parametrize("options", [Options(jobs=-1), *map(timed, (0.0, inf, nan, 1e30)), Options(memory_mb=0)])
def test_limits_that_no_call_could_keep_are_refused(options: Options) -> None:
    with pytest.raises(UsageError):
        Limits.of(options)


def ids_in(note: Path) -> list[int]:
    assert until(lambda: note.exists() and len(note.read_text().split()) == 2)
    return [int(pid) for pid in note.read_text().split()]


@pytest.fixture
def out_of_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A note that, once it holds two process ids, makes the pool's clock strike: no machine is too slow to write it.

    It strikes at every look, as the note may be there before the pool has set the worker's deadline.
    """
    note = tmp_path / "ids"
    strikes = 0

    def clock() -> float:
        nonlocal strikes
        strikes += note.exists() and len(note.read_text().split()) == 2
        return time.monotonic() + 2 * PATIENCE * strikes

    def look_often(handles: list[Any], seconds: float) -> list[Any]:
        return wait(handles, min(seconds, 0.02))

    monkeypatch.setattr(pool, "time", SimpleNamespace(monotonic=clock))
    monkeypatch.setattr(pool, "wait", look_often)
    return note


def test_a_timeout_takes_the_workers_own_children_along(out_of_time: Path) -> None:
    [(_, failure)] = guarded(functions.start_child_and_hang, [out_of_time], Limits(1, PATIENCE, 2048))
    assert isinstance(failure, Failure)
    assert "not done after" in failure.error
    assert until(lambda: not any(map(is_running, ids_in(out_of_time))))


def test_temporary_files_go_with_their_worker(tmp_path: Path) -> None:
    note = tmp_path / "name"
    list(guarded(functions.leave_temporary_file_and_crash, [note], Limits(1, 60.0, 2048)))
    left = Path(note.read_text(encoding="utf-8"))
    assert left.is_relative_to(tempfile.gettempdir())
    assert not left.parent.exists()


def closed(running: Any) -> None:
    running.close()


def interrupted(running: Any) -> None:
    with pytest.raises(KeyboardInterrupt):
        running.throw(KeyboardInterrupt)


@pytest.mark.parametrize("end", [closed, interrupted])
def test_an_iterator_that_is_left_leaves_no_process(tmp_path: Path, end: Callable[[Any], None]) -> None:
    note = tmp_path / "ids"
    hanging = partial(hang_after_first, note)
    running = guarded(hanging, ["first", "second"], Limits(2, 60.0, 2048))
    assert next(running) == ("first", "first")
    ids = ids_in(note)
    end(running)
    assert until(lambda: not any(map(is_running, ids)))


def hang_after_first(note: Path, order: str) -> str:
    if order != "first":
        functions.start_child_and_hang(note)
    return order


PARENT = """
import sys
from pathlib import Path
from extractor.guard.pool import guarded
from extractor.guard.limits import Limits
from tests.guard import functions
if __name__ == "__main__":
    notes = [Path(argument) for argument in sys.argv[1:]]
    list(guarded(functions.start_child_and_hang, notes, Limits(2, 600.0, 2048)))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_outlives_a_parent_that_is_killed(tmp_path: Path, number: signal.Signals) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    notes = [tmp_path / "one", tmp_path / "two"]
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(scratch)}
    parent = subprocess.Popen([sys.executable, script, *notes], env=environment, stderr=subprocess.DEVNULL)
    ids = [pid for note in notes for pid in ids_in(note)]
    below = descendants(parent.pid)
    assert below >= set(ids)
    parent.send_signal(number)
    parent.wait(PATIENCE)
    assert until(lambda: not any(map(is_running, below)))
    assert until(lambda: list(scratch.iterdir()) == [])
