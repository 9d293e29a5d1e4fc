"""Precision, recall and F1 of a database against gold files."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.evaluate.cells import compare_cells
from extractor.evaluate.document import compare_head, compare_rows, compare_tables, compare_words
from extractor.evaluate.extracted import Extracted, read_document
from extractor.evaluate.facts import compare_audit, compare_citations, compare_figures, compare_footnotes
from extractor.evaluate.gold import Gold
from extractor.evaluate.score import Outcome, Score, sum_up, total

Metric = Callable[[Gold, Extracted], Iterator[Outcome]]

# All comparisons: from what the gold and the database say of one document to outcomes. A new metric is a function and a
# line here.
METRICS: tuple[Metric, ...] = (
    compare_head,
    compare_citations,
    compare_footnotes,
    compare_rows,
    compare_tables,
    compare_figures,
    compare_cells,
    compare_audit,
    compare_words,
)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by metric, in all and of each file; ``absent`` are files of the gold that are not in the database."""

    scores: Mapping[str, Score]
    files: Mapping[str, Mapping[str, Score]]
    absent: tuple[str, ...]


def evaluate(connection: sqlite3.Connection, golds: Sequence[Gold]) -> Evaluation:
    """Compares each gold document with the row of ``documents`` that has its file name.

    A document that is not in the database counts as all missed.
    """
    files, absent = {}, []
    for gold in golds:
        extracted = read_document(connection, gold.file)
        # Scored all the same: a file that could not be read must lower recall, not leave the sums.
        if extracted.document is None:
            absent.append(gold.file)
        files[gold.file] = score_document(gold, extracted)
    return Evaluation(total(files), files, tuple(absent))


def score_document(gold: Gold, extracted: Extracted) -> dict[str, Score]:
    """The scores of one document by metric."""
    return sum_up(outcome for metric in METRICS for outcome in metric(gold, extracted))
