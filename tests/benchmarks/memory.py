"""Measures how memory and time of ``extract`` grow with the length of a document: 10, 100 and 1,000 pages.

Usage: python tests/benchmarks/memory.py [--lengths PAGES ...] [PDF ...]

The long files are the first pages of a report again and again; without a PDF: one of the sample corpus. Every figure is
of a process of its own: the most memory it ever held (MB, resident), after the imports alone, after reading page by
page, after laying out, after ``extract``; then, warmed up, the processor time of ``extract`` a page, the best of some
rounds. Linux only. Ends with 1 where a figure is beyond what is required.
"""

from __future__ import annotations

import argparse
import json
import pickle
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from extractor.layout.document import lay_out
from extractor.options import Options
from extractor.pipeline import extract
from extractor.read.pages import stream_pages

CORPUS = Path(__file__).parents[2] / "corpus" / "reports"
OPTIONS = Options(ocr="never")
SHORT, LONG = 100, 1000
MOST = 150.0
"""MB that no document of up to 100 pages may need."""

MORE = 10.0
"""MB by which a document of 1,000 pages may need more than one of 100."""

GROWTH = 1.15
"""A page of 1,000 may cost so many times one of 10."""

TIMED = 2_000
"""So many pages are read for a time, whatever the length of the file, but three times at most."""


def read(path: Path) -> None:
    """Every page, none of them kept."""
    with stream_pages(path, OPTIONS) as pages:
        deque(pages, maxlen=0)


def lay(path: Path) -> object:
    """The layout of the whole document."""
    with stream_pages(path, OPTIONS) as pages:
        return lay_out(pages)


STEPS: dict[str, Callable[[Path], object]] = {
    "imports": lambda path: None,
    "read": read,
    "layout": lay,
    "extract": lambda path: extract(path, OPTIONS),
}


def peak() -> float:
    """The most memory that this process ever held, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def measure(step: str, path: Path, pages: int) -> dict[str, float]:
    """Within a process of its own: its peak, and for ``extract`` the size of the result and the milliseconds a page."""
    result = STEPS[step](path)
    found = {"peak": peak()}
    if step == "extract":
        found["result"] = len(pickle.dumps(result)) / 1e6
        del result
        times = []
        for _ in range(max(1, min(3, TIMED // pages))):
            start = time.process_time()
            extract(path, OPTIONS)
            times.append(time.process_time() - start)
        found["page"] = 1000 * min(times) / pages
    return found


def in_a_process(step: str, path: Path, pages: int) -> dict[str, float]:
    """``measure`` in a fresh process."""
    command = [sys.executable, __file__, str(path), "--step", step, "--lengths", str(pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def grow(path: Path, lengths: Sequence[int], folder: Path) -> bool:
    """Prints a line a length and what is met; whether all that is required is."""
    from tests.benchmarks.stages import repeated  # brings pikepdf, which the measured processes do without

    print(f"{path.name}\n{'pages':>6}  " + "  ".join(f"{step:>8}" for step in STEPS) + "    result  ms a page")  # noqa: T201
    peaks, costs = [], []
    for length in lengths:
        file = repeated(path, length, folder / f"{length}.pdf")
        found = {step: in_a_process(step, file, length) for step in STEPS}
        peaks.append(found["extract"]["peak"])
        costs.append(found["extract"]["page"])
        held = "  ".join(f"{found[step]['peak']:>5.0f} MB" for step in STEPS)
        print(f"{length:>6}  {held}  {found['extract']['result']:>5.1f} MB  {costs[-1]:>9.2f}")  # noqa: T201
    within = [held for length, held in zip(lengths, peaks, strict=True) if length <= SHORT]
    verdicts = [said(f"a page of {lengths[-1]} by one of {lengths[0]}", costs[-1] / costs[0], GROWTH)]
    if within:
        verdicts.append(said(f"peak of up to {SHORT} pages, MB", max(within), MOST))
    if within and lengths[-1] >= LONG:
        verdicts.append(said(f"more for {lengths[-1]} pages, MB", peaks[-1] - max(within), MORE))
    return all(verdicts)


def said(what: str, measured: float, most: float) -> bool:
    """Prints one figure and whether it is within what is required."""
    print(f"{what}: {measured:.2f}, {'meets' if measured <= most else 'BEYOND'} the required {most:g}")  # noqa: T201
    return measured <= most


def main() -> int:
    """Prints a table a report; 1 where a figure is beyond what is required."""
    parser: Any = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, default=sorted(CORPUS.glob("*_year.pdf"))[:1])
    parser.add_argument("--lengths", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        print(json.dumps(measure(given.step, given.paths[0], given.lengths[0])))  # noqa: T201
        return 0
    with tempfile.TemporaryDirectory() as folder:
        met = [grow(path, sorted(given.lengths), Path(folder)) for path in given.paths]
    return 0 if met and all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
