"""What a call in a child process may take, and how it is told that it took more, crashed or raised."""

from __future__ import annotations

import errno
import os
import re
import signal
from dataclasses import dataclass, replace
from pathlib import Path
from traceback import extract_tb

from extractor.errors import TrichlucError, UnreadableFileError, UsageError, reason_of
from extractor.guard.page_at_work import PageAtWork
from extractor.guard.scratch import PREFIX
from extractor.model.pages import Failure
from extractor.options import Options

# A library's message may quote its whole input; 300 characters are three lines in the table of failures, enough to
# search the message by.
MESSAGE_LETTERS = 300

# Of a message so much is looked at for folders: each stroke in it asks the disk. The longest path is shorter than what
# is left for it (test_failure_texts.py).
LOOKED_AT = 1_500

# A week, in seconds. The system's timers refuse 1e30 and infinity: every file would fail of it (test_guard.py).
MAX_TIMEOUT = 7 * 24 * 3600

# Where an object happened to lie in memory: with it in the message two equal runs would write different databases.
# Numbers that files hold in this form have fewer digits than an address of today (test_failure_texts.py).
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+|\b0x[0-9a-fA-F]{9,16}\b")

# A path from the root on, up to its last folder.
_FOLDERS = re.compile(r"(?<![\w/.])/(?:[^/\n\"'<>|]+/)+[\w.-]*")

MORE_TIME = "give it more time (--timeout), then run again with --retry-failed"
DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""Numbers of the errors of a full disk, or of a user who may write no more."""

MAKE_ROOM = "make room in the folder of temporary files (TMPDIR names another), then run again with --retry-failed"
SEE_THE_FILE = "let the machine that reads see the same files under the same paths, then run again with --retry-failed"

STAGE = "extract"
"""The stage of what concerns a whole file."""

FAULT = "this is a fault of the program: read the file alone, and report the message with it"


@dataclass(frozen=True, slots=True)
class Limits:
    """How many workers, what each may take, and the stage that failures of the function belong to.

    ``timeout`` is in seconds of wall time for one argument, ``memory_mb`` in MiB of address space for one worker. After
    ``calls`` arguments a worker is replaced.
    """

    # A new worker costs half a second of processor time for its imports: after 100 files that is little, and what a
    # library leaks stays small.

    jobs: int
    timeout: float
    memory_mb: int
    stage: str = STAGE
    calls: int = 100

    @classmethod
    def of(cls, options: Options) -> Limits:
        """The limits that the options of a run ask for; ``jobs`` 0 is one a core that this process may use.

        Raises ``UsageError`` for values that no call could keep.
        """
        if options.jobs < 0 or not 0 < options.timeout <= MAX_TIMEOUT or options.memory_mb <= 0:
            raise UsageError(
                f"jobs {options.jobs}, timeout {options.timeout:g}, memory {options.memory_mb} MiB make no sense",
                f"Give --jobs 0 or more, --timeout above 0 up to {MAX_TIMEOUT} (a week), and --memory-mb above 0.",
            )
        return cls(options.jobs or _cores(), options.timeout, options.memory_mb)


def timed_out(limits: Limits) -> Failure:
    """The failure of a call that was killed for its time."""
    return Failure(limits.stage, None, f"not done after {limits.timeout:g} seconds", MORE_TIME)


def page_timed_out(page: PageAtWork, limits: Limits) -> Failure:
    """The failure of a call that was killed for the time of one page."""
    # The same words for whatever share it had: those of a page do not depend on what became of the others.
    return Failure(
        page.stage, page.number, f"the page is not done in its share of {limits.timeout:g} seconds", MORE_TIME
    )


def of_page(failure: Failure, page: PageAtWork | None) -> Failure:
    """The failure of a call as that of the page that it was at; None where it was at none."""
    return failure if page is None else replace(failure, stage=page.stage, page=page.number)


def crashed(code: int, limits: Limits) -> Failure:
    """The failure of a call whose process died with this exit code, negative for a signal."""
    if code >= 0:
        return Failure(limits.stage, None, f"the worker process ended with exit code {code}", FAULT)
    name = signal.Signals(-code).name if -code in list(signal.Signals) else f"signal {-code}"
    hints = {
        "SIGKILL": "most likely the machine ran out of memory: lower --jobs, then run again with --retry-failed",
        "SIGABRT": f"often too little memory ({limits.memory_mb} MiB): raise --memory-mb, then --retry-failed",
    }
    damaged = "the file is damaged or hostile: open it in a viewer and print it to a new PDF"
    return Failure(limits.stage, None, f"the worker process crashed ({name})", hints.get(name, damaged))


def out_of_memory(limits: Limits) -> Failure:
    """The failure of a call that reached the limit of its memory."""
    return Failure(
        limits.stage,
        None,
        f"more than {limits.memory_mb} MiB of memory needed",
        "raise --memory-mb (with fewer --jobs), then run again with --retry-failed",
    )


def raised(error: BaseException, stage: str) -> Failure:
    """The failure of a call that raised: our own errors in their words, others with the place in the source."""
    if isinstance(error, UnreadableFileError):
        return Failure("read", None, steady(error.message), error.next_step)
    if isinstance(error, TrichlucError):
        return Failure(stage, None, steady(error.message), error.next_step)
    if isinstance(error, OSError) and error.errno in DISK_FULL:
        return Failure(stage, None, f"it could not be worked on: {reason_of(error)}", MAKE_ROOM)
    raised_at = extract_tb(error.__traceback__)[-1]
    where = f"{Path(raised_at.filename).name}:{raised_at.lineno}"
    said = reason_of(error) if isinstance(error, OSError) and error.errno else steady(str(error))
    return Failure(stage, None, f"{type(error).__name__}: {said[:MESSAGE_LETTERS]} ({where})", FAULT)


def is_of_machine(failure: Failure) -> bool:
    """Whether it is the machine that is to blame and not the file: another machine may do it."""
    return failure.hint in (MAKE_ROOM, SEE_THE_FILE)


def steady(message: str) -> str:
    """A message without what differs between two runs over equal files: folders, temporary names, addresses."""
    start = " ".join(message[:LOOKED_AT].split())
    return ADDRESS.sub("", _FOLDERS.sub(_without_folder, start))


def _without_folder(found: re.Match[str]) -> str:
    """A path without its folder, if that is one of this machine; file formats have names with strokes, too."""
    path = found[0]
    end = path.rfind("/")
    while end > 0 and not os.path.isdir(path[:end]):  # noqa: PTH112 - what stands in a message may be no path at all
        end = path.rfind("/", 0, end)
    if end <= 0:
        return path
    # What goes on behind a blank may hold another path.
    name, blank, rest = path[end + 1 :].partition(" ")
    name = "a temporary file" if PREFIX in path[:end] else name
    return name + blank + _FOLDERS.sub(_without_folder, rest)


def _cores() -> int:
    # A container or ``taskset`` may leave this process fewer cores than the machine has.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
