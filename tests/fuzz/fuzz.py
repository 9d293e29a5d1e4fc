"""Reads mutants of the sample corpus, or of another folder, and counts what came in wrongly.

    python -m tests.fuzz.fuzz [--seed 1] [--count 2000] [--from FOLDER] [--ocr auto]
    python -m tests.fuzz.fuzz --seed 1 --only 17 23 --keep FOLDER      # these mutants again, kept in a folder

Ends with 1 where any count is above none, or the parent process held more memory than it may. docs/fuzzing.md says
how to read what it prints.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from pathlib import Path

from tests.fuzz import poppler
from tests.fuzz.batch import ROOT, Settings, outcomes, run
from tests.fuzz.mutants import Mutant, Source, mutant, page_count, sources_in
from tests.fuzz.oracle import LOST, Finding, Outcome, Reference, counts, judge, words

# A database holds so many mutants: the pass over the corpus is over all of them, and a run that hangs costs no more.
MUTANTS_A_RUN = 50

# What the parent of a run may hold, in MB: it holds rows, never a file.
PEAK_MB = 200


@dataclass(slots=True)
class Report:
    """What all runs have shown."""

    findings: dict[str, list[Finding]] = field(default_factory=dict)
    outcomes: Counter[str] = field(default_factory=Counter)
    peak_mb: float = 0.0
    sources: dict[str, str] = field(default_factory=dict)

    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not self.findings and self.peak_mb <= PEAK_MB


class Fuzzer:
    """Makes mutants of some sources, has them read and judges what comes of them."""

    def __init__(self, sources: Sequence[Path], seed: int, settings: Settings, keep: Path | None = None) -> None:
        """``sources``: whole files. ``seed``: names the mutants. ``keep``: where mutants with findings are kept."""
        self.sources, self.seed, self.settings, self.keep = sources, seed, settings, keep
        self._known: dict[Path, list[tuple[str, str]]] = {}

    def examine(self, numbers: Sequence[int], report: Report) -> None:
        """Makes the mutants of these ``numbers`` and adds what is found to the ``report``."""
        made = [mutant(self.seed, number, self.sources) for number in numbers]
        whole = self._whole_texts([each.source for each in made])
        with tempfile.TemporaryDirectory(prefix="fuzz-") as scratch:
            folder = Path(scratch) / "mutants"
            folder.mkdir()
            for each in made:
                (folder / each.name).write_bytes(each.content)
            ran = run(folder, Path(scratch) / "fuzz.db", self.settings)
            report.peak_mb = max(report.peak_mb, ran.peak / 1024)
            became = outcomes(folder, Path(scratch) / "fuzz.db", ran)
            for each in made:
                self._judge(each, folder / each.name, became[each.name], whole[each.source], report)

    def _judge(
        self, made: Mutant, path: Path, became: Outcome, whole: Sequence[tuple[str, str]], report: Report
    ) -> None:
        report.outcomes[_name_of(became)] += 1
        texts = poppler.page_texts(path) if became.pages is not None else ()
        ink = partial(self._share_of_ink, path, made.source)
        known = self.vocabulary().union(*(words(stored) for _, stored in whole))
        found = judge(became, Reference(texts, whole, known, ink))
        if not found:
            return
        report.findings[made.name] = found
        report.sources[made.name] = f"{made.source.path.name} {made.source.pages.start + 1}-{made.source.pages.stop}"
        for finding in found:
            page = "" if finding.page is None else f" page {finding.page}"
            _say(f"{finding.kind:<16} {made.name} ({report.sources[made.name]}){page}: {finding.seen}")
        if self.keep:
            self.keep.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, self.keep / made.name)

    def _share_of_ink(self, path: Path, source: Source, page: int) -> float:
        """The ink of a mutant's page as a share of that of the page it was made of."""
        return poppler.ink(path, page) / (_ink(source.path, source.pages[page - 1]) or 1.0)

    @lru_cache(maxsize=1)  # noqa: B019 - one fuzzer lives as long as the program
    def vocabulary(self) -> frozenset[str]:
        """All words of the whole files."""
        return frozenset(word for path in self.sources for text in poppler.page_texts(path) for word in words(text))

    def _whole_texts(self, wanted: Sequence[Source]) -> dict[Source, list[tuple[str, str]]]:
        """Of each page of the whole sources, what poppler reads and what is stored."""
        self._read_whole(sorted({source.path for source in wanted} - self._known.keys()))
        return {source: [self._known[source.path][page] for page in source.pages] for source in wanted}

    def _read_whole(self, paths: Sequence[Path]) -> None:
        """Reads whole files, so that what is left out of them is known."""
        if not paths:
            return
        with tempfile.TemporaryDirectory(prefix="fuzz-") as scratch:
            folder = Path(scratch) / "whole"
            folder.mkdir()
            names = {f"{place}.pdf": path for place, path in enumerate(paths)}
            for name, path in names.items():
                shutil.copy(path, folder / name)
            became = outcomes(
                folder, Path(scratch) / "whole.db", run(folder, Path(scratch) / "whole.db", self.settings)
            )
        for name, path in names.items():
            stored = {page.number: page.text for page in became[name].pages or ()}
            texts = dict(enumerate(poppler.page_texts(path), 1))
            numbers = range(1, page_count(path) + 1)
            self._known[path] = [(texts.get(number, ""), stored.get(number, "")) for number in numbers]


@cache
def _ink(path: Path, page: int) -> float:
    return poppler.ink(path, page + 1)


def _name_of(became: Outcome) -> str:
    if became.pages is None:
        return "failed" if became.failures else LOST
    return "partial" if became.failures else "ok"


def main() -> int:
    """Runs the fuzzer as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--from", dest="folder", type=Path, default=ROOT / "corpus" / "reports")
    parser.add_argument("--ocr", choices=("auto", "never"), default="never")
    parser.add_argument("--timeout", type=float, default=20.0)
    parser.add_argument("--only", type=int, nargs="+", help="the numbers of the mutants to make")
    parser.add_argument("--keep", type=Path, help="a folder for the mutants in which something was found")
    chosen = parser.parse_args()
    if not poppler.is_installed():
        sys.stderr.write("poppler-utils is not installed: nothing else reads the mutants.\n")
        return 3
    report, began = Report(), time.monotonic()
    numbers = chosen.only or range(chosen.count)
    # What OCR has read of a page is kept from run to run: most pages of a mutant are those of its source.
    with tempfile.TemporaryDirectory(prefix="fuzz-") as readings:
        settings = Settings(chosen.ocr, chosen.timeout, Path(readings))
        fuzzer = Fuzzer(sources_in(chosen.folder), chosen.seed, settings, chosen.keep)
        for start in range(0, len(numbers), MUTANTS_A_RUN):
            group = numbers[start : start + MUTANTS_A_RUN]
            fuzzer.examine(group, report)
            _say(f"{group[-1]}: {_table(report)}")
    _tell(report, chosen, time.monotonic() - began)
    return 0 if report.is_clean() else 1


def _table(report: Report) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in (counts(report.findings) | report.outcomes).items())


def _tell(report: Report, chosen: argparse.Namespace, seconds: float) -> None:
    _say(
        f"seed {chosen.seed}, {sum(report.outcomes.values())} mutants, {seconds:.0f} s, parent {report.peak_mb:.0f} MB"
    )
    _say(_table(report))
    if report.findings:
        numbers = " ".join(str(int(name.split("_")[0])) for name in report.findings)
        folder = f" --from {chosen.folder}" if chosen.folder != ROOT / "corpus" / "reports" else ""
        _say(f"again: python -m tests.fuzz.fuzz --seed {chosen.seed}{folder} --keep output/fuzz --only {numbers}")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
