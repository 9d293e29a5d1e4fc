"""Times this project beside plain pdfplumber, file by file and in turn: words and table cells, and all of ``extract``.

Usage: python tests/benchmarks/reading.py [--rounds N] [--backend NAME] [PDF|FOLDER ...]

Without paths: the sample corpus. Seconds are processor time of this one process, each the best of some rounds. OCR is
off; a file that a side cannot read, or that holds no text, is named and left out. The floor is pdfium's own text of
each page, without any places. Ends with 1 where a ratio falls short of what is required.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

import pdfplumber
import pypdfium2

from extractor.errors import UnreadableFileError
from extractor.layout.page import raw_page
from extractor.model.pages import Page
from extractor.options import Options
from extractor.pipeline import extract
from extractor.read.pages import stream_pages

CORPUS = Path(__file__).parents[2] / "corpus" / "reports"
PLAIN, CELLS, EXTRACT, FLOOR = "pdfplumber", "words and cells", "all of extract", "pdfium's text"
UNREADABLE = (UnreadableFileError, pdfplumber.utils.exceptions.PdfminerException, pypdfium2.PdfiumError)

Seconds = dict[str, float]
Side = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Goal:
    """How many times faster than plain pdfplumber a side must be, and should be."""

    required: float
    aim: float

    def verdict(self, ratio: float) -> str:
        """In words."""
        if ratio < self.required:
            return f"BELOW the required {self.required:g}"
        return f"meets the required {self.required:g}, " + ("and" if ratio >= self.aim else "not") + f" {self.aim:g}"


GOALS = {"seed": {CELLS: Goal(6, 10), EXTRACT: Goal(4, 6)}}
"""By folder. The reports of ``seed`` are text throughout."""

GOALS_ELSEWHERE = {CELLS: Goal(5, 7.5), EXTRACT: Goal(3, 5)}
"""Reports of which half or more are statistical forms."""


def plain_pdfplumber(path: Path) -> int:
    """What a script on pdfplumber does: the words and the cells of the ruled tables of every page; how many words."""
    found = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            found += len(page.extract_words())
            for table in page.find_tables():
                table.extract()
            page.close()
    return found


def words_and_cells(path: Path, options: Options) -> int:
    """The same of this project: the lines of every page in words, and its tables cell by cell; how many lines."""
    with stream_pages(path, options) as pages:
        return sum(len(raw_page(page).lines) for page in pages if isinstance(page, Page))


def pdfium_text(path: Path) -> int:
    """The text of every page as pdfium gives it; how many characters."""
    found = 0
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            text = page.get_textpage()
            found += len(text.get_text_range())
            text.close()
            page.close()
    return found


def sides(backend: str) -> dict[str, Side]:
    """What is timed, by name."""
    options = Options(backend=backend, ocr="never")
    return {
        PLAIN: plain_pdfplumber,
        CELLS: lambda path: words_and_cells(path, options),
        EXTRACT: lambda path: extract(path, options),
        FLOOR: pdfium_text,
    }


def best_times(path: Path, timed: dict[str, Side], rounds: int) -> Seconds:
    """Processor seconds of each side on one file, the best of the rounds; the sides take turns."""
    best = dict.fromkeys(timed, float("inf"))
    for _ in range(rounds):
        for name, side in timed.items():
            start = time.process_time()
            side(path)
            best[name] = min(best[name], time.process_time() - start)
    return best


def by_folder(paths: list[Path]) -> dict[str, list[Path]]:
    """The files and the PDFs in the folders, by the name of the folder they lie in."""
    found: dict[str, list[Path]] = {}
    for pdf in (pdf for path in paths for pdf in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])):
        found.setdefault(pdf.resolve().parent.name, []).append(pdf)
    return found


def on_folder(paths: list[Path], timed: dict[str, Side], rounds: int) -> Seconds:
    """The sums over the files of a folder, after a line for each of them; empty where none could be timed."""
    total: Seconds = {}
    for path in paths:
        try:
            if not plain_pdfplumber(path):
                print(f"{path.name[:44]:44} left out: no text")  # noqa: T201
                continue
            best = best_times(path, timed, rounds)
        except UNREADABLE as error:
            print(f"{path.name[:44]:44} left out: {error}")  # noqa: T201
            continue
        print(line(path.name, best))  # noqa: T201
        total = {name: total.get(name, 0.0) + spent for name, spent in best.items()}
    return total


def line(name: str, seconds: Seconds) -> str:
    """One line of the table: seconds of plain pdfplumber, and how many times faster each side is."""
    ratios = (f"{seconds[PLAIN] / spent:>{len(side) - 2}.2f} ×" for side, spent in seconds.items() if side != PLAIN)
    return f"{name[:44]:44} {seconds[PLAIN]:>8.2f} s  " + "  ".join(ratios)


def judged(folder: str, total: Seconds) -> bool:
    """Whether all that is required is met, after a line for each ratio that has a goal."""
    met = True
    for side, goal in GOALS.get(folder, GOALS_ELSEWHERE).items():
        ratio = total[PLAIN] / total[side]
        print(f"{folder}: {side} {ratio:.2f} × plain pdfplumber: {goal.verdict(ratio)}")  # noqa: T201
        met = met and ratio >= goal.required
    return met


def main() -> int:
    """Prints a line a file and one a folder, with what is required of it; 1 where that is not met."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    backends = next(option for option in fields(Options) if option.name == "backend").metadata["choices"]
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[CORPUS])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--backend", choices=backends, default="pdfium")
    given = parser.parse_args()

    timed = sides(given.backend)
    head = "  ".join(name for name in timed if name != PLAIN)
    print(f"{'file':44} {PLAIN:>10}  {head}")  # noqa: T201
    totals = {folder: on_folder(paths, timed, given.rounds) for folder, paths in by_folder(given.paths).items()}
    totals = {folder: total for folder, total in totals.items() if total}
    for folder, total in totals.items():
        print(line(f"all of {folder}", total))  # noqa: T201
    if not totals:
        print("no file could be timed", file=sys.stderr)  # noqa: T201
    met = [judged(folder, total) for folder, total in totals.items()]
    return 0 if met and all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
