"""What is done with one page: what it raises, and who knows of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.guard import page_at_work
from extractor.guard.limits import FAULT
from extractor.guard.one_page import PAGE_SECONDS, VIEWER, LostPageError, one_page
from extractor.guard.page_at_work import PageAtWork, at_work, begin, go_back_to, is_guarded, page_of
from extractor.model.pages import Failure


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As in a worker with this folder."""
    monkeypatch.setattr(page_at_work, "_NOTE", page_at_work._Note())
    page_at_work.tell_parent(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def _none_left() -> Iterator[None]:
    yield
    assert at_work() is None


def place_of(page: PageAtWork | None) -> tuple[int, str] | None:
    return (page.number, page.stage) if page else None


def test_the_parent_can_read_which_page_is_at_work(scratch: Path) -> None:
    assert page_of(scratch) is None
    with one_page(7, "read"):
        assert place_of(page_of(scratch)) == (7, "read")
        with one_page(3, "ocr"):
            assert place_of(page_of(scratch)) == (3, "ocr")
        assert page_of(scratch) == at_work()
        assert place_of(page_of(scratch)) == (7, "read")
    assert page_of(scratch) is None


def test_a_folder_without_a_note_tells_nothing(tmp_path: Path) -> None:
    assert page_of(tmp_path) is None
    (tmp_path / "page at work").write_bytes(b"short")
    assert page_of(tmp_path) is None


def test_where_no_note_can_be_written_the_work_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_at_work, "_NOTE", page_at_work._Note())
    page_at_work.tell_parent(tmp_path / "not there")
    begin(1, "read")
    assert (place_of(at_work()), is_guarded()) == ((1, "read"), False)
    go_back_to(None)


def test_any_exception_is_a_failure_of_the_page() -> None:
    with pytest.raises(LostPageError) as lost, one_page(4, "layout"):
        assert 1 // 0
    failure = lost.value.failure
    assert (failure.stage, failure.page, failure.hint) == ("layout", 4, FAULT)
    assert failure.error.startswith("the page cannot be laid out: ZeroDivisionError: ")


def test_errors_that_are_known_pass() -> None:
    with pytest.raises(KeyError), one_page(4, "read", (KeyError,)):
        raise KeyError("known")


def test_what_does_not_end_is_a_failure_of_the_page_without_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.guard.one_page.PAGE_SECONDS", 0.05)
    with pytest.raises(LostPageError) as lost, one_page(4, "read"):
        while True:
            pass
    assert lost.value.failure == Failure("read", 4, "the page cannot be read: it takes too long", VIEWER)


def test_lack_of_memory_is_a_failure_where_no_parent_reads_again() -> None:
    with pytest.raises(LostPageError) as lost, one_page(4, "ocr"):
        raise MemoryError
    assert "MemoryError" in lost.value.failure.error


def test_lack_of_memory_in_a_worker_ends_it_and_the_note_stays(scratch: Path) -> None:
    with pytest.raises(MemoryError), one_page(4, "ocr"):
        raise MemoryError
    assert place_of(page_of(scratch)) == (4, "ocr")
    go_back_to(None)


def test_a_page_has_a_minute() -> None:
    """More than the 24 seconds that a scan of noise took, and less than half of the time that its document has."""
    assert 45 <= PAGE_SECONDS <= 100
