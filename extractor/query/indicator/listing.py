"""Indicators as a list: narrowed by words, family, unit and origin, counted by each of these, a page at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.search.words import words
from extractor.store.database import fetch

# What narrows a list, each a column.
FACETS = ("family", "unit", "origin")
# Values of a facet that are counted; a corpus has some hundred units, most of one indicator.
MOST_VALUES = 15


@dataclass(frozen=True, slots=True)
class Listed:
    """An indicator in a list; ``parent`` and ``parent_name`` are id and name of the one it is a part of."""

    id: str
    key: str
    name: str
    name_en: str | None
    unit: str | None
    family: str | None
    origin: str
    documents: int
    times: int
    parts: int
    parent: str | None
    parent_name: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """How many indicators fit, and how many fit each value of each facet while the other facets stand."""

    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]]


def count_indicators(connection: sqlite3.Connection, text: str, choice: Mapping[str, Sequence[str]]) -> Listing:
    """How many indicators behind ``connection`` hold all words of a text and have a chosen value of each facet.

    ``choice`` maps facets to values, none for any; ``text`` may be empty. "" stands for a column without value.
    """
    where, values = _where(text, choice)
    (total,) = connection.execute(f"SELECT count(*) FROM indicators WHERE {where}", values).fetchone()
    counted = {}
    for name in FACETS:
        others = {other: given for other, given in choice.items() if other != name}
        where, values = _where(text, others)
        rows = connection.execute(
            f"SELECT coalesce({name}, ''), count(*) FROM indicators WHERE {where} GROUP BY 1 ORDER BY 2 DESC, 1", values
        ).fetchall()
        chosen = choice.get(name, ())
        counted[name] = tuple(
            (value, count) for number, (value, count) in enumerate(rows) if number < MOST_VALUES or value in chosen
        )
    return Listing(total, counted)


def list_page(
    connection: sqlite3.Connection, text: str, choice: Mapping[str, Sequence[str]], first: int, most: int
) -> tuple[Listed, ...]:
    """The indicators that ``text`` and ``choice`` of ``count_indicators`` leave, those in most reports first.

    ``first`` is the number of the first one, from 1, ``most`` how many there are on a page; ``connection`` is that of
    the database.
    """
    where, values = _where(text, choice)
    rows = fetch(connection, _PAGE.format(where=where), (*values, most, max(0, first - 1)))
    return tuple(Listed(**row) for row in rows)


def _where(text: str, choice: Mapping[str, Sequence[str]]) -> tuple[str, tuple[str, ...]]:
    """The condition of SQL with its values. Names of columns come from ``FACETS``, all else is a value."""
    parts, values = ["same_as_id IS NULL"], list[str]()
    for word in words(text):
        parts.append(
            "(plain LIKE ? OR name_en LIKE ? OR EXISTS (SELECT 1 FROM indicator_prints"
            " WHERE indicator_id = indicators.id AND indicator_prints.plain LIKE ?))"
        )
        values += [f"%{word}%"] * 3
    for name in FACETS:
        if given := choice.get(name):
            parts.append(f"coalesce({name}, '') IN ({', '.join('?' for _ in given)})")
            values += given
    return " AND ".join(parts), tuple(values)


# What the corpus names after an indicator stands within it: ``ho-so › phát sinh mới|hồ sơ``.
_PAGE = """
SELECT own.id, own.key, own.name, own.name_en, own.unit, own.family, own.origin, own.documents, own.times,
       (SELECT count(*) FROM indicators AS parts WHERE parts.parent_id = own.id) AS parts,
       heads.id AS parent, heads.name AS parent_name
FROM (
    SELECT * FROM indicators WHERE {where} ORDER BY documents DESC, times DESC, sort_key, key LIMIT ? OFFSET ?
) AS own
LEFT JOIN indicators AS heads ON heads.id = coalesce(
    own.parent_id, (SELECT id FROM indicators WHERE key = substr(own.key, 1, instr(own.key, ' › ') - 1))
)
ORDER BY own.documents DESC, own.times DESC, own.sort_key, own.key
"""
