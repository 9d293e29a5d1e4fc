"""Takes the verdict of a reader on a finding: the one thing that the room writes, into a file beside the database.

The room has no accounts and may be open on a desk where other pages are open too. So a verdict is taken only from a
form of the room itself: what the browser says of the sender must be this room, and the form carries a signed mark.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from datasette import Response

from extractor.errors import TrichlucError
from extractor.language.catalogue import Words
from extractor.query.finding import FindingInFull, read_finding
from extractor.verdicts.book import (
    LONGEST_NAME,
    LONGEST_NOTE,
    VERDICTS,
    WITHDRAWN,
    Verdict,
    book_of,
    write_verdict,
)
from extractor.web.pages.finding import answer, finish
from extractor.web.views import Absent, asked_by, explained, plain, refused

PATTERN = r"^/(?P<database>[^/]+)/-/finding/(?P<check>[^/.]+)/verdict(?:\.(?P<form>json))?$"

# Bytes of a form: a note and a name of the longest, each letter as nine (%E1%BA%A5), and room for the rest.
MOST_BYTES = 9 * (LONGEST_NOTE + LONGEST_NAME) + 4_000


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """The verdict is not taken; ``status`` is that of HTTP, the message says why."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status = status


@dataclass(frozen=True, slots=True)
class Typed:
    """What a reader typed, shown again where it could not be kept."""

    verdict: str
    note: str
    reader: str


async def take(request: Any, datasette: Any) -> Any:
    """Keeps a verdict and leads back to the finding; says why not where it can't, with what was typed still there."""
    asked = asked_by(request, datasette)
    words, back = asked.words, asked.address(f"finding/{asked.place['check']}")
    if request.method != "POST":
        return Response.redirect(back)
    database = datasette.get_database(asked.database)
    typed = Typed("", "", "")
    try:
        fields = await _fields(request, words)
        typed = Typed(*(fields.get(name, "").strip() for name in ("verdict", "note", "reader")))
        if not is_sent_from_here(request.headers, request.scope.get("scheme", "http")):
            raise Refused(403, words("A verdict is taken from a page of this room only."))
        _check_mark(datasette, asked.place["check"], fields.get("token", ""), words)
        _check_typed(typed, words)
        kept, book = await database.execute_fn(lambda connection: _finding(connection, asked.place["check"]))
        if kept is None:
            raise Refused(404, words("This finding is no longer there; the report was read again."))
        verdict = Verdict(typed.verdict, typed.note, typed.reader, _now(), kept.report.file_name)
        # In a thread: where another program holds the file this waits, and other pages are to be answered.
        await asyncio.to_thread(write_verdict, book, kept.judged, verdict)
    except Refused as error:
        return await _refused(request, datasette, error.status, str(error), typed)
    except TrichlucError as error:
        return await _refused(request, datasette, 503, explained(error, words), typed)
    if asked.place.get("form") == "json":
        return Response.json({"ok": True, **plain(kept.judged), "verdict": plain(verdict)})
    query = f"?{request.query_string}" if request.query_string else ""
    return Response.redirect(f"{back}{query}#verdict", status=303)


def is_sent_from_here(headers: Mapping[str, str], scheme: str) -> bool:
    """Whether a request comes from a page of this room, by what browsers say and no page can change.

    ``headers`` are those of the request with small names, ``scheme`` is ``http`` or ``https``. What sends neither
    ``Sec-Fetch-Site`` nor ``Origin`` is no browser, or one of a room without https; its form has the signed mark still.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site and site != "same-origin":
        return False
    if origin and origin != "null":
        parts = urlsplit(origin)
        return parts.netloc == headers.get("host") and parts.scheme in (scheme, "https")
    return origin is None or site == "same-origin"


def mark_of(datasette: Any, check_id: str) -> str:
    """The signed mark of the form of one finding; no other site can read or make it."""
    return str(datasette.sign(check_id, namespace="verdict"))


async def _fields(request: Any, words: Words) -> dict[str, str]:
    if int(request.headers.get("content-length") or 0) > MOST_BYTES:
        raise Refused(413, words("The note is too long: {most} letters at most.", most=LONGEST_NOTE))
    body = await request.post_body()
    return {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


def _check_mark(datasette: Any, check_id: str, token: str, words: Words) -> None:
    try:
        signed = datasette.unsign(token, namespace="verdict")
    except Exception as error:
        raise Refused(403, words("The page is older than this room. Keep the verdict once more.")) from error
    if signed != check_id:
        raise Refused(403, words("The page is older than this room. Keep the verdict once more."))


def _check_typed(typed: Typed, words: Words) -> None:
    if typed.verdict not in (*VERDICTS, WITHDRAWN):
        raise Refused(400, words("Choose a verdict."))
    if len(typed.note) > LONGEST_NOTE:
        raise Refused(400, words("The note is too long: {most} letters at most.", most=LONGEST_NOTE))
    if len(typed.reader) > LONGEST_NAME:
        raise Refused(400, words("The name is too long: {most} letters at most.", most=LONGEST_NAME))


def _finding(connection: sqlite3.Connection, check_id: str) -> tuple[FindingInFull | None, Path]:
    return read_finding(connection, check_id), book_of(connection)


async def _refused(request: Any, datasette: Any, status: int, said: str, typed: Typed) -> Any:
    asked = asked_by(request, datasette)
    if request.url_vars.get("form") == "json":
        return Response.json({"ok": False, "error": said, "status": status}, status=status)
    database = datasette.get_database(asked.database)
    try:
        read = await database.execute_fn(lambda connection: answer(connection, asked))
        shown = await asyncio.to_thread(finish, read, asked)
    except (Absent, TrichlucError):
        return await refused(request, datasette, status, asked.words("This cannot be answered"), said)
    context = {"shown": shown, "asked": asked, "view": "finding", "refusal": said, "typed": typed}
    return Response.html(await datasette.render_template("finding.html", context, request=request), status=status)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
