"""A reading room on the sample database."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
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


@pytest.fixture
def get(sample_db: Path) -> Get:
    """A GET request to a Datasette that runs in this process."""

    def fetch(address: str, **arguments: str) -> Any:
        async def ask() -> Any:
            room = reading_room(sample_db)
            await room.invoke_startup()
            return await room.client.get(address, params=arguments or None, follow_redirects=True)

        return asyncio.run(ask())

    return fetch


@pytest.fixture
def ask(sample_db: Path) -> Callable[..., Any]:
    """The first value of the first row of a query, read beside the room."""

    def first(sql: str, *values: object) -> Any:
        with closing(sqlite3.connect(sample_db)) as connection:
            return connection.execute(sql, values).fetchone()[0]

    return first
