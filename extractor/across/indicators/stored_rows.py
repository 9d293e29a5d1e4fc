"""The rows of ``indicators`` and ``indicator_prints`` as the counts have them now."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from extractor.across.indicators.counts import key_of, known_of, seen_of
from extractor.across.indicators.decisions import Decisions
from extractor.across.indicators.indicator_rows import indicator_row, print_rows
from extractor.store.database import fetch_one, write_rows
from extractor.store.full_text import sort_key
from extractor.store.keys import indicator_id
from patterns.figures.indicators import indicators
from patterns.spelling import fold

# For memory: rows that are made before they are written.
_AT_ONCE = 1000


def write_indicators(connection: sqlite3.Connection, idents: Sequence[str], decisions: Decisions) -> None:
    """Write the rows of some indicators, and delete those that no document has any more.

    connection: within the transaction of the pass. idents: their ids. decisions: of the user.
    """
    for first in range(0, len(idents), _AT_ONCE):
        rows = []
        for ident in idents[first : first + _AT_ONCE]:
            if known := known_of(connection, ident):
                row = indicator_row(known, decisions)
                rows.append({**row._asdict(), "plain": fold(row.name), "sort_key": sort_key(row.name)})
            else:
                connection.execute("DELETE FROM indicators WHERE id = ?", (ident,))
        write_rows(connection, "indicators", rows)


def write_prints(connection: sqlite3.Connection, idents: Sequence[str]) -> None:
    """Write the rows of the prints of some indicators (ids), and delete those that no document has any more."""
    for first in range(0, len(idents), _AT_ONCE):
        rows = []
        for ident in idents[first : first + _AT_ONCE]:
            key = key_of(connection, ident)
            found = print_rows(key, seen_of(connection, ident)) if key is not None else []
            rows += [{**row._asdict(), "plain": fold(row.label)} for row in found]
            stored = connection.execute("SELECT id FROM indicator_prints WHERE indicator_id = ?", (ident,)).fetchall()
            gone = {other for (other,) in stored} - {row.id for row in found}
            connection.executemany("DELETE FROM indicator_prints WHERE id = ?", [(other,) for other in gone])
        write_rows(connection, "indicator_prints", rows)


def name_of(connection: sqlite3.Connection, ident: str) -> str | None:
    """The name that is stored of an indicator (its id), None where there is none."""
    found: str | None = fetch_one(connection, "SELECT name FROM indicators WHERE id = ?", (ident,))
    return found


def below(ident: str) -> set[str]:
    """The ids of the indicators of the registry that stand under one of it."""
    return {
        indicator_id(each.key) for each in indicators().values() if each.parent and indicator_id(each.parent) == ident
    }
