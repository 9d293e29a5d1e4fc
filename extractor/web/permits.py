"""What SQL may do in the reading room: read the database that is open, and nothing beside it."""

from __future__ import annotations

import sqlite3

# Opening and closing further files. VACUUM INTO attaches its target, too.
_OF_FILES = (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH)

# Bytes of a value that SQL may make: a page has at most 200,000 letters, a list of 100,000 ids 2 MB. Without a limit
# one statement fills the memory before the time is looked at (test_sql_makes_no_value_that_fills_the_memory).
LONGEST_VALUE = 4 * 2**20

_FUNCTIONS_OF_FILES = ("load_extension", "readfile", "writefile", "edit", "fts3_tokenizer")


def permitted(action: int, first: str | None, second: str | None, database: str | None, trigger: str | None) -> int:
    """SQLite's question whether a statement may do something, answered.

    ``action`` is a code of SQLite, ``first`` and ``second`` name what it acts on (a table and its column; nothing and
    a function), ``database`` is where, ``trigger`` the view or trigger that it happens in. The path of the file reads
    as NULL: who asks for the list of databases gets their names.
    """
    if action in _OF_FILES:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _FUNCTIONS_OF_FILES:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_READ and first == "pragma_database_list" and second == "file":
        return sqlite3.SQLITE_IGNORE
    return sqlite3.SQLITE_OK
