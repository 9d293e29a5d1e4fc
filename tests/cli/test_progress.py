"""How an ingest is followed: lines in a log, a bar on a terminal."""

from __future__ import annotations

import pytest

from extractor.cli.terminal import progress
from extractor.cli.terminal.progress import Lines, Shares
from extractor.run.ingest import INGESTED, PAGE_READ, Event


def page(number: int, pages: int = 4, path: str = "scan.pdf", position: int = 0) -> Event:
    return Event(outcome=PAGE_READ, path=path, position=position, total=3, page=number, pages=pages)


def done(position: int, path: str = "scan.pdf") -> Event:
    return Event(outcome=INGESTED, path=path, position=position, total=3)


def test_a_bar_moves_by_pages_of_all_scans_at_work_and_never_back() -> None:
    events = [page(1), page(2), page(1, 2, "b.pdf"), page(3), done(1, "b.pdf"), page(4, position=1), done(2), done(3)]
    shares = Shares()
    assert [shares.done(event) for event in events] == [0.25, 0.5, 1.0, 1.25, 1.75, 2.0, 2.0, 3.0]


def test_a_log_has_a_line_of_pages_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = 100.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: now)
    lines = Lines()
    for number in range(1, 5):
        now += progress.QUIET_SECONDS / 2
        lines(page(number))
    lines(done(1))
    assert capsys.readouterr().err.splitlines() == [
        "[0/3] page 2 of 4: scan.pdf",
        "[0/3] page 4 of 4: scan.pdf",
        "[1/3] ingested: scan.pdf",
    ]
