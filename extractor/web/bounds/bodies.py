"""What is sent to the room is small: a verdict. More than that is not read, whatever was said of its length."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from extractor.web.headers import Application, Message
from extractor.web.verdicts import MOST_BYTES

_TOO_MUCH = "Nội dung gửi lên quá dài.\nWhat was sent is too long.\n"


class _TooMuchError(Exception):
    pass


def with_small_bodies(application: Application) -> Application:
    """The application; a request with more than ``MOST_BYTES`` in its body is refused (413) as soon as they came."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        came = 0

        async def received() -> Message:
            nonlocal came
            message: Message = await receive()
            came += len(message.get("body", b""))
            if came > MOST_BYTES:
                raise _TooMuchError
            return message

        async def sent(message: Message) -> None:
            # Datasette takes the error for one of its own, and would answer 500.
            if came <= MOST_BYTES:
                await send(message)

        with suppress(_TooMuchError):
            await application(scope, received, sent)
        if came > MOST_BYTES:
            kind = [(b"content-type", b"text/plain; charset=utf-8")]
            await send({"type": "http.response.start", "status": 413, "headers": kind})
            await send({"type": "http.response.body", "body": _TOO_MUCH.encode()})

    return wrapped
