"""The cache of pictures: whole entries or none, limited, and never a reason to fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.facsimile.cache import Cache, default_folder


def test_what_was_put_comes_back_and_nothing_else(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    assert cache.get("a") is None
    cache.put("a", b"picture")
    assert (cache.get("a"), cache.get("b")) == (b"picture", None)
    assert [path.suffix for path in (tmp_path / "cache").rglob("*") if path.is_file()] == [".page"]


@pytest.mark.parametrize("broken", [b"", b"short", b"x" * 100])
def test_a_broken_entry_is_not_there(tmp_path: Path, broken: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put("a", b"picture")
    cache.files.place("a").write_bytes(broken)
    assert cache.get("a") is None
    cache.put("a", b"again")
    assert cache.get("a") == b"again"


def test_it_stays_below_its_limit(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most=4000)
    for number in range(200):  # one in 16 looks at the size
        cache.put(str(number), bytes(200))
    assert 10 <= cache.files.count_and_bytes()[0] < 100


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    cache = Cache(tmp_path / "file" / "cache")
    cache.put("a", b"picture")
    assert cache.get("a") is None


def test_the_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TRICHLUC_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "trichluc"
    monkeypatch.setenv("TRICHLUC_CACHE", str(tmp_path / "own"))
    assert default_folder() == tmp_path / "own"
