"""Watches folders: files are read as they come, each time in a run of their own, until somebody ends it.

It looks again and again, and asks the system for no events: network shares give none of what other machines write, and
a file that is being copied has to be looked at until it rests anyway. A look reads names, sizes and times, no contents.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractor.errors import TrichlucError, UsageError, reason_of
from extractor.model.document import RunSummary
from extractor.model.pages import Failure
from extractor.regular_files import state_of
from extractor.run.files import Found, files_there
from extractor.run.ingest import STOPPING, Event, Progress
from extractor.run.interrupt import Interrupts

# Outcomes of an event beside those of a run.
WATCHING = "watching"
GONE = "gone"
ALL_GONE = "all gone"
TROUBLE = "trouble"

# A pause lasts so many times what the look before it took: of 100,000 files on a network a look takes seconds, and must
# not keep the network busy (test_watch.py).
SHARE = 20

# Seconds. The longest pause, after errors and after looks that took long: a disk that somebody makes room on is used
# again within minutes, and a report that comes is read within minutes (test_watch.py).
LONGEST = 300.0

# What stands for the state of a file that cannot be looked at, or must not be read: it does not change by itself.
_UNSEEN = (0,)

State = tuple[int, ...]

Round = Callable[[Sequence[Found], Progress], RunSummary]
"""Reads files in a run, and tells it."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look finds: how many ``files``, those that are ``ready`` to be read, the names of the ``gone`` ones."""

    ready: tuple[Found, ...]
    gone: tuple[str, ...]
    files: int


@dataclass(slots=True)
class Sight:
    """What earlier looks have seen: the state of each file at the last one, and the state in which it was read."""

    _seen: dict[Path, tuple[str, State]] = field(default_factory=dict)
    _read: dict[Path, State] = field(default_factory=dict)

    def look(self, files: Iterable[Found]) -> Look:
        """Looks at all ``files`` that are there now: one is ready that rests since the last look and is not read."""
        before, self._seen = self._seen, {}
        ready = []
        for found in files:
            state = _state(found)
            self._seen[found.file] = found.path, state
            if before.get(found.file) == (found.path, state) and self._read.get(found.file) != state:
                ready.append(found)
        gone = (path for file, (path, _) in before.items() if file not in self._seen)
        return Look(tuple(ready), tuple(sorted(gone)), len(self._seen))

    def has_read(self, files: Iterable[Found]) -> None:
        """Notes that a run has read files as the last look saw them; who changes meanwhile is read once more."""
        for found in files:
            self._read[found.file] = self._seen[found.file][1]


def watch(
    paths: Sequence[str | Path],
    read: Round,
    tell: Progress,
    *,
    every: float,
    wait: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Reads files as they come, change or go, until Ctrl-C or SIGTERM, between two documents.

    paths: files, folders, globs, as for ``ingest``. read: does a run. tell: hears what is no run's: the first look,
    files that are gone, errors. every: seconds between two looks, at the least; a file that has rested so long is read.
    wait: lets seconds pass. clock: seconds of any origin.

    Raises what the first look raises, ``UsageError`` of the first run, and ``KeyboardInterrupt`` where a run was to
    stop at once; all other errors are told, and what they kept from being read is tried again after longer pauses.
    """
    with Interrupts():
        _Watch(paths, read, tell, every, wait, clock).go_on()


@dataclass(slots=True)
class _Watch:
    paths: Sequence[str | Path]
    read: Round
    tell: Progress
    every: float
    wait: Callable[[float], None]
    clock: Callable[[], float]
    sight: Sight = field(default_factory=Sight)
    files: int | None = None
    runs: int = 0
    failed: int = 0
    is_stopping: bool = False

    def go_on(self) -> None:
        """Looks and reads until it is interrupted."""
        try:
            while self._look():
                pass
        except KeyboardInterrupt:
            # A second one within a run cuts off what the first let end; that is no good end.
            if self.is_stopping:
                raise

    def _look(self) -> bool:
        """One look, its run and the pause after it; False where the run was interrupted."""
        began = self.clock()
        try:
            look = self.sight.look(self._there())
            cost = self.clock() - began
            self._tell(look)
            if look.ready and self._run(look.ready):
                return False
        except (TrichlucError, OSError) as error:
            if self.files is None or (isinstance(error, UsageError) and not self.runs):
                raise
            self.failed += 1
            pause = max(self.every, min(self.every * 2**self.failed, LONGEST))
            self.tell(Event(TROUBLE, failure=_failure(error), seconds=pause))
        else:
            self.failed = 0
            pause = max(self.every, min(SHARE * cost, LONGEST))
        self.wait(pause)
        return True

    def _there(self) -> list[Found]:
        files = files_there(self.paths)
        if self.files is None:
            self.files = len(files)
            self.tell(Event(WATCHING, total=len(files), seconds=self.every))
        return files

    def _run(self, ready: Sequence[Found]) -> bool:
        """Reads files; True where that was interrupted."""
        summary = self.read(ready, self._hear)
        self.sight.has_read(ready)
        self.runs += 1
        return summary.interrupted

    def _hear(self, event: Event) -> None:
        self.is_stopping |= event.outcome == STOPPING

    def _tell(self, look: Look) -> None:
        # A share that is not mounted is an empty folder: a line for each of its files would bury what has happened.
        if look.gone and not look.files:
            self.tell(Event(ALL_GONE, total=len(look.gone)))
            return
        for path in look.gone:
            self.tell(Event(GONE, path))


def _state(found: Found) -> State:
    if found.refused:
        return _UNSEEN
    try:
        # Without the device, which is another one when a share is mounted again.
        return state_of(found.file)[1:]
    except OSError:
        return _UNSEEN


def _failure(error: TrichlucError | OSError) -> Failure:
    if isinstance(error, TrichlucError):
        return Failure("read", None, error.message, error.next_step)
    place = f"{error.filename}: " if error.filename else ""
    return Failure("read", None, f"{place}{reason_of(error)}", "")
