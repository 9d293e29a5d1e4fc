"""What was read where a user has corrected a fact: one question for all that shows facts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractor.store.database import fetch


@dataclass(frozen=True, slots=True)
class Corrected:
    """A corrected field of a fact: what was read, what it holds now, and why, by whom and when.

    ``read`` and ``value`` are as text, None for nothing. ``remark`` says where it follows from the correction of
    another field. ``line`` is that of the file of corrections.
    """

    field: str
    read: str | None
    value: str | None
    reason: str
    who: str
    when: str
    line: int
    remark: str | None


@dataclass(frozen=True, slots=True)
class Stated:
    """A correction of the file with its state: ``applied``, ``waiting`` or ``refused``, the last two with a remark."""

    line: int
    state: str
    fact: str | None
    table: str | None
    document: str | None
    correction: Corrected


def corrections_of(connection: sqlite3.Connection, facts: Iterable[str]) -> Mapping[str, tuple[Corrected, ...]]:
    """The corrected fields of facts and documents, by id; those of which nothing is corrected are left out."""
    if not fetch(connection, "SELECT 1 FROM corrections LIMIT 1"):
        return {}
    wanted = json.dumps(sorted(set(facts)))
    return _by_fact(connection, "fact IN (SELECT value FROM json_each(?))", wanted)


def corrections_within(connection: sqlite3.Connection, document: str) -> Mapping[str, tuple[Corrected, ...]]:
    """The corrected fields of a document and of all its facts, by id."""
    return _by_fact(connection, "document_id = ?", document)


def list_corrections(connection: sqlite3.Connection) -> tuple[Stated, ...]:
    """All corrections in the order of their file, with what follows from them."""
    rows = fetch(
        connection,
        """SELECT corrections.*, documents.path FROM corrections LEFT JOIN documents ON documents.id = document_id
           ORDER BY line, remark IS NOT NULL, field""",
    )
    return tuple(
        Stated(row["line"], row["state"], row["fact"], row["table_name"], row["path"], _corrected(row)) for row in rows
    )


def _by_fact(connection: sqlite3.Connection, where: str, value: str) -> Mapping[str, tuple[Corrected, ...]]:
    query = f"SELECT * FROM corrections WHERE state = 'applied' AND {where} ORDER BY line, remark IS NOT NULL, field"
    found: dict[str, tuple[Corrected, ...]] = {}
    for row in fetch(connection, query, (value,)):
        found[row["fact"]] = (*found.get(row["fact"], ()), _corrected(row))
    return {fact: _own(corrected) for fact, corrected in found.items()}


def _own(corrected: tuple[Corrected, ...]) -> tuple[Corrected, ...]:
    """What the user has written of a fact; what follows from it (its key, parts of its number) only where that is all.

    The row of a form whose figure was corrected has nothing else.
    """
    return tuple(each for each in corrected if each.remark is None) or corrected


def _corrected(row: Mapping[str, object]) -> Corrected:
    names = {"read": "read_value", "who": "made_by", "when": "made_on"}
    return Corrected(**{name: row[names.get(name, name)] for name in Corrected.__slots__})  # type: ignore[arg-type]
