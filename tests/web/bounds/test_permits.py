"""What SQL may do, and how long and deep it may be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from extractor.web.bounds.permits import LIMITS, confine
from extractor.web.room import SETTINGS


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """A database in memory, confined."""
    opened = sqlite3.connect(":memory:")
    opened.execute("create table t (x)")
    confine(opened)
    yield opened
    opened.close()


def test_each_limit_is_kept_by_sqlite(connection: sqlite3.Connection) -> None:
    assert {limit: connection.getlimit(limit) for limit in LIMITS} == LIMITS


LONG = {
    "letters of a statement": ("select 1 -- " + "x" * 140_000, "select 1 -- " + "x" * 160_000),
    "columns": (f"select {', '.join('1' * 190)}", f"select {', '.join('1' * 210)}"),
    "depth": ("select " + " and ".join("x" * 600) + " from t", "select " + " and ".join("x" * 800) + " from t"),
    "unions": (" union ".join(["select 1"] * 45), " union ".join(["select 1"] * 55)),
    "arguments": (f"select max({', '.join('1' * 95)})", f"select max({', '.join('1' * 105)})"),
    "a pattern": (f"select 'x' like '{'a' * 4_900}'", f"select 'x' like '{'a' * 5_100}'"),
    "a pattern of glob": (f"select 'x' glob '{'a' * 4_900}'", f"select 'x' glob '{'a' * 5_100}'"),
    "bytes of a value": ("select length(zeroblob(4000000))", "select length(zeroblob(5000000))"),
}
"""Statements that are just let through, and those that are not."""


@pytest.mark.parametrize("what", LONG)
def test_a_statement_without_end_is_refused_before_it_runs(connection: sqlite3.Connection, what: str) -> None:
    let_through, refused = LONG[what]
    connection.execute(let_through).fetchall()
    with pytest.raises((sqlite3.OperationalError, sqlite3.DataError)):
        connection.execute(refused).fetchall()


def test_values_are_counted(connection: sqlite3.Connection) -> None:
    def among(number: int) -> None:
        connection.execute(f"select 1 in ({','.join('?' * number)})", list(range(number))).fetchone()

    among(SETTINGS["max_returned_rows"] + 1)
    with pytest.raises(sqlite3.OperationalError):
        among(2 * SETTINGS["max_returned_rows"])


@pytest.mark.parametrize("sql", ["attach ':memory:' as other", "vacuum into 'other.db'", "select load_extension('x')"])
def test_no_other_file_is_opened(connection: sqlite3.Connection, sql: str) -> None:
    with pytest.raises(sqlite3.DatabaseError):
        connection.execute(sql)
