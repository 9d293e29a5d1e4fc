"""A reading room on the sample database."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from extractor.facsimile.images import Facsimile
from extractor.web.bounds import turns
from extractor.web.room import reading_room
from tests.browser import BROWSER
from tests.patience import PATIENCE
from tests.reader import open_browser, open_page, open_room

Get = Callable[..., Any]


@pytest.fixture(scope="session", autouse=True)
def patient() -> Iterator[None]:
    """Who waits for a turn waits as long as any test: a busy machine refuses nobody."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(turns, "PATIENCE", PATIENCE)
        yield


@pytest.fixture
def base(sample_db: Path) -> str:
    """The address of the database in the room."""
    return f"/{sample_db.stem}"


@pytest.fixture(scope="session")
def get(sample_db: Path) -> Iterator[Get]:
    """A GET request to a Datasette that runs in this process."""
    with _requests_to(reading_room(sample_db)) as fetch:
        yield fetch


@pytest.fixture(scope="session")
def get_sql(sample_db: Path) -> Iterator[Get]:
    """A GET request to a room where readers may ask in SQL."""
    room = reading_room(sample_db, sql=True)
    with _requests_to(room) as fetch:
        yield fetch
    room.questions.close()


@contextmanager
def _requests_to(room: Any) -> Iterator[Get]:
    # In a thread of its own: a browser that is driven from this one holds its event loop.
    with ThreadPoolExecutor(max_workers=1) as thread, asyncio.Runner() as loop:
        thread.submit(loop.run, room.invoke_startup()).result()

        def fetch(address: str, **arguments: str) -> Any:
            asked = room.client.get(address, params=arguments or None, follow_redirects=True)
            return thread.submit(loop.run, asked).result()

        yield fetch


@pytest.fixture
def ask(sample_db: Path) -> Callable[..., Any]:
    """The first value of the first row of a query, read beside the room."""

    def first(sql: str, *values: object) -> Any:
        with closing(sqlite3.connect(sample_db)) as connection:
            return connection.execute(sql, values).fetchone()[0]

    return first


@pytest.fixture(scope="session")
def home(sample_db: Path) -> Iterator[str]:
    """The address of a room on the sample database that is served in this process."""
    with open_room(reading_room(sample_db)) as address:
        yield address


@pytest.fixture(scope="session")
def room_of_corpus(sample_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A served room on the sample corpus."""
    if shutil.which("tesseract") is None:
        pytest.skip("Tesseract is not installed: one of the sample reports is a scan")
    facsimile = Facsimile.of(sample_corpus, cache=tmp_path_factory.mktemp("pictures"))
    with open_room(reading_room(sample_corpus, facsimile)) as address:
        yield address
    facsimile.close()


# A module at a time: as long as it is driven no other event loop can run in this thread.
@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, for the tests of one module."""
    if BROWSER is None:
        pytest.skip("Chromium is not installed")
    with open_browser() as opened:
        yield opened


@pytest.fixture
def page(browser: Any, home: str) -> Iterator[Page]:
    """A page of the room that is served, at the width of a desk; the test fails where it does anything wrong."""
    with open_page(browser, home) as opened:
        yield opened
