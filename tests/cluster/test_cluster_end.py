"""However a run on a cluster ends, nothing is left at work on its workers, and the same command goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.cluster.conftest import HOUSE, Join, has_come
from tests.cluster.test_cluster import dumped, run
from tests.guard.processes import descendants, until
from tests.patience import PATIENCE
from tests.run.stand_in import write_report

PARENT = """
import sys
from extractor.run.ingest import ingest
from tests.run.stand_in import read_report
if __name__ == "__main__":
    done = ingest(sys.argv[1], sys.argv[2], scheduler=sys.argv[3], extract=read_report, timeout=float(sys.argv[4]),
                  ocr="never")
    sys.exit(130 if done.interrupted else 0)
"""


def test_what_is_at_work_ends_with_its_parent(scheduler: Any, join: Join, tmp_path: Path) -> None:
    worker = join()
    has_come(scheduler, 1)
    for number in (signal.SIGKILL, signal.SIGINT):
        (tmp_path / "note").unlink(missing_ok=True)
        end_parent(scheduler, worker, tmp_path, number)
    run(tmp_path / "reports", tmp_path / "one.db")
    for number in (signal.SIGKILL, signal.SIGINT):
        database = tmp_path / f"{number.name}.db"
        summary, _ = run(tmp_path / "reports", database, scheduler)
        assert (summary.ingested, summary.unchanged) == (1, 1)
        assert dumped(database) == dumped(tmp_path / "one.db")


def end_parent(scheduler: Any, worker: subprocess.Popen[bytes], tmp_path: Path, number: signal.Signals) -> None:
    """Has a run begin, and ends it by a signal while one of its files is read."""
    script, note, reports = tmp_path / "parent.py", tmp_path / "note", tmp_path / "reports"
    script.write_text(PARENT, encoding="utf-8")
    write_report(reports / "1.pdf", 1)
    write_report(reports / "2.pdf", 2, f"hang once:{note}")
    arguments = [reports, tmp_path / f"{number.name}.db", scheduler.scheduler_address, PATIENCE]
    parent = subprocess.Popen(
        [sys.executable, script, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(HOUSE), *sys.path])},
    )
    try:
        assert until(note.exists)
        assert until(lambda: note.read_text(encoding="ascii") != "")
        assert int(note.read_text(encoding="ascii")) in descendants(worker.pid)
        parent.send_signal(number)
        assert until(lambda: int(note.read_text(encoding="ascii")) not in descendants(worker.pid))
        assert parent.wait(PATIENCE) == (130 if number == signal.SIGINT else -number)
    finally:
        parent.kill()
