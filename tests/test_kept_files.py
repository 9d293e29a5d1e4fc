"""Small files by key: whole entries or none, those longest unused go first, what is not ours stays."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from extractor.kept_files import KeptFiles


@pytest.fixture
def five(tmp_path: Path) -> KeptFiles:
    """Five entries of a thousand bytes, ``a`` the one that was put first."""
    files = KeptFiles(tmp_path / "kept", ".page")
    for age, key in enumerate("abcde", 1):
        files.put(key, bytes(1000))
        os.utime(files.place(key), (age, age))
    return files


def there(files: KeptFiles) -> str:
    return "".join(key for key in "abcde" if files.place(key).exists())


def test_the_oldest_go_first_and_leave_some_room(five: KeptFiles) -> None:
    five.shrink(6000)
    assert there(five) == "abcde"
    five.shrink(5000)  # with their digests they take 5160
    assert there(five) == "cde"


def test_an_entry_that_is_a_pipe_or_leads_out_is_not_there(five: KeptFiles, tmp_path: Path) -> None:
    five.place("a").unlink()
    os.mkfifo(five.place("a"))
    five.place("b").rename(tmp_path / "b")
    five.place("b").symlink_to(tmp_path / "b")
    assert [five.get(key) for key in "abc"] == [None, None, bytes(1000)]


def test_what_is_used_counts_as_new(five: KeptFiles) -> None:
    assert five.get("a") == bytes(1000)
    five.shrink(3000)
    assert there(five) == "ae"


def test_files_of_others_are_neither_counted_nor_removed(five: KeptFiles) -> None:
    (five.folder / "notes.txt").write_text("mine")
    (five.folder / "folder.page").mkdir()
    assert five.count_and_bytes() == (5, 5 * 1032)
    five.shrink(0)
    assert sorted(path.name for path in five.folder.iterdir()) == ["folder.page", "notes.txt"]


def test_what_a_killed_process_left_is_removed_with_the_old(five: KeptFiles) -> None:
    part = five.folder / "3f2a.page"
    part.write_bytes(b"half")
    os.utime(part, (0, 0))
    five.shrink(5000)
    assert not part.exists()


def test_a_full_disk_leaves_nothing_half_done(five: KeptFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, content: bytes) -> None:
        with self.open("wb") as file:
            file.write(content[:10])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    for key in "af":
        with pytest.raises(OSError, match="No space left"):
            five.put(key, b"new")
    assert five.count_and_bytes()[0] == 5
    assert five.get("a") == bytes(1000)
