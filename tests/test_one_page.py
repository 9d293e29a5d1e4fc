"""Whatever a stage raises on one page, read without any guard: the other pages are there, and a failure names it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor.layout import document as layout
from extractor.options import Options
from extractor.pipeline import extract
from extractor.read import pages as read
from extractor.read.ocr import pictures
from tests.read.ocr.conftest import stand_in
from tests.read.ocr.papers import paper

__all__ = ["stand_in"]


def number_of(value: Any) -> int:
    """The page that is asked for: a number, a page, or what holds one."""
    return value if isinstance(value, int) else value.number if hasattr(value, "number") else number_of(value.page)


def raising(function: Callable[..., Any], at: int, error: BaseException) -> Callable[..., Any]:
    """The function, which raises for page 2; ``at`` is the place of the page among its arguments."""

    def raises(*arguments: Any, **named: Any) -> Any:
        if number_of(arguments[at]) == 2:
            raise error
        return function(*arguments, **named)

    return raises


def spin(*_: Any) -> None:
    while True:
        pass


STEPS = [
    (read, "decoded", 0, "read"),
    (read, "with_usable_text", 0, "read"),
    (layout, "raw_page", 0, "layout"),
    (layout, "page_parts", 0, "layout"),
    (layout, "PageWriter", 0, "layout"),
]


@pytest.mark.parametrize(("room", "name", "at", "stage"), STEPS)
@pytest.mark.parametrize("error", [ZeroDivisionError("odd"), MemoryError("odd"), OSError("odd")])
def test_an_error_costs_its_page_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: Any, name: str, at: int, stage: str, error: Exception
) -> None:
    monkeypatch.setattr(room, name, raising(getattr(room, name), at, error))
    document = extract(paper(tmp_path / "a.pdf", "..."), Options(ocr="never"))
    assert [page.number for page in document.pages] == [1, 3]
    [failure] = document.failures
    assert (failure.stage, failure.page) == (stage, 2)
    assert type(error).__name__ in failure.error


@pytest.mark.parametrize("name", ["drawn", "read_picture", "with_reading"])
def test_an_error_in_a_picture_costs_the_text_of_its_page_only(
    stand_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    calls = []

    def raises(*arguments: Any) -> Any:
        calls.append(arguments)
        raise ZeroDivisionError("odd")

    monkeypatch.setattr(pictures, name, raises)
    document = extract(paper(tmp_path / "a.pdf", ".#."), Options(ocr_engine="stand-in"))
    assert [(page.number, bool(page.text)) for page in document.pages] == [(1, True), (2, False), (3, True)]
    [failure] = document.failures
    assert (failure.stage, failure.page, len(calls)) == ("ocr", 2, 1)
    assert failure.error.startswith("the page cannot be read by OCR: ZeroDivisionError: odd (test_one_page.py:")


def test_pages_that_cannot_be_laid_out_leave_the_layout_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = extract(paper(tmp_path / "a.pdf", "..."), Options(ocr="never"))
    monkeypatch.setattr(layout, "PageWriter", raising(layout.PageWriter, 0, KeyError("odd")))
    monkeypatch.setattr(layout, "page_parts", raising(layout.page_parts, 0, KeyError("odd")))
    without = extract(tmp_path / "a.pdf", Options(ocr="never"))
    assert [page.text for page in without.pages] == [whole.pages[0].text, whole.pages[2].text]
    assert len(without.failures) == 1


def test_a_layout_without_end_costs_its_page_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.guard.one_page.PAGE_SECONDS", 0.5)
    as_read = layout.raw_page
    monkeypatch.setattr(layout, "raw_page", lambda page: spin() if page.number == 2 else as_read(page))
    document = extract(paper(tmp_path / "a.pdf", "..."), Options(ocr="never"))
    assert [page.number for page in document.pages] == [1, 3]
    assert [failure.error for failure in document.failures] == ["the page cannot be laid out: it takes too long"]
