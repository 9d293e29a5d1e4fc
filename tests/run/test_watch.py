"""Folders that are watched: when a file is read, what is told, how errors and signals end nothing too early."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from extractor.cli.terminal.watching import EVERY
from extractor.errors import DatabaseError, UsageError
from extractor.model.document import RunSummary
from extractor.run.files import Found, files_there
from extractor.run.ingest import STOPPING, Event, Progress
from extractor.run.watch import ALL_GONE, GONE, LONGEST, SHARE, TROUBLE, WATCHING, Sight, watch

Step = Callable[[], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two files."""
    made = tmp_path / "reports"
    made.mkdir()
    for name in ("a.pdf", "b.pdf"):
        (made / name).write_text(name)
    return made


class Watched:
    """A watch whose time is told by steps: each pause does the next one, the last is followed by Ctrl-C."""

    def __init__(self, folder: Path, *steps: Step, every: float = 10.0, cost: float = 0.0) -> None:
        self.rounds: list[list[str]] = []
        self.told: list[Event] = []
        self.pauses: list[float] = []
        self.raising: Iterator[Exception | None] = iter(())
        self.interrupted = False
        self.folder, self.steps, self.every, self.cost, self.now = folder, list(steps), every, cost, 0.0

    def start(self) -> Watched:
        watch([self.folder], self.read, self.told.append, every=self.every, wait=self.wait, clock=self.clock)
        return self

    def clock(self) -> float:
        self.now += self.cost
        return self.now

    def wait(self, seconds: float) -> None:
        self.pauses.append(seconds)
        if not self.steps:
            raise KeyboardInterrupt
        self.steps.pop(0)()

    def read(self, files: Sequence[Found], hear: Progress) -> RunSummary:
        self.rounds.append([found.path for found in files])
        if error := next(self.raising, None):
            raise error
        if self.interrupted:
            hear(Event(STOPPING))
        return RunSummary(
            database="r.db", files=len(files), ingested=len(files), unchanged=0, failed=0, interrupted=self.interrupted
        )

    @property
    def outcomes(self) -> list[str]:
        return [event.outcome for event in self.told]


def nothing() -> None:
    pass


def test_files_are_read_once_they_rest_and_once_more_when_they_change(folder: Path) -> None:
    changed = folder / "a.pdf"
    done = Watched(
        folder,
        nothing,
        nothing,
        lambda: changed.write_text("a longer text"),
        lambda: ((folder / "more").mkdir(), (folder / "more" / "c.pdf").write_text("c")),
        nothing,
        nothing,
    ).start()
    assert done.rounds == [["a.pdf", "b.pdf"], ["a.pdf"], ["more/c.pdf"]]
    assert done.outcomes == [WATCHING] and done.told[0].total == 2
    assert set(done.pauses) == {10.0}


def test_a_file_that_is_still_being_copied_is_not_read(folder: Path) -> None:
    def grow() -> None:
        with (folder / "long.pdf").open("a") as file:
            file.write("more")

    def touch() -> None:
        os.utime(folder / "long.pdf", ns=(0, 1))

    done = Watched(folder, grow, grow, touch, grow, nothing, nothing).start()
    assert done.rounds == [["a.pdf", "b.pdf"], ["long.pdf"]]
    assert len(done.pauses) == 7


def test_what_is_gone_is_told_and_what_comes_back_unchanged_is_not_read(folder: Path, tmp_path: Path) -> None:
    def away() -> None:
        (folder / "a.pdf").rename(tmp_path / "a.pdf")

    def back() -> None:
        (tmp_path / "a.pdf").rename(folder / "a.pdf")

    done = Watched(folder, nothing, away, nothing, nothing).start()
    assert [(event.outcome, event.path) for event in done.told[1:]] == [(GONE, "a.pdf")]
    # A rename changes the time of the change of a file: it is looked at once more, and its bytes are known.
    assert Watched(folder, nothing, back, nothing, nothing).start().rounds == [["b.pdf"], ["a.pdf"]]


def test_a_share_that_is_not_mounted_is_one_line_and_no_file_is_read_again(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"

    def unmount() -> None:
        folder.rename(elsewhere)
        folder.mkdir()

    def mount() -> None:
        folder.rmdir()
        elsewhere.rename(folder)

    done = Watched(folder, nothing, unmount, nothing, mount, nothing, nothing).start()
    assert [(event.outcome, event.total) for event in done.told[1:]] == [(ALL_GONE, 2)]
    assert done.rounds == [["a.pdf", "b.pdf"]]


def test_a_folder_that_is_gone_is_waited_for(folder: Path) -> None:
    done = Watched(folder, nothing, lambda: shutil.rmtree(folder), nothing, nothing, nothing).start()
    assert done.outcomes == [WATCHING, TROUBLE, TROUBLE, TROUBLE, TROUBLE]
    assert all(event.failure and "no such file or folder" in event.failure.error for event in done.told[1:])
    assert done.pauses == [10, 10, 20, 40, 80, 160]


def test_errors_of_a_run_do_not_end_it_and_it_tries_again_less_and_less_often(folder: Path) -> None:
    done = Watched(folder, *[nothing] * 10)
    full = DatabaseError("there is no room on the disk for r.db", "make room")
    done.raising = iter([*[full] * 7, None])
    done.start()
    assert done.rounds == [["a.pdf", "b.pdf"]] * 8
    assert done.pauses == [10, 20, 40, 80, 160, LONGEST, LONGEST, LONGEST, 10, 10, 10]
    assert LONGEST == 300.0
    first = done.told[1]
    assert first.failure and (first.failure.error, first.failure.hint) == (full.message, "make room")
    assert first.seconds == 20


def test_a_full_disk_that_the_system_tells_of_is_told_in_words(folder: Path) -> None:
    done = Watched(folder, nothing, nothing)
    done.raising = iter([OSError(28, "No space left on device", "r.db")])
    failure = done.start().told[1].failure
    assert failure and failure.error == "r.db: no room is left on the disk"


def test_a_wrong_call_ends_at_once_and_a_later_fault_of_the_rules_does_not(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        Watched(tmp_path / "elsewhere").start()
    first = Watched(folder, nothing, nothing)
    first.raising = iter([UsageError("unknown rule")])
    with pytest.raises(UsageError, match="unknown rule"):
        first.start()
    later = Watched(folder, nothing, nothing, lambda: (folder / "a.pdf").write_text("x"), nothing, nothing)
    later.raising = iter([None, UsageError("unknown rule")])
    assert later.start().outcomes == [WATCHING, TROUBLE]


def test_a_long_look_is_followed_by_a_long_pause(folder: Path) -> None:
    assert Watched(folder, nothing, every=1.0, cost=0.25).start().pauses == [0.25 * SHARE] * 2
    assert Watched(folder, nothing, every=10.0, cost=0.25).start().pauses == [10.0] * 2
    assert Watched(folder, nothing, every=1.0, cost=60.0).start().pauses == [LONGEST] * 2
    # A look takes a twentieth of the time at the most, and is no rarer than that asks for.
    assert (SHARE, EVERY) == (20, 10.0)


def test_a_run_that_is_interrupted_ends_the_watch(folder: Path) -> None:
    done = Watched(folder, nothing, nothing, nothing)
    done.interrupted = True
    assert len(done.start().pauses) == 1


def test_a_second_ctrl_c_within_a_run_is_no_good_end(folder: Path) -> None:
    class Twice(Watched):
        def read(self, files: Sequence[Found], hear: Progress) -> RunSummary:
            hear(Event(STOPPING))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Twice(folder, nothing).start()


def test_an_empty_folder_is_watched(tmp_path: Path) -> None:
    done = Watched(tmp_path, lambda: (tmp_path / "a.pdf").write_text("a"), nothing).start()
    assert done.rounds == [["a.pdf"]]


def test_what_must_not_or_cannot_be_read_is_read_once_so_that_it_is_told(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.pdf"
    outside.write_text("mine")
    (folder / "link.pdf").symlink_to(outside)
    (folder / "broken.pdf").symlink_to(folder / "nowhere.pdf")
    sight = Sight()
    assert sight.look(files_there([folder])).ready == ()
    ready = sight.look(files_there([folder])).ready
    assert [found.path for found in ready] == ["a.pdf", "b.pdf", "broken.pdf", "link.pdf"]
    sight.has_read(ready)
    assert sight.look(files_there([folder])).ready == ()
