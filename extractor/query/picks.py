"""What a reader picks by its id or key: a fact, a finding, an instrument, an indicator, a document."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from extractor.query.facts import kind_of
from extractor.store.database import fetch_one

FACT, FINDING, INSTRUMENT, INDICATOR, DOCUMENT = "fact", "finding", "instrument", "indicator", "document"

# Ids and keys that are named for one that there is not, and how alike keys must be for it, 0 to 100: two numbers of one
# organ and year are, two organs are not (test_for_what_is_not_there_something_near_is_named).
MOST_NEAR, LEAST_LIKE = 3, 70


@dataclass(frozen=True, slots=True)
class Pick:
    """What was ``asked`` for: its ``kind``, one of the names above, and its ``id`` in the database."""

    kind: str
    id: str
    asked: str


def pick(connection: sqlite3.Connection, asked: str) -> Pick | None:
    """What an id, or the key of an instrument or indicator, stands for; None where it stands for nothing."""
    text = asked.strip()
    if table := kind_of(text):
        found = fetch_one(connection, f"SELECT id FROM {table} WHERE id = ?", (text,))  # a name of LETTERS
        return Pick(FINDING if table == "checks" else FACT, found, asked) if found else None
    for kind, sql in _SHARED:
        if found := fetch_one(connection, sql, (text,) * sql.count("?")):
            return Pick(kind, found, asked)
    return None


def near_ids(connection: sqlite3.Connection, asked: str) -> tuple[str, ...]:
    """Ids and keys that are like one that stands for nothing: of the same document and table, or spelled alike."""
    from rapidfuzz import fuzz, process  # only a query that fails needs it

    text = asked.strip()
    document, _, _ = text.partition("-")
    if table := kind_of(text):
        rows = connection.execute(
            f"SELECT id FROM {table} WHERE document_id = ? ORDER BY rowid DESC LIMIT 1", (document,)
        )
        if last := rows.fetchone():
            return (last[0],)
    begun = connection.execute(
        "SELECT id FROM documents WHERE id BETWEEN ? AND ? LIMIT ?", (text[:8], f"{text[:8]}~", MOST_NEAR)
    )
    if len(text) >= 8 and (found := [ident for (ident,) in begun]):
        return tuple(found)
    keys = [
        key
        for table in ("instruments", "indicators")
        for (key,) in connection.execute(f"SELECT key FROM {table} WHERE key LIKE ?", (f"{_plain(text[:3])}%",))
    ]
    alike = process.extract(text, keys, scorer=fuzz.ratio, limit=MOST_NEAR, score_cutoff=LEAST_LIKE)
    return tuple(key for key, *_ in alike)


def _plain(text: str) -> str:
    return text.replace("%", "").replace("_", "")


# An id is looked for before a key; each lookup is one step in an index.
_SHARED = (
    (
        INSTRUMENT,
        "SELECT id FROM instruments WHERE id = ? UNION ALL SELECT id FROM instruments WHERE key = ? "
        "UNION ALL SELECT instrument_id FROM instrument_keys WHERE key = ? LIMIT 1",
    ),
    (INDICATOR, "SELECT id FROM indicators WHERE id = ? UNION ALL SELECT id FROM indicators WHERE key = ? LIMIT 1"),
    (DOCUMENT, "SELECT id FROM documents WHERE id = ?"),
)
