"""What is read again and what is left, by bytes, version and options."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from extractor.options import Options
from extractor.run.files import Found
from extractor.run.plan import Ledger, current_key, plan

NOW = Options()
KEY = current_key(NOW)
OTHER_OPTIONS = current_key(replace(NOW, ocr="never"))
BYTES = sha256(b"bytes").hexdigest()


def planned(
    tmp_path: Path, *, done: tuple[str, str] | None = None, failed: tuple[str, str] | None = None, **chosen: bool
) -> tuple[str, str]:
    file = tmp_path / "x.pdf"
    file.write_bytes(b"bytes")
    ledger = Ledger({BYTES: done} if done else {}, {BYTES: failed} if failed else {})
    [only] = plan([Found(file, "x.pdf")], ledger, replace(NOW, **chosen))
    assert only.sha256 == BYTES
    return only.outcome, only.reason


def test_a_new_file_is_read(tmp_path: Path) -> None:
    assert planned(tmp_path) == ("to read", "new")


def test_the_same_bytes_read_in_the_same_way_are_left(tmp_path: Path) -> None:
    assert planned(tmp_path, done=KEY) == ("unchanged", "")


@pytest.mark.parametrize(
    ("done", "reason"),
    [(("0.0", KEY[1]), "read by another version"), (OTHER_OPTIONS, "read with other options")],
)
def test_another_way_of_reading_reads_again(tmp_path: Path, done: tuple[str, str], reason: str) -> None:
    assert planned(tmp_path, done=done) == ("to read", reason)


def test_force_reads_again(tmp_path: Path) -> None:
    assert planned(tmp_path, done=KEY, force=True) == ("to read", "forced")
    assert planned(tmp_path, failed=KEY, force=True)[0] == "to read"


def test_a_failure_is_tried_again_when_asked_or_in_another_way(tmp_path: Path) -> None:
    assert planned(tmp_path, failed=KEY)[0] == "failed before"
    assert planned(tmp_path, failed=KEY, retry_failed=True) == ("to read", "failed before")
    assert planned(tmp_path, failed=OTHER_OPTIONS) == ("to read", "failed before")
    assert planned(tmp_path, done=OTHER_OPTIONS, failed=KEY)[0] == "failed before"
    assert planned(tmp_path, done=KEY, retry_failed=True)[0] == "unchanged"


def test_a_document_with_a_lost_page_is_tried_again_when_asked(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"bytes")
    ledger = Ledger({BYTES: KEY}, {}, {BYTES})
    for asked, outcome in ((True, "to read"), (False, "unchanged")):
        [only] = plan([Found(tmp_path / "x.pdf", "x.pdf")], ledger, replace(NOW, retry_failed=asked))
        assert only.outcome == outcome


def test_options_that_change_no_result_change_no_key() -> None:
    assert current_key(replace(NOW, jobs=7, timeout=1.0, force=True)) == KEY
    assert current_key(replace(NOW, backend="pdfplumber")) != KEY


def test_the_first_of_equal_files_stands_for_all(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / name).write_bytes(b"c" if name == "c" else b"same")
    files = [Found(tmp_path / name, name) for name in "abc"]
    assert [one.outcome for one in plan(files, Ledger({}, {}), NOW)] == ["to read", "further name", "to read"]


def test_a_file_that_cannot_be_opened_goes_by_its_path(tmp_path: Path) -> None:
    files = [Found(tmp_path / "gone.pdf", "gone.pdf")]
    [first] = plan(files, Ledger({}, {}), NOW)
    [later] = plan(files, Ledger({}, {"gone.pdf": KEY}), NOW)
    assert (first.outcome, later.outcome) == ("failed", "failed before")
    assert first.failure == later.failure is not None
