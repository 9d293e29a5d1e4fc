"""By which names the reading room may be called: a page of a stranger whose name leads here gets nothing.

Such a page (DNS rebinding) would be of one origin with the room and could read it all through a reader's browser. Its
requests bear its own name as their host. A bare address has no name that could be turned: a page at one stays there. So
any address is let through; which ones this machine has is not known.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from typing import Any

from extractor.web.bounds.plain_answers import answer
from extractor.web.headers import Application

# A name or address, an IPv6 one in brackets, with or without a port.
_HOST = re.compile(r"(?:\[(?P<address>[0-9A-Fa-f:.]+)\]|(?P<name>[^:\[\]@/?#\\\s]+))(?::\d{0,5})?")

_REFUSED = (
    "Phòng đọc không trả lời ở tên máy này. Hãy mở bằng địa chỉ đã hiện khi khởi động, hoặc dùng --allow-host.\n"
    "The room does not answer by this name. Open the address shown at its start, or use --allow-host.\n"
)


def with_known_hosts(application: Application, names: Collection[str]) -> Application:
    """The application, answering only requests to ``names``, ``localhost`` and bare addresses."""
    known = {"localhost", *(name.lower() for name in names)}

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan" or (scope["type"] == "http" and is_known(_host(scope), known)):
            await application(scope, receive, send)
            return
        if scope["type"] != "http":  # a web socket, of which the room has none
            await send({"type": "websocket.close", "code": 1008})
            return
        await answer(send, 421, _REFUSED)

    return wrapped


def is_known(host: str, names: Collection[str]) -> bool:
    """Whether a Host header, with or without a port, names the room: one of ``names`` or a bare address."""
    found = _HOST.fullmatch(host)
    name = (found["address"] or found["name"]).lower() if found else ""
    return bool(name) and (name in names or _is_address(name))


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
