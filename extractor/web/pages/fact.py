"""The lasting address of a fact: it leads to the page where the fact stands; its JSON is the fact itself."""

from __future__ import annotations

import sqlite3

from extractor.query.facts import Fact, fact
from extractor.store.database import fetch_one
from extractor.web.views import Absent, Asked, Elsewhere, View


def answer(connection: sqlite3.Connection, asked: Asked) -> Fact:
    """The fact with this id, for its JSON.

    Raises ``Elsewhere`` for the page that shows it, ``Absent`` where there is no such fact.
    """
    ident = asked.place["fact"]
    found = fact(connection, ident)
    if found is None:
        raise _of_another_kind(connection, asked, ident)
    if asked.place.get("form"):
        return found
    raise Elsewhere(address_of(asked, found))


def address_of(asked: Asked, found: Fact) -> str:
    """Where a fact is shown: a finding on its own page, a column of a table with the table, others on the page."""
    document, query = found.document.id, asked.one("q") or None
    if found.kind == "checks":
        return asked.address(f"finding/{found.id}")
    if found.kind == "pages" or found.page is None:
        return asked.address(f"page/{document}/{found.page or 1}", q=query)
    shown = found.id
    if found.kind == "table_columns" and found.cell is not None:
        shown = found.cell.table_id
    if found.kind == "instrument_relations":
        shown = found.columns["subject_citation_id"]
    return asked.address(f"page/{document}/{found.page}", fact=shown, q=query)


def _of_another_kind(connection: sqlite3.Connection, asked: Asked, ident: str) -> Exception:
    if fetch_one(connection, "select id from documents where id = ?", [ident]):
        return Elsewhere(asked.address(f"document/{ident}"))
    if fetch_one(connection, "select id from instruments where id = ?", [ident]):
        return Elsewhere(asked.address(f"instrument/{ident}"))
    return Absent(
        asked.words("There is no fact “{fact}” in this collection: its document was removed or read anew.", fact=ident)
    )


VIEW = View("fact", r"fact/(?P<fact>[^/.]+)", "page.html", answer)
