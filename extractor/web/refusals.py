"""What Datasette itself refuses, in the reader's language: no trace, no SQL of ours, no path of a file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import Response
from markupsafe import Markup

from extractor.language.catalogue import words_of
from extractor.web.views import language_of, refused


def refusal(datasette: Any, request: Any, exception: Exception) -> Callable[[], Awaitable[Any]]:
    """What answers a ``request`` that ended in an ``exception``; ``datasette`` is the server.

    None for what programs ask (JSON, CSV) and is not there: Datasette answers that well itself.
    """
    status = int(getattr(exception, "status", 500))
    if status >= 500 and hasattr(exception, "message_is_html"):
        status = 400  # Datasette's older line calls a wrong question (``_sort=`` of no column) a fault of its own
    ending = request.path.rpartition(".")[2]

    async def answer() -> Any:
        if ending in ("json", "csv", "jsono", "blob"):
            error = _detail(exception, status)
            told = {"ok": False, "error": error or words_of("en")("Something went wrong"), "status": status}
            return None if status in (403, 404) else Response.json(told, status=status)
        title, said = _said(exception, status, language_of(request))
        return await refused(request, datasette, status, title, said, detail=_detail(exception, status))

    return answer


async def nothing(request: Any, datasette: Any) -> Any:
    """The pages of Datasette about itself (``/-/databases``, ``/-/versions``) tell of files and programs: no page."""
    words = words_of(language_of(request))
    return await refused(request, datasette, 404, words("Not found"), words("The room shows its database only."))


def _said(exception: Exception, status: int, language: str) -> tuple[str, str]:
    words = words_of(language)
    if status == 404:
        return words("Not found"), words("There is nothing at this address. It may have been read anew, or be gone.")
    if status == 403:
        return words("Not allowed"), words("The room is for reading only.")
    if status >= 500:
        return words("Something went wrong"), words("This page could not be made; the window of the room says why.")
    if getattr(exception, "title", None) == "SQL Interrupted":
        slow = words("This took too long. Ask for less: a period, a province, a rarer word.")
        return words("This cannot be answered"), slow
    return words("This cannot be answered"), words("The address asks for something that the database does not take.")


def _detail(exception: Exception, status: int) -> str:
    """What SQLite or Datasette says of a wrong question, as a reader who wrote SQL needs it."""
    if exception.args and isinstance(exception.args[0], Markup):
        return exception.args[0]
    # Datasette's own HTML is in English and has a field within; the sentence for it says enough.
    if status in (403, 404) or status >= 500 or getattr(exception, "message_is_html", False):
        return ""
    return str(getattr(exception, "message", None) or (exception.args[0] if exception.args else ""))
