"""Statements of a room take turns: what is slow keeps neither the start page nor other pages waiting."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from datasette.database import QueryInterrupted

from extractor.web.bounds.statements import BoundedDatabase
from extractor.web.bounds.turns import Turns
from extractor.web.bounds.visits import VISIT, Visit
from extractor.web.plugin import MOST_STATEMENTS
from extractor.web.room import reading_room
from extractor.web.views import shown_databases
from tests.patience import PATIENCE

Story = Callable[[Any], Awaitable[Any]]


def told(database: Path, story: Story) -> Any:
    """What a story with a room that is open tells."""
    room = reading_room(database)

    async def tell() -> Any:
        await room.invoke_startup()
        return await story(room)

    return asyncio.run(tell())


class Held:
    """Keeps statements at work until it is let go: a function of SQL that waits, in a table's filter."""

    def __init__(self, room: Any) -> None:
        self.go = threading.Event()
        self.came = threading.Semaphore(0)
        (name,) = shown_databases(room)
        self.database = room.get_database(name)

    async def fill(self, turns: Turns) -> list[asyncio.Task[Any]]:
        """As many waiting statements as may have a turn at once."""
        tasks = [asyncio.create_task(self._hold(turns)) for _ in range(turns.at_once)]
        for _ in tasks:
            await asyncio.to_thread(self.came.acquire, timeout=PATIENCE)
        return tasks

    def wait(self, _: Any) -> None:
        """Says that it came, and waits until it may go."""
        self.came.release()
        self.go.wait(PATIENCE)

    async def _hold(self, turns: Turns) -> None:
        async with turns.one():
            await self.database.execute_fn(self.wait)


def test_tables_that_take_long_leave_the_pages_open(sample_db: Path) -> None:
    async def story(room: Any) -> list[int]:
        held = Held(room)
        tasks = await held.fill(room.turns.plain)
        pages = ("/", "/reports/-/documents", "/reports/-/search?q=ho+so", "/reading-room/room.css")
        statuses = [(await room.client.get(page)).status_code for page in pages]
        assert not any(task.done() for task in tasks)
        held.go.set()
        await asyncio.gather(*tasks)
        return statuses

    assert told(sample_db, story) == [200, 200, 200, 200]


def test_evidence_that_takes_long_leaves_the_pages_open(sample_db: Path) -> None:
    async def story(room: Any) -> list[int]:
        held = Held(room)
        token = VISIT.set(Visit("/reports/-/evidence.html", milliseconds=PATIENCE * 1_000))
        sheets = [asyncio.create_task(held.database.execute_fn(held.wait)) for _ in range(3)]
        VISIT.reset(token)
        await asyncio.to_thread(held.came.acquire, timeout=PATIENCE)
        pages = ("/", "/reports/-/documents", "/reports/documents.json", "/reports/-/findings.csv")
        statuses = [(await room.client.get(page)).status_code for page in pages]
        assert not any(task.done() for task in sheets)
        held.go.set()
        await asyncio.gather(*sheets)
        return statuses

    assert told(sample_db, story) == [200, 200, 200, 200]


def test_pages_that_take_long_leave_the_start_page_and_tables_open(sample_db: Path) -> None:
    async def story(room: Any) -> list[int]:
        held = Held(room)
        tasks = await held.fill(room.turns.pages)
        statuses = [(await room.client.get(page)).status_code for page in ("/", "/reports/documents.json")]
        assert not any(task.done() for task in tasks)
        held.go.set()
        await asyncio.gather(*tasks)
        return statuses

    assert told(sample_db, story) == [200, 200]


@pytest.mark.parametrize("address", ["/reports/-/documents", "/reports/-/documents.json", "/reports/documents", "/"])
def test_who_waits_in_vain_is_told_in_words_and_when_to_come_back(
    sample_db: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async def story(room: Any) -> Any:
        for name in ("start", "pages", "plain"):
            turns: Turns = getattr(room.turns, name)
            turns._patience = 0.0
            turns._free = 0
        return await room.client.get(address)

    answer = told(sample_db, story)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    said = answer.json()["error"] if address.endswith(".json") else answer.text
    assert "moment" in said or "giây lát" in said
    assert "Traceback" not in capsys.readouterr().err


async def _seconds_left(room: Any, visit: Visit) -> float:
    VISIT.set(visit)
    for _ in range(3):
        await room.get_database("reports").execute("select count(*) from citations")
    return visit.milliseconds


def test_the_statements_of_a_request_share_its_time(sample_db: Path) -> None:
    async def story(room: Any) -> None:
        assert await _seconds_left(room, Visit("/reports/citations", milliseconds=10_000)) < 10_000
        assert await _seconds_left(room, Visit("/reports/citations", streams=True, milliseconds=10_000)) == 10_000
        with pytest.raises(QueryInterrupted):
            await _seconds_left(room, Visit("/reports/citations", milliseconds=0))

    told(sample_db, story)


def test_facets_of_everything_end(sample_db: Path) -> None:
    async def story(room: Any) -> str:
        columns = ("raw", "sentence", "page", "relation")
        VISIT.set(None)
        return str((await room.client.get("/reports/citations?" + "&".join(f"_facet={c}" for c in columns))).text)

    # Twice the time of a statement, not as many times as there are facets.
    assert 1 < MOST_STATEMENTS < 4
    assert 'class="facets"' in told(sample_db, story)


def test_the_database_of_a_room_is_bounded(sample_db: Path) -> None:
    room = reading_room(sample_db)
    assert [type(room.databases[name]) for name in shown_databases(room)] == [BoundedDatabase]
