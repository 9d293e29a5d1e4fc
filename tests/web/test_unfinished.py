"""The room says what a run that was cut off, or goes on, has not made yet."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from extractor.store.writer import Writer
from extractor.web.room import reading_room
from tests.documents import sample_documents
from tests.store.databases import ingest

PAGES = ("/", "/reports/-/start", "/reports/-/search?q=ke+hoach")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The first two of the sample documents."""
    path = tmp_path / "reports.db"
    ingest(path, sample_documents()[:2])
    return path


def texts(path: Path) -> list[str]:
    """The pages of a room on the database, in Vietnamese."""
    room = reading_room(path)

    async def all_of() -> list[str]:
        await room.invoke_startup()
        return [(await room.client.get(address)).text for address in PAGES]

    return asyncio.run(all_of())


def test_what_is_not_there_yet_is_said_on_the_pages_that_readers_begin_with(database: Path) -> None:
    assert not any("Lần nạp trước chưa xong" in text for text in texts(database))
    with Writer(database) as writer:
        writer.begin_run("options", "0.1.0")
        writer.write(sample_documents()[2], "options")
        for text in texts(database):
            assert "Đang có một lần nạp ghi dữ liệu: 1/3 tài liệu chưa có trong chỉ mục tìm kiếm" in text
    for text in texts(database):
        assert "Lần nạp trước chưa xong: 1/3 tài liệu chưa có trong chỉ mục tìm kiếm" in text
        assert str(database.parent) not in text
