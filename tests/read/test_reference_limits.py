"""The fallback reader on files that keep it in a loop: references to themselves, and pages that never end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from extractor.options import Options
from extractor.pipeline import extract
from extractor.read import reference
from extractor.read.adapter import BrokenError
from tests.hostile.files import report


@pytest.fixture(autouse=True)
def _little_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "MOST_SECONDS", 0.3)


def with_self_reference(file: bytes, number: int) -> bytes:
    """The file after a change by which object ``number`` is a reference to itself."""
    start = int(file.rpartition(b"startxref\n")[2].split()[0])
    at = len(file)
    change = b"%d 0 obj\n%d 0 R\nendobj\n" % (number, number)
    size, root = (file.partition(name)[2].split()[0] for name in (b"/Size ", b"/Root "))
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %s /Root %s 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    return file + change + table % (number, at, size, root, start, at + len(change))


def catalog_of(file: bytes) -> int:
    return int(file.partition(b"/Root ")[2].split()[0])


def test_opening_a_file_that_refers_to_itself_comes_to_an_end(tmp_path: Path) -> None:
    path, whole = tmp_path / "a.pdf", report(3)
    path.write_bytes(with_self_reference(whole, catalog_of(whole)))
    with pytest.raises(BrokenError, match="it takes too long"), reference.open_file(path):
        pass


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The pages that the fallback reader never ends."""
    pages: set[int] = set()
    read = reference._read

    def spinning(page: Any, drawn: Any) -> Any:
        while page.page_number in pages:
            pass
        return read(page, drawn)

    monkeypatch.setattr(reference, "_read", spinning)
    return pages


@contextmanager
def opened(path: Path) -> Iterator[reference.PlumberFile]:
    path.write_bytes(report(6))
    with reference.open_file(path) as file:
        yield file


def test_a_page_without_end_costs_itself_only_and_the_file_is_usable(tmp_path: Path, endless: set[int]) -> None:
    endless.add(2)
    with opened(tmp_path / "a.pdf") as file:
        before = file.pdf
        for _ in range(2):
            with pytest.raises(BrokenError, match="it takes too long"):
                file.read_page(2)
        assert file.pdf is not before
        assert file.endless == {2}
        assert "trang 3" in "".join(file.read_page(3).characters.text)


def test_after_some_pages_without_end_no_other_is_asked_for(tmp_path: Path, endless: set[int]) -> None:
    endless |= {1, 2, 3}
    with opened(tmp_path / "a.pdf") as file:
        for number in endless:
            with pytest.raises(BrokenError, match="it takes too long"):
                file.read_page(number)
        with pytest.raises(BrokenError, match="pages before it take too long"):
            file.read_page(4)


def test_two_pages_without_end_leave_the_others(tmp_path: Path, endless: set[int]) -> None:
    endless |= {1, 3}
    (tmp_path / "a.pdf").write_bytes(report(4))
    read = extract(tmp_path / "a.pdf", Options(backend="pdfplumber"))
    assert [page.number for page in read.pages] == [2, 4]
    assert [(failure.page, failure.error) for failure in read.failures] == [
        (page, "the page cannot be read: it takes too long") for page in (1, 3)
    ]


def test_the_file_counts_as_closed_in_any_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spin(self: Any) -> None:
        while True:
            pass

    with opened(tmp_path / "a.pdf") as file:
        monkeypatch.setattr(type(file.pdf), "close", spin)
    assert file.pdf.stream.closed


def test_a_page_has_seconds_and_so_has_the_opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five times what the largest honest form and the longest honest file take; thirty of a document's 300 at most."""
    monkeypatch.undo()
    assert 30 <= reference.MOST_SECONDS * reference.MOST_ENDLESS <= 45
    assert 8 <= reference.MOST_SECONDS <= 15


@pytest.mark.parametrize("number", range(1, 10))
def test_whatever_refers_to_itself_each_page_has_its_text_or_a_failure(tmp_path: Path, number: int) -> None:
    """Fonts, pages, their contents, the tree of pages, the catalog: each object of a report in turn."""
    whole = report(3)
    (tmp_path / "a.pdf").write_bytes(with_self_reference(whole, number))
    document = extract(tmp_path / "a.pdf", Options(ocr="never"))
    read = {page.number for page in document.pages if f"trang {page.number}" in page.text}
    assert read | {failure.page for failure in document.failures if failure.page} == {1, 2, 3}
