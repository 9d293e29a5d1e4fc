"""Workers that are unfit, die, lie or have no room: named, refused or done again, and never a wrong row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractor.cluster import roster, station, workers
from extractor.cluster.errands import Errand, Reply
from extractor.cluster.introduction import SAME_OCR, SAME_VERSION, introduce, refusal
from extractor.errors import TrichlucError
from extractor.guard.limits import MAKE_ROOM, SEE_THE_FILE
from extractor.run.ingest import CLUSTER, Event
from tests.cluster.conftest import Join
from tests.cluster.test_cluster import dumped, run
from tests.run.stand_in import write_report

# Each is what a machine is otherwise: set in its process before anything asks.
OTHERS = {
    "it has trichluc 0.0.1, here it is ": "import extractor.version as v; v.VERSION = '0.0.1'",
    "it has other registries (0000, here ": "import patterns.loader as p; p.digest = lambda: '0000'",
    "it cannot read scans: Tesseract": "import os; os.environ['PATH'] = '/nowhere'",
    "it cannot say what it is (ModuleNotFoundError": "import sys; sys.modules['extractor'] = None",
}


def told(events: list[Event]) -> str:
    return "\n".join(event.reason for event in events if event.outcome == CLUSTER)


def test_workers_that_would_read_otherwise_get_no_work_and_are_named(
    scheduler: Any, join: Join, tmp_path: Path
) -> None:
    for harm in OTHERS.values():
        join(harm)
    scheduler.wait_for_workers(len(OTHERS))
    report = write_report(tmp_path / "1.pdf", 1)
    with pytest.raises(TrichlucError, match="No worker of the cluster can be used") as raised:
        run(report, tmp_path / "r.db", scheduler, ocr="auto")
    assert [said for said in OTHERS if said not in raised.value.message] == []
    scheduler.scale(1)
    scheduler.wait_for_workers(len(OTHERS) + 1)
    summary, events = run(report, tmp_path / "r.db", scheduler, ocr="auto")
    assert (summary.ingested, summary.failed) == (1, 0)
    assert [said for said in OTHERS if said not in told(events)] == []


def test_each_difference_that_may_change_a_row_is_a_reason_with_a_next_step() -> None:
    ours = replace(introduce("tesseract"), missing="", engine="tesseract 5", picture_libraries=(("numpy", "2"),))
    assert refusal(ours, ours) is None
    differing: dict[str, Any] = {
        "version": "0.0.1",
        "registry": "0000",
        "libraries": (("pypdfium2", "1"),),
        "missing": "Tesseract (not found)",
        "engine": "tesseract 4",
        "picture_libraries": (("numpy", "1"),),
    }
    for field, value in differing.items():
        why = refusal(replace(ours, **{field: value}), ours)
        assert why is not None, field
        assert why.hint in (SAME_VERSION, SAME_OCR)
    # Who asks may have no engine, and is then no measure for those that have.
    bare = replace(ours, missing="Tesseract (not found)", engine="")
    assert refusal(ours, bare) is None


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"outcome": b"\x80\x04"}, "the answer was cut off or changed on its way"),
        ({"name": "another"}, "what came back is the answer to something else"),
    ],
)
def test_an_answer_that_is_cut_off_or_from_elsewhere_is_done_again(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any], said: str
) -> None:
    honest, faults = station.CHILDREN.run, [fault]

    def run_badly(errand: Errand, is_wanted: Any) -> Reply:
        reply = honest(errand, is_wanted)
        return replace(reply, **faults.pop()) if faults else reply

    monkeypatch.setattr(station, "CHILDREN", type("Bad", (), {"run": staticmethod(run_badly)}))
    reports = [write_report(tmp_path / f"{number}.pdf", number) for number in range(2)]
    run(reports, tmp_path / "one.db")
    summary, events = run(reports, tmp_path / "many.db", cluster)
    assert (summary.ingested, summary.failed, faults) == (2, 0, [])
    assert said in told(events)
    assert dumped(tmp_path / "many.db") == dumped(tmp_path / "one.db")


def test_a_worker_whose_disk_is_full_is_named_and_another_does_its_work(
    scheduler: Any, join: Join, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster, "MOST_STRIKES", 1)
    report = write_report(tmp_path / "1.pdf", 1, "temporary file")
    join("import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000))")
    scheduler.wait_for_workers(1)
    with pytest.raises(TrichlucError, match="a file may not grow so large") as raised:
        run(report, tmp_path / "r.db", scheduler)
    assert MAKE_ROOM in raised.value.next_step
    monkeypatch.setattr(roster, "MOST_STRIKES", 3)
    scheduler.scale(1)
    scheduler.wait_for_workers(2)
    reports = [write_report(tmp_path / f"{number}.pdf", number, "temporary file") for number in range(3)]
    summary, events = run(reports, tmp_path / "r.db", scheduler)
    assert (summary.ingested, summary.failed) == (3, 0)
    assert "has not done an errand: it could not be worked on: a file may not grow so large" in told(events)


def test_a_file_that_no_worker_sees_is_a_failure_that_says_so(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = write_report(tmp_path / "1.pdf", 1)
    monkeypatch.setattr("extractor.run.ingest.task_of", lambda planned: elsewhere(planned, tmp_path / "not shared.pdf"))
    summary, _ = run(report, tmp_path / "r.db", cluster)
    [(_, failure)] = summary.failures
    assert (failure.error, failure.hint) == (
        "the machine that reads cannot open it: it cannot be read: it is not there",
        SEE_THE_FILE,
    )
    write_report(tmp_path / "not shared.pdf", 2)
    summary, _ = run(report, tmp_path / "other.db", cluster)
    assert summary.failures[0][1].error == "the machine that reads sees another file under its path"


def elsewhere(planned: Any, place: Path) -> Any:
    from extractor.run.tasks import Task

    return Task(replace(planned, found=replace(planned.found, file=place)))


def test_what_dies_with_its_worker_is_done_again_by_another(
    scheduler: Any, join: Join, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "note"
    report = write_report(tmp_path / "1.pdf", 1, f"parent killed once:{note}")
    join()
    scheduler.wait_for_workers(1)
    with monkeypatch.context() as impatient:
        impatient.setattr(workers, "WORKERS_SECONDS", 0.0)
        with pytest.raises(TrichlucError, match="The cluster has no worker"):
            run(report, tmp_path / "many.db", scheduler)
    assert note.exists()
    run(report, tmp_path / "one.db")
    note.unlink()
    join()
    join()
    scheduler.wait_for_workers(2)
    summary, _ = run(report, tmp_path / "many.db", scheduler)
    assert (summary.ingested, note.exists(), len(scheduler.scheduler.workers)) == (1, True, 1)
    assert dumped(tmp_path / "many.db") == dumped(tmp_path / "one.db")
