"""By which names the reading room may be called: a page of a stranger whose name leads here gets nothing.

Such a page (DNS rebinding) would be of one origin with the room and could read it all through a reader's browser. Its
requests bear its own name as their host; a bare address can't be had by a stranger.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from typing import Any

from extractor.web.headers import Application

_REFUSED = (
    "Phòng đọc không trả lời ở tên máy này. Hãy mở bằng địa chỉ đã hiện khi khởi động, hoặc dùng --allow-host.\n"
    "The room does not answer by this name. Open the address shown at its start, or use --allow-host.\n"
)


def with_known_hosts(application: Application, names: Collection[str]) -> Application:
    """The application, answering only requests to ``names``, ``localhost`` and bare addresses."""
    known = {"localhost", *(name.lower() for name in names)}

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or is_known(_host(scope), known):
            await application(scope, receive, send)
            return
        kind = [(b"content-type", b"text/plain; charset=utf-8")]
        await send({"type": "http.response.start", "status": 421, "headers": kind})
        await send({"type": "http.response.body", "body": _REFUSED.encode()})

    return wrapped


def is_known(host: str, names: Collection[str]) -> bool:
    """Whether a Host header, with or without a port, names the room: one of ``names`` or a bare address."""
    name = host.partition("]")[0].removeprefix("[") if host.startswith("[") else host.partition(":")[0]
    return name.lower() in names or _is_address(name)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens on ``host``."""
    return host.lower() == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _host(scope: Any) -> str:
    given = [value for name, value in scope["headers"] if name == b"host"]
    return given[0].decode("latin-1") if len(given) == 1 else ""
