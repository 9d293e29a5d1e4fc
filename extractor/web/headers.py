"""What every answer of the reading room carries: the policy of its content, and the language that a reader chose."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from extractor.language.catalogue import LANGUAGES
from extractor.web.views import LANGUAGE_COOKIE

# Scripts and styles are files of the room itself; nothing is loaded from elsewhere, nothing may frame its pages. Text
# of documents that would be markup is inert even where a template forgets to escape it. Attributes of style are for
# geometry that is computed: boxes on a page, bars of a chart.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self';"
    " style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'self'"
)

Message = MutableMapping[str, Any]
Application = Callable[[Any, Any, Any], Awaitable[None]]


def with_headers(application: Application) -> Application:
    """The application, with the headers of the room on each of its answers."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        added = [(b"content-security-policy", POLICY.encode()), (b"x-content-type-options", b"nosniff")]
        added += [(b"referrer-policy", b"no-referrer"), (b"cross-origin-resource-policy", b"same-origin")]
        chosen = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[-1]
        if chosen in LANGUAGES:
            cookie = f"{LANGUAGE_COOKIE}={chosen}; Path=/; Max-Age=31536000; SameSite=Lax"
            added.append((b"set-cookie", cookie.encode()))

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *added]
            await send(message)

        await application(scope, receive, sent)

    return wrapped
