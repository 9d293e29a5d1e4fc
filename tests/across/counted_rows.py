"""Indicators of a few documents by their rows and figures alone, counted in a database of no documents."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from extractor.across.indicators.counts import Counts, documents_of, key_of, seen_of
from extractor.across.indicators.decisions import Decisions
from extractor.across.indicators.gather import IndicatorLinks, Indicators
from extractor.across.indicators.groups import ALIKE, Labelled, handles, led, likeness_of
from extractor.across.indicators.indicator_rows import labelled
from extractor.across.indicators.regroup import relabel, settle_groups
from extractor.across.indicators.stored_rows import write_indicators
from extractor.across.rows import FigureRow, IndicatorRow, TableRow
from extractor.store.migration import schema


class Counted:
    """Documents one after the other, and the rows of their indicators."""

    def __init__(
        self, decisions: Decisions | None = None, repeated: Callable[[str, str], bool] = lambda label, unit: False
    ) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.executescript(schema())
        self._decisions = decisions or Decisions()
        self._indicators = Indicators(self._decisions, repeated)
        self._counts = Counts(self._connection)

    def add(self, family: str | None, rows: Sequence[TableRow], figures: Sequence[FigureRow]) -> IndicatorLinks:
        links, added = self._indicators.of_document(rows, figures)
        self._counts.replace(None, self._counts.entered(added, family))
        return links

    def rows(self) -> list[IndicatorRow]:
        connection = self._connection
        self._counts.finish()
        touched = sorted(self._counts.touched)
        unsettled: set[str] = set()
        for ident in touched:
            key = str(key_of(connection, ident))
            label = labelled(key, seen_of(connection, ident), documents_of(connection, ident), self._decisions)
            unsettled |= relabel(connection, ident, label)
        settle_groups(connection, unsettled)
        write_indicators(connection, touched, self._decisions)
        columns = ", ".join(IndicatorRow._fields)
        return [IndicatorRow(*row) for row in connection.execute(f"SELECT {columns} FROM indicators ORDER BY id")]


def same_as(labels: Sequence[Labelled]) -> dict[str, str]:
    """Which label stands for which, of labels that share a handle."""
    alike: dict[str, dict[str, float]] = {}
    found: dict[int, list[Labelled]] = {}
    for each in labels:
        for near in {other.key: other for handle in handles(each) for other in found.get(handle, ())}.values():
            if (likeness := likeness_of(each, near)) >= ALIKE:
                alike.setdefault(each.key, {})[near.key] = likeness
                alike.setdefault(near.key, {})[each.key] = likeness
        for handle in handles(each):
            found.setdefault(handle, []).append(each)
    return led(labels, alike)
