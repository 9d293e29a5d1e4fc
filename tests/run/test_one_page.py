"""A page that ends its worker costs that page, in whole runs: real crashes, and PDFs that are made to do harm."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from extractor.model.document import RunSummary
from extractor.run.ingest import ingest
from tests.hostile.files import form_in_itself, report
from tests.patience import PATIENCE
from tests.run.paged import read_report_by_page, write_pages
from tests.store.databases import dumped

CRASH = "the worker process crashed"


def run(file: Path, db: Path, **chosen: Any) -> RunSummary:
    return ingest(file, db, **{"jobs": 1, "timeout": PATIENCE, "extract": read_report_by_page} | chosen)


def rows(db: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(query).fetchall()


def failures_of(db: Path) -> list[Any]:
    return rows(db, "SELECT stage, page, error FROM failures ORDER BY page")


@pytest.mark.parametrize(
    ("harm", "error"),
    [
        ("abort", f"{CRASH} (SIGABRT)"),
        ("segfault", f"{CRASH} (SIGSEGV)"),
        ("killed", f"{CRASH} (SIGKILL)"),
        ("exit:3", "the worker process ended with exit code 3"),
        ("eat", "more than 2048 MiB of memory needed"),
    ],
)
def test_a_page_that_ends_its_worker_costs_itself_only(tmp_path: Path, harm: str, error: str) -> None:
    file = write_pages(tmp_path / "a.pdf", "good", harm, "good")
    summary = run(file, tmp_path / "1.db", memory_mb=2048)
    assert (summary.ingested, summary.failed) == (1, 0)
    assert failures_of(tmp_path / "1.db") == [("read", 2, error)]
    assert rows(tmp_path / "1.db", "SELECT status, page_count FROM documents") == [("partial", 3)]
    assert rows(tmp_path / "1.db", "SELECT number FROM pages ORDER BY number") == [(1,), (3,)]
    run(file, tmp_path / "2.db", memory_mb=2048, jobs=2)
    assert dumped(tmp_path / "2.db") == dumped(tmp_path / "1.db")


def test_a_picture_that_ends_its_worker_costs_the_text_of_its_page_only(tmp_path: Path) -> None:
    run(write_pages(tmp_path / "a.pdf", "good", "ocr segfault", "ocr good"), tmp_path / "r.db")
    assert failures_of(tmp_path / "r.db") == [("ocr", 2, f"{CRASH} (SIGSEGV): a picture without text")]
    assert rows(tmp_path / "r.db", "SELECT number FROM pages ORDER BY number") == [(1,), (2,), (3,)]


def test_pages_that_are_lost_in_two_ways_are_lost_each_by_itself(tmp_path: Path) -> None:
    run(write_pages(tmp_path / "a.pdf", "abort", "good", "raise:odd", "killed"), tmp_path / "r.db")
    [first, second, third] = failures_of(tmp_path / "r.db")
    assert (first, third) == (("read", 1, f"{CRASH} (SIGABRT)"), ("read", 4, f"{CRASH} (SIGKILL)"))
    assert second[2].startswith("the page cannot be read: ValueError: odd (functions.py:")


def test_a_file_of_which_no_page_is_left_has_failed_as_its_first_page_has(tmp_path: Path) -> None:
    summary = run(write_pages(tmp_path / "a.pdf", "abort", "segfault"), tmp_path / "r.db")
    assert (summary.ingested, summary.failed) == (0, 1)
    assert failures_of(tmp_path / "r.db") == [("extract", None, f"{CRASH} (SIGABRT)")]


def test_a_file_whose_pages_go_on_crashing_has_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.guard.second_try.MOST_TRIES", 2)
    summary = run(write_pages(tmp_path / "a.pdf", "good", *["abort"] * 4), tmp_path / "r.db")
    assert (summary.ingested, summary.failed) == (0, 1)
    assert failures_of(tmp_path / "r.db") == [("extract", None, f"{CRASH} (SIGABRT)")]


def test_what_is_lost_is_read_again_when_it_is_asked_for(tmp_path: Path) -> None:
    file = write_pages(tmp_path / "a.pdf", "good", f"killed once:{tmp_path}/one", "abort")
    run(file, tmp_path / "r.db")
    assert [page for _, page, _ in failures_of(tmp_path / "r.db")] == [3]
    assert run(file, tmp_path / "r.db", retry_failed=True).ingested == 1


def with_page(bad: bytes) -> bytes:
    """The report of three pages with the only page of another file in the middle of it."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(report(3))) as pdf, pikepdf.open(io.BytesIO(bad)) as other:
        pdf.pages.insert(1, other.pages[0])
        pdf.save(buffer)
    return buffer.getvalue()


def test_a_form_that_draws_itself_costs_its_page_only(tmp_path: Path) -> None:
    """pdfium needs all memory for it, and aborts."""
    (tmp_path / "a.pdf").write_bytes(with_page(form_in_itself()))
    summary = ingest(tmp_path / "a.pdf", tmp_path / "r.db", jobs=1, timeout=PATIENCE, memory_mb=1000, ocr="never")
    assert (summary.ingested, summary.failed) == (1, 0)
    assert [(stage, page) for stage, page, _ in failures_of(tmp_path / "r.db")] == [("read", 2)]
    assert rows(tmp_path / "r.db", "SELECT number FROM pages ORDER BY number") == [(1,), (3,), (4,)]
