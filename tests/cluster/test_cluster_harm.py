"""Workers that are unfit, die, lie or have no room: named, refused or done again, and never a wrong row."""

from __future__ import annotations

import pickle
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractor.cluster import roster, station, workers
from extractor.cluster.errands import Errand, Reply, reply_to, value_of
from extractor.cluster.introduction import SAME_OCR, SAME_VERSION, introduce, refusal
from extractor.errors import ExitCode, TrichlucError
from extractor.guard.limits import MAKE_ROOM, SEE_THE_FILE
from extractor.model.pages import Failure
from extractor.options import Options
from extractor.run.ingest import CLUSTER, Event, ingest
from extractor.store.runs import INGESTED
from extractor.store.shard import make_failed_shard
from extractor.version import VERSION
from patterns.loader import digest
from tests.cluster.conftest import Join, has_come, started
from tests.cluster.test_cluster import dumped, run
from tests.patience import PATIENCE
from tests.run.stand_in import read_report, write_report

# Each is what a machine is otherwise: set in its process before anything asks.
OTHERS = {
    "it has trichluc 0.0.1, here it is ": "import extractor.version as v; v.VERSION = '0.0.1'",
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
    has_come(scheduler, len(OTHERS))
    report = write_report(tmp_path / "1.pdf", 1)
    with pytest.raises(TrichlucError, match="No worker of the cluster can be used") as raised:
        run(report, tmp_path / "r.db", scheduler, ocr="auto")
    assert [said for said in OTHERS if said not in raised.value.message] == []
    scheduler.scale(1)
    has_come(scheduler, len(OTHERS) + 1)
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


OTHER_FILE = "0" * 64
OTHER_BYTES = make_failed_shard("other.pdf", OTHER_FILE, Failure("read", None, "", ""), "").content


def with_shard(errand: Errand, reply: Reply, change: Callable[[bytes], bytes | None]) -> Reply:
    """A reply with another shard in it, and whole in itself."""
    done = value_of(reply, errand)
    changed = change(done.shard.content)
    other = replace(done, shard=replace(done.shard, content=changed) if changed else None)
    return reply_to(errand, pickle.dumps(other), reply.seconds, reply.ending)


Fault = Callable[[Errand, Reply], Any]

FAULTS: dict[str, Fault] = {
    "the answer was cut off or changed on its way": lambda errand, reply: replace(reply, outcome=b"\x80\x04"),
    "what came back is the answer to something else": lambda errand, reply: replace(reply, name="another"),
    "what came back is no answer but str": lambda errand, reply: "done",
    "what came back holds nothing of its file": lambda errand, reply: with_shard(errand, reply, lambda _: None),
    " is cut off after 5000 bytes": lambda errand, reply: with_shard(errand, reply, lambda content: content[:5000]),
    f" is that of another file ({OTHER_FILE[:12]})": lambda errand, reply: with_shard(
        errand, reply, lambda _: OTHER_BYTES
    ),
    f" was made with trichluc {'0' * len(VERSION)}, ": lambda errand, reply: with_shard(
        errand, reply, lambda content: content.replace(VERSION.encode(), b"0" * len(VERSION))
    ),
    f" was made with the registries {'0' * len(digest())}, ": lambda errand, reply: with_shard(
        errand, reply, lambda content: content.replace(digest().encode(), b"0" * len(digest()))
    ),
    " was made with the options ": lambda errand, reply: with_shard(
        errand, reply, lambda content: content.replace(KEY.encode(), b"0" * len(KEY))
    ),
    "its checksum is another": lambda errand, reply: with_shard(
        errand, reply, lambda content: content.replace(b"UBND", b"UBNB")
    ),
}
KEY = Options(ocr="never").result_key()


def test_an_answer_or_a_shard_that_is_cut_off_from_elsewhere_or_made_otherwise_is_named_and_done_again(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, faults = station.CHILDREN.run, list(FAULTS.values())

    def run_badly(errand: Errand, is_wanted: Any) -> Any:
        reply = honest(errand, is_wanted)
        return faults.pop()(errand, reply) if faults else reply

    monkeypatch.setattr(station, "CHILDREN", type("Bad", (), {"run": staticmethod(run_badly)}))
    monkeypatch.setattr(roster, "MOST_STRIKES", len(FAULTS) + 1)
    monkeypatch.setattr(workers, "MOST_LOSSES", len(FAULTS) + 1)
    reports = [write_report(tmp_path / f"{number}.pdf", number) for number in range(2)]
    run(reports, tmp_path / "one.db")
    summary, events = run(reports, tmp_path / "many.db", cluster)
    assert (summary.ingested, summary.failed, faults) == (2, 0, [])
    assert [said for said in FAULTS if said not in told(events)] == []
    assert dumped(tmp_path / "many.db") == dumped(tmp_path / "one.db")


def test_a_worker_whose_disk_is_full_is_named_and_another_does_its_work(
    scheduler: Any, join: Join, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster, "MOST_STRIKES", 1)
    report = write_report(tmp_path / "1.pdf", 1, "temporary file")
    join("import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000))")
    has_come(scheduler, 1)
    with pytest.raises(TrichlucError, match="a file may not grow so large") as raised:
        run(report, tmp_path / "r.db", scheduler)
    assert MAKE_ROOM in raised.value.next_step
    monkeypatch.setattr(roster, "MOST_STRIKES", 3)
    scheduler.scale(1)
    has_come(scheduler, 2)
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


BLIND = """
import extractor.run.files as files
from extractor.model.pages import Failure
files.fingerprint = lambda file: Failure("read", None, "it cannot be read: it is not there", "look")
"""


def test_a_file_that_only_some_workers_see_is_read_by_these(scheduler: Any, join: Join, tmp_path: Path) -> None:
    join(BLIND)
    scheduler.scale(1)
    has_come(scheduler, 2)
    reports = [write_report(tmp_path / f"{number}.pdf", number) for number in range(2)]
    summary, events = run(reports, tmp_path / "r.db", scheduler)
    assert (summary.ingested, summary.failed) == (2, 0)
    assert "has not done an errand: the machine that reads cannot open it" in told(events)


def test_a_scheduler_that_dies_ends_the_run_in_words_and_the_same_command_goes_on(tmp_path: Path) -> None:
    reports = [write_report(tmp_path / f"{number}.pdf", number) for number in range(4)]
    run(reports, tmp_path / "one.db")

    def die(event: Event) -> None:
        if event.outcome == INGESTED:
            dying.close()

    with started(1) as dying:
        address, settings = dying.scheduler_address, {"extract": read_report, "timeout": PATIENCE, "ocr": "never"}
        with pytest.raises(TrichlucError) as raised:
            ingest(reports, tmp_path / "many.db", progress=die, scheduler=address, **settings)
    assert raised.value.message == f"The Dask scheduler at {address} does not answer any more"
    assert "What is finished is kept" in raised.value.next_step
    assert raised.value.exit_code == ExitCode.ERROR
    with started(1) as living:
        summary, _ = run(reports, tmp_path / "many.db", living)
    assert (summary.ingested, summary.unchanged) == (3, 1)
    assert dumped(tmp_path / "many.db") == dumped(tmp_path / "one.db")


def elsewhere(planned: Any, place: Path) -> Any:
    from extractor.run.tasks import Task

    return Task(replace(planned, found=replace(planned.found, file=place)))


def test_what_dies_with_its_worker_is_done_again_by_the_next_that_comes(
    scheduler: Any, join: Join, tmp_path: Path
) -> None:
    note = tmp_path / "note"
    report = write_report(tmp_path / "1.pdf", 1, f"parent killed once:{note}")
    process = join()
    has_come(scheduler, 1)
    told = []

    def help_out(event: Event) -> None:
        if event.reason.startswith("The cluster has no worker: waiting for one."):
            told.append(process.poll())
            scheduler.scale(1)

    address = scheduler.scheduler_address
    settings = {"extract": read_report, "timeout": PATIENCE, "jobs": 1, "ocr": "never"}
    summary = ingest(report, tmp_path / "many.db", progress=help_out, scheduler=address, **settings)  # type: ignore[arg-type]
    assert (summary.ingested, told) == (1, [-signal.SIGKILL])
    run(report, tmp_path / "one.db")
    assert dumped(tmp_path / "many.db") == dumped(tmp_path / "one.db")
