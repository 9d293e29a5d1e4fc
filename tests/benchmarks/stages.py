"""Times the stages of ``extract``: milliseconds a page for each, and whether a page of a long document costs more.

Usage: python tests/benchmarks/stages.py [--rounds N] [--files N] [--lengths PAGES ...]

The reports are the reference reports where TRICHLUC_GOLD names their folder, else the sample corpus. Figures are
processor time of one process, the best of some rounds. Long documents are one report's first pages again and again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pikepdf

from extractor.audit.document import audit
from extractor.errors import UnreadableFileError
from extractor.find.document import find_all
from extractor.layout.document import lay_out
from extractor.options import Options
from extractor.read.pages import read_pages
from extractor.resolve.document import Source, resolve
from tests.benchmarks.citations import folders, say

STAGES = ("read", "layout", "find", "resolve", "audit")
UNIT = 10
"""So many pages are repeated."""
GROWTH = 1.15
"""The aim: the cost of a page of the longest document by that of a page of the shortest."""


def main() -> int:
    """Prints a line a figure; with an aim where there is one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--files", type=int, default=40, help="at most so many reports of a kind")
    parser.add_argument("--lengths", type=int, nargs="+", default=[10, 100, 1000], help="pages of long documents")
    given = parser.parse_args()
    say("what", "measured", "aim")
    for kind, paths in folders().items():
        readable = [path for path in paths[: given.files] if is_readable(path)]
        on_reports(kind, readable, given.rounds)
        by_length(kind, readable[0], sorted(given.lengths), given.rounds)
    return 0


def is_readable(path: Path) -> bool:
    """Whether a file is a whole PDF with text; the sample corpus holds one that is none, and a scan."""
    try:
        if any(len(page.characters.text) for page in read_pages(path, Options(ocr="never")).pages):
            return True
        reason = "it has no text"
    except UnreadableFileError as error:
        reason = str(error)
    print(f"{path.name} left out: {reason}", file=sys.stderr)  # noqa: T201
    return False


def on_reports(kind: str, paths: Sequence[Path], rounds: int) -> None:
    """Milliseconds a page of each stage and of all, over all reports of a kind."""
    pages, seconds = best(paths, rounds)
    each = dict(zip(STAGES, seconds, strict=True))
    last = each["find"] + each["resolve"] + each["audit"]
    for name, spent in (*each.items(), ("find, resolve, audit", last), ("all", sum(seconds))):
        say(f"{name}, {kind} ({pages} pages)", f"{1000 * spent / pages:.2f} ms", "")


def by_length(kind: str, path: Path, lengths: Sequence[int], rounds: int) -> None:
    """Milliseconds a page of each stage by the length of the document, and how much a page's cost grows."""
    costs = []
    with tempfile.TemporaryDirectory() as folder:
        for length in lengths:
            document = repeated(path, length, Path(folder) / f"{length}.pdf")
            pages, seconds = best([document], max(1, rounds * lengths[0] // length))
            costs.append([1000 * spent / pages for spent in seconds])
    for name, cost in zip(STAGES, zip(*costs, strict=True), strict=True):
        measured = ", ".join(f"{each:.2f}" for each in cost)
        say(f"{name}, {kind}: ms a page of {', '.join(map(str, lengths))} pages", measured, "")
        say(
            f"{name}, {kind}: a page of the longest by one of the shortest", f"{cost[-1] / cost[0]:.2f}", f"<= {GROWTH}"
        )


def repeated(path: Path, length: int, target: Path) -> Path:
    """A PDF of so many pages: the first pages of a report one after the other, from the beginning again and again."""
    with pikepdf.open(path) as report, pikepdf.new() as long:
        unit = list(report.pages)[:UNIT]
        for number in range(length):
            long.pages.append(unit[number % len(unit)])
        long.save(target)
    return target


def best(paths: Iterable[Path], rounds: int) -> tuple[int, list[float]]:
    """Pages, and for each stage the least seconds of some rounds, summed over files; a first round warms up."""
    pages = 0
    totals = [0.0] * len(STAGES)
    for path in paths:
        runs = [list(stages(path)) for _ in range(rounds + 1)][1:] if rounds > 1 else [list(stages(path))]
        pages += read_pages(path, Options(ocr="never")).page_count
        totals = [total + min(spent) for total, spent in zip(totals, zip(*runs, strict=True), strict=True)]
    return pages, totals


def stages(path: Path) -> Iterator[float]:
    """Processor time of each stage, one after the other."""
    start = time.process_time()
    pages = read_pages(path, Options(ocr="never"))
    yield time.process_time() - start
    start = time.process_time()
    layout = lay_out(pages)
    yield time.process_time() - start
    start = time.process_time()
    findings = find_all(layout)
    yield time.process_time() - start
    start = time.process_time()
    document = resolve(layout, findings, Source("0" * 64, path.name, pages.page_count, "0"))
    yield time.process_time() - start
    start = time.process_time()
    audit(document)
    yield time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
