"""One indicator: what it counts, what it is a part of, what it is printed as, what was decided about it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from extractor.query.indicators import Indicator, Label, find_indicators, labels_of
from extractor.store.database import fetch, fetch_one

# Parts of one indicator that are named: headings of the corpus have hundreds, which nobody reads to the end.
MOST_PARTS = 200


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator by id, key and name, with its unit and in how many reports it is."""

    id: str
    key: str
    name: str
    unit: str | None
    documents: int


@dataclass(frozen=True, slots=True)
class Decision:
    """A user's decision on labels: ``pin``, ``merge`` or ``split``, with what it is about and where it goes."""

    kind: str
    key: str | None
    label: str | None
    under: str | None
    unit: str | None
    target: str


@dataclass(frozen=True, slots=True)
class IndicatorRecord:
    """An indicator with its family, what it stands within, its parts, and those that are one with it.

    ``numerator`` and ``denominator`` are the counts of which a rate is the ratio.
    """

    indicator: Indicator
    family: str | None
    parent: Named | None
    parts: tuple[Named, ...]
    numerator: Named | None
    denominator: Named | None
    labels: tuple[Label, ...]
    same: tuple[Named, ...]
    decisions: tuple[Decision, ...]


def read_indicator(connection: sqlite3.Connection, asked: str) -> IndicatorRecord | None:
    """The indicator of an id or key, None where there is none; one that is the same as another is that other."""
    key = fetch_one(connection, _LEADER, (asked, asked))
    return _record(connection, find_indicators(connection, key)[0]) if key else None


def _record(connection: sqlite3.Connection, one: Indicator) -> IndicatorRecord:
    own = one.ids[0]
    family, parent = connection.execute("SELECT family, parent_id FROM indicators WHERE id = ?", (own,)).fetchone()
    return IndicatorRecord(
        indicator=one,
        family=family,
        parent=_first(_named(connection, "id = ?", parent)) if parent else None,
        parts=_named(connection, "parent_id = ? AND same_as_id IS NULL", own),
        numerator=_first(_named(connection, "key = ?", one.numerator)) if one.numerator else None,
        denominator=_first(_named(connection, "key = ?", one.denominator)) if one.denominator else None,
        labels=labels_of(connection, one),
        same=_named(connection, "same_as_id = ?", own),
        decisions=tuple(Decision(**row) for row in fetch(connection, _DECISIONS, (one.key, one.key))),
    )


def _named(connection: sqlite3.Connection, where: str, value: str) -> tuple[Named, ...]:
    rows = fetch(connection, f"{_NAMED} WHERE {where} ORDER BY documents DESC, key LIMIT {MOST_PARTS}", (value,))
    return tuple(Named(**row) for row in rows)


def _first(found: tuple[Named, ...]) -> Named | None:
    return found[0] if found else None


_NAMED = "SELECT id, key, name, unit, documents FROM indicators"
_LEADER = """
SELECT leaders.key FROM indicators AS own JOIN indicators AS leaders ON leaders.id = coalesce(own.same_as_id, own.id)
WHERE own.id = ? OR own.key = ?
"""
_DECISIONS = """
SELECT kind, key, label, "under", unit, target FROM indicator_decisions WHERE key = ? OR target = ? ORDER BY line
"""
