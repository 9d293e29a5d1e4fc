"""A page of another site leads here, and takes nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from extractor.web.bounds.strangers import is_of_a_stranger
from extractor.web.room import reading_room

LINK = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"},
        {"sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"},
        {"sec-fetch-mode": "cors", "sec-fetch-dest": "empty"},
        {"sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
        {},
    ],
)
def test_what_another_page_fetches_is_refused(site: str, headers: dict[str, str]) -> None:
    assert is_of_a_stranger("GET", {"sec-fetch-site": site, **headers})


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_the_room_itself_and_what_a_reader_types_are_answered(site: str) -> None:
    assert not is_of_a_stranger("POST", {"sec-fetch-site": site})
    assert not is_of_a_stranger("GET", {})


def test_a_link_opens_and_a_form_does_not() -> None:
    assert not is_of_a_stranger("GET", {"sec-fetch-site": "cross-site", **LINK})
    assert is_of_a_stranger("POST", {"sec-fetch-site": "cross-site", **LINK})


def test_every_answer_of_the_room_is_kept_from_other_pages(sample_db: Path) -> None:
    room = reading_room(sample_db)
    fetched = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"}

    async def story() -> None:
        await room.invoke_startup()
        for address in (
            "/",
            "/reports/documents.json",
            "/reports/-/search.json?q=ho",
            "/reading-room/room.css",
            "/none",
        ):
            assert (await room.client.get(address, headers=fetched)).status_code == 403, address
            answer = await room.client.get(address)
            assert answer.headers["cross-origin-resource-policy"] == "same-origin"
            assert answer.headers["x-content-type-options"] == "nosniff"

    asyncio.run(story())


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/", "///evil.example/", "//evil.example/%2e%2e/"])
def test_no_address_leads_to_another_site(sample_db: Path, path: str) -> None:
    room = reading_room(sample_db)

    async def story() -> Any:
        await room.invoke_startup()
        scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b""}
        came: list[Any] = []

        async def send(message: Any) -> None:
            came.append(message)

        async def receive() -> Any:
            return {"type": "http.request", "body": b""}

        await room.app()({**scope, "headers": [(b"host", b"localhost")], "scheme": "http"}, receive, send)
        return came[0]

    head = asyncio.run(story())
    assert head["status"] == 404
    assert b"location" not in dict(head["headers"])
