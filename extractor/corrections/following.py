"""What follows from a correction: the parts of an identifier, the key of an instrument, the row of a figure."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from extractor.corrections.target import RefusedError, Target
from extractor.find.organs.finder import find_organisations
from extractor.model.document import Context
from extractor.resolve.organisations import Setting, identify_organisations
from extractor.store.database import fetch

# The fields that say which instrument is meant.
_NAMING = frozenset(("doc_type", "number", "symbol", "identifier", "year", "issued_on", "issuer", "title", "place"))


class Change(NamedTuple):
    """A field of a row and its new value, as text; None for nothing."""

    table: str
    id: str
    field: str
    value: str | None


def following(connection: sqlite3.Connection, target: Target, corrected: Mapping[str, str | None]) -> Iterator[Change]:
    """The changes that follow from those of a row.

    connection: that of the database. target: the row as it was read. corrected: its fields with their new values.
    Raises ``RefusedError`` where the fields that name an instrument name none together.
    """
    if target.table in ("citations", "documents") and _NAMING & corrected.keys() and "key" not in corrected:
        named = dict(_named(connection, target, corrected))
        yield from (
            Change(target.table, target.id, field, value)
            for field, value in named.items()
            if field not in corrected and value != as_text(target.row.get(field))
        )
    if "value" in corrected and target.table in ("figures", "table_rows"):
        yield from _twins(connection, target, corrected["value"])


def _named(
    connection: sqlite3.Connection, target: Target, corrected: Mapping[str, str | None]
) -> Iterator[tuple[str, str | None]]:
    """Number, symbol, identifier, year and key of the instrument that the corrected fields name."""
    row = {**target.row, **corrected}
    if corrected.keys() & {"number", "symbol"} and "identifier" not in corrected:
        row["identifier"] = f"{row['number']}/{row['symbol']}" if row["number"] and row["symbol"] else row["identifier"]
        yield "identifier", row["identifier"]
    context = _context(connection, target, row)
    if target.table == "documents":
        yield (
            "issuer_key",
            _organ(row["issuer"], row["place"]) if corrected.keys() & {"issuer", "place"} else row["issuer_key"],
        )
    if not row.get("identifier") and not row.get("title"):
        return
    words = _sentence(row)
    # loaded late: commands that look nothing up start without it (tests/benchmarks/test_costs.py)
    from extractor.finders import find_citations

    found = next((each for each in find_citations(words, context=context) if each.key), None)
    if found is None:
        # A document without a number of its own is no instrument, and its title is its own.
        if target.table == "documents" and not row.get("identifier"):
            return
        raise RefusedError(f"no instrument can be told from {words!r}: correct `key` as well")
    if row.get("identifier"):
        yield "number", found.number
        yield "symbol", found.symbol
    if target.table == "documents":
        yield "instrument_key", found.key if row.get("identifier") else None
        return
    yield "key", found.key
    yield "year", as_text(found.year)
    # What is settled by hand is open no more; the pass over the corpus may still say otherwise.
    yield "status", found.status


def _sentence(row: Mapping[str, Any]) -> str:
    """The fields as they would be printed in one citation."""
    if not row.get("identifier"):
        year = row.get("year") or (row.get("issued_on") or "")[:4]
        title = str(row["title"])
        kind = "" if title.casefold().startswith(str(row.get("doc_type") or "").casefold()) else f"{row['doc_type']} "
        return f"{kind}{title}" + (f" năm {year}" if year else "")
    day = "/".join(reversed(str(row["issued_on"]).split("-"))) if row.get("issued_on") else None
    parts = [row.get("doc_type") or "Văn bản", "số", row["identifier"]]
    parts += [f"ngày {day}"] if day else []
    parts += [f"của {row['issuer']}"] if row.get("issuer") else []
    return " ".join(map(str, parts))


def _context(connection: sqlite3.Connection, target: Target, row: Mapping[str, Any]) -> Context:
    """What is known of the document that cites; of a document's own head its place and day."""
    if target.table == "documents":
        return Context(place=row["place"], issued_on=row["issued_on"])
    (citing,) = fetch(
        connection,
        "SELECT issuer, issuer_key, place, issued_on, doc_type, identifier FROM documents WHERE id = ?",
        (target.document_id,),
    )
    organ = (citing.pop("issuer_key") or "").partition("@")[0] or None
    return Context(**citing, issuer_id=organ)


def _organ(name: str | None, place: str | None) -> str | None:
    found = identify_organisations(find_organisations(name or ""), Setting(place=place))
    return next((each.key for each in found), None)


def _twins(connection: sqlite3.Connection, target: Target, value: str | None) -> Iterator[Change]:
    """The value of a row of a form is its figure's too, and the other way round."""
    if target.table == "figures":
        query = "SELECT id, value FROM table_rows WHERE id = ? AND value_raw = ?"
        found = fetch(connection, query, (target.row["table_row_id"], target.row["raw"]))
        table = "table_rows"
    else:
        query = "SELECT id, value FROM figures WHERE table_row_id = ? AND raw = ?"
        found = fetch(connection, query, (target.id, target.row["value_raw"]))
        table = "figures"
    # Only where both hold what was read once.
    yield from (Change(table, row["id"], "value", value) for row in found if row["value"] == target.row["value"])


def as_text(value: Any) -> str | None:
    """A value of a column as text, None for nothing; whole numbers have no decimals, whatever holds them."""
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return None if value is None else str(value)
