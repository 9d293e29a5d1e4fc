"""Measures what the one writer of a run costs beside reading, and how many times faster two workers are than one.

Usage: python tests/benchmarks/writing.py [--copies N] [--rounds N] [--jobs N ...] [PDF ...]

Each PDF is read from so many copies that differ in their metadata alone; without one: the sample corpus. First in one
process, the least processor time a page of some rounds: reading, making the rows (both the work of a worker), writing
(that of the parent), the pass over the corpus. Then whole runs with one and with two workers, until the pass begins:
the clock, and the processor of the parent. Ends with 1 where a figure is beyond what is required; the clock needs a
machine that is not busy.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import pikepdf

from extractor.across.corpus_pass import run_corpus_pass
from extractor.model.document import Document
from extractor.options import Options
from extractor.pipeline import extract
from extractor.run.ingest import FINISHING, Event, ingest
from extractor.store.shard import Shard, make_shard
from extractor.store.writer import Writer
from extractor.version import VERSION

CORPUS = Path(__file__).parents[2] / "corpus" / "reports"
OPTIONS = Options(ocr="never")

MOST = 1.5
"""Milliseconds of processor that the parent may take for a page."""

TIMES = 1.85
"""So many times as fast as one worker two must be, on a machine with a core for each."""

Value = TypeVar("Value")


def copies(paths: Sequence[Path], count: int, folder: Path) -> list[Path]:
    """The PDFs again and again, each a file of other bytes."""
    made = []
    for path in paths:
        for number in range(count):
            with pikepdf.open(path) as pdf:
                pdf.docinfo["/Producer"] = f"copy {number}"
                pdf.save(folder / f"{path.stem}-{number}.pdf")
            made.append(folder / f"{path.stem}-{number}.pdf")
    return made


@dataclass
class Steps:
    """The processor seconds of each step."""

    seconds: dict[str, float] = field(default_factory=dict)

    def timed(self, step: str, call: Callable[[], Value]) -> Value:
        """What the call returns; its time is added to that of its step."""
        began = time.process_time()
        value = call()
        self.seconds[step] = self.seconds.get(step, 0.0) + time.process_time() - began
        return value


def by_steps(paths: Sequence[Path], db: Path) -> tuple[Steps, int]:
    """One file after the other, all in this process, and the number of pages."""
    steps, pages = Steps(), 0
    with Writer(db) as writer:
        writer.begin_run(OPTIONS.result_key(), VERSION)
        for path in paths:
            document: Document = steps.timed("reading", lambda path=path: extract(path, OPTIONS))  # type: ignore[misc]
            pages += len(document.pages)
            named = replace(document, path=path.name)
            shard: Shard = steps.timed("rows", lambda named=named: make_shard(named, "options"))  # type: ignore[misc]
            steps.timed("writing", lambda shard=shard: writer.write_shard(shard))  # type: ignore[misc]
        steps.timed("pass", lambda: run_corpus_pass(writer.connection))
        steps.timed("index", lambda: writer.finish_run({}))
    return steps, pages


def whole(paths: Sequence[Path], db: Path, jobs: int) -> tuple[float, float]:
    """Seconds of a run until the pass begins: on the clock, and of the parent's processor."""
    ended: list[tuple[float, float]] = []

    def progress(event: Event) -> None:
        if event.outcome == FINISHING:
            ended.append((time.monotonic(), _processor()))

    began = (time.monotonic(), _processor())
    ingest(paths, db, progress=progress, jobs=jobs, ocr="never")
    return ended[0][0] - began[0], ended[0][1] - began[1]


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def said(what: str, measured: float, required: str, is_met: bool) -> bool:
    """Prints one figure and whether it is within what is required."""
    print(f"{what}: {measured:.2f}, {'meets' if is_met else 'BEYOND'} the required {required}")  # noqa: T201
    return is_met


def main() -> int:
    """Prints the steps, then the whole runs; 1 where a figure is beyond what is required."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, default=sorted(CORPUS.glob("*_year.pdf")))
    parser.add_argument("--copies", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        files = copies(given.paths, given.copies, folder)
        rounds = [by_steps(files, folder / f"steps-{number}.db") for number in range(given.rounds)]
        pages = rounds[0][1]
        each = {step: 1000 * min(steps.seconds[step] for steps, _ in rounds) / pages for step in rounds[0][0].seconds}
        print(f"{len(files)} files, {pages} pages; ms of processor a page")  # noqa: T201
        print("  ".join(f"{step} {cost:.2f}" for step, cost in each.items()))  # noqa: T201
        print(f"writing ÷ (reading + rows): {each['writing'] / (each['reading'] + each['rows']):.3f}")  # noqa: T201
        met = [said("writing, ms a page", each["writing"], f"{MOST}", each["writing"] <= MOST)]
        clocks = {}
        for jobs in given.jobs:
            clocks[jobs], parent = whole(files, folder / f"{jobs}.db", jobs)
            print(f"{jobs} at once: {clocks[jobs]:.1f} s on the clock")  # noqa: T201
            met.append(said("  parent, ms a page", 1000 * parent / pages, f"{MOST}", 1000 * parent / pages <= MOST))
        if {1, 2} <= clocks.keys():
            times = clocks[1] / clocks[2]
            met.append(said("two workers by one", times, f"{TIMES}", times >= TIMES))
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
