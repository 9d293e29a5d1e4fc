"""Which facts of a database are right by the gold: what a stated confidence is held against.

Matching is that of the scores. A fact that the gold says nothing of is not judged: one on a page that it does not
describe, a figure that a gold of some figures does not list.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractor.evaluate.cells import compare_cell, pair_cells
from extractor.evaluate.document import compare_head, compare_row, pair_rows, pair_table
from extractor.evaluate.extracted import Extracted, Row
from extractor.evaluate.facts import compare_fields, names_instrument, pair_citations, pair_figures
from extractor.evaluate.gold import Gold
from extractor.evaluate.score import Outcome, Verdict
from extractor.evaluate.texts import identifier_form

CITATIONS, KEYS, FIGURES, ROWS, FOOTNOTES, HEADS = "citations", "keys", "figures", "rows", "footnotes", "heads"

# What a citation says beside its identifier: a gold that holds other values makes it a wrong one.
_OF_CITATION = ("citations.doc_type", "citations.issued_on")
# What a number in a table says beside its print; periods and scenarios have no confidence of their own.
_OF_CELL = ("facts.unit",)
# The fields of a head by the metric that asks for them; the days of a period stand or fall together.
HEAD_FIELDS = ("doc_type", "identifier", "issuer", "issued_on", "title", "period_start")


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact and whether it is right by the gold.

    ``table`` and ``id`` say which fact; ``method`` is the rule that read it (of a head the field), ``layer`` the text
    layer of its page. ``stated`` is its confidence, None where the database holds none.
    """

    kind: str
    table: str
    id: str
    method: str
    layer: str
    stated: float | None
    right: bool


def judge(gold: Gold, extracted: Extracted) -> Iterator[Judged]:
    """The facts of one document that its gold speaks of."""
    if extracted.document is None:
        return
    layers = extracted.page_layers or {}
    yield from _citations(gold, extracted, layers)
    yield from _figures(gold, extracted, layers)
    yield from _rows(gold, extracted, layers)
    yield from _heads(gold, extracted, layers)


def _citations(gold: Gold, extracted: Extracted, layers: Mapping[int, str]) -> Iterator[Judged]:
    for want, got in pair_citations(gold, extracted):
        if got is None:
            continue
        if want is None:
            # A name that the gold does not list may still be one, as golds list titles and no short names.
            if got["identifier"]:
                yield _judged(CITATIONS, "citations", got, layers, right=False)
                yield _judged(KEYS, "citations", got, layers, right=False, stated="key_confidence")
            continue
        read = not want.identifier or _holds(compare_fields(want, got), _OF_CITATION)
        yield _judged(CITATIONS, "citations", got, layers, right=read)
        if want.key:
            yield _judged(
                KEYS, "citations", got, layers, right=names_instrument(got, want.key), stated="key_confidence"
            )


def _figures(gold: Gold, extracted: Extracted, layers: Mapping[int, str]) -> Iterator[Judged]:
    for want, got, has_unit in pair_figures(gold, extracted):
        if got is not None and (want is not None or gold.all_figures):
            right = want is not None and (has_unit or not want.unit)
            yield _judged(FIGURES, "figures", got, layers, right=right)
    for fact, got in pair_cells(gold, extracted):
        if got is not None:
            right = fact is not None and _holds(compare_cell(fact, got), _OF_CELL)
            yield _judged(FIGURES, "figures", got, layers, right=right)


def _rows(gold: Gold, extracted: Extracted, layers: Mapping[int, str]) -> Iterator[Judged]:
    for want, got in pair_rows(gold, extracted):
        if got is not None:
            right = all(outcome.verdict is Verdict.HIT for outcome in compare_row(want, got))
            yield _judged(ROWS, "table_rows", got, layers, right=right)
    for table in gold.tables:
        for got, same in pair_table(table, extracted):
            if gold.covers(got["page"]):
                yield _judged(ROWS, "table_rows", got, layers, right=same)


def _heads(gold: Gold, extracted: Extracted, layers: Mapping[int, str]) -> Iterator[Judged]:
    document = extracted.document or {}
    stated = json.loads(document.get("head_confidence") or "{}")
    layer = layers.get(1, "digital")
    for outcome in compare_head(gold, extracted):
        field = outcome.metric.removeprefix("document.")
        if field not in HEAD_FIELDS or not document.get(field):
            continue
        name = field.removesuffix("_start")
        right = outcome.verdict is Verdict.HIT
        yield Judged(HEADS, "documents", document["id"], name, layer, stated.get(name), right)
    # No score asks for a number that is blank or filled in by hand; one that is stated all the same is right or wrong.
    head, number = gold.head, document.get("identifier")
    if number and (head.get("handwritten_number") or ("number" in head and head["number"] is None)):
        right = identifier_form(number) == identifier_form(head.get("identifier"))
        yield Judged(HEADS, "documents", document["id"], "identifier", layer, stated.get("identifier"), right)


def _holds(outcomes: Iterator[Outcome], metrics: tuple[str, ...]) -> bool:
    return all(outcome.verdict is Verdict.HIT for outcome in outcomes if outcome.metric in metrics)


def _judged(
    kind: str, table: str, got: Row, layers: Mapping[int, str], right: bool, stated: str = "confidence"
) -> Judged:
    layer = layers.get(got["page"], "digital")
    return Judged(kind, table, got["id"], got["method"], layer, got.get(stated), right)
