"""Many readers and a writer at once: a thousand tabs, and a database that an ingest writes meanwhile."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from extractor.across.corpus_pass import run_corpus_pass
from extractor.facsimile.images import Facsimile
from extractor.store.database import transaction
from extractor.store.writer import Writer
from extractor.web.room import reading_room
from tests.documents import sample_documents
from tests.printed_reports import MARKUP, PrintedReports

# Connections that ten browsers open to one room.
BROWSERS = 60

LISTS = ("documents", "instruments", "findings", "failures", "indicators", "search?q=ho+so")


@pytest.fixture
def growing(tmp_path: Path) -> Path:
    """A finished database of the first of the sample documents."""
    path = tmp_path / "reports.db"
    with Writer(path) as writer:
        writer.begin_run("options", "0.1.0")
        writer.write(sample_documents()[0], "options")
        run_corpus_pass(writer.connection)
        writer.finish_run({"ingested": 1})
    return path


def asker(path: Path, facsimile: Facsimile | None = None) -> Callable[..., list[Any]]:
    """Asks a room on this database for all addresses, as many at once as ten readers do."""
    room = reading_room(path, facsimile)
    room.run = asyncio.Runner()

    async def all_of(addresses: tuple[str, ...]) -> list[Any]:
        await room.invoke_startup()
        connections = asyncio.Semaphore(BROWSERS)

        async def one(address: str) -> Any:
            async with connections:
                return await room.client.get(address)

        return await asyncio.gather(*map(one, addresses))

    return lambda *addresses: room.run.run(all_of(addresses))


def test_a_thousand_tabs_get_their_pages(printed: PrintedReports, tmp_path: Path) -> None:
    facsimile = Facsimile.of(printed.db, cache=tmp_path)
    with closing(sqlite3.connect(printed.db)) as connection:
        sql = (
            "select document_id || '/' || pages.number from pages join documents on documents.id = document_id"
            " where path <> ?"
        )
        places = [place for (place,) in connection.execute(sql, [MARKUP])]
    own = [f"/reports/-/{kind}/{place}" for kind in ("image", "page") for place in places]
    own += [f"/reports/-/{name}" for name in LISTS]
    tabs = tuple(own[at % len(own)] for at in range(1000))
    with closing(facsimile):
        answers = asker(printed.db, facsimile)(*tabs)
    assert {answer.status_code for answer in answers} == {200}
    # Each tab has its own page, and all tabs of a page the same.
    contents = {(address, answer.content) for address, answer in zip(tabs, answers, strict=True)}
    assert len(contents) == len(own) == len({content for _, content in contents})


def test_pages_show_what_was_committed_while_a_run_writes(growing: Path) -> None:
    ask = asker(growing)
    addresses = ("/", *(f"/reports/-/{name}" for name in LISTS))
    before = [answer.text for answer in ask(*addresses)]
    with Writer(growing) as writer:
        writer.begin_run("others", "0.2.0")
        with transaction(writer.connection) as connection:
            connection.execute("DELETE FROM citations")
            connection.execute("UPDATE documents SET title = 'half'")
            during = ask(*addresses)
            connection.execute("ROLLBACK")
            connection.execute("BEGIN")
        assert [answer.status_code for answer in during] == [200] * len(addresses)
        # But for the one sentence that says that a run is writing.
        assert [re.sub('<p class="notice" role="status">.*?</p>', "", answer.text) for answer in during] == before
        writer.write(sample_documents()[1], "others")
        assert ask("/reports/-/documents.json")[0].json()["paging"]["total"] == 2
    # A run that was broken off: what it wrote is there.
    after = ask(*addresses)
    assert [answer.status_code for answer in after] == [200] * len(addresses)


def test_a_database_that_is_held_is_said(growing: Path) -> None:
    ask = asker(growing)
    with closing(sqlite3.connect(growing, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        (held,) = ask("/reports/-/documents")
        holder.execute("ROLLBACK")
    assert held.status_code == 503
    assert "Cơ sở dữ liệu đang được ghi" in held.text
    assert ask("/reports/-/documents")[0].status_code == 200
