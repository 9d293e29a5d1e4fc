"""The citation index: instruments found by words, narrowed by type, issuer, year and what is known of them."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from extractor.query.instrument.names import NAMED, Named, named
from extractor.search.candidates import MOST
from extractor.search.instruments import find_instruments
from extractor.store.database import fetch

# Values of a facet: offices that issue are hundreds, of which a reader wants those that issue most.
VALUES_SHOWN = 12

SORTS: Mapping[str, tuple[str, ...]] = {
    "cited": ("citation_rank",),
    "date": ("issued_on DESC", "citation_rank"),
    "identifier": ("identifier NULLS LAST", "id"),
}
"""Orders of the list by name; ``fit``, by how well the words fit, is only there where words are asked for."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is asked of the index; an empty choice is everything.

    ``words`` is a loose query, ``types`` are Vietnamese names of types, ``issuers`` names of organs, ``years`` those of
    issue. ``held``: only instruments that are documents of this collection (False: that are not), ``doubtful``: only
    those with findings about them (False: without). ``order`` is one of ``SORTS`` or ``fit``.
    """

    words: str = ""
    types: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    held: bool | None = None
    doubtful: bool | None = None
    order: str = "cited"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index: the instrument, in how many documents it is cited, and since when until when."""

    instrument: Named
    key: str
    cited_in: int
    first_citing_period: str | None
    last_citing_period: str | None
    findings: int


@dataclass(frozen=True, slots=True)
class Choices:
    """How many instruments each value of a facet has, with the choices of the other facets.

    ``held`` and ``doubtful`` count yes and no, ``total`` all that is asked for.
    """

    types: tuple[tuple[str, int], ...]
    issuers: tuple[tuple[str, int], ...]
    years: tuple[tuple[int, int], ...]
    held: tuple[int, int]
    doubtful: tuple[int, int]
    total: int


@dataclass(frozen=True, slots=True)
class Found:
    """What the words of a query name; ``near``: nothing fits, these only come near; ``cut``: more fit as well."""

    ids: tuple[str, ...]
    near: bool = False
    cut: bool = False


def find(connection: sqlite3.Connection, sought: Sought) -> Found | None:
    """The instruments that the words name, best first; None where no words are asked for."""
    if not sought.words:
        return None
    ranking = find_instruments(connection, sought.words)
    if not ranking.best:
        return Found(ranking.near, near=True)
    return Found((*ranking.best, *ranking.others), cut=len(ranking.best) >= MOST)


def list_entries(
    connection: sqlite3.Connection, sought: Sought, found: Found | None, first: int = 0, most: int = -1
) -> tuple[Entry, ...]:
    """The instruments asked for, in their order.

    ``connection`` is that of a database, ``sought`` what is asked, ``found`` what its words name, ``first`` how many
    are left out before, ``most`` how many are given (-1: all).
    """
    where, values = _conditions(sought, found)
    if found and sought.order not in SORTS:
        order = "(SELECT key FROM json_each(:ids) WHERE value = instruments.id)"
    else:
        order = ", ".join(_plainly(column, where) for column in SORTS.get(sought.order, SORTS["cited"]))
    # The order is made on narrow rows of an index; only those shown are read whole.
    chosen = f"SELECT id FROM instruments WHERE {where} ORDER BY {order} LIMIT :most OFFSET :first"
    sql = f"SELECT {_ENTRY} FROM ({chosen}) AS chosen CROSS JOIN instruments ON instruments.id = chosen.id"
    return tuple(_entry(row) for row in fetch(connection, sql, {**values, "most": most, "first": first}))


def named_entries(connection: sqlite3.Connection, ids: Sequence[str]) -> tuple[Entry, ...]:
    """The entries of these instruments, in their order."""
    return list_entries(connection, Sought(order="fit"), Found(tuple(ids)))


def count_choices(connection: sqlite3.Connection, sought: Sought, found: Found | None) -> Choices:
    """The facets of what is asked for.

    ``connection`` is that of a database, ``sought`` what is asked, ``found`` what its words name.
    """

    def counted(column: str, **without: Any) -> Iterator[Sequence[Any]]:
        where, values = _conditions(replace(sought, **without), found)
        grouped = _plainly(column, where)
        sql = (
            f"SELECT {grouped} AS value, count(*) AS count FROM instruments WHERE {where} GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        return ((row["value"], row["count"]) for row in fetch(connection, sql, values))

    types = _most(counted("doc_type", types=()), sought.types)
    issuers = _most(_by_name(connection, counted("issuer_id", issuers=())), sought.issuers)
    years = _most(counted("year", years=()), sought.years)
    return Choices(
        types=tuple((str(kind), count) for kind, count in types),
        issuers=tuple(issuers),
        years=tuple(sorted(years, reverse=True)),
        **_known(connection, sought, found),
    )


def _known(connection: sqlite3.Connection, sought: Sought, found: Found | None) -> dict[str, Any]:
    """What is held and what is doubtful, each with the choice of the other, and the total with both choices."""
    where, values = _conditions(replace(sought, held=None, doubtful=None), found)
    cells = [
        (bool(row["held"]), bool(row["doubtful"]), row["count"])
        for row in fetch(connection, _KNOWN + where + _EACH, values)
    ]

    def count(held: bool | None, doubtful: bool | None) -> int:
        return sum(
            number
            for is_held, is_doubtful, number in cells
            if held in (None, is_held) and doubtful in (None, is_doubtful)
        )

    return {
        "total": count(sought.held, sought.doubtful),
        "held": (count(True, sought.doubtful), count(False, sought.doubtful)),
        "doubtful": (count(sought.held, True), count(sought.held, False)),
    }


def _plainly(column: str, where: str) -> str:
    """A column without its own index (``+``) where there are conditions: these are answered by an index of all facets,
    and looking each row up in its table instead takes ten times as long."""
    return column if where == _ALL else f"+{column}"


def _most(counted: Iterator[Sequence[Any]], chosen: Sequence[Any]) -> list[tuple[Any, int]]:
    """The most frequent values and those that are chosen, without what has no value."""
    known = [(value, count) for value, count in counted if value is not None]
    return known[:VALUES_SHOWN] + [pair for pair in known[VALUES_SHOWN:] if pair[0] in chosen]


def _by_name(connection: sqlite3.Connection, counted: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Organs of one name together: the National Assemblies of several terms, a province before and after a merger."""
    counts = {ident: count for ident, count in counted if ident}
    sql = "SELECT id, name FROM organisations WHERE id IN (SELECT value FROM json_each(?))"
    named: Counter[str] = Counter()
    for row in fetch(connection, sql, (json.dumps(list(counts)),)):
        named[row["name"]] += counts[row["id"]]
    return iter(sorted(named.items(), key=lambda pair: (-pair[1], pair[0])))


def _conditions(sought: Sought, found: Found | None) -> tuple[str, dict[str, Any]]:
    """What stands behind WHERE, and its values."""
    listed = {"types": sought.types, "issuers": sought.issuers, "years": sought.years}
    values: dict[str, Any] = {name: json.dumps(chosen) for name, chosen in listed.items() if chosen}
    parts = [_AMONG[name] for name in values]
    if found:
        values["ids"] = json.dumps(found.ids)
        parts.append("id IN (SELECT value FROM json_each(:ids))")
    if sought.held is not None:
        parts.append(f"document_id IS {'NOT ' if sought.held else ''}NULL")
    if sought.doubtful is not None:
        parts.append("anomalies > 0" if sought.doubtful else "anomalies = 0")
    return " AND ".join(parts) or _ALL, values


def _entry(row: dict[str, Any]) -> Entry:
    own = {name: row.pop(name) for name in ("cited_in", "first_citing_period", "last_citing_period", "findings")}
    return Entry(key=row["key"], instrument=named(row), **own)


def as_rows(entries: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    """The entries as flat rows, for files."""
    for entry in entries:
        row = asdict(entry)
        yield {**row.pop("instrument"), **row}


_ALL = "true"

_AMONG = {
    "types": "doc_type IN (SELECT value FROM json_each(:types))",
    "issuers": "issuer_id IN (SELECT id FROM organisations WHERE name IN (SELECT value FROM json_each(:issuers)))",
    "years": "year IN (SELECT value FROM json_each(:years))",
}

_KNOWN = """
SELECT document_id IS NOT NULL AS held, anomalies > 0 AS doubtful, count(*) AS count FROM instruments WHERE
"""
_EACH = " GROUP BY 1, 2"

_ENTRY = f"{NAMED}, cited_in, first_citing_period, last_citing_period, anomalies AS findings"
