"""A reading room on the sample database."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from extractor.web.room import reading_room

Get = Callable[..., Any]


@pytest.fixture
def base(sample_db: Path) -> str:
    """The address of the database in the room."""
    return f"/{sample_db.stem}"


@pytest.fixture(scope="session")
def get(sample_db: Path) -> Iterator[Get]:
    """A GET request to a Datasette that runs in this process."""
    room = reading_room(sample_db)
    with asyncio.Runner() as loop:
        loop.run(room.invoke_startup())

        def fetch(address: str, **arguments: str) -> Any:
            return loop.run(room.client.get(address, params=arguments or None, follow_redirects=True))

        yield fetch


@pytest.fixture
def ask(sample_db: Path) -> Callable[..., Any]:
    """The first value of the first row of a query, read beside the room."""

    def first(sql: str, *values: object) -> Any:
        with closing(sqlite3.connect(sample_db)) as connection:
            return connection.execute(sql, values).fetchone()[0]

    return first
