"""Measures confidences anew: ``python -m extractor.evaluate.calibrate GOLD... [--made GOLD...]``.

Reads the PDFs beside the gold folders (or in ``reports`` beside them), judges every fact by the gold, writes
``patterns/confidence.toml`` and prints the reliability of facts whose documents were held out.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import patterns
from extractor.across.corpus_pass import run_corpus_pass
from extractor.confidence import (
    RECOGNISED,
    citation_path,
    figure_path,
    head_path,
    key_order,
    key_path,
    row_path,
    sureness,
)
from extractor.evaluate.calibration import Known, fit, held_out
from extractor.evaluate.gold import Gold, load_gold
from extractor.evaluate.judged import KEYS, Judged
from extractor.evaluate.reliability import distances, groups, judge_all
from extractor.model.document import Document
from extractor.options import Options
from extractor.pipeline import read_in_order
from extractor.store.database import open_read_only
from extractor.store.keys import running_number
from extractor.store.writer import Writer
from extractor.version import VERSION
from patterns.confidence import Measured

REGISTRY = Path(patterns.__file__).parent / "confidence.toml"
TITLES = ("Real documents", "Real documents and reports made for tests")
MARKS = ("<!-- measured -->", "<!-- end -->")
BEGIN = """\
# How often facts are right, measured on documents with gold by what is known of a fact. Written by
# `python -m extractor.evaluate.calibrate`; docs/confidence.md says how to measure on other documents.
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads, judges, fits, writes the registry and prints what was measured."""
    parser = ArgumentParser(prog="python -m extractor.evaluate.calibrate", description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path, help="folders with gold files of real documents")
    parser.add_argument("--made", nargs="*", type=Path, default=[], help="the same of documents made for tests")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--ocr-engine", default=Options().ocr_engine, help="who reads scanned pages")
    parser.add_argument("--registry", type=Path, default=REGISTRY, help="the file to write")
    parser.add_argument("--table", type=Path, help="a page to write the reliability into, between its two marks")
    chosen = parser.parse_args(arguments)
    known = known_facts(chosen.gold, chosen.made, chosen.jobs, Options(ocr_engine=chosen.ocr_engine))
    chosen.registry.write_text(as_toml(fit(known)), encoding="utf-8")
    told = report(known)
    sys.stdout.write(told)
    if chosen.table:
        page = chosen.table.read_text(encoding="utf-8")
        before, _, rest = page.partition(MARKS[0])
        after = rest.partition(MARKS[1])[2]
        chosen.table.write_text(f"{before}{MARKS[0]}\n{told}\n{MARKS[1]}{after}", encoding="utf-8")


def known_facts(
    real: Sequence[Path], made: Sequence[Path] = (), jobs: int = 2, options: Options | None = None
) -> list[Known]:
    """The facts that gold files judge, with what the stages know of them.

    ``real`` and ``made`` are folders of gold files, of real documents and of those made for tests; ``jobs`` is how many
    files are read at once, ``options`` how they are read, None for the defaults.
    """
    golds = {path: load_gold([path]) for path in (*real, *made)}
    files = [file for path, of in golds.items() for gold in of if (file := _pdf(path, gold)) is not None]
    with ProcessPoolExecutor(jobs) as pool, TemporaryDirectory() as folder:
        documents = list(pool.map(partial(read_in_order, options=options), files))
        database = Path(folder) / "calibration.db"
        _store(database, documents)
        made_files = {gold.file for path in made for gold in golds[path]}
        with closing(open_read_only(database)) as connection:
            judged = list(judge_all(connection, [gold for of in golds.values() for gold in of]))
    return list(_known(judged, {document.file_name: document for document in documents}, made_files))


def report(known: Iterable[Known]) -> str:
    """The reliability of facts whose documents were held out, as tables of Markdown: of real documents, then of all."""
    held = held_out(known)
    parts = []
    for title, facts in (
        (TITLES[0], [judged for each, judged in held if not each.is_made]),
        (TITLES[1], [judged for _, judged in held]),
    ):
        found = groups(facts)
        count = len({each.file for each, _ in held if not each.is_made or title == TITLES[1]})
        parts += [f"\n**{title}** ({count}):\n"]
        parts += ["| facts | method | text layer | how many | mean confidence | right | distance |"]
        parts += ["|---|---|---|---|---|---|---|"]
        parts += [
            f"| {each.kind} | {each.method} | {each.layer} | {each.facts} | {each.stated:.3f} | {each.right:.3f} "
            f"| {each.distance:.3f} |"
            for each in found
        ]
        far = ", ".join(f"{kind} {distance:.3f}" for kind, distance in distances(found).items())
        parts += ["", f"Mean distance: {far}."]
    return "\n".join(parts) + "\n"


def as_toml(cells: Mapping[str, Measured]) -> str:
    """The registry: one entry a cell, each with itself as an example and a cell of another kind as none."""
    paths = list(cells)
    entries = []
    for path, cell in cells.items():
        other = next(each for each in paths[::-1] if not each.startswith(path) and not path.startswith(each))
        entries.append(
            f'\n[[entry]]\nid = "{path}"\nstated = {cell.stated}\nfacts = {cell.facts}\nright = {cell.right}\n'
            f'documents = {cell.documents}\nmatch = ["{path}"]\nreject = ["{other}"]\n'
        )
    return BEGIN + "".join(entries)


def _pdf(folder: Path, gold: Gold) -> Path | None:
    beside = folder.resolve().parent
    return next((file for file in (beside / gold.file, beside / "reports" / gold.file) if file.is_file()), None)


def _store(database: Path, documents: Iterable[Document]) -> None:
    with Writer(database) as writer:
        key = Options().result_key()
        writer.begin_run(key, VERSION)
        for document in documents:
            writer.write(document, key)
        run_corpus_pass(writer.connection)


def _known(judged: Iterable[tuple[str, Judged]], documents: Mapping[str, Document], made: set[str]) -> Iterator[Known]:
    for file, each in judged:
        path, order = _signs(each, documents[file])
        yield Known(each, path, order, file, file in made)


def _signs(judged: Judged, document: Document) -> tuple[str, float]:
    """The path of a fact and the confidence that its stage gave it."""
    pages = {page.number: page for page in document.pages}
    if judged.table == "documents":
        return head_path(judged.method, document.pages[0].text_layer == RECOGNISED), 1.0
    at = running_number(judged.id) - 1
    if judged.table == "citations":
        cited = document.citations[at]
        sure = sureness(pages, cited.place.boxes)
        if judged.kind == KEYS:
            return key_path(cited.fact, sure), key_order(cited.fact)
        return citation_path(cited.fact, sure), cited.fact.confidence
    if judged.table == "figures":
        figure = document.figures[at]
        return figure_path(figure.fact, sureness(pages, figure.place.boxes)), figure.fact.confidence
    row = document.rows[at]
    return row_path(row, document.tables, sureness(pages, row.boxes)), 1.0


if __name__ == "__main__":
    main()
