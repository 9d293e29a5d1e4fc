"""What a page of the reading room is: an address, a question to the database, a template; and its JSON for free.

A page is a ``View``, a module in ``pages/``: its ``answer`` is a plain function from a connection and what is asked to
a value, so that a test needs no server. ``handler`` makes a route of it.
"""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field, is_dataclass
from typing import Any
from urllib.parse import quote, urlencode

from datasette import NotFound, Response
from datasette.utils import sqlite_timelimit, tilde_decode

from extractor.errors import TrichlucError
from extractor.facsimile.images import Facsimile
from extractor.language import messages
from extractor.language.catalogue import LANGUAGES, Words, words_of
from extractor.web.bounds.turns import retry_headers
from extractor.web.bounds.visits import VISIT
from extractor.web.headers import LANGUAGE_COOKIE
from extractor.web.policies import FILE, HEADER

# Digits of a number that are read: more than any count has, and Python reads no number of over 4,300
# (test_a_number_without_end_is_a_large_one).
_DIGITS = 18

# Letters of a value in an address that are read: a note of the basket has 600 (test_a_value_without_end_is_cut).
LONGEST_ARGUMENT = 1_000

# Databases that Datasette has of its own.
_NOT_SHOWN = ("_internal", "_memory")


class Absent(Exception):  # noqa: N818 - an answer, not a fault
    """There is nothing at this address; the message is ``what`` is not there, in the reader's language."""


class Elsewhere(Exception):  # noqa: N818 - an answer, not a fault
    """What is asked for has its page at another address, the only argument."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of a page.

    ``base`` is the address of the pages of the database (``/reports/-``), ``place`` holds the named parts of the
    address, ``args`` what stands behind its ``?``, each name with all its values. ``facsimile`` has the originals and
    the pictures of their pages; None where a page is asked for without a room.
    """

    database: str
    base: str
    words: Words
    place: Mapping[str, str]
    args: Mapping[str, Sequence[str]] = field(default_factory=dict)
    facsimile: Facsimile | None = None

    def one(self, name: str, otherwise: str = "") -> str:
        """The last value of an argument without blanks around it; ``otherwise`` where it is not given."""
        values = self.args.get(name) or [otherwise]
        return values[-1].strip()

    def many(self, name: str) -> tuple[str, ...]:
        """All values of an argument that are not blank."""
        return tuple(value.strip() for value in self.args.get(name, ()) if value.strip())

    def number(self, name: str, otherwise: int, most: int) -> int:
        """A whole number from 1 to ``most``; ``otherwise`` where ``name`` is not given or holds no such number."""
        given = self.one(name)
        read = int(given[:_DIGITS]) if given.isascii() and given.isdigit() else 0
        return min(read, most) if read > 0 else otherwise

    def address(self, path: str, /, **args: object) -> str:
        """The address of a page of this room, ``path`` below its ``base``; arguments that are None are left out."""
        given = urlencode({name: value for name, value in args.items() if value is not None}, doseq=True)
        return f"{self.base}/{path}" + (f"?{given}" if given else "")


# What stands in no file name of any system, and blanks.
_NO_NAME = re.compile(r"[^\w.&()-]+")
# Letters of a file name, of up to three bytes each: a name has 255 on most systems (test_views.py).
LONGEST_NAME = 80

Answer = Callable[[sqlite3.Connection, Asked], Any]
Finish = Callable[[Any, Asked], Any]
# A further form of a page, as a file to take along: its media type, and what makes the bytes of the answer.
Form = tuple[str, Callable[[Any, Asked], bytes]]


@dataclass(frozen=True, slots=True)
class View:
    """A page: ``name``, ``pattern`` of its address below ``/DATABASE/-/``, ``template``, and what answers it.

    ``answer`` returns a frozen dataclass or mapping, which is ``shown`` in the template and is the JSON of the page
    (``ADDRESS.json``). ``forms`` are further endings of the address (``csv``, ``ris``) with what makes them. ``finish``
    makes the value of what was answered where that takes long without the database: pictures that are drawn. ``called``
    says of what a form is a file, for its name; without it the page's own name does.
    """

    name: str
    pattern: str
    template: str
    answer: Answer
    forms: Mapping[str, Form] = field(default_factory=dict)
    finish: Finish | None = None
    called: Callable[[Any], str] | None = None


def route(view: View) -> tuple[str, Callable[..., Awaitable[Any]]]:
    """The route of a view, as Datasette's ``register_routes`` takes it."""
    endings = "|".join(["json", *view.forms])
    return rf"^/(?P<database>[^/]+)/-/{view.pattern}(?:\.(?P<form>{endings}))?$", handler(view)


def handler(view: View) -> Callable[..., Awaitable[Any]]:
    """Answers requests for a view: 404 in words for what is not there, 400 for what makes no sense."""

    async def respond(request: Any, datasette: Any) -> Any:
        asked, form = asked_by(request, datasette), request.url_vars.get("form")
        database = datasette.get_database(asked.database)
        most = datasette.setting("sql_time_limit_ms")
        try:
            shown = await database.execute_fn(lambda connection: _timed(view.answer, connection, asked, most))
            if view.finish:
                # In a thread of its own: those of the database are few, and a page that hangs takes seconds.
                shown = await in_turn(datasette, "pictures", view.finish, shown, asked)
        except Elsewhere as other:
            return Response.redirect(str(other))
        except Absent as absent:
            return await refused(request, datasette, 404, asked.words("Not found"), str(absent))
        except TrichlucError as error:
            return await refused(
                request, datasette, 400, asked.words("This cannot be answered"), explained(error, asked.words)
            )
        except (sqlite3.OperationalError, sqlite3.DataError) as error:
            return await refused(request, datasette, 503, asked.words("This cannot be answered"), said_of(error, asked))
        if form == "json":
            # The server answers nobody else while it writes megabytes.
            text = await in_turn(datasette, "files", _as_json, shown)
            return Response(text, content_type="application/json; charset=utf-8")
        if form:
            media, as_bytes = view.forms[form]
            policy = {HEADER: FILE} if media.startswith("text/html") else taken_along(view, shown, form)
            # A workbook of some thousand rows takes seconds, in which other pages are to be answered.
            body = await in_turn(datasette, "files", as_bytes, shown, asked)
            return Response(body, content_type=media, headers=policy)
        context = {"shown": shown, "asked": asked, "view": view.name}
        return Response.html(await datasette.render_template(view.template, context, request=request))

    return respond


async def in_turn(datasette: Any, kind: str, function: Callable[..., Any], *arguments: Any) -> Any:
    """What a function that takes long returns, called in a thread as soon as it has its turn.

    ``datasette`` is the server, ``kind`` names one of its turns (``bounds/turns.py``), the ``function`` gets the
    ``arguments``. Raises ``BusyError`` where too many wait.
    """
    turns = getattr(datasette, "turns", None)  # the room sets them
    visit = VISIT.get()
    async with getattr(turns, kind).one(visit.since if visit else None) if turns else nullcontext():
        return await asyncio.to_thread(function, *arguments)


def _as_json(shown: Any) -> str:
    return json.dumps(plain(shown), ensure_ascii=False)


def taken_along(view: View, shown: Any, form: str) -> dict[str, str]:
    """The header by which a browser keeps a form as a file and shows no JSON: its name says what it is of.

    ``view`` is the page, ``shown`` what answers it, ``form`` the ending.
    """
    called = view.called(shown) if view.called else ""
    name = _NO_NAME.sub("-", called or view.name).strip("-.")[:LONGEST_NAME] or view.name
    return {"content-disposition": f"attachment; filename*=UTF-8''{quote(f'{name}.{form}', safe='')}"}


def asked_by(request: Any, datasette: Any) -> Asked:
    """What a request asks; ``request`` and ``datasette`` are Datasette's.

    Raises ``NotFound`` for a database that is not shown here.
    """
    database = tilde_decode(request.url_vars["database"])
    if database not in shown_databases(datasette):
        raise NotFound("There is no such database")
    base = f"{datasette.urls.database(database)}/-"
    args = {name: [each[:LONGEST_ARGUMENT] for each in request.args.getlist(name)] for name in request.args}
    facsimile: Facsimile | None = getattr(datasette, "facsimile", None)  # the room sets it
    return Asked(database, base, words_of(language_of(request)), dict(request.url_vars), args, facsimile)


def shown_databases(datasette: Any) -> list[str]:
    """The names of the databases shown, without Datasette's own."""
    return [name for name in datasette.databases if name not in _NOT_SHOWN]


def language_of(request: Any) -> str:
    """The language that a reader chose: in this address (``?lang=en``), else before, else the first of the room.

    ``request`` is None for a page that Datasette makes without one.
    """
    if request is None:
        return LANGUAGES[0]
    for given in (request.args.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if given in LANGUAGES:
            return str(given)
    return LANGUAGES[0]


async def refused(request: Any, datasette: Any, status: int, title: str, said: str, detail: str = "") -> Any:
    """A page that says why there is none.

    ``request`` and ``datasette`` are Datasette's, ``status`` is that of HTTP, ``title`` its heading, ``said`` one
    sentence for the reader, ``detail`` what SQLite says in English.
    """
    headers = retry_headers(status)
    if request.url_vars.get("form") == "json":
        return Response.json({"ok": False, "error": said, "status": status}, status=status, headers=headers)
    context = {"title": title, "sentence": said, "detail": detail}
    page = await datasette.render_template("refused.html", context, request=request)
    return Response.html(page, status=status, headers=headers)


def explained(error: TrichlucError, words: Words) -> str:
    """What an error says and what to do next, as sentences in the reader's language."""
    sentences = (messages.said(part, words).rstrip(".") for part in (error.message, error.next_step) if part)
    return " ".join(f"{sentence[:1].upper()}{sentence[1:]}." for sentence in sentences)


def said_of(error: sqlite3.DatabaseError, asked: Asked) -> str:
    """Why the database did not answer, and what a reader can do."""
    if "interrupted" in str(error):
        return asked.words("This took too long. Ask for less: a period, a province, a rarer word.")
    if "locked" in str(error) or "busy" in str(error):
        return asked.words("The database is being written. Load the page again in a moment.")
    return asked.words("The database could not answer. `trichluc status` says whether it is sound.")


def plain(value: Any) -> Any:
    """A value of dataclasses, named tuples, mappings and sequences as JSON takes it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(each) for name, each in asdict(value).items()}
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    return value


def _timed(answer: Answer, connection: sqlite3.Connection, asked: Asked, most: int) -> Any:
    with sqlite_timelimit(connection, most):
        return answer(connection, asked)
