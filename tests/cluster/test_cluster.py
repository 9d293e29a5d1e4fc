"""Runs on the workers of a cluster: the database is that of one machine."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from extractor.cluster import scheduler as door
from extractor.cluster.workers import ClusterWorkers
from extractor.errors import MissingPartError, TrichlucError
from extractor.guard.answers import answered
from extractor.guard.limits import Limits
from extractor.guard.second_try import never
from extractor.model.pages import Failure
from extractor.run.ingest import CLUSTER, Event, ingest
from extractor.store.dump import dump
from tests.cluster.conftest import HOUSE, Join, has_come, require_distributed
from tests.guard.functions import share
from tests.patience import PATIENCE
from tests.run.paged import read_report_by_page, write_pages
from tests.run.stand_in import read_report, write_report

LIMITS = Limits(1, PATIENCE, 2048)

# A year and more: certificates, files and locks of a machine with such a clock are of another time.
OTHER_CLOCK = "import time; now = time.time; time.time = lambda: now() + 4e7"


def dumped(db: Path) -> list[str]:
    with closing(sqlite3.connect(db)) as connection:
        return list(dump(connection))


def run(reports: object, db: Path, cluster: Any = None, **chosen: Any) -> tuple[Any, list[Event]]:
    events: list[Event] = []
    address = cluster.scheduler_address if cluster else ""
    settings = {"extract": read_report, "timeout": PATIENCE, "jobs": 1, "ocr": "never", "scheduler": address} | chosen
    summary = ingest(reports, db, progress=events.append, **settings)  # type: ignore[arg-type]
    return summary, events


def test_a_cluster_stores_what_one_machine_does_whatever_its_clocks_say(
    scheduler: Any, join: Join, tmp_path: Path
) -> None:
    join(OTHER_CLOCK)
    scheduler.scale(2)
    has_come(scheduler, 3)
    for number, orders in enumerate([(), ("lose page",), ("exit:3",), ("raise:odd",), ("repeat page",), (), ()]):
        write_report(tmp_path / f"reports/{number}.pdf", number, *orders)
    write_report(tmp_path / "reports/copy/0.pdf", 0)
    one, _ = run(tmp_path / "reports", tmp_path / "one.db")
    many, events = run(tmp_path / "reports", tmp_path / "many.db", scheduler)
    assert dumped(tmp_path / "many.db") == dumped(tmp_path / "one.db")
    assert (many.ingested, many.failed, many.failures) == (one.ingested, one.failed, one.failures)
    with closing(sqlite3.connect(tmp_path / "many.db")) as connection:
        [(earliest, latest)] = connection.execute("SELECT min(extracted_at), max(extracted_at) FROM documents")
        began, finished = connection.execute("SELECT started_at, finished_at FROM runs").fetchone()
    assert began <= earliest <= latest <= finished
    told = [event.reason for event in events if event.outcome == CLUSTER]
    assert told == [f"The dashboard of the cluster: {scheduler.dashboard_link}"]


def test_what_kills_the_reader_of_a_page_costs_that_page(cluster: Any, tmp_path: Path) -> None:
    report = write_pages(tmp_path / "paged.pdf", "good", "segfault", "good")
    run(report, tmp_path / "one.db", extract=read_report_by_page)
    run(report, tmp_path / "many.db", cluster, extract=read_report_by_page)
    assert dumped(tmp_path / "many.db") == dumped(tmp_path / "one.db")


def test_parts_of_a_document_are_tasks_of_their_own(cluster: Any) -> None:
    workers = ClusterWorkers(share, LIMITS, door.Scheduler(cluster.scheduler_address), "", tell=print)
    results = dict(answered(workers, ["share good|segfault|fine", "share "], LIMITS, never))
    assert {name: value for name, value in results.items() if not isinstance(value, Failure)} == {
        "good": "good",
        "fine": "fine",
        "good+failed+fine": "good+failed+fine",
        "": "",
    }


def test_a_file_that_hangs_costs_itself_and_not_its_worker(cluster: Any, tmp_path: Path) -> None:
    write_report(tmp_path / "hang.pdf", 1, "hang")
    summary, events = run(tmp_path / "hang.pdf", tmp_path / "r.db", cluster, timeout=0.5)
    assert "not done after 0.5 seconds" in summary.failures[0][1].error
    assert len(cluster.scheduler.workers) == 2
    assert not [event for event in events if event.outcome == CLUSTER and "worker" in event.reason]


def test_reports_of_the_corpus_come_out_alike(cluster: Any, tmp_path: Path) -> None:
    from extractor.run.tasks import Pipeline

    # It has failures beside its rows.
    reports = [HOUSE / "corpus/reports/ha-tinh_2024_q1_cut-off.pdf"]
    run(reports, tmp_path / "one.db", extract=Pipeline())
    run(reports, tmp_path / "many.db", cluster, extract=Pipeline())
    assert dumped(tmp_path / "many.db") == dumped(tmp_path / "one.db")


def test_a_scheduler_that_is_not_there_is_told_in_words_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require_distributed()
    monkeypatch.setattr(door, "CONNECT_SECONDS", 0.2)
    report = write_report(tmp_path / "1.pdf", 1)
    with pytest.raises(TrichlucError, match=r"no Dask scheduler at tcp://127\.0\.0\.1:1 ") as raised:
        run(report, tmp_path / "r.db", scheduler="tcp://127.0.0.1:1")
    assert "dask scheduler" in raised.value.next_step
    with pytest.raises(TrichlucError, match="no Dask scheduler at nonsense"):
        run(report, tmp_path / "r.db", scheduler="nonsense://")
    assert not (tmp_path / "r.db").exists()


def test_without_the_package_the_next_step_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingPartError) as raised:
        run(write_report(tmp_path / "1.pdf", 1), tmp_path / "r.db", scheduler="tcp://127.0.0.1:1")
    assert "trichluc[cluster]" in raised.value.next_step
