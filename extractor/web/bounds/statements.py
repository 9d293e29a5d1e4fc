"""The database of a room: its statements take turns, and what readers wrote in SQL runs in a process of its own."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

from datasette.database import Database, QueryInterrupted, Results

from extractor.web.bounds.questions import INTERRUPTED, MOST_BYTES, MOST_CELLS, Questions
from extractor.web.bounds.reading import Asked, Found, read
from extractor.web.bounds.turns import BusyError, RoomTurns, Turns
from extractor.web.bounds.visits import VISIT, Visit


class BoundedDatabase(Database):  # type: ignore[misc]
    """A database of Datasette whose reading is bounded.

    ``ds`` is the server, ``path`` the file, ``turns`` those of the room, ``questions`` answer the SQL of readers. A
    published copy is not ``is_mutable``: SQLite locks nothing, and looks for no change.
    """

    def __init__(self, ds: Any, path: str, turns: RoomTurns, questions: Questions, *, is_mutable: bool = True) -> None:
        super().__init__(ds, path=path, is_mutable=is_mutable)
        self._turns = turns
        self._questions = questions

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: float | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,
    ) -> Any:
        """The rows of a statement, as Datasette asks for them; its documentation names the arguments."""
        visit = VISIT.get()
        asked = Asked(
            sql=sql,
            values={} if params is None else params,
            rows=self._most_rows(page_size) if truncate else None,
            milliseconds=self._milliseconds(visit, custom_time_limit),
        )
        try:
            found = await self._found(asked, visit)
        except sqlite3.DatabaseError as error:
            _note_failure(visit)
            failed = QueryInterrupted(error, sql, params) if error.args == (INTERRUPTED,) else error
            # What readers mistype is told to them alone.
            if log_sql_errors and failed is error and not (visit and visit.holds_sql):
                sys.stderr.write(f"ERROR: {sql!r}, {params!r}: {error}\n")
            raise failed from error
        except BusyError:
            _note_failure(visit)
            raise
        return Results(found.rows, found.truncated, found.description)

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        """What a function of a connection returns, in its turn."""
        visit = VISIT.get()
        turns = self._turns_of(visit)
        async with turns.one(visit.since if visit else None) if turns else nullcontext():
            return await super().execute_fn(fn)

    async def _found(self, asked: Asked, visit: Visit | None) -> Found:
        if asked.milliseconds <= 0:
            raise sqlite3.OperationalError(INTERRUPTED)
        # Datasette has a mapping of its own for the values of named queries, whose SQL is the room's.
        if visit is None or not visit.holds_sql or type(asked.values) not in (dict, list, tuple):
            found: Found = await self.execute_fn(lambda connection: _timed(visit, lambda: read(connection, asked)))
            return found
        bounded = replace(asked, most_bytes=MOST_BYTES, most_cells=MOST_CELLS, is_cut=visit.is_sql)
        async with self._turns.sql.one(visit.since):
            return await asyncio.to_thread(_timed, visit, lambda: self._questions.ask(bounded))

    def _milliseconds(self, visit: Visit | None, custom: float | None) -> float:
        most: float = self.ds.sql_time_limit_ms
        left = most if visit is None else visit.milliseconds
        return min(custom or most, most, left)

    def _most_rows(self, page_size: int | None) -> int:
        # Of a page as long as an answer may be, one row more says whether there is a next one.
        most: int = self.ds.max_returned_rows
        return most + (most == (page_size or self.ds.page_size))

    def _turns_of(self, visit: Visit | None) -> Turns | None:
        if visit is None:  # as the room opens
            return None
        if visit.path == "/" or visit.path.endswith("/-/start"):
            return self._turns.start
        if "/-/evidence" in visit.path:
            return self._turns.evidence
        is_page = "/-/" in visit.path and "/-/query" not in visit.path
        return self._turns.pages if is_page else self._turns.plain


def _note_failure(visit: Visit | None) -> None:
    if visit:
        visit.failed = True


def _timed(visit: Visit | None, ask: Callable[[], Found]) -> Found:
    began = time.monotonic()
    try:
        return ask()
    finally:
        # All rows of a table are read in a thousand short statements.
        if visit and not visit.streams:
            visit.milliseconds -= (time.monotonic() - began) * 1000
