"""A run in a process of its own: ``python -m tests.run.run_to_be_killed FOLDER DATABASE JOBS HOLD [pipeline]``.

Reads with the stand-in, or with the pipeline. Says ``ingested: NAME`` on standard output as it goes; after HOLD lines
(0: never) it waits until standard input is closed, in the middle of its work. Ends with 130 where it was interrupted.
"""

from __future__ import annotations

import sys

from extractor.run.ingest import Event, Progress, ingest
from tests.patience import PATIENCE
from tests.run.stand_in import read_report


def _saying(hold: int) -> Progress:
    lines = 0

    def say(event: Event) -> None:
        nonlocal lines
        lines += 1
        print(f"{event.outcome}: {event.path}", flush=True)  # noqa: T201
        if lines == hold:
            sys.stdin.read()

    return say


if __name__ == "__main__":
    folder, database, jobs, hold, *reader = sys.argv[1:]
    chosen = {} if reader else {"extract": read_report}
    summary = ingest(folder, database, progress=_saying(int(hold)), jobs=int(jobs), timeout=PATIENCE, **chosen)
    sys.exit(130 if summary.interrupted else 0)
