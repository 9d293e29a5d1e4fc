"""What Datasette itself refuses, in the reader's language: no trace, no SQL of ours, no path of a file."""

from __future__ import annotations

import errno
import sqlite3
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import Response
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Request
from markupsafe import Markup

from extractor.language.catalogue import words_of
from extractor.web.bounds.turns import BusyError, retry_headers
from extractor.web.bounds.visits import VISIT
from extractor.web.headers import Application
from extractor.web.views import language_of, refused

# What SQLite says of what was asked, which Datasette passes on here and there as it is.
_QUESTIONS = (sqlite3.OperationalError, sqlite3.DataError, QueryInterrupted)

# What reading a wrong argument ends in: a number that is none, JSON of another shape, a filter that does not fit.
_OF_ARGUMENTS = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError)


def refusal(datasette: Any, request: Any, exception: Exception) -> Callable[[], Awaitable[Any]]:
    """What answers a ``request`` that ended in an ``exception``; ``datasette`` is the server.

    None for what programs ask (JSON, CSV) and is not there: Datasette answers that well itself.
    """
    status = _status(request, exception)
    ending = request.path.rpartition(".")[2]

    async def answer() -> Any:
        if ending in ("json", "csv", "jsono", "blob"):
            error = _detail(exception, status) or _said(exception, status, "en")[1]
            told = {"ok": False, "error": error, "status": status}
            headers = retry_headers(status)
            return None if status in (403, 404) else Response.json(told, status=status, headers=headers)
        title, said = _said(exception, status, language_of(request))
        return await refused(request, datasette, status, title, said, detail=_detail(exception, status))

    return answer


def with_sql_refused(application: Application, datasette: Any) -> Application:
    """The application of ``datasette``, which takes no SQL of readers where that is switched off.

    Datasette refuses it too, but takes SQL by arguments for which it asks nobody (``_fts_pk``).
    """

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        visit = VISIT.get()
        if visit is None or not visit.holds_sql or datasette.setting("default_allow_sql"):
            await application(scope, receive, send)
            return
        # Outside of what makes a token for forms: a refusal has none.
        request = Request({"csrftoken": str, **scope}, receive)
        # In the words of the reader's language for programs too: whoever reads them is the same person.
        words = words_of(language_of(request))
        said = words("Questions in SQL are switched off. Who opens the room switches them on: trichluc serve --sql")
        if visit.path.rpartition(".")[2] in ("json", "csv"):
            answer = Response.json({"ok": False, "error": said, "status": 403}, status=403)
        else:
            answer = await refused(request, datasette, 403, words("Not allowed"), said)
        await answer.asgi_send(send)

    return wrapped


async def nothing(request: Any, datasette: Any) -> Any:
    """The pages of Datasette about itself (``/-/databases``, ``/-/versions``) tell of files and programs: no page."""
    words = words_of(language_of(request))
    return await refused(request, datasette, 404, words("Not found"), words("The room shows its database only."))


def _status(request: Any, exception: Exception) -> int:
    status = int(getattr(exception, "status", 500))
    if isinstance(exception, OSError) and exception.errno == errno.ENAMETOOLONG:
        return 404  # no file has the name that was asked for
    # Datasette's older line calls a wrong question (``_sort=`` of no column) a fault of its own, as is every CSV of a
    # column that is not there. Most arguments of a table it reads as they come.
    is_question = hasattr(exception, "message_is_html") or _comes_of_arguments(request, exception)
    return 400 if isinstance(exception, _QUESTIONS) or (status >= 500 and is_question) else status


def _comes_of_arguments(request: Any, exception: Exception) -> bool:
    """Whether Datasette stumbled over what stands behind the ``?``, with no code of the room in between."""
    if not request.query_string or not isinstance(exception, _OF_ARGUMENTS):
        return False
    frames = traceback.walk_tb(exception.__traceback__)
    return not any(str(frame.f_globals.get("__name__")).startswith("extractor.") for frame, _ in frames)


def _said(exception: Exception, status: int, language: str) -> tuple[str, str]:
    words = words_of(language)
    if status == BusyError.status:
        return words("Many ask at once"), words("The room answers others first. Load the page again in a moment.")
    if status == 404:
        return words("Not found"), words("There is nothing at this address. It may have been read anew, or be gone.")
    if status == 403:
        return words("Not allowed"), words("The room is for reading only.")
    if status >= 500:
        return words("Something went wrong"), words("This page could not be made; the window of the room says why.")
    if isinstance(exception, QueryInterrupted) or getattr(exception, "title", None) == "SQL Interrupted":
        slow = words("This took too long. Ask for less: a period, a province, a rarer word.")
        return words("This cannot be answered"), slow
    return words("This cannot be answered"), words("The address asks for something that the database does not take.")


def _detail(exception: Exception, status: int) -> str:
    """What SQLite or Datasette says of a wrong question, as a reader who wrote SQL needs it."""
    if exception.args and isinstance(exception.args[0], Markup):
        return exception.args[0]
    # Datasette's own HTML is in English and has a field within; the sentence for it says enough.
    if (
        isinstance(exception, _OF_ARGUMENTS)
        or status in (403, 404)
        or status >= 500
        or getattr(exception, "message_is_html", False)
    ):
        return ""
    return str(getattr(exception, "message", None) or (exception.args[0] if exception.args else ""))
