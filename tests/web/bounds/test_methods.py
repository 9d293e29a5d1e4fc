"""The room is read, and takes verdicts; nothing else is done for whoever asks."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from extractor.web.bounds.methods import readable
from extractor.web.room import reading_room


def answered(database: Path, method: str, path: str, **named: Any) -> Any:
    """What a room on this database answers to one request."""
    room = reading_room(database)

    async def ask() -> Any:
        await room.invoke_startup()
        return await room.client.request(method, path, **named)

    return asyncio.run(ask())


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "NONSENSE"])
def test_pages_and_tables_are_read_only(sample_db: Path, method: str) -> None:
    for path in ("/", "/reports", "/reports/documents", "/reports/-/documents", "/reports/most_cited"):
        answer = answered(sample_db, method, path)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD"), path
        assert "content-security-policy" in answer.headers


def test_a_verdict_may_be_sent(sample_db: Path) -> None:
    assert answered(sample_db, "POST", "/reports/-/finding/none/verdict").status_code == 403
    assert "POST" in answered(sample_db, "DELETE", "/reports/-/finding/none/verdict").headers["allow"]


def test_a_cookie_that_cannot_be_read_is_none() -> None:
    own, strange = (b"Cookie", b"trichluc-language=en"), (b"cookie", b"x=\xff")
    assert readable([(b"host", b"localhost"), own, strange]) == [(b"host", b"localhost"), own]


def test_a_page_opens_whatever_cookies_another_program_set(sample_db: Path) -> None:
    headers = [(b"cookie", b"x=\xff\xfe")]
    assert answered(sample_db, "GET", "/", headers=headers).status_code == 200
