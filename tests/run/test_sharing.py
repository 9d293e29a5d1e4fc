"""Pages of one scan spread over the workers, in real processes: same rows, each page guarded for itself."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from extractor.model.document import RunSummary
from extractor.options import Options
from extractor.pipeline import extract
from extractor.read.ocr.sharing import FEW, STRETCH, ManyPicturesError
from extractor.run.ingest import PAGE_READ, Event, ingest
from tests.guard.clock import strike_while_running
from tests.guard.processes import descendants, is_running, until
from tests.patience import PATIENCE
from tests.read.ocr.papers import paper
from tests.read.ocr.stand_in import GREY, HARM, MOOD
from tests.store.databases import dumped

ROOT = Path(__file__).parents[2]
LONG = "." * (STRETCH + 1)


def run(file: Path, db: Path, **chosen: Any) -> RunSummary:
    return ingest(file, db, **{"ocr_engine": "steady", "jobs": 2, "timeout": PATIENCE} | chosen)


def pages_of(file: Path, db: Path, **chosen: Any) -> list[tuple[int, int]]:
    """The pages that were read one by one, as they are told of."""
    events: list[Event] = []
    run(file, db, progress=events.append, **chosen)
    return [(event.page, event.pages) for event in events if event.outcome == PAGE_READ]


def rows(db: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(query).fetchall()


def asked_for(pages: str, tmp_path: Path) -> tuple[int, ...]:
    """The pages whose pictures a document has read elsewhere."""
    try:
        extract(paper(tmp_path / "a.pdf", pages), Options(ocr_engine="steady"), {})
    except ManyPicturesError as many:
        return many.pages
    return ()


@pytest.mark.parametrize(
    ("pages", "shared"),
    [
        ("###", (1, 2, 3)),
        (".#.#.#.", (2, 4, 6)),
        ("#" * FEW, ()),
        ("....", ()),
        (f"##{LONG}##", ()),  # told apart by a stretch with text
        (f"###{LONG}#", (1, 2, 3)),
        (f"#{LONG}###", (STRETCH + 3, STRETCH + 4, STRETCH + 5)),
    ],
)
def test_pictures_are_asked_for_where_they_are_many_and_near(
    calls: Callable[[], int], tmp_path: Path, pages: str, shared: tuple[int, ...]
) -> None:
    assert asked_for(pages, tmp_path) == shared


@pytest.mark.parametrize("pages", ["#####", ".#.##.#.", f"###{LONG}####", "###-##."])
def test_rows_are_those_of_a_document_read_alone(calls: Callable[[], int], tmp_path: Path, pages: str) -> None:
    scan, pictures = paper(tmp_path / "scan.pdf", pages), pages.count("#")
    alone = extract(scan, Options(ocr_engine="steady"))
    assert calls() == pictures
    assert len(alone.citations) == pictures
    for jobs in (1, 2, 3):
        summary = run(scan, tmp_path / f"{jobs}.db", jobs=jobs, readings_mb=jobs - 1)
        assert (calls(), summary.recognised_pages, summary.kept_pages) == (pictures, pictures, 0)
        assert dumped(tmp_path / f"{jobs}.db") == dumped(tmp_path / "1.db")
    assert summary.counts["citations"] == pictures
    assert rows(tmp_path / "1.db", "SELECT count(*) FROM pages WHERE text_layer = 'ocr'") == [(pictures,)]


def test_every_page_is_told_of(calls: Callable[[], int], tmp_path: Path) -> None:
    told = pages_of(paper(tmp_path / "scan.pdf", "#.###"), tmp_path / "r.db")
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert pages_of(paper(tmp_path / "two.pdf", "#.#.."), tmp_path / "r.db") == []
    told = pages_of(paper(tmp_path / "apart.pdf", f"###{LONG}####"), tmp_path / "r.db")
    assert told == [*((page, 3) for page in (1, 2, 3)), *((page, 7) for page in (4, 5, 6, 7))]


def test_a_second_reading_needs_no_engine(calls: Callable[[], int], tmp_path: Path) -> None:
    scan = paper(tmp_path / "scan.pdf", "#####")
    run(scan, tmp_path / "r.db")
    before = dumped(tmp_path / "r.db")
    assert calls() == 5
    summary = run(scan, tmp_path / "r.db", force=True)
    assert (summary.ingested, summary.recognised_pages, summary.kept_pages, calls()) == (1, 0, 5, 0)
    assert dumped(tmp_path / "r.db") == before
    [entry, *_] = (tmp_path / "r.db.readings").iterdir()
    entry.write_bytes(entry.read_bytes()[:-9])
    summary = run(scan, tmp_path / "r.db", force=True)
    assert (summary.recognised_pages, summary.kept_pages, calls()) == (1, 4, 1)


@pytest.mark.parametrize(
    ("harm", "error", "hint"),
    [
        ("segfault", "the worker process crashed (SIGSEGV): a picture without text", "damaged"),
        ("killed", "the worker process crashed (SIGKILL): a picture without text", "out of memory"),
        ("exit:3", "exit code 3: a picture without text", "fault of the program"),
        ("eat", "of memory needed: a picture without text", "--memory-mb"),
        ("raise:odd", "harmed failed: ValueError: odd: a picture without text", "viewer"),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_breaks_its_worker_costs_itself_only(
    calls: Callable[[], int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    harm: str,
    error: str,
    hint: str,
    jobs: int,
) -> None:
    monkeypatch.setenv(GREY, str(256 - 3))
    monkeypatch.setenv(HARM, harm)
    scan = paper(tmp_path / "scan.pdf", "####.")
    summary = run(scan, tmp_path / "r.db", ocr_engine="harmed", jobs=jobs)
    assert (summary.ingested, summary.failed, summary.recognised_pages, calls()) == (1, 0, 3, 4 + (harm == "killed"))
    [(stage, page, said, next_step)] = rows(tmp_path / "r.db", "SELECT stage, page, error, hint FROM failures")
    assert (stage, page) == ("ocr", 3)
    assert error in said
    assert hint in next_step
    assert rows(tmp_path / "r.db", "SELECT status FROM documents") == [("partial",)]
    assert rows(tmp_path / "r.db", "SELECT page FROM citations ORDER BY page") == [(1,), (2,), (4,)]
    monkeypatch.setenv(HARM, "nothing")
    summary = run(scan, tmp_path / "r.db", ocr_engine="harmed", retry_failed=True)
    assert (summary.ingested, summary.recognised_pages, summary.kept_pages, calls()) == (1, 1, 3, 1)
    assert rows(tmp_path / "r.db", "SELECT count(*) FROM failures") == [(0,)]


def test_a_page_that_hangs_costs_itself_only(
    calls: Callable[[], int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strike_while_running(tmp_path / "calls.id", monkeypatch)
    monkeypatch.setenv(GREY, str(256 - 2))
    monkeypatch.setenv(HARM, "hang")
    summary = run(paper(tmp_path / "scan.pdf", "####"), tmp_path / "r.db", ocr_engine="harmed", jobs=1)
    assert (summary.ingested, summary.failed, calls()) == (1, 0, 4)
    [(page, said)] = rows(tmp_path / "r.db", "SELECT page, error FROM failures")
    assert (page, said) == (2, f"the page is not done in its share of {PATIENCE:g} seconds: a picture without text")


def test_an_engine_that_is_not_there_costs_each_page_its_text(
    calls: Callable[[], int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MOOD, "missing")
    summary = run(paper(tmp_path / "scan.pdf", "###."), tmp_path / "r.db")
    assert (summary.ingested, summary.failed, summary.recognised_pages) == (1, 0, 0)
    failures = rows(tmp_path / "r.db", "SELECT page, error, hint FROM failures ORDER BY page")
    wanted = ("the stand-in has lost its data: a picture without text", "get the data")
    assert failures == [(page, *wanted) for page in (1, 2, 3)]


def test_readings_that_cannot_be_kept_still_reach_their_document(calls: Callable[[], int], tmp_path: Path) -> None:
    (tmp_path / "full").write_text("no folder", encoding="utf-8")
    scan = paper(tmp_path / "scan.pdf", "####")
    summary = run(scan, tmp_path / "r.db", readings=str(tmp_path / "full"))
    assert (summary.counts["citations"], summary.failed, summary.recognised_pages, calls()) == (4, 0, 4, 4)
    assert summary.not_kept == "it is there already"
    assert run(scan, tmp_path / "none.db", readings_mb=0).not_kept == ""
    assert dumped(tmp_path / "none.db") == dumped(tmp_path / "r.db")


def test_a_disk_that_is_full_costs_no_page(
    calls: Callable[[], int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(GREY, str(256 - 2))
    monkeypatch.setenv(HARM, "full")
    summary = run(paper(tmp_path / "scan.pdf", "###"), tmp_path / "r.db", ocr_engine="harmed", jobs=3)
    assert (summary.counts["citations"], summary.failed, summary.recognised_pages) == (3, 0, 3)
    assert summary.not_kept == "a file may not grow so large"
    assert all(len(entry.read_bytes()) > 0 for entry in (tmp_path / "r.db.readings").iterdir())


@pytest.mark.parametrize(
    ("program", "error"),
    [
        (None, "Tesseract is not installed"),
        (
            "#!/bin/sh\necho \"Failed loading language 'vie'\" >&2\nexit 1\n",
            "Tesseract has no Vietnamese data: a picture",
        ),
    ],
)
def test_without_tesseract_or_its_data_each_page_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str | None, error: str
) -> None:
    if program:
        (tmp_path / "tesseract").write_text(program, encoding="ascii")
        (tmp_path / "tesseract").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    summary = run(paper(tmp_path / "scan.pdf", "###."), tmp_path / "r.db", ocr_engine="tesseract")
    assert (summary.ingested, summary.failed, summary.recognised_pages) == (1, 0, 0)
    failures = rows(tmp_path / "r.db", "SELECT page, error, hint FROM failures ORDER BY page")
    assert [page for page, *_ in failures] == [1, 2, 3]
    assert all(said.startswith(error) and "tesseract-ocr-vie" in hint for _, said, hint in failures)


SCRIPT = """
import sys
from extractor.run.ingest import PAGE_READ, ingest
from tests.patience import PATIENCE

def say(event):
    print(event.outcome, event.page, flush=True)
    if (event.outcome, event.page) == (PAGE_READ, 2):
        sys.stdin.read()

if __name__ == "__main__":
    summary = ingest(sys.argv[1], sys.argv[2], progress=say, jobs=2, timeout=PATIENCE, ocr_engine="steady")
    sys.exit(130 if summary.interrupted else 0)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_what_is_stopped_between_its_pages_goes_on_from_there(
    calls: Callable[[], int], stand_in: Path, tmp_path: Path, number: signal.Signals
) -> None:
    """And leaves nothing behind."""
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    scan, db = paper(tmp_path / "scan.pdf", "######"), tmp_path / "r.db"
    process = subprocess.Popen(
        [sys.executable, tmp_path / "script.py", scan, db],
        env=os.environ | {"PYTHONPATH": f"{stand_in}{os.pathsep}{ROOT}", "TMPDIR": str(scratch)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    assert [process.stdout.readline() for _ in range(2)] == ["page read 1\n", "page read 2\n"]
    below = descendants(process.pid)
    process.send_signal(number)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == (130 if number == signal.SIGINT else -number)
    assert until(lambda: not any(map(is_running, below)))
    assert until(lambda: list(scratch.iterdir()) == [])
    before = calls()
    summary = run(scan, db)
    assert (summary.ingested, summary.counts["citations"]) == (1, 6)
    assert 2 <= summary.kept_pages <= before
    assert summary.recognised_pages == calls() == 6 - summary.kept_pages
