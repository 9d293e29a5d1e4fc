"""Links and file systems: an ingest reads what lies in the folders that were named, and tells what leads out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractor.run import files
from extractor.run.files import find_files
from extractor.run.ingest import ingest
from extractor.run.walk import ELSEWHERE
from tests.run.stand_in import read_report, write_report
from tests.run.test_ingest import rows
from tests.run.test_ingest_files import make, names


def run(db: Path, *given: Path | str) -> tuple[int, int]:
    summary = ingest([*given], db, extract=read_report, jobs=1)
    return summary.ingested, summary.failed


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A folder of reports, and one beside it to which two links lead."""
    write_report(tmp_path / "reports/a.pdf", 1)
    write_report(tmp_path / "other/b.pdf", 2)
    write_report(tmp_path / "other/c.txt", 3)
    (tmp_path / "reports/file.pdf").symlink_to("../other/b.pdf")
    (tmp_path / "reports/folder").symlink_to("../other")
    (tmp_path / "reports/up").symlink_to("..")
    (tmp_path / "reports/notes.txt").symlink_to("../other/c.txt")
    return tmp_path


def test_links_that_lead_out_are_told_and_not_followed(two: Path) -> None:
    db = two / "r.db"
    assert run(db, two / "reports") == (1, 3)
    failed = rows(db, "SELECT path, error, hint FROM failures ORDER BY path")
    assert [path for path, _, _ in failed] == ["file.pdf", "folder", "up"]
    for _, error, hint in failed:
        assert "leads out of the folder that was named" in error
        assert "name the folder that it leads to" in hint
        assert str(two) not in error + hint
        assert "other" not in error + hint
    assert rows(db, "SELECT path FROM documents") == [("a.pdf",)]


def test_links_into_a_folder_that_is_named_too_are_further_names_and_no_failures(two: Path) -> None:
    db = two / "r.db"
    run(db, two / "reports")
    (two / "reports/up").unlink()
    assert run(db, two / "reports", two / "other") == (1, 0)
    assert rows(db, "SELECT path FROM documents ORDER BY path") == [("a.pdf",), ("b.pdf",)]
    assert rows(db, "SELECT path FROM sources ORDER BY path") == [("file.pdf",), ("folder/b.pdf",)]
    # What is not looked at any more stays told.
    assert rows(db, "SELECT path FROM failures") == [("up",)]


def test_the_folder_that_is_named_may_be_a_link(two: Path) -> None:
    assert names(two / "reports/folder") == ["b.pdf"]
    assert [found.refused for found in find_files([two / "reports/folder"])] == [None]


def test_a_link_that_is_named_itself_is_read(two: Path) -> None:
    assert run(two / "r.db", two / "reports/file.pdf") == (1, 0)
    assert run(two / "s.db", two / "reports", two / "reports/file.pdf") == (2, 2)


def test_what_a_glob_matches_was_named_as_in_a_shell(two: Path) -> None:
    shell = [str(two / "reports" / name) for name in ("a.pdf", "file.pdf")]
    ours = find_files([f"{two}/reports/*.pdf"])
    assert ours == find_files(shell)
    assert [found.path for found in ours if not found.refused] == ["a.pdf", "file.pdf"]
    assert names(f"{two}/reports/fold*") == ["b.pdf"]


def test_two_stars_pass_no_link(two: Path) -> None:
    write_report(two / "reports/2024/q1/d.pdf", 4)
    (two / "reports/2024/round").symlink_to("..")
    (two / "reports/2024/about").symlink_to("../2024")
    assert names(f"{two}/reports/**/*.pdf") == ["a.pdf", "d.pdf", "file.pdf"]
    assert names(f"{two}/**/q*/*.pdf") == ["d.pdf"]
    assert names(f"{two}/reports/**/**/q1/**") == ["d.pdf"]


def test_a_folder_of_another_file_system_is_not_entered_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "reports/x.pdf", "reports/mounted/sub/y.pdf", "reports/z.pdf")
    plain = Path.stat

    def mounted(path: Path, **more: bool) -> os.stat_result:
        status = plain(path, **more)
        return os.stat_result((*status[:2], status.st_dev + 1, *status[3:])) if "mounted" in str(path) else status

    monkeypatch.setattr(Path, "stat", mounted)
    told = [found for found in find_files([tmp_path / "reports"]) if found.refused]
    assert [(found.path, found.refused) for found in told] == [("mounted", ELSEWHERE)]
    assert names(f"{tmp_path}/reports/**/*.pdf") == ["x.pdf", "z.pdf"]
    assert names(tmp_path / "reports/mounted") == ["sub/y.pdf"]
    both = find_files([tmp_path / "reports", tmp_path / "reports/mounted"])
    assert [(found.path, found.refused) for found in both] == [
        ("mounted/sub/y.pdf", None), ("x.pdf", None), ("z.pdf", None)
    ]  # fmt: skip


def test_a_link_to_another_file_system_within_the_folder_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "reports/x.pdf", "reports/mounted/y.pdf")
    (tmp_path / "reports/link").symlink_to("mounted")
    plain = Path.stat

    def mounted(path: Path, **more: bool) -> os.stat_result:
        status = plain(path, **more)
        is_there = path.name in ("mounted", "link")
        return os.stat_result((*status[:2], status.st_dev + 1, *status[3:])) if is_there else status

    monkeypatch.setattr(Path, "stat", mounted)
    assert [found.path for found in find_files([tmp_path / "reports"]) if found.refused] == ["link", "mounted"]


def test_deep_and_wide_trees_end(tmp_path: Path) -> None:
    """Two thousand folders one in the other, with links back at each; deeper ones have no path, which is told."""
    here, deep = tmp_path / "deep", 1900
    here.mkdir()
    descriptor = os.open(here, os.O_RDONLY)
    for level in range(2400):
        if level == deep:
            os.close(os.open("x.pdf", os.O_CREAT | os.O_WRONLY, dir_fd=descriptor))
        os.mkdir("d", dir_fd=descriptor)
        inner = os.open("d", os.O_RDONLY, dir_fd=descriptor)
        if level % 100 == 0:
            os.symlink("..", "up", dir_fd=inner)
        os.close(descriptor)
        descriptor = inner
    os.close(descriptor)
    found = find_files([here])
    assert [each.path for each in found if each.path.endswith(".pdf")] == ["d/" * deep + "x.pdf"]
    [told] = [each for each in found if not each.path.endswith(".pdf")]
    assert told.path == "/".join("d" for _ in range(told.path.count("d")))


def test_a_file_that_is_replaced_between_finding_and_reading_is_told_and_read_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db, file = tmp_path / "r.db", write_report(tmp_path / "reports/a.pdf", 1)
    write_report(tmp_path / "secret/s.pdf", 2)
    hashed = files.fingerprint

    def replaced(found: Path, top: Path | None = None) -> object:
        digest = hashed(found, top)
        file.unlink()
        file.symlink_to(tmp_path / "secret/s.pdf")
        return digest

    monkeypatch.setattr(files, "fingerprint", replaced)
    assert run(db, tmp_path / "reports") == (0, 1)
    assert rows(db, "SELECT path, sha256, error FROM failures") == [
        ("a.pdf", None, "the file changed while it was read")
    ]
    monkeypatch.undo()
    assert run(db, tmp_path / "reports") == (0, 1)
    file.unlink()
    write_report(file, 5)
    assert run(db, tmp_path / "reports") == (1, 0)
    assert rows(db, "SELECT * FROM failures") == []
