"""What is kept in a database for the next run or pass, by name: sizes, versions, by what something was made."""

from __future__ import annotations

import sqlite3


def state(connection: sqlite3.Connection, name: str) -> str | None:
    """What was kept last under a ``name``; ``connection`` is that of the database."""
    row = connection.execute("SELECT value FROM pass_state WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def keep_state(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Keep something for the next time.

    connection: within a transaction. name: by which it is asked for. value: what is kept.
    """
    connection.execute("REPLACE INTO pass_state (name, value) VALUES (?, ?)", (name, value))
