"""Times the finder of citations: on reports, by length, on texts built to slow it, and beside other extractors.

Usage: python tests/benchmarks/citations.py [--rounds N] [--files N] [--search SECONDS] [--seed N] [--others PYTHON]

The reports are the reference reports where TRICHLUC_GOLD names their folder, else the sample corpus. Figures are
processor time of one process, a megabyte is 1,000,000 bytes of UTF-8; only the ratios travel from machine to machine.
The other extractors run in an environment of their own (``make bench`` makes it: eyecite's wheel brings a package
``tests`` that would hide ours). They read with their own rules, which find nothing here: only their speed can be
compared.
"""

from __future__ import annotations

import argparse
import heapq
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from extractor.errors import UnreadableFileError
from extractor.find.citations.finder import find_citations as find_only
from extractor.finders import find_citations
from extractor.layout.document import lay_out
from extractor.options import Options
from extractor.read.pages import read_pages
from tests.find.built_texts import Built, filled, recipes

CORPUS = Path(__file__).parents[2] / "corpus" / "reports"
REQUIREMENTS = "tests/benchmarks/other_extractors.txt"
SHORT, LONG, BUILT = 5_000, 5_000_000, 1_000_000
FASTEST, GROWTH, DEAREST, IMPORT = 5.0, 1.2, 20.0, 0.15
"""The aims: megabytes a second, cost per byte of long texts by that of short ones, of built texts, seconds."""

Finder = Callable[[str], object]


def main() -> int:
    """Prints a line a figure; with an aim where there is one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--files", type=int, default=40, help="at most so many reports of a kind")
    parser.add_argument("--search", type=float, default=60.0, help="seconds to look for slow texts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--others", default=".venv/others/bin/python", help="the interpreter of the other extractors")
    given = parser.parse_args()
    reports = {kind: list(texts(paths[: given.files])) for kind, paths in folders().items()}
    everything = "\n".join(text for kind in reports for text in reports[kind])
    say("what", "measured", "aim")
    on_reports(reports, given.rounds)
    by_length(everything)
    on_built_texts(everything, given.search, given.seed)
    alone()
    beside_others(reports, given.rounds, given.others)
    return 0


def folders() -> dict[str, list[Path]]:
    """Kind of report → its files."""
    gold = os.environ.get("TRICHLUC_GOLD")
    if not gold:
        return {"sample": sorted(CORPUS.glob("*.pdf"))}
    born_digital = sorted((Path(gold) / "seed").glob("*born_digital.pdf"))
    return {"seed": born_digital, "simulated": sorted((Path(gold) / "simulated").glob("*.pdf"))}


def texts(paths: Iterable[Path]) -> Iterator[str]:
    """The text of each report that can be read, its pages joined."""
    for path in paths:
        try:
            pages = lay_out(read_pages(path, Options(ocr="never"))).pages
        except UnreadableFileError as error:
            print(f"{path.name} left out: {error}", file=sys.stderr)  # noqa: T201
            continue
        yield "\n".join(page.text for page in pages)


def on_reports(reports: dict[str, list[str]], rounds: int) -> None:
    """Megabytes a second of the finder alone and of the public function, with how dense the citations stand."""
    for kind, each in reports.items():
        size, count = sum(map(weight, each)), sum(len(find_citations(text)) for text in each)
        density = f"{kind} ({size / 1000:.0f} kB, a citation every {size / max(count, 1):.0f} bytes)"
        say(f"finder alone, {density}", f"{speed(find_only, each, rounds):.2f} MB/s", f">= {FASTEST:.0f}")
        say(f"extractor.find_citations, {kind}", f"{speed(find_citations, each, rounds):.2f} MB/s", f">= {FASTEST:.0f}")


def by_length(text: str) -> None:
    """The cost of a byte in one long text by that in the same text cut into short ones."""
    whole = filled(text, LONG)[:LONG]
    parts = [whole[at : at + SHORT] for at in range(0, len(whole), SHORT)]
    for name, finder in (("finder alone", find_only), ("extractor.find_citations", find_citations)):
        cut = min(sum(seconds(finder, part) for part in parts) for _ in range(2))
        ratio = min(seconds(finder, whole) for _ in range(2)) / cut
        say(f"{name}: a byte of 5 MB by one of 5 kB", f"{ratio:.2f}", f"<= {GROWTH}")


def on_built_texts(text: str, budget: float, seed: int) -> None:
    """The dearest texts that a search finds: first short ones, then the dearest of them with a million characters."""
    report = filled(text, BUILT)
    for name, finder in (("finder alone", find_only), ("extractor.find_citations", find_citations)):
        base = price(finder, report)
        stop = time.monotonic() + budget / 2
        tried: list[tuple[float, int, Built]] = []
        for number, built in enumerate(recipes(random.Random(seed))):
            if time.monotonic() > stop:
                break
            tried.append((price(finder, built.text(SHORT)), number, built))
        dearest = [built for _, _, built in heapq.nlargest(5, tried)]
        ratio, worst = max((price(finder, built.text(BUILT)) / base, repr(built.pieces)) for built in dearest)
        say(f"{name}: dearest of {len(tried)} built texts by a report, {worst}", f"{ratio:.1f}", f"<= {DEAREST:.0f}")


def price(finder: Finder, text: str) -> float:
    """Seconds a byte, the better of two."""
    return min(seconds(finder, text) for _ in range(2)) / weight(text)


def alone() -> None:
    """Seconds that the import takes, and the first call."""
    program = (
        "import time; start = time.process_time(); import extractor; extractor.find_citations;"
        "loaded = time.process_time(); extractor.find_citations('Nghị định số 30/2020/NĐ-CP của Chính phủ');"
        "print(loaded - start, time.process_time() - loaded)"
    )
    runs = [subprocess.run([sys.executable, "-c", program], capture_output=True, check=True) for _ in range(5)]
    loading, first = (min(map(float, column)) for column in zip(*(run.stdout.split() for run in runs), strict=True))
    say("import of the finder", f"{loading:.3f} s", f"< {IMPORT}")
    say("first call: registries read, patterns compiled", f"{first:.3f} s", "")


def beside_others(reports: dict[str, list[str]], rounds: int, python: str) -> None:
    """How many times faster the finder is than other extractors on the same text in the same run."""
    script = str(Path(__file__).with_name("other_extractors.py"))
    for kind, each in reports.items():
        given = json.dumps(each).encode()
        try:
            run = subprocess.run([python, script], input=given, capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            say(f"other extractors left out: {error}", "", "")
            return
        ours = speed(find_citations, each, rounds)
        for name, theirs in json.loads(run.stdout).items():
            if theirs is None:
                say(f"{name} is missing there: {python} -m pip install -r {REQUIREMENTS}", "", "")
            else:
                say(f"extractor.find_citations by {name} ({theirs:.2f} MB/s), {kind}", f"{ours / theirs:.1f} x", "")


def speed(finder: Finder, each: list[str], rounds: int) -> float:
    """Megabytes a second over all texts, the best of the rounds."""
    best = min(sum(seconds(finder, text) for text in each) for _ in range(rounds))
    return sum(map(weight, each)) / best / 1e6


def seconds(finder: Finder, text: str) -> float:
    """Processor time of one call."""
    start = time.process_time()
    finder(text)
    return time.process_time() - start


def weight(text: str) -> int:
    """Bytes of a text in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def say(what: str, measured: str, aim: str) -> None:
    """A line of the table."""
    print(f"{what:<100} {measured:>12}  {aim}", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
