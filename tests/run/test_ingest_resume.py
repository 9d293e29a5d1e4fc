"""A run that is killed or interrupted at any moment, and then run again, gives what an undisturbed one gives."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from extractor.store.dump import dump
from tests.guard.processes import descendants, is_running, until
from tests.hostile.files import report
from tests.patience import PATIENCE
from tests.run.stand_in import write_report

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="counts processes in /proc")


def start(reports: Path, db: Path, jobs: int = 2, *reader: str, hold: int = 0) -> subprocess.Popen[str]:
    """A run; after ``hold`` lines it waits in the middle of its work, until its standard input is closed."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.run.run_to_be_killed", str(reports), str(db), str(jobs), str(hold), *reader],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finish(reports: Path, db: Path, jobs: int = 2, *reader: str) -> str:
    process = start(reports, db, jobs, *reader)
    said, complaints = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, complaints
    return said


def wait_for_files(process: subprocess.Popen[str], count: int) -> None:
    assert process.stdout
    for _ in range(count):
        assert process.stdout.readline()


def dumped(db: Path) -> list[str]:
    with closing(sqlite3.connect(db)) as connection:
        return list(dump(connection))


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty reports, some twice, some failing, some with a page lost."""
    folder = tmp_path_factory.mktemp("resume") / "reports"
    for number in range(40):
        orders = {7: ("exit:3",), 11: ("lose page",), 23: ("raise:odd",), 31: ("segfault",)}.get(number, ())
        write_report(folder / f"{number % 4}/{number}.pdf", number, "wait:0.02", *orders)
    for number in (3, 7, 38):
        write_report(
            folder / f"again/{number}.pdf", number, *(("wait:0.02", "exit:3") if number == 7 else ("wait:0.02",))
        )
    (folder / "dangling.pdf").symlink_to(folder / "nowhere.pdf")
    return folder


@pytest.fixture(scope="module")
def undisturbed(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    db = tmp_path_factory.mktemp("undisturbed") / "r.db"
    finish(reports, db, jobs=1)
    return dumped(db)


def test_the_undisturbed_run_holds_what_it_should(undisturbed: list[str]) -> None:
    assert sum('"Báo cáo ' in row for row in undisturbed) >= 37
    assert sum("exit code 3" in row for row in undisturbed) == 1


@pytest.mark.parametrize("files", [0, 1, 9, 20, 44])
def test_resumed_after_a_kill(reports: Path, undisturbed: list[str], tmp_path: Path, files: int) -> None:
    process = start(reports, tmp_path / "r.db")
    wait_for_files(process, files)
    time.sleep(0.007 * files)
    below = descendants(process.pid)
    process.kill()
    process.wait(PATIENCE)
    assert until(lambda: not any(map(is_running, below)))
    said = finish(reports, tmp_path / "r.db")
    assert said.count("ingested: ") + said.count("unchanged: ") == 37
    assert said.count("unchanged: ") + said.count("failed before: ") >= files // 2
    assert dumped(tmp_path / "r.db") == undisturbed


@pytest.mark.parametrize(("files", "number"), [(1, signal.SIGINT), (30, signal.SIGINT), (12, signal.SIGTERM)])
def test_resumed_after_an_interruption(
    reports: Path, undisturbed: list[str], tmp_path: Path, files: int, number: signal.Signals
) -> None:
    process = start(reports, tmp_path / "r.db", hold=files)
    wait_for_files(process, files)
    below = descendants(process.pid)
    os.killpg(process.pid, number)
    said, complaints = process.communicate(timeout=PATIENCE)
    assert (process.returncode, complaints) == (130, "")
    assert "stopping: \nfinishing: \n" in said
    assert until(lambda: not any(map(is_running, below)))
    assert not (tmp_path / "r.db-wal").exists()
    with closing(sqlite3.connect(tmp_path / "r.db")) as connection:
        [(documents,)] = connection.execute("SELECT count(*) FROM documents").fetchall()
        [(instruments,)] = connection.execute("SELECT count(*) FROM instruments").fetchall()
        [(linked,)] = connection.execute("SELECT count(*) FROM citations WHERE instrument_id IS NULL").fetchall()
    assert documents >= files // 2
    assert instruments > 0
    assert linked == 0
    said = finish(reports, tmp_path / "r.db", jobs=1)
    assert said.count("unchanged: ") == documents
    assert dumped(tmp_path / "r.db") == undisturbed


def test_a_second_interruption_stops_at_once(reports: Path, undisturbed: list[str], tmp_path: Path) -> None:
    process = start(reports, tmp_path / "r.db", hold=5)
    wait_for_files(process, 5)
    below = descendants(process.pid)
    process.send_signal(signal.SIGINT)
    time.sleep(0.01)  # two of a kind at once are one
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE)
    assert process.returncode in (130, -signal.SIGINT, 1)
    assert until(lambda: not any(map(is_running, below)))
    finish(reports, tmp_path / "r.db")
    assert dumped(tmp_path / "r.db") == undisturbed


def test_the_pipeline_gives_the_same_after_kills_and_with_other_jobs(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(8):
        (reports / f"{number}.pdf").write_bytes(report(1 + number))
    (reports / "cut.pdf").write_bytes(report(9)[:800])
    finish(reports, tmp_path / "one.db", 1, "pipeline")
    for files in (2, 3):
        process = start(reports, tmp_path / "two.db", 2, "pipeline")
        wait_for_files(process, files)
        process.kill()
        process.wait(PATIENCE)
    assert finish(reports, tmp_path / "two.db", 2, "pipeline").count("unchanged: ") >= 2
    assert dumped(tmp_path / "one.db") == dumped(tmp_path / "two.db")
    assert any("Bao cao trang 8" in row for row in dumped(tmp_path / "one.db"))
