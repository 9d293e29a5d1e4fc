"""How a person at a terminal, or a log, follows an ingest. Everything goes to standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from extractor.cli.terminal.door import console, put_line
from extractor.cli.terminal.language import spoken, user_words
from extractor.cli.terminal.log import current_log
from extractor.cli.terminal.output import note
from extractor.export.inert import shown
from extractor.run.ingest import CLUSTER, FINISHING, PAGE_READ, STOPPING, Event, Progress
from extractor.run.plan import FAILED

# In a long run without a terminal, so much time passes between two lines about files that went well: a log of a night
# has some thousand lines, and whoever follows it sees that it goes on.
QUIET_SECONDS = 5.0

# Up to so many files each has its line: they can be read, or scrolled back to.
SHORT_RUN = 100

PHASES = {
    STOPPING: "Interrupted: what is finished is kept. Ctrl-C again stops at once.",
    FINISHING: "Finishing the database: who cites whom, series over periods, search index.",
}


@contextmanager
def shown_progress(*, silent: bool) -> Iterator[Progress]:
    """Takes the events of a run and shows them: a bar on a terminal, lines elsewhere, nothing if ``silent``.

    Where the command writes a log, they go there.
    """
    if log := current_log():
        yield log
    elif silent:
        yield lambda event: None
    elif sys.stderr.isatty():
        with _bar() as progress:
            yield progress
    else:
        yield Lines()


class Lines:
    """One line a file in a short run; in a long one every few seconds, and for each file that failed.

    Of the pages of long scans there is one every few seconds.
    """

    def __init__(self) -> None:
        self._began = self._last = time.monotonic()

    def __call__(self, event: Event) -> None:
        """Writes the line of an event, where it has one."""
        # Phases belong to no file, and are told in long runs too.
        if event.outcome in PHASES or event.outcome == CLUSTER:
            note(PHASES.get(event.outcome, event.reason))
            return
        now = time.monotonic()
        is_last = event.position == event.total
        is_one_of_many = event.total > SHORT_RUN or event.outcome == PAGE_READ
        if is_one_of_many and not event.failure and not is_last and now - self._last < QUIET_SECONDS:
            return
        self._last = now
        # The first file may be done within one tick of the clock.
        rate = event.position / max(now - self._began, 0.001)
        speed = f" ({_speed(rate)})" if event.total > SHORT_RUN else ""
        put_line(f"[{event.position}/{event.total}]{speed} {_line(event)}", err=True)


def counted_rows() -> Callable[[str, int, int], None]:
    """Takes the rows of an export as they are written, and says every few seconds how far it is."""
    last = time.monotonic()

    def progress(name: str, done: int, total: int) -> None:
        nonlocal last
        if (now := time.monotonic()) - last >= QUIET_SECONDS:
            last = now
            note(f"{name}: {done:,} of {total:,} rows")

    return progress


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich import progress as rich_progress
    from rich.text import Text

    class Rate(rich_progress.ProgressColumn):
        """Files a second, lately."""

        def render(self, task: rich_progress.Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(_speed(speed) if speed else "")

    drawing = console(err=True)
    columns = (
        rich_progress.BarColumn(),
        rich_progress.MofNCompleteColumn(),
        Rate(),
        rich_progress.TimeRemainingColumn(),
        rich_progress.TextColumn("{task.description}", markup=False),
    )
    # Transient: when the run is over the bar goes, and the table of results stands alone.
    with rich_progress.Progress(*columns, console=drawing, transient=True) as bar:
        task = bar.add_task("", total=None)
        shares = Shares()

        def progress(event: Event) -> None:
            if event.outcome in PHASES or event.outcome == CLUSTER:
                drawing.print(Text(spoken(PHASES.get(event.outcome, event.reason))))
                return
            bar.update(task, completed=shares.done(event), total=event.total, description=_described(event))
            if event.outcome == FAILED:
                drawing.print(Text(_line(event)))

        yield progress


class Shares:
    """How many files are done, of a long scan that is at work the share of its pages."""

    def __init__(self) -> None:
        self._open: dict[str, float] = {}

    def done(self, event: Event) -> float:
        """Files and parts of files after an event."""
        if event.outcome == PAGE_READ:
            self._open[event.path] = event.page / event.pages
        else:
            self._open.pop(event.path, None)
        return event.position + sum(self._open.values())


def _described(event: Event) -> str:
    path = _printable(event.path)
    return f"{path} ({_page(event)})" if event.outcome == PAGE_READ else path


def _page(event: Event) -> str:
    return user_words()("page {number} of {count}", number=event.page, count=event.pages)


def _line(event: Event) -> str:
    if event.outcome == PAGE_READ:
        return f"{_page(event)}: {_printable(event.path)}"
    reason = spoken(event.failure.error if event.failure else event.reason)
    return f"{spoken(event.outcome)}: {_printable(event.path)}" + (f" ({reason})" if reason else "")


def _speed(rate: float) -> str:
    return user_words()("{number} files/s", number=f"{rate:.1f}")


def _printable(path: str) -> str:
    """A name on one line, what a terminal would obey written out."""
    return shown(path).replace("\n", "\\n").replace("\t", "\\t")
