"""Files whose last change is broken: they are read as they were before it, and are said to be damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import UnreadableFileError
from extractor.options import Options
from extractor.pipeline import extract
from extractor.read import reference
from extractor.read.opening import MOST_VERSIONS
from tests.hostile.files import report
from tests.read.test_reference_limits import catalog_of, with_self_reference


def changed(times: int) -> bytes:
    """A report of three pages that is damaged so many times, each time at its end."""
    file = report(3)
    for _ in range(times):
        file = with_self_reference(file, catalog_of(file))
    return file


@pytest.mark.parametrize("backend", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("times", [1, MOST_VERSIONS])
def test_a_broken_change_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: str, times: int
) -> None:
    monkeypatch.setattr(reference, "MOST_SECONDS", 0.3)
    (tmp_path / "a.pdf").write_bytes(changed(times))
    document = extract(tmp_path / "a.pdf", Options(backend=backend))
    assert [f"trang {page.number}" in page.text for page in document.pages] == [True] * 3
    assert [(failure.stage, failure.page) for failure in document.failures] == [("read", None)]


def test_so_many_changes_are_taken_back_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "MOST_SECONDS", 0.3)
    (tmp_path / "a.pdf").write_bytes(changed(MOST_VERSIONS + 1))
    with pytest.raises(UnreadableFileError, match="damaged"):
        extract(tmp_path / "a.pdf", Options())
