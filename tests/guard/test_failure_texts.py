"""What a failure says is the same for equal files, wherever they lie and whatever machine reads them."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from extractor.errors import reason_of
from extractor.guard.limits import raised, steady
from extractor.guard.scratch import scratch_folder


@pytest.mark.parametrize("place", ["reports", "báo cáo năm 2024/quý 1", "a (b)"])
def test_no_folder_stands_in_a_message(tmp_path: Path, place: str) -> None:
    folder = tmp_path / place
    folder.mkdir(parents=True)
    file = folder / "báo cáo.pdf"
    assert steady(f"cannot open {file}: no good") == "cannot open báo cáo.pdf: no good"
    assert steady(f"{file} and '{folder}/b.pdf' and {folder}/c.pdf") == "báo cáo.pdf and 'b.pdf' and c.pdf"


def test_temporary_files_have_no_names_in_a_message() -> None:
    with scratch_folder() as folder:
        assert steady(f"cannot write {folder}/tmpa8_x1q.png now") == "cannot write a temporary file now"


@pytest.mark.parametrize(
    "message",
    ["/Type /Page/Kids is no name", "unknown filter /Crypt/FlateDecode/", "1/2 of it", "<</A/B/C 3>>", "/", "a / b"],
)
def test_names_of_the_file_format_stay(message: str) -> None:
    assert steady(message) == message


def test_a_path_may_be_long_and_a_message_without_end_costs_nothing(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["thư mục con của một cơ quan"] * 20)
    deep.mkdir(parents=True)
    assert steady(f"no pages in {deep}/a.pdf, it is empty") == "no pages in a.pdf, it is empty"
    assert len(steady("/a" * 1_000_000)) < 3_000


def test_addresses_go_and_numbers_of_the_file_stay() -> None:
    assert steady("<Glyph object at 0x7f8e44d2ab50> is odd") == "<Glyph object> is odd"
    assert steady("<cdata 'void *' 0x55d0c1a2b3c4>") == "<cdata 'void *' >"
    assert steady("no object at offset 0x0001ffee") == "no object at offset 0x0001ffee"


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOENT, "it is not there"), (errno.EACCES, "no permission"), (errno.ENOTTY, "error ENOTTY of the system")],
)
def test_the_system_is_quoted_in_words_of_our_own(number: int, said: str) -> None:
    # In whatever language the system speaks.
    error = OSError(number, "Không có tệp", "/somewhere/a.pdf")
    assert reason_of(error) == said
    failed = raised(_thrown(error), "extract").error
    assert said in failed
    assert "Không" not in failed
    assert "somewhere" not in failed


def test_a_full_disk_for_temporary_files_is_no_fault_of_the_program() -> None:
    failure = raised(_thrown(OSError(errno.ENOSPC, "No space left on device")), "extract")
    assert failure.error == "it could not be worked on: no room is left on the disk"
    assert "TMPDIR" in failure.hint


def _thrown(error: OSError) -> OSError:
    try:
        raise error
    except OSError as caught:
        return caught
