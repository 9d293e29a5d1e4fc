"""One indicator over periods and provinces: rows of statistical forms and figures of the text, by their label."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from extractor.query.periods import Span, parse_span, period_name
from extractor.query.rows import fetch
from extractor.resolve.corpus_indicators import indicator_key
from extractor.store.words import words
from patterns.spelling import fold

if TYPE_CHECKING:
    import pandas

EXACT = 100.0
CLEARLY_BEST = 10.0
"""Points of likeness (0 to 100) by which one label must lead to be taken without asking."""

LEAST_LIKENESS = 85.0
"""Likeness of a label that holds all words of the query, from which it may be taken without asking."""

LEAST_TYPED = 80.0
"""Likeness from which a label that lacks some word is offered, for typing errors."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it can be asked for: its most frequent print, all prints, how often and in how many reports.

    ``likeness`` to what was asked, 0 to 100; ``documents`` counts those of the print that is in most.
    """

    text: str
    prints: tuple[str, ...]
    times: int
    documents: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of an indicator in one report. ``value_raw`` as printed, ``value`` None for a dash or a blank.

    ``location`` is ``table``, ``body`` or ``footnote``; ``under`` is the label of the row above it in the form.
    """

    label: str
    under: str | None
    place: str | None
    issuer: str | None
    period: str
    period_start: str | None
    period_end: str | None
    value: float | None
    value_raw: str | None
    unit: str | None
    qualifier: str | None
    location: str
    file_name: str
    page: int
    document_id: int
    boxes: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Which reports count: those of a province whose period lies within ``span``."""

    province: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The chosen label with its observations, or no label and the ``candidates`` to choose from, best first."""

    chosen: Label | None
    observations: tuple[Observation, ...]
    candidates: tuple[Label, ...]


def compare_indicator(connection: sqlite3.Connection, indicator: str, only: Filter | None = None) -> Comparison:
    """The values of one indicator by province and period.

    ``indicator`` is a label or words of one, accents aside. An exact label is taken; else one that is clearly
    more alike than all others that hold the words.
    """
    only = only or Filter()
    candidates = find_labels(connection, indicator)
    chosen = choose(candidates)
    found = tuple(_observe(connection, chosen, only)) if chosen else ()
    return Comparison(chosen, found, candidates)


def compare_frame(connection: sqlite3.Connection, indicator: str, only: Filter | None = None) -> pandas.DataFrame:
    """The observations of ``compare_indicator`` as a DataFrame, one row a value, columns as in ``Observation``."""
    import pandas

    columns = list(Observation.__dataclass_fields__)
    rows = [asdict(observation) for observation in compare_indicator(connection, indicator, only).observations]
    return pandas.DataFrame(rows, columns=columns)


def span_between(first: str | None, last: str | None) -> Span | None:
    """From the first day of one period to the last day of another (see ``parse_span``); either may be open."""
    if not first and not last:
        return None
    return Span(parse_span(first).first if first else "0000-01-01", parse_span(last).last if last else "9999-12-31")


def find_labels(connection: sqlite3.Connection, indicator: str) -> tuple[Label, ...]:
    """The labels that a query may mean, most alike first: the exact one alone, else those that hold all its words.

    Where none holds all words, those that are spelled alike. Prints that differ in accents, case, numbering or
    end signs are one label.
    """
    asked, wanted = _bare(indicator), set(words(indicator))
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in fetch(connection, _LABELS):
        groups.setdefault(_bare(row["label"]), []).append(row)
    if asked in groups:
        return (_label(groups[asked], EXACT),)
    holding = {name: group for name, group in groups.items() if wanted and wanted <= set(words(name))}
    likeness = {name: fuzz.ratio(asked, name) for name in holding or groups}
    found = [_label(groups[name], alike) for name, alike in likeness.items() if name in holding or alike >= LEAST_TYPED]
    return tuple(sorted(found, key=lambda label: (-label.likeness, -label.times, label.text)))


def choose(labels: tuple[Label, ...]) -> Label | None:
    """The one label that is clearly meant, None where a person must choose."""
    if not labels:
        return None
    best, rest = labels[0], labels[1:]
    if not rest:
        return best
    leads = best.likeness >= LEAST_LIKENESS and best.likeness - rest[0].likeness >= CLEARLY_BEST
    return best if leads else None


def _bare(label: str) -> str:
    """What two prints of one label have in common: the registry's form of it, without accents."""
    return fold(indicator_key(label, None).rstrip("|"))


def _label(prints: list[dict[str, Any]], likeness: float) -> Label:
    """Prints of one label together; they come most frequent first."""
    return Label(
        text=prints[0]["label"],
        prints=tuple(row["label"] for row in prints),
        times=sum(row["times"] for row in prints),
        documents=max(row["documents"] for row in prints),
        likeness=likeness,
    )


def _observe(connection: sqlite3.Connection, label: Label, only: Filter) -> Iterable[Observation]:
    values = {
        "labels": json.dumps(label.prints),
        "first": only.span.first if only.span else None,
        "last": only.span.last if only.span else None,
    }
    for row in fetch(connection, _OBSERVATIONS, values):
        kind, printed = row.pop("period_kind"), row.pop("period_label")
        if only.province is None or _is_in(only.province, row):
            yield Observation(**row, period=period_name(kind, row["period_start"], printed))


def _is_in(province: str, row: dict[str, Any]) -> bool:
    """A slug (``thanh-hoa``) or a name, in full or a part of the issuer's, accents aside."""
    asked = words(province)
    return asked == words(row["place"] or "") or set(asked) <= set(words(row["issuer"] or ""))


_LABELS = """
SELECT label, count(*) AS times, count(DISTINCT document_id) AS documents
FROM (
    SELECT label, document_id FROM table_rows
    WHERE label <> '' AND NOT is_heading AND value_kind IN ('number', 'code', 'dash', 'blank')
    UNION ALL
    SELECT label, document_id FROM figures WHERE label <> '' AND location <> 'table'
)
GROUP BY label
ORDER BY times DESC, label
"""

_OBSERVATIONS = """
WITH facts AS (
    SELECT rows.label, parents.label AS under, rows.value, rows.value_raw, rows.unit, NULL AS qualifier,
           'table' AS location, rows.page, rows.document_id, rows.boxes, rows.id
    FROM table_rows AS rows LEFT JOIN table_rows AS parents ON parents.id = rows.parent_id
    WHERE NOT rows.is_heading AND rows.value_kind IN ('number', 'code', 'dash', 'blank')
    UNION ALL
    SELECT label, NULL, value, raw, unit, qualifier, location, page, document_id, boxes, id
    FROM figures WHERE location <> 'table'
)
SELECT facts.label, under, place, issuer, period_kind, period_label, documents.period_start,
       documents.period_end, value, value_raw, unit, qualifier, location, file_name, page,
       facts.document_id, boxes
FROM facts JOIN documents ON documents.id = facts.document_id
WHERE facts.label IN (SELECT value FROM json_each(:labels))
  AND (:first IS NULL OR documents.period_start >= :first)
  AND (:last IS NULL OR documents.period_end <= :last)
ORDER BY place IS NULL, place, issuer, documents.period_end, documents.period_start, file_name,
         location <> 'table', page, facts.id
"""
