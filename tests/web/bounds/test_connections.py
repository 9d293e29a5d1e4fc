"""Connections of those who say nothing, take nothing, or say too much: the next reader is answered all the same."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn

from extractor.web.bounds import connections
from extractor.web.room import listen, reading_room, server_config
from tests.patience import PATIENCE
from tests.reader import open_room

GET = b"GET / HTTP/1.1\r\nhost: localhost\r\n"


@pytest.fixture(scope="module")
def open_address(sample_db: Path) -> Iterator[str]:
    """The address of a room that is served in this process."""
    with open_room(reading_room(sample_db)) as address:
        yield address


def connect(address: str) -> socket.socket:
    """A connection to the room."""
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname or "", parts.port or 0), timeout=PATIENCE)


def received(connection: socket.socket) -> bytes:
    """All that comes until the other side ends."""
    came = b""
    while piece := connection.recv(65_536):
        came += piece
    return came


def is_open(address: str) -> bool:
    """Whether the start page is answered."""
    return httpx.get(address, timeout=PATIENCE).status_code == 200


def test_hundreds_that_say_nothing_shut_nobody_out(open_address: str) -> None:
    with ExitStack() as stack:
        silent = [stack.enter_context(connect(open_address)) for _ in range(connections.MOST + 30)]
        assert is_open(open_address)
        with suppress(ConnectionResetError):
            assert silent[0].recv(1) == b""  # the one that was silent for longest
        silent[-1].sendall(GET + b"connection: close\r\n\r\n")
        assert received(silent[-1]).startswith(b"HTTP/1.1 200")


def test_there_is_room_for_the_readers_of_an_office() -> None:
    # Thirty readers with five connections each, and not as many as a process may have files.
    assert 30 * 5 <= connections.MOST <= 300


@pytest.mark.parametrize(
    "begun", [b"", b"GET / HT", GET, b"POST /x HTTP/1.1\r\nhost: localhost\r\ncontent-length: 90\r\n\r\nabc"]
)
def test_who_does_not_go_on_is_let_go(open_address: str, begun: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.2)
    with connect(open_address) as slow:
        slow.sendall(begun)
        with suppress(ConnectionResetError):
            assert b"200 OK" not in received(slow)
    assert is_open(open_address)


def test_a_head_without_end_is_refused(open_address: str) -> None:
    with connect(open_address) as long, suppress(ConnectionResetError, BrokenPipeError):
        long.sendall(GET + b"x: " + b"a" * 100_000)
        assert b" 400 " in received(long)[:20]
    assert is_open(open_address)


def test_a_basket_fits_into_a_head(open_address: str) -> None:
    basket = "&".join(f"id={number:016x}" for number in range(500))
    assert httpx.get(f"{open_address}/reports/-/basket?{basket}", timeout=PATIENCE).status_code == 200


def test_requests_in_a_row_are_answered_in_their_order(open_address: str) -> None:
    pages = (b"/none", b"/", b"http://evil.example/")
    asked = b"".join(b"GET " + page + b" HTTP/1.1\r\nhost: localhost\r\n\r\n" for page in pages)
    with connect(open_address) as connection:
        connection.sendall(asked + GET + b"connection: close\r\n\r\n")
        came = received(connection)
    statuses = [line.split()[1] for line in came.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]
    assert statuses == [b"404", b"200", b"404", b"200"]


def test_there_are_no_web_sockets(open_address: str) -> None:
    upgrade = b"connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: x\r\nsec-websocket-version: 13\r\n"
    with connect(open_address) as connection:
        connection.sendall(GET + upgrade + b"\r\n")
        assert b" 101 " not in connection.recv(20)


@contextmanager
def serving(application: Any) -> Iterator[str]:
    """An application served as the room is."""
    with listen("127.0.0.1", 0) as listener:
        config = server_config(application, log_level="error")
        config.lifespan = "off"
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(PATIENCE)


def test_who_takes_nothing_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "TAKE_SECONDS", 0.2)
    left = threading.Event()

    async def endless(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(2_000):
            await send({"type": "http.response.body", "body": b"x" * 65_536, "more_body": True})
        left.set()

    with serving(endless) as address, connect(address) as connection:
        connection.sendall(GET + b"\r\n")
        assert left.wait(PATIENCE)
        with suppress(ConnectionResetError):
            assert len(received(connection)) < 2_000 * 65_536
