"""What SQL may do in the reading room: read the database that is open, and nothing beside it, within limits."""

from __future__ import annotations

import sqlite3

# Opening and closing further files. VACUUM INTO attaches its target, too.
_OF_FILES = (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH)

# Bytes of a value that SQL may make: a page has at most 200,000 letters, a list of 100,000 ids 2 MB. Without a limit
# one statement fills the memory before the time is looked at (test_sql_makes_no_value_that_fills_the_memory).
LONGEST_VALUE = 4 * 2**20

# What the parts of a statement may count; what is beyond makes SQLite work before any time is looked at
# (test_permits.py holds each).
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_VALUE,
    # letters of a statement: five hundred conditions, one for each word of the longest question
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 150_000,
    # columns of a result: four of the widest tables side by side
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    # a condition for each word of the longest question (``views.LONGEST_ARGUMENT``), one letter each
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 700,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    # bytes of a pattern of LIKE and GLOB, the longest question of a reader; each wildcard costs a walk through the text
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 5_000,
    # the rows of the longest page (``max_returned_rows``), whose labels are looked up by their ids in one statement
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 3_000,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 10,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}

_FUNCTIONS_OF_FILES = ("load_extension", "readfile", "writefile", "edit", "fts3_tokenizer")


def confine(connection: sqlite3.Connection) -> None:
    """Holds the statements of a connection to what is permitted and to ``LIMITS``."""
    connection.set_authorizer(permitted)
    for limit, most in LIMITS.items():
        connection.setlimit(limit, most)


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
