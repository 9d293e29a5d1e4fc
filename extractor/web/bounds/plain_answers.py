"""Answers of a few plain words, in both languages, to requests that never come to Datasette."""

from __future__ import annotations

from typing import Any

_KIND = (b"content-type", b"text/plain; charset=utf-8")


async def answer(send: Any, status: int, said: str, *headers: tuple[bytes, bytes]) -> None:
    """Sends a whole answer.

    send: of the server. status: of HTTP. said: its words. headers: names and values beside its kind.
    """
    await send({"type": "http.response.start", "status": status, "headers": [_KIND, *headers]})
    await send({"type": "http.response.body", "body": said.encode()})
