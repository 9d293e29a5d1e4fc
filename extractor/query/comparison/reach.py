"""What a comparison can reach: provinces that are none, and what there is where nothing is found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence

from extractor.errors import UsageError
from extractor.query.comparison.places import asked_place, members, province_name, successor
from extractor.query.comparison.points import FORM_VALUE, Filter
from extractor.query.indicators import Indicator
from extractor.search.plain_words import words
from extractor.store.fetch import fetch_one
from patterns.indicators import VALUE_KINDS
from patterns.provinces import provinces
from patterns.spelling import fold

MOST_NAMED = 12
"""Provinces and organs that a note names at most."""


def check_provinces(connection: sqlite3.Connection, asked: Sequence[str]) -> None:
    """Raises ``UsageError`` for what is neither a province nor words of the name of an organ with a report."""
    for each in asked:
        if asked_place(each) is None and not _reports_as(connection, set(words(each))):
            raise UsageError(f"{each!r} is no province, and no organ with a report here", _advice(each))


def nothing_there(connection: sqlite3.Connection) -> tuple[str, ...]:
    """A note where the database holds no indicator at all."""
    if fetch_one(connection, "SELECT EXISTS (SELECT 1 FROM indicators)"):
        return ()
    return ("This database holds no indicator: read reports with forms into it first, with `trichluc ingest`.",)


def what_there_is(connection: sqlite3.Connection, indicator: Indicator, only: Filter) -> Iterator[str]:
    """Of an indicator without value in the asked provinces and periods: where and when there is one, and mergers."""
    rows = connection.execute(
        _REACH, {"ids": json.dumps(indicator.ids), "kinds": json.dumps(VALUE_KINDS), "form": FORM_VALUE}
    ).fetchall()
    if not rows:
        yield "This database has no value of it with a period."
        return
    names = sorted({_name(place, issuer) for place, issuer, _, _ in rows})
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    first, last = min(row[2] for row in rows), max(row[3] for row in rows)
    yield f"There are values of {first} to {last}, of {', '.join(names[:MOST_NAMED])}{more}."
    held = {place for place, *_ in rows}
    for asked in only.provinces:
        place = asked_place(asked)
        one = [each for each in members(successor(place)) if each != place and each in held] if place else []
        if place and one:
            others = ", ".join(map(province_name, one))
            yield f"{province_name(place)} is one with {others} since 1 July 2025: --merged takes them in."


def _reports_as(connection: sqlite3.Connection, asked: set[str]) -> bool:
    issuers = connection.execute("SELECT DISTINCT issuer FROM documents WHERE issuer IS NOT NULL")
    return bool(asked) and any(asked <= set(words(issuer)) for (issuer,) in issuers)


def _advice(asked: str) -> str:
    import difflib

    by_name = {fold(str(each["name"])): str(each["name"]) for each in provinces().values()}
    near = difflib.get_close_matches(fold(asked), by_name, n=3, cutoff=0.6)
    if near:
        return f"Did you mean {' or '.join(by_name[each] for each in near)}?"
    return "Give the name of a province, such as Hà Tĩnh, or its slug, ha-tinh."


def _name(place: str | None, issuer: str | None) -> str:
    return province_name(place) if place and place in provinces() else issuer or place or "unknown organs"


_REACH = """
WITH held AS (
    SELECT document_id FROM table_rows
    WHERE indicator_id IN (SELECT value FROM json_each(:ids))
      AND NOT is_heading AND value_kind IN (SELECT value FROM json_each(:kinds))
    UNION SELECT document_id FROM figures
    WHERE indicator_id IN (SELECT value FROM json_each(:ids)) AND method <> :form
)
SELECT place, iif(place IS NULL, issuer, NULL), min(period_start), max(period_end)
FROM documents JOIN held ON held.document_id = documents.id
WHERE period_start IS NOT NULL GROUP BY 1, 2
"""
