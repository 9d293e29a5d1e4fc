"""Who may do what takes long at once: a few at a time, some wait, whoever would wait too long is told so."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from datasette.utils.asgi import Base400

# Seconds that a request waits for all its turns: tabs that a reader opened in the background wait so long on a slow
# machine, and programs in between give up after 60 (test_turns.py).
PATIENCE = 30.0

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
    """``at_once`` have a turn, ``waiting`` more wait for one, ``patience`` seconds at most (None: ``PATIENCE``)."""

    def __init__(self, at_once: int, waiting: int, patience: float | None = None) -> None:
        self.at_once = at_once
        self._free = asyncio.Semaphore(at_once)
        self._most_waiting = waiting
        self._waiting = 0
        self._patience = patience

    @asynccontextmanager
    async def one(self, since: float | None = None) -> AsyncIterator[None]:
        """A turn as long as the block runs. Raises ``BusyError`` where too many wait, or the wait is too long.

        ``since`` is when the request came, by ``time.monotonic``: all its waits together end with its patience. None is
        now.
        """
        await self._wait(since)
        try:
            yield
        finally:
            self._free.release()

    async def _wait(self, since: float | None) -> None:
        if self._free.locked() and self._waiting >= self._most_waiting:
            raise BusyError
        self._waiting += 1
        patience = PATIENCE if self._patience is None else self._patience
        waited = 0.0 if since is None else time.monotonic() - since
        try:
            # What is free is taken in no time.
            async with asyncio.timeout(max(patience - waited, 0)):
                await self._free.acquire()
        except TimeoutError:
            raise BusyError from None
        finally:
            self._waiting -= 1


@dataclass(frozen=True, slots=True)
class RoomTurns:
    """The turns of a room, by what is asked, so that the slowest kind does not keep the others waiting.

    ``start`` is for the start page, ``pages`` for the other pages that people read, ``plain`` for tables and named
    queries, ``sql`` for what readers write, ``pictures`` for what is drawn, ``evidence`` for sheets, which are read and
    drawn in one, ``files`` for lists to take along. A browser opens six connections at once: ten readers fill no row of
    those that wait for what people read. The others are shorter, so that what takes long does not take all connections
    of the room (``connections.MOST``).
    """

    start: Turns = field(default_factory=lambda: Turns(1, 60))
    pages: Turns = field(default_factory=lambda: Turns(2, 60))
    plain: Turns = field(default_factory=lambda: Turns(2, 60))
    sql: Turns = field(default_factory=lambda: Turns(1, 20))
    pictures: Turns = field(default_factory=lambda: Turns(2, 60))
    evidence: Turns = field(default_factory=lambda: Turns(1, 10))
    files: Turns = field(default_factory=lambda: Turns(1, 10))

    @property
    def threads(self) -> int:
        """Threads of the database that never keep one of these waiting: a further one is Datasette's own."""
        return sum(each.at_once for each in (self.start, self.pages, self.plain, self.evidence)) + 1
