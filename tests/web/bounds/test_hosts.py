"""By which names the room answers, and what it says where others can reach it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from extractor.web.bounds.hosts import is_known, is_loopback, with_known_hosts
from extractor.web.policies import ROOM
from extractor.web.room import OPEN_TO_ALL, reading_room
from tests.patience import PATIENCE
from tests.web.test_serving import served


@pytest.mark.parametrize("host", ["localhost:8001", "LOCALHOST", "127.0.0.1:8001", "[::1]:8001", "10.1.2.3", "desk:80"])
def test_a_known_host_is_answered(host: str) -> None:
    assert is_known(host, {"localhost", "desk"})


@pytest.mark.parametrize(
    "host",
    [
        *("", "evil.example:8001", "127.0.0.1.evil.example", "localhost.evil.example"),
        *(
            "127.0.0.1:80@evil.example",
            "localhost:80:80",
            "[::1",
            "[evil]",
            "::1",
            "localhost:x",
            "localhost/evil",
            "desk\n",
        ),
    ],
)
def test_a_strange_host_is_not(host: str) -> None:
    assert not is_known(host, {"localhost", "desk"})


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("::", False), ("desk", False)],
)
def test_loopback_is_this_machine_only(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_a_page_whose_name_leads_here_reads_nothing(sample_db: Path) -> None:
    room = reading_room(sample_db)
    transport = httpx.ASGITransport(app=with_known_hosts(room.app(), ("archive.local",)))

    async def statuses() -> dict[str, int]:
        await room.invoke_startup()
        async with httpx.AsyncClient(transport=transport) as client:
            hosts = ("localhost", "archive.local:8001", "evil.example")
            return {host: (await client.get(f"http://{host}/{sample_db.stem}.json")).status_code for host in hosts}

    assert asyncio.run(statuses()) == {"localhost": 200, "archive.local:8001": 200, "evil.example": 421}


@pytest.mark.parametrize("address", ["1.2.3.4", "[2001:db8::1]:8001", "169.254.1.1:80", "[::ffff:10.0.0.1]"])
def test_any_bare_address_is_answered(address: str) -> None:
    # A page of a stranger that turns its name to this machine still asks by that name. One that lies at an address is
    # at that address: no resolver comes in between, and what answers there is not this room.
    assert is_known(address, {"localhost"})


def test_one_host_counts_and_nothing_that_a_proxy_would_say() -> None:
    answered: list[str] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        answered.append(scope["type"])

    async def send(message: Any) -> None:
        answered.append(message.get("status", message["type"]))

    def ask(kind: str, *headers: tuple[bytes, bytes]) -> list[str]:
        answered.clear()
        scope = {"type": kind, "headers": list(headers)}
        asyncio.run(with_known_hosts(application, ())(scope, None, send))
        return answered[:1]

    own, strange = (b"host", b"localhost"), (b"host", b"evil.example")
    assert ask("http", own) == ["http"]
    assert ask("http") == ask("http", own, strange) == ask("http", own, own) == [421]
    assert ask("http", strange, (b"x-forwarded-host", b"localhost")) == [421]
    assert ask("websocket", own) == ask("websocket", strange) == ["websocket.close"]
    assert ask("lifespan") == ["lifespan"]


def test_a_room_that_others_can_reach_says_so(sample_db: Path) -> None:
    with served(sample_db, "--host", "0.0.0.0") as (_, process):
        assert process.stderr is not None
        assert process.stderr.readline().split() == OPEN_TO_ALL.split()


def test_the_served_room_refuses_a_strange_host(sample_db: Path) -> None:
    with served(sample_db) as (address, _):
        refused = httpx.get(address, headers={"host": "evil.example"}, timeout=PATIENCE)
        assert refused.status_code == 421
        answered = httpx.get(f"{address}?lang=en", timeout=PATIENCE)
        assert answered.status_code == 200
        for answer in (refused, answered):
            assert answer.headers.get_list("content-security-policy") == [ROOM]
            assert answer.headers.get_list("x-content-type-options") == ["nosniff"]
        assert len(answered.headers.get_list("set-cookie")) == 1
