"""A run in a process of its own: ``python -m tests.run.run_to_be_killed FOLDER DATABASE JOBS [pipeline]``.

Reads with the stand-in, or with the pipeline. Says ``ingested: NAME`` on standard output as it goes, and ends with
130 where it was interrupted.
"""

from __future__ import annotations

import sys

from extractor.run.ingest import Event, ingest
from tests.run.stand_in import read_report


def _say(event: Event) -> None:
    print(f"{event.outcome}: {event.path}", flush=True)  # noqa: T201


if __name__ == "__main__":
    folder, database, jobs, *reader = sys.argv[1:]
    chosen = {} if reader else {"extract": read_report}
    summary = ingest(folder, database, progress=_say, jobs=int(jobs), timeout=60.0, **chosen)
    sys.exit(130 if summary.interrupted else 0)
