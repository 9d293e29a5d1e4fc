"""Writes the rows of the organs that are touched, of what is counted of them."""

from __future__ import annotations

import sqlite3

from extractor.across.counted import ISSUED, MENTIONED
from extractor.across.organs.organisations import organisation_row
from extractor.across.rows import OrganisationRow
from extractor.across.tallies import Tallies


def replace_organisations(connection: sqlite3.Connection, tallies: Tallies) -> None:
    """Make the organs of ``temp.organs`` anew, or delete them where nothing names them any more.

    connection: within the transaction of the pass. tallies: what is counted now.
    """
    for (key,) in connection.execute("SELECT key FROM temp.organs ORDER BY key").fetchall():
        counts = tallies.counts(key, (MENTIONED, ISSUED))
        row = connection.execute(_STORED, (key,)).fetchone()
        if not counts[MENTIONED] and not counts[ISSUED]:
            connection.execute("DELETE FROM organisations WHERE key = ?", (key,))
            continue
        mentioned, issued = (
            {name: count.times for name, count in counts[what].items()} for what in (MENTIONED, ISSUED)
        )
        now = organisation_row(key, mentioned, issued)
        if row is None or OrganisationRow(*row) != now:
            connection.execute(_REPLACE, now)


_COLUMNS = ", ".join(OrganisationRow._fields)
_STORED = f"SELECT {_COLUMNS} FROM organisations WHERE key = ?"
_REPLACE = f"""
INSERT INTO organisations ({_COLUMNS}) VALUES ({", ".join("?" * len(OrganisationRow._fields))})
ON CONFLICT (id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in OrganisationRow._fields[1:])}
"""
