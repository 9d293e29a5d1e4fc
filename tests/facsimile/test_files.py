"""Where the PDF of a document is found."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extractor.facsimile.files import CHANGED, FOUND, MISSING, find_original


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


def test_no_name_leads_out_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.pdf").write_bytes(b"%PDF secret")
    digest = hashlib.sha256(b"%PDF secret").hexdigest()
    (tmp_path / "inside" / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    for name in ("../secret.pdf", str(tmp_path / "secret.pdf"), "link.pdf"):
        assert find_original(digest, [name], [tmp_path / "inside"]).state == MISSING
