"""Where the PDF of a document is found."""

from __future__ import annotations

import contextlib
import hashlib
import os
import unicodedata
from pathlib import Path

import pytest

from extractor.facsimile.files import CHANGED, FOUND, LONGEST_NAME, MISSING, _spellings, find_original, opened


def test_the_file_of_the_digest_is_found(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "r.pdf").write_bytes(b"%PDF old")
    digest = hashlib.sha256(b"%PDF old").hexdigest()
    found = find_original(digest, ["gone.pdf", "a/r.pdf"], [tmp_path / "none", tmp_path])
    assert (found.state, found.file) == (FOUND, tmp_path / "a" / "r.pdf")


def test_another_file_of_the_name_is_said(tmp_path: Path) -> None:
    (tmp_path / "r.pdf").write_bytes(b"%PDF new")
    assert find_original("0" * 64, ["r.pdf"], [tmp_path]).state == CHANGED
    assert find_original("0" * 64, ["other.pdf"], [tmp_path]).state == MISSING


def test_a_file_that_took_the_time_and_size_of_another_is_told_from_it(tmp_path: Path) -> None:
    file = tmp_path / "r.pdf"
    file.write_bytes(b"%PDF old")
    digest, was = hashlib.sha256(b"%PDF old").hexdigest(), file.stat()
    assert find_original(digest, ["r.pdf"], [tmp_path]).state == FOUND
    (tmp_path / "new").write_bytes(b"%PDF new")
    (tmp_path / "new").replace(file)
    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert find_original(digest, ["r.pdf"], [tmp_path]).state == CHANGED


def test_no_name_leads_out_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.pdf").write_bytes(b"%PDF secret")
    digest = hashlib.sha256(b"%PDF secret").hexdigest()
    (tmp_path / "inside" / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    for name in ("../secret.pdf", str(tmp_path / "secret.pdf"), "link.pdf"):
        assert find_original(digest, [name], [tmp_path / "inside"]).state == MISSING


def test_nothing_but_the_bytes_of_the_document_is_opened(tmp_path: Path) -> None:
    file = tmp_path / "r.pdf"
    file.write_bytes(b"%PDF old")
    found = find_original(hashlib.sha256(b"%PDF old").hexdigest(), ["r.pdf"], [tmp_path])
    with contextlib.closing(opened(found)) as stream:
        assert stream.read() == b"%PDF old"
    (tmp_path / "secret").write_bytes(b"%PDF secret")
    file.unlink()
    file.symlink_to(tmp_path / "secret")
    assert opened(found) is None
    file.unlink()
    assert opened(found) is None
    os.mkfifo(file)
    assert opened(found) is None
    assert find_original(found.sha256, ["r.pdf"], [tmp_path]).state == MISSING


def test_a_crafted_name_takes_no_time(tmp_path: Path) -> None:
    """Names are tried without their first folders: of a million parts those that a path can have."""
    for name in ("a/" * 1_000_000 + "r.pdf", f"{'b' * 1000}/" * 1000 + "r.pdf"):
        assert sum(map(len, _spellings(name))) < 3 * LONGEST_NAME * LONGEST_NAME
        assert find_original("0" * 64, [name], [tmp_path]).state == MISSING


def test_a_name_is_found_however_it_is_composed_and_in_a_deeper_folder(tmp_path: Path) -> None:
    name = "năm 2024/báo cáo.pdf"
    decomposed = unicodedata.normalize("NFD", name)
    (tmp_path / decomposed).parent.mkdir()
    (tmp_path / decomposed).write_bytes(b"%PDF")
    digest = hashlib.sha256(b"%PDF").hexdigest()
    for folder in (tmp_path, (tmp_path / decomposed).parent):
        assert find_original(digest, [name], [folder]).file == tmp_path / decomposed


def test_a_name_in_bytes_of_another_time_is_found(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"b\xe1o.pdf")).write_bytes(b"%PDF")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    assert find_original(hashlib.sha256(b"%PDF").hexdigest(), ["b\\xe1o.pdf"], [tmp_path]).state == FOUND


@pytest.mark.parametrize("name", ["", "a\0b.pdf", "x" * 5000, "\\xzz.pdf", "."])
def test_a_name_that_no_file_can_have_is_missing(tmp_path: Path, name: str) -> None:
    assert find_original("0" * 64, [name], [tmp_path]).state == MISSING
