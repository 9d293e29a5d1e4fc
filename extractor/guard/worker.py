"""The child's side of the guard: a process that limits itself, then answers one argument after the other."""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from extractor.guard import page_at_work
from extractor.guard.limits import Limits, of_page, out_of_memory, raised
from extractor.guard.scratch import PREFIX, hold
from extractor.model.pages import Failure
from patterns.quick_compile import compile_quickly

# One process a core, one thread a process: where all cores have a worker, Tesseract's own threads only wait for each
# other and make it several times slower; a second thread of numpy's library takes 41 MB of the worker's address space.
ENVIRONMENT = {
    "OMP_THREAD_LIMIT": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENCV_FOR_THREADS_NUM": "1",
}

# So long after the timeout a worker ends itself: the parent that should have done it is gone or stopped. One that is
# only busy writing a document comes sooner.
SELF_DESTRUCTION_SECONDS = 30.0

# What the loader of Linux says of a library for which no room is left in the address space (test_guard.py).
NO_ROOM = "failed to map segment"

# Objects that come before Python looks for rings among them. Here hardly any are left by rings, and at 2,000, as Python
# has it, the looks are a tenth of the time of a worker's first document. For speed alone.
SELDOM = 50_000

# The first message of a worker: the function is loaded, and the time of its argument starts now.
READY = "ready"


def serve(connection: Connection, scratch: Path, limits: Limits) -> None:
    """The life of a worker: isolate, load the function, answer one argument after the other.

    ``connection`` is the worker's end of its pipe: the function comes first, then the arguments; ``READY`` and a pair
    of outcome and fitness for each argument go back. ``scratch`` is the folder for its temporary files, which the
    parent removes. ``limits`` say what a call may take and after how many the worker ends.
    """
    # TMPDIR is what Python and Tesseract ask on Linux and macOS, TEMP on Windows.
    os.environ.update(ENVIRONMENT, TMPDIR=str(scratch), TEMP=str(scratch))
    # The parent may die first, and another run begin before this worker has ended.
    hold(scratch)
    page_at_work.tell_parent(scratch)
    _isolate(limits.memory_mb, scratch)
    set_for_speed()
    with suppress(EOFError, BrokenPipeError):  # the parent is gone
        function = _load(connection)
        _fall_silent()
        connection.send(READY)
        for call in range(1, limits.calls + 1):
            outcome, is_sound = _call(function, connection.recv(), limits)
            _answer(connection, outcome, is_sound and call < limits.calls, limits)


def set_for_speed() -> None:
    """Has the process look for rings of objects seldom and compile patterns quickly, as long as it lives: for processes
    that are the program's."""
    gc.set_threshold(SELDOM)
    compile_quickly()


def _load(connection: Connection) -> Any:
    """The function with all that it imports. Where that fails, mostly for lack of memory, one line says so."""
    try:
        return connection.recv()
    except (ImportError, MemoryError) as error:
        lines = str(error).strip().splitlines() or ["too little memory"]
        sys.stderr.write(f"A worker process could not load its libraries: {lines[-1]}\n")
        raise SystemExit(1) from None


def _isolate(memory_mb: int, scratch: Path) -> None:
    # Ctrl-C is the parent's to answer: it lets what is being written end, and then kills the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setsid"):
        os.setsid()
    threading.Thread(target=_die_with_parent, args=(scratch,), daemon=True).start()
    if sys.platform != "win32":
        import resource

        # A hostile file may crash many workers: no core file of hundreds of MB for each.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # Address space, not resident memory: the one limit that Linux enforces, and it raises MemoryError in time.
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        wanted = memory_mb * 2**20
        with suppress(ValueError, OSError, OverflowError):  # macOS refuses
            resource.setrlimit(resource.RLIMIT_AS, (wanted if most < 0 else min(wanted, most), most))


def _fall_silent() -> None:
    """Sends standard output and error to nowhere: what libraries print of a file would break the progress bar."""
    # By file descriptor, as C code does not ask ``sys.stdout``.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _die_with_parent(scratch: Path) -> None:
    """Ends the group as soon as the parent is gone, however it went, and removes its temporary files.

    Linux could signal a parent's death by itself (PR_SET_PDEATHSIG), but only to the worker: killed by it, the
    worker would leave its Tesseract behind. For code that never lets this thread run there is the alarm.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    wait([parent.sentinel])
    # Under another name first: what this worker and its Tesseract are at would make new files while the folder goes.
    gone = scratch.with_name(f"{PREFIX}{os.getpid():08}")
    with suppress(OSError):
        scratch = scratch.rename(gone)
    shutil.rmtree(scratch, ignore_errors=True)
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _call(function: Callable[[Any], Any], argument: Any, limits: Limits) -> tuple[Any, bool]:
    """The value or the failure, of the page that it was at, and whether the worker is fit to go on."""
    page_at_work.go_back_to(None)
    outcome, is_fit = _outcome(function, argument, limits)
    page = page_at_work.at_work()
    page_at_work.go_back_to(None)
    return (of_page(outcome, page) if isinstance(outcome, Failure) else outcome), is_fit


def _outcome(function: Callable[[Any], Any], argument: Any, limits: Limits) -> tuple[Any, bool]:
    try:
        with _alarm(limits.timeout + SELF_DESTRUCTION_SECONDS):
            return function(argument), True
    except MemoryError:
        return out_of_memory(limits), False
    except ImportError as error:  # libraries that only some pages need
        return (out_of_memory(limits) if NO_ROOM in str(error) else raised(error, limits.stage)), False
    except (Exception, SystemExit) as error:  # noqa: BLE001 - what a file does to a library is its failure, not ours
        return raised(error, limits.stage), True


def _answer(connection: Connection, outcome: Any, is_fit: bool, limits: Limits) -> None:
    try:
        connection.send((outcome, is_fit))
    except MemoryError:
        connection.send((out_of_memory(limits), False))
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - pickling runs code of the value; nothing has been sent yet
        connection.send((raised(error, limits.stage), is_fit))


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """The system ends the process after so many seconds, whatever it is doing then."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
