"""Who may do what takes long at once: a few at a time, some wait, whoever would wait too long is told so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from datasette.utils.asgi import Base400

# Seconds that a request waits for its turn: behind that a reader has given up (test_turns.py).
PATIENCE = 10.0

# Seconds after which to try again, as the answer says to programs: the time of one slow statement.
_RETRY_AFTER = 5


class BusyError(Base400):  # type: ignore[misc]
    """Too many ask for the same kind of thing at once; to Datasette an answer, and no fault to be printed."""

    status = 503

    def __init__(self) -> None:
        super().__init__("too many ask at once: try again in a moment")


def retry_headers(status: int) -> dict[str, str]:
    """The header by which an answer of this status says when to ask again; none where that helps nobody."""
    return {"retry-after": str(_RETRY_AFTER)} if status == BusyError.status else {}


class Turns:
    """``at_once`` have a turn, ``waiting`` more wait for one, ``patience`` seconds at most."""

    def __init__(self, at_once: int, waiting: int, patience: float = PATIENCE) -> None:
        self.at_once = at_once
        self._free = asyncio.Semaphore(at_once)
        self._most_waiting = waiting
        self._waiting = 0
        self._patience = patience

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """A turn as long as the block runs. Raises ``BusyError`` where too many wait, or the wait is too long."""
        await self._wait()
        try:
            yield
        finally:
            self._free.release()

    async def _wait(self) -> None:
        if self._free.locked() and self._waiting >= self._most_waiting:
            raise BusyError
        self._waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        except TimeoutError:
            raise BusyError from None
        finally:
            self._waiting -= 1


@dataclass(frozen=True, slots=True)
class RoomTurns:
    """The turns of a room, by what is asked, so that the slowest kind does not keep the others waiting.

    ``start`` is for the start page, ``pages`` for the other pages that people read, ``plain`` for tables and named
    queries, ``sql`` for what readers write, ``pictures`` for what is drawn, ``files`` for lists to take along. A
    browser opens six connections at once, and a page of a table asks ten statements: a few readers fill no row of
    those that wait.
    """

    start: Turns = field(default_factory=lambda: Turns(1, 100))
    pages: Turns = field(default_factory=lambda: Turns(2, 40))
    plain: Turns = field(default_factory=lambda: Turns(2, 60))
    sql: Turns = field(default_factory=lambda: Turns(1, 20))
    pictures: Turns = field(default_factory=lambda: Turns(2, 60))
    files: Turns = field(default_factory=lambda: Turns(1, 10))

    @property
    def threads(self) -> int:
        """Threads of the database that never keep one of these waiting: a further one is Datasette's own."""
        return self.start.at_once + self.pages.at_once + self.plain.at_once + 1
