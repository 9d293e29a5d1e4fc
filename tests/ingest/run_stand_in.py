"""A run in a process of its own, to be killed: ``python -m tests.ingest.run_stand_in FOLDER DATABASE JOBS``.

Says ``ingested: NAME`` on standard output as it goes, and ends with 130 where it was interrupted.
"""

from __future__ import annotations

import sys

from extractor.ingest_run import Event, ingest
from tests.ingest.stand_in import read_report


def _say(event: Event) -> None:
    print(f"{event.outcome}: {event.path}", flush=True)  # noqa: T201


if __name__ == "__main__":
    folder, database, jobs = sys.argv[1:]
    summary = ingest(folder, database, progress=_say, extract=read_report, jobs=int(jobs), timeout=60.0)
    sys.exit(130 if summary.interrupted else 0)
