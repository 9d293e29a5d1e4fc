"""Which row of the database a correction means."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from extractor.corrections.fields import FIELDS
from extractor.corrections.file import Correction
from extractor.store.database import fetch
from extractor.store.keys import LETTERS

_FACT_ID = re.compile(r"([0-9a-f]{12,64})-([a-z])[1-9][0-9]*")
_TABLES = {letter: table for table, letter in LETTERS.items()}
# What is printed of a fact; the tables that have no ``raw``.
_PRINTED = {"tables": "title", "table_rows": "text"}


# Enough to see which facts are meant; the page of any of them leads to the others.
SHOWN_IDS = 3


class WaitingError(Exception):
    """The row of a correction is not in the database, or more than one could be meant: the correction waits."""


class RefusedError(Exception):
    """A correction that can never be applied as it stands."""


@dataclass(frozen=True, slots=True)
class Target:
    """The row that a correction means: table, id and columns, with the id of its document."""

    table: str
    id: str
    document_id: str
    row: Mapping[str, Any]

    @property
    def printed(self) -> str:
        """What is printed of it; "" for a document."""
        return "" if self.table == "documents" else str(self.row.get(_PRINTED.get(self.table, "raw")) or "")


class Prints:
    """The facts of a database by what is printed of them: a document's are read once, however many are sought.

    It holds what the database holds when a document is first sought; what is corrected later it does not see.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._known: dict[tuple[str, str], dict[str, list[Target]]] = {}

    def of(self, document: str, table: str, printed: str) -> list[Target]:
        """The facts of a table of a document that are printed so, in their order."""
        if (document, table) not in self._known:
            query = f'SELECT * FROM "{table}" WHERE document_id = ? ORDER BY rowid'
            known = self._known.setdefault((document, table), {})
            for row in fetch(self.connection, query, (document,)):
                target = Target(table, row["id"], document, row)
                known.setdefault(_plain(target.printed), []).append(target)
        return self._known[document, table].get(_plain(printed), [])


def find_target(prints: Prints, correction: Correction) -> Target:
    """The row of a correction. Raises ``WaitingError`` where it is not there, ``RefusedError`` where none can be."""
    connection = prints.connection
    if correction.fact:
        found = _by_id(connection, correction.fact)
        if found and _fits(found, correction):
            return found
        if correction.printed is None or (found and found.table == "documents"):
            raise WaitingError(f"{correction.fact} is not in the database")
    document = _document(connection, correction)
    if correction.printed is None:
        return Target("documents", document["id"], document["id"], document)
    return _by_print(prints, document["id"], correction, correction.printed)


def _by_id(connection: sqlite3.Connection, ident: str) -> Target | None:
    matched = _FACT_ID.fullmatch(ident)
    table = _TABLES.get(matched[2]) if matched else "documents"
    if table is None:
        raise RefusedError(f"{ident} is the id of no fact")
    rows = fetch(connection, f'SELECT * FROM "{table}" WHERE id = ?', (ident,))
    return Target(table, ident, rows[0].get("document_id", ident), rows[0]) if rows else None


def _fits(found: Target, correction: Correction) -> bool:
    """Whether the fact prints what the correction says: a new version may number facts anew."""
    return correction.printed is None or _plain(found.printed) == _plain(correction.printed)


def _document(connection: sqlite3.Connection, correction: Correction) -> dict[str, Any]:
    named = correction.document or (correction.fact or "").partition("-")[0]
    query = """
        SELECT * FROM documents
        WHERE id = :named OR path = :named OR file_name = :named
           OR (length(:named) >= 12 AND substr(sha256, 1, length(:named)) = :named)
        ORDER BY id
    """
    rows = fetch(connection, query, {"named": named})
    if len(rows) == 1:
        return rows[0]
    if not rows:
        raise WaitingError(f"the document {named} is not in the database")
    raise WaitingError(f"{len(rows)} documents are called {named}: give the id of one")


def _by_print(prints: Prints, document: str, correction: Correction, printed: str) -> Target:
    if correction.table is not None and correction.table not in FIELDS:
        raise RefusedError(f"there are no facts {correction.table!r} that can be corrected")
    tables = (
        [correction.table]
        if correction.table
        else [table for table, fields in FIELDS.items() if table != "documents" and correction.field in fields]
    )
    if correction.fact and (matched := _FACT_ID.fullmatch(correction.fact)) and matched[2] in _TABLES:
        tables = [_TABLES[matched[2]]]
    if not tables:
        raise RefusedError(f"`{correction.field}` is a field that may not be corrected")
    found = [
        each
        for table in tables
        for each in prints.of(document, table, printed)
        if correction.page is None or each.row.get("page") == correction.page
    ]
    if not found:
        raise WaitingError(f"nothing that has `{correction.field}` is printed so: {printed}")
    if len(found) > 1:
        idents = ", ".join(each.id for each in found[:SHOWN_IDS])
        raise WaitingError(f"it is printed {len(found)} times: give `fact`, or `table` and `page` ({idents})")
    return found[0]


def _plain(printed: str) -> str:
    return " ".join(printed.split())
