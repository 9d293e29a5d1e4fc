"""The key of a document among those that are stored: where two meet, all get the keys that they have together."""

from __future__ import annotations

import sqlite3

from extractor.store.full_text import SEARCHED
from extractor.store.keys import LETTERS, DocumentKey, document_keys, family_of


def take_key(connection: sqlite3.Connection, sha256: str) -> DocumentKey:
    """The key for a document that is to be stored. Those that it meets are renamed, within the transaction.

    A stored document of the same bytes must not be deleted before: the keys of the others depend on it.
    """
    stored = _stored_family(connection, sha256)
    wanted = document_keys([*stored, sha256])
    _rename(connection, stored, wanted)
    return wanted[sha256]


def release_key(connection: sqlite3.Connection, sha256: str) -> None:
    """After a document was deleted: those that it met get the keys that they have without it."""
    others = _stored_family(connection, sha256)
    _rename(connection, document_keys([*others, sha256]), others)


def _stored_family(connection: sqlite3.Connection, sha256: str) -> dict[str, DocumentKey]:
    family = family_of(sha256)
    query = "SELECT sha256 FROM documents WHERE sha256 >= ? AND sha256 < ?"
    found = connection.execute(query, (family, f"{family}g")).fetchall()
    return document_keys(digest for (digest,) in found)


def _rename(connection: sqlite3.Connection, stored: dict[str, DocumentKey], wanted: dict[str, DocumentKey]) -> None:
    """Rowids move into free room: those that go up from the last on, those that go down from the first on."""
    changed = [(stored[sha256], now) for sha256, now in wanted.items() if sha256 in stored and stored[sha256] != now]
    if changed:
        # an id and the links to it change one after the other; SQLite looks at the links when the transaction ends
        connection.execute("PRAGMA defer_foreign_keys = ON")
    for before, now in sorted(changed, key=lambda pair: -pair[1].rowid if pair[0].rowid < pair[1].rowid else 0):
        _rename_one(connection, before, now)


def _rename_one(connection: sqlite3.Connection, before: DocumentKey, now: DocumentKey) -> None:
    connection.execute("UPDATE documents SET id = ? WHERE id = ?", (now.id, before.id))
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    names = {"now": now.id, "before": before.id, "length": len(before.id) + 1, "fact": f"{before.id}-"}
    for table in tables:
        links = connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
        columns = [column for _, _, other, column, *_ in links if other in LETTERS or other == "documents"]
        for column in [*columns, *(["id"] if table in LETTERS else [])]:
            connection.execute(
                f"UPDATE {table} SET {column} = :now || substr({column}, :length) "
                f"WHERE {column} = :before OR substr({column}, 1, :length) = :fact",
                names,
            )
    for column in ("figure_ids", "citation_ids"):
        connection.execute(f"UPDATE checks SET {column} = replace({column}, ?, ?)", (f'"{before.id}-', f'"{now.id}-'))
    moved = now.rowid - before.rowid
    for table in LETTERS:
        searched = ", search_rowid = search_rowid + :moved" if table in SEARCHED else ""
        connection.execute(
            f"UPDATE {table} SET rowid = rowid + :moved{searched} WHERE document_id = :now",
            {"moved": moved, "now": now.id},
        )
