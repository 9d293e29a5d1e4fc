"""What every answer of the reading room carries: the policy of its content, and the language that a reader chose."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from extractor.language.catalogue import LANGUAGES
from extractor.web.policies import HEADER, ROOM

# The cookie that keeps a reader's language.
LANGUAGE_COOKIE = "trichluc-language"

Message = MutableMapping[str, Any]
Application = Callable[[Any, Any, Any], Awaitable[None]]


def with_headers(application: Application) -> Application:
    """The application, with the headers of the room, once, on each of its answers."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        added = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer")]
        added.append((b"cross-origin-resource-policy", b"same-origin"))
        chosen = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[-1]
        if chosen in LANGUAGES:
            cookie = f"{LANGUAGE_COOKIE}={chosen}; Path=/; Max-Age=31536000; SameSite=Lax"
            added.append((b"set-cookie", cookie.encode()))

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", []))
                has_policy = any(name.lower() == HEADER.encode() for name, _ in given)
                policy = [] if has_policy else [(HEADER.encode(), ROOM.encode())]
                message["headers"] = [*given, *policy, *(each for each in added if each not in given)]
            await send(message)

        await application(scope, receive, sent)

    return wrapped
