"""How the room may be asked: by the methods that it has, with cookies that can be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from extractor.web import verdicts
from extractor.web.bounds.plain_answers import answer
from extractor.web.headers import Application

_READING = ("GET", "HEAD")

_REFUSED = "Phòng đọc chỉ để đọc.\nThe room is for reading only.\n"

_VERDICT = re.compile(verdicts.PATTERN)


def with_known_methods(application: Application) -> Application:
    """The application; what is neither reading nor a verdict is refused (405) before anything is done for it."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        permitted = (*_READING, "POST") if _VERDICT.match(scope["path"]) else _READING
        if scope["method"] in permitted:
            await application({**scope, "headers": readable(scope["headers"])}, receive, send)
            return
        await answer(send, 405, _REFUSED, (b"allow", ", ".join(permitted).encode()))

    return wrapped


def readable(headers: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers without cookies that are no ASCII: another program at this address may have set them."""
    return [(name, value) for name, value in headers if name.lower() != b"cookie" or value.isascii()]
