"""What a page of another site may ask of the room: to be led there, and nothing else.

Such a page cannot read an answer, but it can ask for a thousand, or learn from how long one takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractor.web.bounds.plain_answers import answer
from extractor.web.headers import Application

_REFUSED = (
    "Trang web khác không được lấy dữ liệu từ phòng đọc này; đường dẫn đến đây vẫn mở được.\n"
    "A page of another site may take nothing from this room; links that lead here work.\n"
)

_ELSEWHERE = "Không có gì ở địa chỉ này.\nThere is nothing at this address.\n"


def with_own_pages_only(application: Application) -> Application:
    """The application, refusing what a page of another site asks for in a reader's browser."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and is_elsewhere(scope["path"]):
            await answer(send, 404, _ELSEWHERE)
        elif scope["type"] == "http" and is_of_a_stranger(scope["method"], _named(scope["headers"])):
            await answer(send, 403, _REFUSED)
        else:
            await application(scope, receive, send)

    return wrapped


def is_elsewhere(path: str) -> bool:
    """Whether a browser that is led back to this path, without its last slash, would go to another site."""
    return not path.startswith("/") or path[1:2] in ("/", "\\")


def is_of_a_stranger(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a page of another site asks, by what browsers say and no page can change.

    A reader who follows a link there is welcome: that is a GET that opens a page of its own. ``headers`` have small
    names.
    """
    if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return False
    opens = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == ("navigate", "document")
    return not (opens and method in ("GET", "HEAD"))


def _named(headers: Any) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}
