"""What no reader means to send: numbers without end, odd names, addresses of nothing, more than a form holds."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from extractor.web.bounds.bodies import with_small_bodies
from extractor.web.plugin import VIEWS
from extractor.web.room import reading_room
from extractor.web.verdicts import MOST_BYTES

Get = Callable[..., Any]

HOSTILE = (
    "9" * 5_000,
    "\x00",
    "\u202eabc\u2066",
    "\x1b[31m",
    "\"'*()^:-",
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "../../etc/passwd",
    "NEAR(a b",
    "' or 1=1--",
    "%s{}{{7*7}}",
    "١٢",
    "-1",
    "1e999",
    "2024-13-45",
    "a" * 20_000,
    "a b c d e f g " * 500,
)
ARGUMENTS = (
    *("q", "id", "key", "indicator", "place", "from", "to", "scenario", "kind", "severity", "page", "n", "fact"),
    *(
        "within",
        "type",
        "issuer",
        "year",
        "sort",
        "order",
        "document",
        "table",
        "panels",
        "part",
        "all",
        "kept",
        "lang",
    ),
)
PART = re.compile(r"\(\?P<\w+>[^)]*\)")
OPTIONAL = re.compile(r"\(\?:([^()]*)\)\?")


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_whatever_an_address_holds_there_is_an_answer_in_words(get: Get, base: str, view: Any) -> None:
    for hostile in HOSTILE:
        path = OPTIONAL.sub(r"\1", PART.sub(lambda _, text=hostile: quote(text[:2_000], safe=""), view.pattern))
        # An address of all of them together would be longer than a server takes.
        names = ARGUMENTS if len(hostile) < 2_000 else ("q", "page", "indicator")
        _is_said(get(f"{base}/-/{path}"))
        _is_said(get(f"{base}/-/{path}?" + "&".join(f"{name}={quote(hostile)}" for name in names)))
        # Without words that stop it before.
        _is_said(get(f"{base}/-/{path}?page={quote(hostile)}&n={quote(hostile)}"))


def _is_said(answer: Any) -> None:
    assert answer.status_code in (200, 400, 404), answer.url
    assert "content-security-policy" in answer.headers
    assert not answer.headers["content-type"].startswith("text/html") or "<script>alert" not in answer.text


def test_a_number_without_end_is_a_large_one(get: Get, base: str) -> None:
    assert get(f"{base}/-/documents", page="9" * 5_000).status_code == 200
    last = get(f"{base}/-/documents", page="9" * 5_000).text
    assert last.count("<tr") == get(f"{base}/-/documents", page="99999").text.count("<tr")


@pytest.mark.parametrize("name", ["báo cáo 2024", "a.b", "_tên", "x<b>&'", "100%"])
def test_a_database_may_have_any_name(sample_db: Path, tmp_path: Path, name: str) -> None:
    room = reading_room(Path(shutil.copy(sample_db, tmp_path / f"{name}.db")))

    async def statuses() -> dict[str, int]:
        await room.invoke_startup()
        start = (await room.client.get("/")).text
        links = {link for link in re.findall(r'href="(/[^"?#]*)', start) if "/-/" in link}
        assert len(links) > 5
        return {link: (await room.client.get(link)).status_code for link in sorted(links)}

    assert set(asyncio.run(statuses()).values()) == {200}


@pytest.mark.parametrize("database", ["none", "_internal", "_memory"])
@pytest.mark.parametrize("page", ["search", "image/0123456789ab/1", "pdf/0123456789ab", "finding/a-k1/verdict"])
def test_a_database_that_is_not_shown_has_no_pages(get: Get, database: str, page: str) -> None:
    answer = get(f"/{database}/-/{page}")
    assert answer.status_code == 404
    assert "Không có gì ở địa chỉ này" in answer.text


@pytest.mark.parametrize("page", ["nope", "", "page", "image/0123456789ab/x", "nope.json", "finding"])
def test_an_address_that_no_view_has_is_not_found(get: Get, base: str, page: str) -> None:
    assert get(f"{base}/-/{page}").status_code == 404


def test_sql_makes_no_value_that_fills_the_memory(get_sql: Get, base: str) -> None:
    for made in ("zeroblob(1000000000)", "hex(randomblob(900000000))"):
        answer = get_sql(f"{base}.json", sql=f"select length({made}) > 0")
        assert answer.status_code == 400, made
        assert "too big" in answer.text


def test_a_body_without_end_is_not_read(sample_db: Path) -> None:
    room = reading_room(sample_db)
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(10_000):
            taken += 4_096
            yield b"x" * 4_096

    async def post() -> Any:
        await room.invoke_startup()
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return await room.client.post("/reports/-/finding/a-k1/verdict", content=endless(), headers=kind)

    answer = asyncio.run(post())
    assert answer.status_code == 413
    assert "quá dài" in answer.text
    assert "content-security-policy" in answer.headers
    assert taken > MOST_BYTES


def test_who_leaves_while_sending_gets_no_answer_and_is_no_fault() -> None:
    sent: list[Any] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        try:
            await receive()
        except Exception:  # noqa: BLE001 - as Datasette does
            await send({"type": "http.response.start", "status": 500})

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(with_small_bodies(application)({"type": "http"}, receive, send))
    assert sent == []
