"""What is sent to the room is small: a verdict. More than that is not read, whatever was said of its length.

What the room sends goes in pieces, so that a slow reader is known from one who takes nothing.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from extractor.web.bounds.plain_answers import answer
from extractor.web.bounds.turns import BusyError, retry_headers
from extractor.web.headers import Application, Message
from extractor.web.verdicts import MOST_BYTES

_TOO_MUCH = "Nội dung gửi lên quá dài.\nWhat was sent is too long.\n"

# Bytes that are sent at once: what a slow line takes in half a minute (``connections.TAKE_SECONDS``).
PIECE = 64 * 1024

# Bytes of answers that lie in memory until somebody takes them; sixteen of the largest to a reader's SQL
# (test_bodies.py).
MOST_HELD = 256 * 2**20

_BUSY = "Nhiều người đang lấy dữ liệu, hãy thử lại sau giây lát.\nMany are taking data; try again in a moment.\n"


class _Unread(BaseException):
    """What was sent is not read to its end; Datasette would take each ``Exception`` for a fault of its own."""


def with_small_bodies(application: Application) -> Application:
    """The application; a request with more than ``MOST_BYTES`` in its body is refused (413) as soon as they came."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        came = 0

        async def received() -> Message:
            nonlocal came
            message: Message = await receive()
            came += len(message.get("body", b""))
            # Who sends no more is gone, and takes no answer.
            if came > MOST_BYTES or message["type"] == "http.disconnect":
                raise _Unread
            return message

        with suppress(_Unread):
            await application(scope, received, send)
        if came > MOST_BYTES:
            await answer(send, 413, _TOO_MUCH)

    return wrapped


def with_small_pieces(application: Application) -> Application:
    """The application, whose answers are sent in pieces; too many that nobody takes are followed by 503."""
    held = 0

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        async def sent(message: Message) -> None:
            nonlocal held
            body = message.get("body", b"")
            if len(body) <= PIECE:
                await send(message)
                return
            held += len(body)
            try:
                for start in range(0, len(body), PIECE):
                    more = message.get("more_body", False) or start + PIECE < len(body)
                    await send({**message, "body": body[start : start + PIECE], "more_body": more})
            finally:
                held -= len(body)

        if held <= MOST_HELD or scope["type"] != "http":
            await application(scope, receive, sent)
            return
        retry = [(name.encode(), value.encode()) for name, value in retry_headers(BusyError.status).items()]
        await answer(send, BusyError.status, _BUSY, *retry)

    return wrapped
