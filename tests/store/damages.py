"""Damages of a database file, each made by a seed: what disks, copies and other programs do to files."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

Damage = Callable[[Path, random.Random], None]

PAGE_BYTES = 4096


def overwritten(path: Path, chance: random.Random) -> None:
    """Some bytes behind the header are others."""
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 8, 64))):
        content[chance.randrange(100, len(content))] = chance.randrange(256)
    path.write_bytes(content)


def stretch_lost(path: Path, chance: random.Random) -> None:
    """A block in the middle is of another file."""
    content = bytearray(path.read_bytes())
    start, length = chance.randrange(100, len(content)), chance.choice((16, 512, PAGE_BYTES))
    content[start : start + length] = chance.randbytes(min(length, len(content) - start))
    path.write_bytes(content)


def page_zeroed(path: Path, chance: random.Random) -> None:
    """A page holds nothing but zeros."""
    content = bytearray(path.read_bytes())
    start = chance.randrange(1, len(content) // PAGE_BYTES) * PAGE_BYTES
    content[start : start + PAGE_BYTES] = bytes(PAGE_BYTES)
    path.write_bytes(content)


def pages_swapped(path: Path, chance: random.Random) -> None:
    """Two pages have changed their places."""
    content = bytearray(path.read_bytes())
    one, two = (chance.randrange(1, len(content) // PAGE_BYTES) * PAGE_BYTES for _ in range(2))
    first, second = content[one : one + PAGE_BYTES], content[two : two + PAGE_BYTES]
    content[one : one + PAGE_BYTES], content[two : two + PAGE_BYTES] = second, first
    path.write_bytes(content)


def cut_off(path: Path, chance: random.Random) -> None:
    """The end is missing."""
    with path.open("r+b") as file:
        file.truncate(chance.randrange(100, path.stat().st_size))


def header_changed(path: Path, chance: random.Random) -> None:
    """A number in the header is another."""
    content = bytearray(path.read_bytes())
    content[chance.randrange(16, 60)] = chance.randrange(256)
    path.write_bytes(content)


def table_missing(path: Path, chance: random.Random) -> None:
    """Another program has dropped a table."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute(_TABLES)]
        connection.execute(f"DROP TABLE {chance.choice(names)}")


def null_written(path: Path, chance: random.Random) -> None:
    """A cell that must hold something holds nothing."""
    _write(path, chance, "NULL")


def no_utf8(path: Path, chance: random.Random) -> None:
    """A text is in another encoding."""
    _write(path, chance, "CAST(x'c3285b22ff' AS TEXT)")


def log_garbled(path: Path, chance: random.Random) -> None:
    """Of a run that was killed the log is damaged, or gone."""
    log = path.with_name(f"{path.name}-wal")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE documents SET title = title || 'x'")
        connection.execute("UPDATE pages SET text = text || 'x'")
        before, written = path.read_bytes(), bytearray(log.read_bytes())
    for _ in range(64):
        written[chance.randrange(len(written))] = chance.randrange(256)
    path.write_bytes(before)
    log.write_bytes(written[: chance.choice((0, len(written) // 2, len(written)))])


DAMAGES: tuple[Damage, ...] = (
    overwritten, stretch_lost, page_zeroed, pages_swapped, cut_off, header_changed, table_missing, null_written,
    no_utf8, log_garbled,
)  # fmt: skip

_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\' "
    "AND name NOT LIKE 'sqlite%'"
)


def _write(path: Path, chance: random.Random, value: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        tables = [
            name
            for (name,) in connection.execute(
                f"{_TABLES} AND sql NOT LIKE 'CREATE VIRTUAL%' AND sql NOT LIKE '%WITHOUT ROWID%'"
            )
        ]
        tables = [name for name in tables if connection.execute(f"SELECT 1 FROM {name}").fetchone()]
        table = chance.choice(tables)
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[3] and not row[5]]
        if not columns:
            return
        column = chance.choice(columns)
        # The rule goes for a moment, as it does not hold for who writes into the file itself.
        [rule] = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (rule.replace("NOT NULL", ""), table))
        version = connection.execute("PRAGMA schema_version").fetchone()[0]
        connection.execute(f"PRAGMA schema_version = {version + 1}")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
        for name in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(f"UPDATE {table} SET {column} = {value} WHERE rowid = (SELECT max(rowid) FROM {table})")
        for sql in triggers.values():
            connection.execute(sql)
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (rule, table))
        connection.execute(f"PRAGMA schema_version = {version + 1_000}")
