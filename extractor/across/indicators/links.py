"""Fetches rows and figures for the indicators and writes which indicator each belongs to, and what is known of them.

Only documents that came, changed or went since the last pass are looked at, and those of which a label of running text
is printed a second time now or no more; only what they change is written. A pass from nothing has them all to look at.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from extractor.across.indicators.counts import Counts, documents_of, entry_of, key_of, seen_of
from extractor.across.indicators.decisions import Decision, Decisions
from extractor.across.indicators.gather import NONE, Indicators, Link
from extractor.across.indicators.indicator_rows import labelled
from extractor.across.indicators.match import remembering
from extractor.across.indicators.readings import StoredReadings
from extractor.across.indicators.regroup import (
    Moved,
    leader_of,
    members_of,
    parted_or_joined,
    relabel,
    settle_groups,
)
from extractor.across.indicators.stored_rows import below, name_of, write_indicators, write_prints
from extractor.across.ledger import INDICATORS, enter, entry, knowledge, uncounted
from extractor.across.rows import FigureRow, TableRow
from extractor.across.series.reports import check_series, series_of, series_that_name, series_with_values
from extractor.store.database import fetch_one
from extractor.store.pass_state import keep_state, state

# The title of an annex that is a file of its own is that of its tables, which have none or only a section's.
_ROWS = """
SELECT table_rows.id, table_rows.label, unit, parent_id, is_heading, value_kind,
       iif(ifnull(documents.doc_type, 'Phụ lục') = 'Phụ lục' AND ifnull(tables.title, 'I. ') GLOB '[IVX]*. *',
           documents.title, tables.title),
       table_rows.place, indicator_id, indicator_score
FROM table_rows JOIN tables ON tables.id = table_id JOIN documents ON documents.id = table_rows.document_id
WHERE table_rows.document_id = ? ORDER BY table_rows.rowid
"""
_FIGURES = """
SELECT figures.id, table_row_id, label, figures.unit, location, method, figures.change, figures.place, head,
       indicator_id, indicator_score
FROM figures LEFT JOIN table_columns ON table_columns.id = table_column_id
WHERE figures.document_id = ? ORDER BY figures.rowid
"""
# A figure of running text makes an indicator only where two documents print its label: one alone is never compared, and
# most labels of sentences come once.
_OF_LABEL = """
FROM figures WHERE label = ?1 AND unit = ?2 AND location <> 'table' AND label <> '' AND unit IS NOT NULL
"""
_REPEATED = f"""
SELECT (SELECT document_id {_OF_LABEL} ORDER BY document_id LIMIT 1)
     < (SELECT document_id {_OF_LABEL} ORDER BY document_id DESC LIMIT 1)
"""
_PRINTING = f"SELECT DISTINCT document_id {_OF_LABEL} ORDER BY document_id"


class Relinked(NamedTuple):
    """Rows and figures that belong to another indicator than before; how many indicators there are."""

    rows: int
    figures: int
    indicators: int


def link_indicators(connection: sqlite3.Connection) -> Relinked:
    """Find the indicator of every row and figure, by the registry and the decisions that are stored, and what the
    reports of an office contradict.

    Within the transaction that is open, once the issuers are linked. One document at a time: rows and figures are the
    most that a database holds.
    """
    with remembering(StoredReadings(connection)):
        return _Pass(connection).run()


def stored_decisions(connection: sqlite3.Connection) -> list[Decision]:
    """The decisions that a user made, in the order of the file."""
    columns = ", ".join(f'"{name}"' for name in Decision._fields)
    return [Decision(*row) for row in connection.execute(f"SELECT {columns} FROM indicator_decisions ORDER BY id")]


class _Pass:
    """One pass over the documents that are not counted yet."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        stored = stored_decisions(connection)
        self._decisions = Decisions(stored)
        self._changed: Collection[str] = frozenset(uncounted(connection))
        # Indicators of which something may be different now.
        self._touched: set[str] = set()
        by = f"{knowledge()} {stored}"
        self._from_nothing = state(connection, INDICATORS) != by
        if self._from_nothing:
            self._touched.update(ident for (ident,) in connection.execute("SELECT id FROM indicators"))
            self._changed = frozenset(_forget_counts(connection))
            keep_state(connection, INDICATORS, by)
        self._gathered = Indicators(self._decisions, _repeated(connection))
        self._counts = Counts(connection)
        self._relinked = [0, 0]

    def run(self) -> Relinked:
        """Count, group, write: each needs what is before it."""
        for sha256 in sorted(self._count_changed()):
            self._count(sha256)
        self._counts.finish()
        self._touched |= self._counts.touched
        moved = settle_groups(self._connection, self._relabel())
        named = self._write(moved)
        self._check_series(moved, named)
        count = fetch_one(self._connection, "SELECT count(*) FROM pass_indicators")
        return Relinked(self._relinked[0], self._relinked[1], count)

    def _count_changed(self) -> set[str]:
        """Count the documents that changed, and return others of which a label of running text may be repeated now, or
        be so no more."""
        others: set[str] = set()
        flips = lru_cache(maxsize=1 << 16)(self._printing_alone)
        for sha256 in sorted(self._changed):
            texts = self._count(sha256)
            # Where all documents are counted there are no others.
            if not self._from_nothing:
                others.update(filter(None, (flips(*text) for text in texts)))
        return others

    def _count(self, sha256: str) -> set[tuple[str, str]]:
        """Count one document; the texts that it has now or had, not both."""
        connection = self._connection
        before = entry_of(entry(connection, INDICATORS, sha256))
        now = None
        if document := connection.execute("SELECT id, family FROM documents WHERE sha256 = ?", (sha256,)).fetchone():
            ident, family = document
            rows, row_links = _fetch(connection, _ROWS, TableRow, ident)
            figures, figure_links = _fetch(connection, _FIGURES, FigureRow, ident)
            links, added = self._gathered.of_document(rows, figures)
            self._relinked[0] += _relink(connection, "table_rows", row_links, links.of_row)
            self._relinked[1] += _relink(connection, "figures", figure_links, links.of_figure)
            now = self._counts.entered(added, family)
        if before != now:
            self._counts.replace(before, now)
            enter(connection, INDICATORS, [(sha256, now)])
        return set(before.texts if before else ()) ^ set(now.texts if now else ())

    def _printing_alone(self, label: str, unit: str) -> str | None:
        """The one document of those that did not change that prints a label: whether it is repeated is open now."""
        found = None
        for (ident,) in self._connection.execute(_PRINTING, (label, unit)):
            sha256 = str(fetch_one(self._connection, "SELECT sha256 FROM documents WHERE id = ?", (ident,)))
            if sha256 not in self._changed:
                if found:
                    return None
                found = sha256
        return found

    def _relabel(self) -> set[str]:
        """Put the labels that changed among the others; the ids of those whose group is open now."""
        found: set[str] = set()
        for ident in sorted(self._touched):
            key = key_of(self._connection, ident)
            label = None
            if key is not None:
                seen = seen_of(self._connection, ident)
                label = labelled(key, seen, documents_of(self._connection, ident), self._decisions)
            found |= relabel(self._connection, ident, label)
        return found

    def _write(self, moved: Mapping[str, Moved]) -> set[str]:
        """Write the rows of what changed; the ids of the indicators that findings name otherwise now."""
        changed = {ident: each for ident, each in moved.items() if each.before != each.now}
        affected = self._touched | {ident for each in changed.values() for ident in each[:2] if ident} | changed.keys()
        for ident in self._touched:
            affected.update(filter(None, (leader_of(self._connection, ident),)))
        before = {ident: name_of(self._connection, ident) for ident in affected}
        affected |= self._below(before)
        write_indicators(self._connection, sorted(affected), self._decisions)
        write_prints(self._connection, sorted(self._touched))
        now = {ident: name_of(self._connection, ident) for ident in before}
        renamed = {ident for ident, name in now.items() if name and before[ident] not in (None, name)}
        named = renamed.union(*(members_of(self._connection, ident) for ident in renamed))
        return named | {
            ident
            for ident, each in changed.items()
            if each.before and each.now and before[each.before] != now[each.now]
        }

    def _below(self, names: Mapping[str, str | None]) -> set[str]:
        """The indicators of the registry that stand under one that came or went."""
        found: set[str] = set()
        for ident, name in names.items():
            key = key_of(self._connection, ident)
            if (name is None) != (key is None):
                found |= below(ident)
        return found

    def _check_series(self, moved: Mapping[str, Moved], named: set[str]) -> None:
        connection = self._connection
        elsewhere = [sha256 for (sha256,) in connection.execute("SELECT sha256 FROM pass_moved")]
        connection.execute("DELETE FROM pass_moved")
        series = series_of(connection, self._changed)
        series |= series_of(connection, elsewhere)
        series.update(series_with_values(connection, parted_or_joined(moved)))
        series.update(series_that_name(connection, named))
        check_series(connection, series)


def _forget_counts(connection: sqlite3.Connection) -> Iterator[str]:
    """Forget all that was counted, as it was by other knowledge or decisions; the SHA-256 of all documents."""
    for table in _COUNTED:
        connection.execute(f"DELETE FROM {table}")
    connection.execute("DELETE FROM pass_ledger WHERE part = ?", (INDICATORS,))
    if state(connection, _READINGS) != knowledge():
        connection.execute("DELETE FROM pass_readings")
        keep_state(connection, _READINGS, knowledge())
    return (sha256 for (sha256,) in connection.execute("SELECT sha256 FROM documents"))


def _repeated(connection: sqlite3.Connection) -> Callable[[str, str], bool]:
    @lru_cache(maxsize=1 << 16)
    def repeated(label: str, unit: str) -> bool:
        return bool(fetch_one(connection, _REPEATED, (label, unit)))

    return repeated


def _fetch(
    connection: sqlite3.Connection, query: str, row_type: Any, document: str
) -> tuple[list[Any], dict[str, Link]]:
    """The rows of a document, and the links that they have now."""
    cursor = connection.cursor()
    cursor.row_factory = None  # plain tuples: rows and figures are the most that is fetched
    fetched = cursor.execute(query, (document,)).fetchall()
    return [row_type._make(row[:-2]) for row in fetched], {row[0]: Link._make(row[-2:]) for row in fetched}


def _relink(connection: sqlite3.Connection, table: str, before: Mapping[str, Link], now: Mapping[str, Link]) -> int:
    changed = [(*link, ident) for ident, link in now.items() if before.get(ident, NONE) != link]
    connection.executemany(f"UPDATE {table} SET indicator_id = ?, indicator_score = ? WHERE id = ?", changed)
    return len(changed)


_READINGS = "readings"
_COUNTED = (
    *("pass_prints", "pass_indicators", "pass_indicator_values", "pass_labels", "pass_label_handles"),
    *("pass_label_pairs", "pass_series"),
)
