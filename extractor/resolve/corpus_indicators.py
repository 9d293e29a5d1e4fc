"""Indicators (chỉ tiêu) of forms and tables: one for each label and unit, however the row is numbered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

import regex

from extractor.resolve.corpus_rows import FigureRow, IndicatorRow, TableRow, key_id

NUMBERING = regex.compile(r"^(?:(?:\d{1,3}(?:\.\d{1,3}){0,5}|[IVXLC]{1,6}|\p{L})[.)]\s*(?=\p{L})|[-–—+•*]\s*)+")


class IndicatorLinks(NamedTuple):
    """The indicators of one document's rows and figures: id of the row or figure → id of the indicator."""

    of_row: dict[int, int | None]
    of_figure: dict[int, int | None]


@lru_cache(maxsize=1 << 16)
def indicator_key(label: str, unit: str | None) -> str:
    """Label and unit as one key: letters small, marks kept, blanks single, no numbering in front, ``|`` between."""
    return f"{_bare(label).casefold()}|{' '.join(normalize('NFC', unit or '').split()).casefold()}"


class Indicators:
    """Gathers the indicators of all tables, document by document; what it keeps grows with the labels only."""

    def __init__(self) -> None:
        self._labels: dict[str, Counter[str]] = defaultdict(Counter)
        self._units: dict[str, Counter[str]] = defaultdict(Counter)
        self._families: dict[str, set[str | None]] = defaultdict(set)
        self._parents: dict[str, set[str | None]] = defaultdict(set)

    def add(self, family: str | None, rows: Sequence[TableRow], figures: Sequence[FigureRow]) -> IndicatorLinks:
        """Take up the rows and the table figures of one document; gives the indicator of each by its id."""
        by_id = {row.id: row for row in rows}
        row_key = {row.id: self._count(family, row.label, row.unit) for row in rows if not row.is_heading}
        for row in rows:
            if key := row_key.get(row.id):
                self._parents[key].add(row_key.get(row.parent_id or 0))
        figure_key = {
            figure.id: self._figure(family, figure, row, row_key.get(row.id))
            for figure in figures
            for row in [by_id.get(figure.table_row_id or 0)]
            if row
        }
        return IndicatorLinks(
            {row.id: _id(row_key.get(row.id)) for row in rows},
            {figure.id: _id(figure_key.get(figure.id)) for figure in figures},
        )

    def rows(self) -> list[IndicatorRow]:
        """One row an indicator, by id; parent and family only where all its prints agree."""
        return sorted(self._row(key) for key in self._labels)

    def _count(self, family: str | None, label: str | None, unit: str | None) -> str | None:
        key = indicator_key(label, unit) if label else "|"
        if label is None or key.startswith("|"):
            return None
        self._labels[key][_bare(label)] += 1
        self._units[key][" ".join((unit or "").split())] += 1
        self._families[key].add(family)
        return key

    def _figure(self, family: str | None, figure: FigureRow, row: TableRow, row_key: str | None) -> str | None:
        """The key of a figure of a table: its row's, unless its own label says more (a column of several)."""
        if row.is_heading and figure.label is None:
            return None
        label, unit = figure.label or row.label, figure.unit or row.unit
        if label and row_key == indicator_key(label, unit):
            return row_key
        return self._count(family, label, unit)

    def _row(self, key: str) -> IndicatorRow:
        families, parents = self._families[key], self._parents[key] or {None}
        parent = next(iter(parents)) if len(parents) == 1 else None
        return IndicatorRow(
            key_id(key),
            key,
            most_frequent(self._labels[key]),
            most_frequent(self._units[key]) or None,
            next(iter(families)) if len(families) == 1 else None,
            _id(parent) if parent != key else None,
        )


def most_frequent(counted: Counter[str]) -> str:
    """The value seen most often; of equals the first in order, so that the order of rows does not matter."""
    return min(counted, key=lambda value: (-counted[value], value))


@lru_cache(maxsize=1 << 16)
def _bare(label: str) -> str:
    bare: str = NUMBERING.sub("", " ".join(normalize("NFC", label).split()))
    return bare.rstrip(" .:;,")


def _id(key: str | None) -> int | None:
    return None if key is None else key_id(key)
