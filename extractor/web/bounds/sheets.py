"""Datasette's own CSV made inert for spreadsheets, row by row as it is streamed."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Any

from extractor.export.inert import inert_cell
from extractor.web.bounds.visits import VISIT
from extractor.web.headers import Application, Message

_TYPES = (b"text/plain", b"text/csv")

# A cell may be a whole page: Python's own limit of 131,072 letters is one for files of strangers.
csv.field_size_limit(2**31 - 1)


class CutOffError(ConnectionAbortedError):
    """The rows ended before they were all there."""


def with_inert_sheets(application: Application) -> Application:
    """The application; in what it answers at addresses that end in ``.csv`` no cell is a formula.

    Those of the room's own pages are inert already.
    """

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.endswith(".csv") or ("/-/" in path and "/-/query" not in path):
            await application(scope, receive, send)
            return
        rows: Rows | None = None

        async def sent(message: Message) -> None:
            nonlocal rows
            if message["type"] == "http.response.start" and _has_failed():
                # The first rows were not to be had: Datasette would send a file without any.
                message = {**message, "status": 400}
            elif message["type"] == "http.response.start":
                headers = dict(message.get("headers", []))
                if message["status"] == 200 and headers.get(b"content-type", b"").startswith(_TYPES):
                    rows = Rows()
                    kept = [each for each in message["headers"] if each[0].lower() != b"content-length"]
                    message = {**message, "headers": kept}
            elif rows is not None:
                more = message.get("more_body", False)
                if not more and _has_failed():
                    # Datasette ends such a file with the error as its last line: no program would miss the rest.
                    raise CutOffError
                message = {**message, "body": rows.inert(message.get("body", b""), is_last=not more)}
                if more and not message["body"]:
                    return
            await send(message)

        await application(scope, receive, sent)

    return wrapped


def _has_failed() -> bool:
    visit = VISIT.get()
    return visit is not None and visit.failed


class Rows:
    """Rows of CSV that come in pieces of any length."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._begun = ""

    def inert(self, piece: bytes, *, is_last: bool = False) -> bytes:
        """The rows that are whole now, with inert cells; the last piece has all that is left."""
        self._begun += self._decoder.decode(piece, final=is_last)
        end = len(self._begun) if is_last else self._end()
        whole, self._begun = self._begun[:end], self._begun[end:]
        file = io.StringIO()
        csv.writer(file).writerows(_inert(whole))
        return file.getvalue().encode()

    def _end(self) -> int:
        """Where the last whole row ends: at a line end with an even number of quotes before it."""
        end = self._begun.rfind("\n") + 1
        quotes = self._begun.count('"', 0, end)
        while end and quotes % 2:
            later, end = end, self._begun.rfind("\n", 0, end - 1) + 1
            quotes -= self._begun.count('"', end, later)
        return end


def _inert(text: str) -> Iterator[list[Any]]:
    for row in csv.reader(io.StringIO(text, newline="")):
        yield [inert_cell(cell) for cell in row]
