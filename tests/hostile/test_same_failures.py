"""Equal files fail alike wherever they lie; a disk that fills while documents are stored is told, and costs nothing."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from extractor.store.dump import dump
from tests.hostile.files import BROKEN, from_objects, report
from tests.house.test_rooms import HOUSE
from tests.patience import PATIENCE

LIMITED = """
import resource, sys
from extractor.cli.main import main
if __name__ == "__main__":
    if int(sys.argv[1]):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
    main(sys.argv[2:])
"""


def ingest(folder: Path, db: Path, *flags: str, most: int = 0, temporary: Path | None = None) -> tuple[int, str]:
    """Exit code and standard error of an ingest by which no file may grow beyond ``most`` bytes."""
    script = db.with_name("limited.py")
    script.write_text(LIMITED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script, str(most), "ingest", str(folder), "--db", str(db), "--ocr", "never", *flags],
        env=os.environ | {"PYTHONPATH": str(HOUSE)} | ({"TMPDIR": str(temporary)} if temporary else {}),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    return done.returncode, done.stderr


def dumped(db: Path) -> list[str]:
    with closing(sqlite3.connect(db)) as connection:
        return list(dump(connection))


def write_broken(folder: Path) -> None:
    """Files that fail in as many ways as there are messages of libraries, mutants of a seed among them."""
    for name, (make, _) in BROKEN.items():
        (folder / name).write_bytes(make())
    (folder / "no pages.pdf").write_bytes(from_objects(b"<< /Type /Catalog /Pages 9 0 R >>"))
    for seed in range(12):
        chance, content = random.Random(seed), bytearray(report(3))
        for _ in range(chance.choice((4, 40, 200))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        (folder / f"mutant {seed}.pdf").write_bytes(content)


def test_the_same_files_fail_alike_from_two_places(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "một nơi khác" / "sâu hơn"
    for folder in (here, there, tmp_path / "tmp", tmp_path / "tạm thời"):
        folder.mkdir(parents=True)
    write_broken(here)
    for file in here.iterdir():
        shutil.copy(file, there)
    one, other = tmp_path / "one.db", tmp_path / "other.db"
    first, said = ingest(here, one, "--jobs", "1", temporary=tmp_path / "tmp")
    second, _ = ingest(there, other, "--jobs", "2", temporary=tmp_path / "tạm thời")
    assert (first, second) == (4, 4), said
    assert dumped(one) == dumped(other)
    assert not any(str(tmp_path) in line for line in dumped(one))
    assert [*(tmp_path / "tmp").iterdir(), *(tmp_path / "tạm thời").iterdir()] == []


@pytest.mark.skipif(sys.platform == "win32", reason="no limit for the size of files")
def test_a_disk_that_is_full_while_documents_are_stored_is_told_and_the_same_command_goes_on(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "gone.pdf").symlink_to("nowhere.pdf")
    db = tmp_path / "reports.db"
    assert ingest(reports, db, "--jobs", "1")[0] == 4
    for number in range(3):
        (reports / f"{number}.pdf").write_bytes(report(30 + number))
    # The log of a run has room for two documents.
    code, said = ingest(reports, db, "--jobs", "1", most=150_000)
    assert code == 1, said
    assert f"Error: the disk fails to read or write {db}" in said or "there is no room on the disk" in said
    assert "What is finished is kept; the same command goes on from there." in said
    assert "Traceback" not in said
    assert ingest(reports, db, "--jobs", "1")[0] == 4
    whole = tmp_path / "whole.db"
    assert ingest(reports, whole, "--jobs", "1")[0] == 4
    assert dumped(db) == dumped(whole)
