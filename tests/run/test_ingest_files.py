"""Which files a call means, what they are called, and why one cannot be opened."""

from __future__ import annotations

import os
import socket
from hashlib import sha256
from pathlib import Path

import pytest

from extractor.errors import UsageError
from extractor.model.pages import Failure
from extractor.run.files import find_files, fingerprint


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())


def names(*given: str | Path) -> list[str]:
    return [found.path for found in find_files(given)]


def test_a_folder_gives_its_pdfs_at_any_depth_sorted(tmp_path: Path) -> None:
    make(tmp_path, "b.pdf", "a/c.PDF", "a/b/d.Pdf", "notes.txt", "pdf", "a.pdf.txt")
    assert names(tmp_path) == ["a/b/d.Pdf", "a/c.PDF", "b.pdf"]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, "x.pdf", ".x.pdf", ".cache/y.pdf", "._x.pdf")
    assert names(tmp_path) == ["x.pdf"]


def test_a_file_is_taken_by_its_name_whatever_it_is_called(tmp_path: Path) -> None:
    make(tmp_path, "a/report.bin", ".hidden.pdf")
    assert names(tmp_path / "a/report.bin", tmp_path / ".hidden.pdf") == [".hidden.pdf", "report.bin"]


def test_a_file_that_is_reached_twice_is_one_with_its_longest_name(tmp_path: Path) -> None:
    make(tmp_path, "a/b/x.pdf", "a/y.pdf")
    for given in ([tmp_path, tmp_path / "a/b/x.pdf", tmp_path / "a"], [tmp_path / "a", tmp_path]):
        assert names(*given) == ["a/b/x.pdf", "a/y.pdf"]


def test_the_order_of_what_is_given_does_not_matter(tmp_path: Path) -> None:
    make(tmp_path, "one/x.pdf", "two/x.pdf", "two/a.pdf")
    given = [tmp_path / "one", tmp_path / "two"]
    assert find_files(given) == find_files(reversed(given))
    assert names(*given) == ["a.pdf", "x.pdf", "x.pdf"]


def test_globs_count_as_what_they_match(tmp_path: Path) -> None:
    make(tmp_path, "2023/q1/x.pdf", "2023/y.pdf", "2024/z.pdf")
    assert names(f"{tmp_path}/**/*.pdf") == ["x.pdf", "y.pdf", "z.pdf"]
    assert names(f"{tmp_path}/202[3]") == ["q1/x.pdf", "y.pdf"]


def test_a_file_with_the_letters_of_a_glob_in_its_name_is_that_file(tmp_path: Path) -> None:
    make(tmp_path, "report [1].pdf", "report 1.pdf")
    assert names(tmp_path / "report [1].pdf") == ["report [1].pdf"]


def test_loops_of_links_end(tmp_path: Path) -> None:
    make(tmp_path, "a/x.pdf")
    (tmp_path / "a/up").symlink_to(tmp_path)
    (tmp_path / "self.pdf").symlink_to(tmp_path / "self.pdf")
    assert names(tmp_path) == ["a/x.pdf", "self.pdf"]


def test_a_link_within_the_folder_is_a_further_way_and_a_real_name_goes_first(tmp_path: Path) -> None:
    make(tmp_path, "reports/sub/x.pdf", "reports/y.bin", "reports/.kept/z.pdf")
    (tmp_path / "reports/b-link").symlink_to(tmp_path / "reports/sub")
    (tmp_path / "reports/c-link").symlink_to(".kept")
    (tmp_path / "reports/y.pdf").symlink_to("y.bin")
    assert names(tmp_path / "reports") == ["c-link/z.pdf", "sub/x.pdf", "y.pdf"]


def test_names_are_composed(tmp_path: Path) -> None:
    make(tmp_path, "ba\u0301o ca\u0301o.pdf")
    assert names(tmp_path) == ["b\u00e1o c\u00e1o.pdf"]


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_names_that_are_no_text_are_written_out(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xe1o.pdf")).write_bytes(b"x")
    [found] = find_files([tmp_path])
    assert found.path == r"b\xe1o.pdf"
    assert fingerprint(found.file) == sha256(b"x").hexdigest()


@pytest.mark.parametrize("given", [[], ["nowhere.pdf"], ["nowhere/*.pdf"], ["."], ["x.txt", "nowhere"]])
def test_paths_that_give_nothing_are_wrong_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: list[str]
) -> None:
    make(tmp_path, "x.txt")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as raised:
        find_files(given)
    assert raised.value.next_step


def reason(path: Path) -> str:
    failure = fingerprint(path)
    assert isinstance(failure, Failure)
    assert (failure.stage, failure.page) == ("read", None)
    assert failure.hint
    return failure.error


def test_what_cannot_be_opened_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "dangling.pdf").symlink_to(tmp_path / "gone.pdf")
    os.mkfifo(tmp_path / "pipe.pdf")
    assert names(tmp_path) == ["dangling.pdf", "folder.pdf", "pipe.pdf"]
    assert "folder" in reason(tmp_path / "folder.pdf")
    assert "a link to a file that is not there" in reason(tmp_path / "dangling.pdf")
    assert "not a regular file" in reason(tmp_path / "pipe.pdf")
    assert "it is not there" in reason(tmp_path / "gone meanwhile.pdf")


def test_what_is_no_file_is_refused_however_it_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(os.path.relpath(tmp_path / "socket.pdf"))
    for place, kind in (
        (tmp_path / "pipe.pdf", "a named pipe"),
        (tmp_path / "socket.pdf", "a socket"),
        (Path("/dev/zero"), "a device"),
    ):
        (tmp_path / f"to {place.name}").symlink_to(place)
        for named in (place, tmp_path / f"to {place.name}"):
            [found] = find_files([named])
            assert reason(found.file) == f"not a regular file but {kind}"


def test_what_the_system_makes_as_it_is_read_is_no_file() -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("there is no /proc")
    assert reason(Path("/proc/self/status")) == "not a regular file but made by the system as it is read"


def test_a_folder_called_like_a_pdf_is_a_folder(tmp_path: Path) -> None:
    make(tmp_path, "volume.pdf/part 1.pdf")
    assert names(tmp_path) == ["volume.pdf/part 1.pdf"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_missing_permission_is_named(tmp_path: Path) -> None:
    make(tmp_path, "x.pdf")
    (tmp_path / "x.pdf").chmod(0)
    assert "permission" in reason(tmp_path / "x.pdf")
