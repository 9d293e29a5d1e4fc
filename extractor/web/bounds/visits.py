"""What is known of the request that is being answered, for whatever answers a part of it."""

from __future__ import annotations

import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from extractor.web.bounds.plain_answers import answer
from extractor.web.headers import Application

# Names of arguments whose values are SQL, or a part of it. By the last two Datasette takes the name of a table and of a
# column, and leaves one as it is.
_SQL = ("sql", "_where", "_fts_table", "_fts_pk")

# Fields of a question that are read: a link to a basket that grew too large names a thousand facts, a form of Datasette
# has forty filters in three fields each (test_visits.py, test_basket_reader.py).
MOST_FIELDS = 1_500


@dataclass(slots=True)
class Visit:
    """A request: its ``path``, whether a reader's SQL is in it, whether its rows are streamed.

    ``milliseconds`` are what it may still ask of the database, ``failed`` says that a statement ended without rows,
    ``came`` is when it came, by ``time.monotonic``.
    """

    path: str
    holds_sql: bool = False
    streams: bool = False
    milliseconds: float = 0.0
    failed: bool = False
    came: float = field(default_factory=time.monotonic)

    @property
    def is_sql(self) -> bool:
        """Whether it is a question in SQL, and not a table that is narrowed by some."""
        return self.holds_sql and (self.path.count("/") == 1 or "/-/query" in self.path)

    @property
    def since(self) -> float | None:
        """When its wait began; None for rows that are streamed, which come in a thousand statements."""
        return None if self.streams else self.came


VISIT: ContextVar[Visit | None] = ContextVar("visit", default=None)
"""The request that is being answered; None where nobody asked."""


def with_visits(application: Application, milliseconds: float) -> Application:
    """The application, with a ``Visit`` for each request that may ask ``milliseconds`` of the database."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        query = scope.get("query_string", b"").decode("latin-1")
        try:
            args = parse_qs(query, keep_blank_values=True, max_num_fields=MOST_FIELDS)
        except ValueError:
            await answer(send, 400, _TOO_MANY)
            return
        token = VISIT.set(
            Visit(
                path=scope["path"],
                holds_sql=any(name in args for name in _SQL) or "/-/query" in scope["path"],
                streams="_stream" in args,
                milliseconds=milliseconds,
            )
        )
        try:
            await application(scope, receive, send)
        finally:
            VISIT.reset(token)

    return wrapped


_TOO_MANY = "Địa chỉ có quá nhiều phần.\nThe address asks for too many things at once.\n"
