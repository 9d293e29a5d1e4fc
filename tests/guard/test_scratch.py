"""Temporary folders: those of programs that are gone are removed, all others stay."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from extractor.errors import TrichlucError
from extractor.guard import scratch
from extractor.guard.limits import Limits
from extractor.guard.pool import guarded
from extractor.guard.scratch import PREFIX, Scratch, clear_abandoned, scratch_folder
from tests.guard import functions
from tests.house.test_rooms import HOUSE
from tests.patience import PATIENCE

HOLDER = """
import sys
from extractor.guard.scratch import Scratch
scratch = Scratch()
(scratch.path / "page.png").write_bytes(b"x")
print(scratch.path, flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary folders, with a blank and Vietnamese letters in its name."""
    folder = tmp_path / "tạm thời"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def holder() -> tuple[subprocess.Popen[str], Path]:
    """A program with such a folder, and the folder."""
    program = subprocess.Popen(
        [sys.executable, "-c", HOLDER],
        env=os.environ | {"PYTHONPATH": str(HOUSE)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout
    return program, Path(program.stdout.readline().strip())


def kill(program: subprocess.Popen[str]) -> None:
    program.kill()
    program.communicate(timeout=PATIENCE)


def test_the_folder_of_a_killed_program_goes_and_that_of_a_running_one_stays() -> None:
    killed, left = holder()
    running, used = holder()
    try:
        kill(killed)
        assert left.is_dir()
        clear_abandoned()
        assert not left.exists()
        assert (used / "page.png").exists()
    finally:
        kill(running)


def test_a_run_clears_what_was_left(place: Path) -> None:
    killed, left = holder()
    kill(killed)
    assert [value for _, value in guarded(functions.shout, ["a"], Limits(1, PATIENCE, 4096))] == ["a"]
    assert not left.exists()
    assert list(place.iterdir()) == []


def test_a_worker_that_outlives_its_parent_keeps_its_folder() -> None:
    made = Scratch()
    worker = subprocess.Popen(
        [sys.executable, "-c", "import sys; from pathlib import Path; from extractor.guard.scratch import hold;"
         "hold(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()", str(made.path)],
        env=os.environ | {"PYTHONPATH": str(HOUSE)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert worker.stdout and worker.stdout.readline() == "held\n"
    assert made._lock is not None
    os.close(made._lock)  # as the death of the parent does
    clear_abandoned()
    assert made.path.is_dir()
    kill(worker)
    clear_abandoned()
    assert not made.path.exists()


def test_links_foreign_names_and_folders_that_others_may_enter_stay(place: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir(mode=0o700)
    (precious / "thesis.txt").write_text("years", encoding="utf-8")
    (place / f"{PREFIX}abcdefgh").symlink_to(precious)
    for name, mode in ((f"{PREFIX}notes of mine", 0o700), ("trichluc-output", 0o700), (f"{PREFIX}abcdefg1", 0o755)):
        (place / name).mkdir()
        (place / name).chmod(mode)
    before = sorted(place.iterdir())
    clear_abandoned()
    assert sorted(place.iterdir()) == before
    assert (precious / "thesis.txt").exists()


def test_folders_of_another_user_stay(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed, left = holder()
    kill(killed)
    with monkeypatch.context() as other:
        other.setattr(os, "getuid", lambda: left.stat().st_uid + 1)
        clear_abandoned()
    assert left.is_dir()


def test_a_folder_that_is_taken_before_it_is_locked_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []
    locking = scratch._lock

    def slow(folder: Path) -> int | None:
        made.append(folder)
        if len(made) == 1:
            clear_abandoned()
        return locking(folder)

    monkeypatch.setattr(scratch, "_lock", slow)
    with scratch_folder() as folder:
        assert folder.is_dir()
        assert made[0] != folder
        assert not made[0].exists()
    assert not folder.exists()


def test_no_place_for_temporary_files_is_told_in_words(place: Path) -> None:
    place.rmdir()
    with pytest.raises(TrichlucError, match="no temporary folder can be made: it is not there") as caught:
        Scratch()
    assert "TMPDIR" in caught.value.next_step
