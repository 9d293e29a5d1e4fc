"""Times the reading of PDFs beside plain pdfplumber (words and ruled tables), file by file in one run.

Usage: python tests/benchmarks/reading.py [--rounds N] [--backend NAME ...] PDF|FOLDER ...

Only the ratios travel from machine to machine. OCR is off on both sides; a file that either side cannot read is
named and left out. Each figure is the best of the rounds, and the sides take turns within a round.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pdfplumber

from extractor.errors import UnreadableFileError
from extractor.layout.document import lay_out
from extractor.options import Options
from extractor.read.pages import read_pages

Side = Callable[[Path], object]


def plain_pdfplumber(path: Path) -> int:
    """What a script on pdfplumber does: the words and the ruled tables of every page."""
    found = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            found += len(page.extract_words()) + len(page.extract_tables())
            page.close()
    return found


def sides(backends: list[str]) -> dict[str, Side]:
    """Name → what is timed. ``layout`` adds lines, notes, sections and tables to the reading."""
    timed: dict[str, Side] = {"pdfplumber": plain_pdfplumber}
    for backend in backends:
        options = Options(backend=backend, ocr="never")
        timed[f"{backend} read"] = lambda path, options=options: read_pages(path, options)
        timed[f"{backend} read + layout"] = lambda path, options=options: lay_out(read_pages(path, options))
    return timed


def best_times(path: Path, timed: dict[str, Side], rounds: int) -> dict[str, float]:
    """Seconds of each side on one file, the best of the rounds."""
    best = dict.fromkeys(timed, float("inf"))
    for _ in range(rounds):
        for name, side in timed.items():
            start = time.perf_counter()
            side(path)
            best[name] = min(best[name], time.perf_counter() - start)
    return best


def pdfs(paths: list[Path]) -> list[Path]:
    """The files, and the PDFs in the folders, sorted by name."""
    return [pdf for path in paths for pdf in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]


def main() -> int:
    """Prints one line a file and one for all: seconds of plain pdfplumber, and how many times faster each side is."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    backends = next(option for option in fields(Options) if option.name == "backend").metadata["choices"]
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--backend", action="append", choices=backends)
    given = parser.parse_args()

    timed = sides(given.backend or list(backends))
    others = list(timed)[1:]
    print(f"{'file':40} {'pdfplumber':>11}  " + "  ".join(f"{name:>{len(name)}}" for name in others))  # noqa: T201
    total = dict.fromkeys(timed, 0.0)
    for path in pdfs(given.paths):
        try:
            best = best_times(path, timed, given.rounds)
        except (UnreadableFileError, pdfplumber.utils.exceptions.PdfminerException) as error:
            print(f"{path.name:40} left out: {error}")  # noqa: T201
            continue
        total = {name: total[name] + best[name] for name in timed}
        print(line(path.name, best))  # noqa: T201
    if not total["pdfplumber"]:
        print("no file could be read by both", file=sys.stderr)  # noqa: T201
        return 1
    print(line("all", total))  # noqa: T201
    return 0


def line(name: str, seconds: dict[str, float]) -> str:
    """One line of the table."""
    plain, *others = seconds.items()
    ratios = (f"{plain[1] / taken:>{len(side) - 2}.2f} ×" for side, taken in others)
    return f"{name[:40]:40} {plain[1]:>9.2f} s  " + "  ".join(ratios)


if __name__ == "__main__":
    sys.exit(main())
