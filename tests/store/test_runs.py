"""Whether the last run came to its end: killed at any moment, with one writer or several, the mark is right."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from extractor.across.corpus_pass import run_corpus_pass
from extractor.store.database import open_read_only
from extractor.store.runs import (
    CUT_OFF,
    FINISHED,
    INTERRUPTED,
    WRITING,
    LastRun,
    WritersMark,
    is_written,
    last_run,
    mark_of,
)
from extractor.store.writer import Writer
from tests.documents import sample_documents
from tests.house.test_rooms import HOUSE
from tests.patience import PATIENCE
from tests.store.databases import dumped, ingest

FIRST, SECOND, THIRD = sample_documents()

WRITING_ONE = """
import sys
from pathlib import Path
from extractor.store.writer import Writer
from tests.documents import sample_documents
writer = Writer(Path(sys.argv[1]))
writer.begin_run("options", "0.1.0")
writer.write(sample_documents()[2], "options")
print("written", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def database(sample_db: Path, tmp_path: Path) -> Path:
    """A database of a finished run, to be written to."""
    return Path(shutil.copy(sample_db, tmp_path / "reports.db"))


def state(path: Path) -> LastRun:
    with closing(open_read_only(path)) as connection:
        return last_run(connection, path)


def test_a_finished_run_leaves_nothing_behind(database: Path) -> None:
    assert state(database) == LastRun(FINISHED, False, 3, 0)
    assert not mark_of(database).exists()


def test_a_run_that_goes_on_and_one_that_was_killed_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    ingest(path, [FIRST, SECOND])
    program = subprocess.Popen(
        [sys.executable, "-c", WRITING_ONE, str(path)],
        env=os.environ | {"PYTHONPATH": str(HOUSE)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout and program.stdout.readline() == "written\n"
    assert state(path) == LastRun(WRITING, True, 3, 1)
    program.send_signal(signal.SIGKILL)
    program.communicate(timeout=PATIENCE)
    assert state(path) == LastRun(CUT_OFF, True, 3, 1)
    ingest(path, [THIRD])
    assert state(path) == LastRun(FINISHED, False, 3, 0)
    assert not mark_of(path).exists()


def test_an_interrupted_run_has_made_what_depends_on_all(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Writer(path) as writer:
        writer.begin_run("options", "0.1.0")
        writer.write(FIRST, "options")
        run_corpus_pass(writer.connection)
        writer.finish_run({}, complete=False)
    assert state(path) == LastRun(INTERRUPTED, False, 1, 0)


def test_a_run_that_ended_before_it_changed_anything_is_behind_in_nothing(database: Path) -> None:
    with Writer(database) as writer:
        writer.begin_run("options", "0.1.0")
    assert state(database) == LastRun(CUT_OFF, False, 3, 0)


def test_what_a_run_with_other_options_left_is_made_up_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Writer(path) as writer:
        writer.begin_run("others", "0.1.0")
        writer.write(FIRST, "others")
    assert state(path).is_behind
    with Writer(path) as writer:
        writer.begin_run("options", "0.1.0")
    assert state(path) == LastRun(CUT_OFF, True, 1, 1)
    ingest(path, [])
    assert state(path) == LastRun(FINISHED, False, 1, 0)


def test_the_pass_alone_does_not_make_the_index(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Writer(path) as writer:
        writer.begin_run("options", "0.1.0")
        writer.write(FIRST, "options")
        run_corpus_pass(writer.connection)
    assert state(path) == LastRun(CUT_OFF, True, 1, 1)


def test_of_two_writers_the_first_to_finish_leaves_the_other_open(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Writer(path) as one, Writer(path) as two:
        one.begin_run("options", "0.1.0")
        one.write(FIRST, "options")
        two.begin_run("others", "0.1.0")
        run_corpus_pass(one.connection)
        two.write(SECOND, "others")
        one.finish_run({})
        assert state(path) == LastRun(WRITING, True, 2, 0)
    assert state(path) == LastRun(CUT_OFF, True, 2, 0)


def test_a_document_that_comes_after_a_later_run_has_finished_is_not_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Writer(path) as one, Writer(path) as two:
        one.begin_run("options", "0.1.0")
        two.begin_run("others", "0.1.0")
        run_corpus_pass(two.connection)
        two.finish_run({})
        assert not state(path).is_behind
        one.write(FIRST, "options")
        assert state(path) == LastRun(WRITING, True, 1, 1)


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path, whole = tmp_path / "a.db", tmp_path / "whole.db"
    ingest(whole, sample_documents())
    with Writer(path) as one, Writer(path) as two:
        one.begin_run("options", "0.1.0")
        two.begin_run("options", "0.1.0")
        one.write(FIRST, "options")
        two.write(SECOND, "options")
        two.write(THIRD, "options")
        for writer in (one, two):
            run_corpus_pass(writer.connection)
            writer.finish_run({})
    assert state(path) == LastRun(FINISHED, False, 3, 0)
    assert dumped(path) == dumped(whole)
    assert not is_written(path)


def test_a_mark_that_is_left_lying_or_planted_says_nothing(database: Path, tmp_path: Path) -> None:
    mark_of(database).touch()
    assert not is_written(database)
    mark_of(database).unlink()
    mark_of(database).symlink_to(tmp_path / "elsewhere")
    ingest(database, [])
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_at_the_place_of_the_mark_makes_nobody_wait(tmp_path: Path) -> None:
    path = tmp_path / "reports.db"
    os.mkfifo(mark_of(path))
    mark = WritersMark(path)
    mark.set()
    assert is_written(path)
    mark.clear()
    assert not is_written(path)
