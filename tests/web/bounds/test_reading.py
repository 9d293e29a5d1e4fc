"""A statement within its time, its rows and its bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from extractor.web.bounds.reading import Asked, TooLargeError, read

NUMBERS = "with recursive n(x) as (select 1 union all select x + 1 from n limit {}) select {} from n"
ENDLESS = "with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n"


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """A database in memory."""
    opened = sqlite3.connect(":memory:")
    yield opened
    opened.close()


def asked(sql: str, rows: int | None = 2_000, milliseconds: float = 60_000, **bounds: int) -> Asked:
    """A statement without values."""
    return Asked(sql, {}, rows, milliseconds, **bounds)


@pytest.mark.parametrize("milliseconds", [1, 50])
def test_what_never_ends_is_interrupted(connection: sqlite3.Connection, milliseconds: float) -> None:
    with pytest.raises(sqlite3.OperationalError, match=r"^interrupted$"):
        read(connection, asked(ENDLESS, milliseconds=milliseconds))
    assert read(connection, asked("select 1")).rows == [(1,)]


def test_rows_behind_the_last_one_are_told(connection: sqlite3.Connection) -> None:
    found = read(connection, asked(NUMBERS.format(5, "x"), rows=3))
    assert ([row[0] for row in found.rows], found.truncated) == ([1, 2, 3], True)
    found = read(connection, asked(NUMBERS.format(3, "x"), rows=3))
    assert ([row[0] for row in found.rows], found.truncated) == ([1, 2, 3], False)
    assert len(read(connection, asked(NUMBERS.format(5, "x"), rows=None)).rows) == 5


def test_rows_that_are_too_large_are_refused_or_cut(connection: sqlite3.Connection) -> None:
    large = NUMBERS.format(100, "zeroblob(1000)")
    with pytest.raises(TooLargeError, match="_size=100"):
        read(connection, asked(large, most_bytes=10_000))
    found = read(connection, asked(large, most_bytes=10_000, is_cut=True))
    assert found.truncated
    assert 0 < len(found.rows) < 10


def test_cells_are_counted(connection: sqlite3.Connection) -> None:
    found = read(connection, asked(NUMBERS.format(100, "x, x, x"), most_cells=30, is_cut=True))
    assert (len(found.rows), found.truncated) == (10, True)


def test_two_thousand_full_pages_are_read_and_ten_times_that_is_not(connection: sqlite3.Connection) -> None:
    assert len(read(connection, asked(NUMBERS.format(2_000, "zeroblob(30000)"))).rows) == 2_000
    with pytest.raises(TooLargeError):
        read(connection, asked(NUMBERS.format(2_000, "zeroblob(70000)")))
