"""Who may do what takes long at once: a few at a time, some wait, whoever would wait too long is told so."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import count

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
    """``at_once`` have a turn, ``waiting`` more wait for one, ``patience`` seconds at most (None: ``PATIENCE``).

    The next turn is that of the request that came first: one with many statements is answered before a later one
    begins. If they went round, many at once would all wait in vain.
    """

    def __init__(self, at_once: int, waiting: int, patience: float | None = None) -> None:
        self.at_once = at_once
        self._free = at_once
        self._most_waiting = waiting
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = count()
        self._patience = patience

    @asynccontextmanager
    async def one(self, since: float | None = None) -> AsyncIterator[None]:
        """A turn as long as the block runs. Raises ``BusyError`` where too many wait, or the wait is too long.

        ``since`` is when the request came, by ``time.monotonic``: all its waits together end with its patience. None is
        now.
        """
        await self._wait(time.monotonic() if since is None else since)
        try:
            yield
        finally:
            self._next()

    async def _wait(self, since: float) -> None:
        if self._free:
            self._free -= 1
            return
        left = (PATIENCE if self._patience is None else self._patience) - (time.monotonic() - since)
        if len(self._waiting) >= self._most_waiting or left <= 0:
            raise BusyError
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        place = (since, next(self._numbers), turn)
        heappush(self._waiting, place)
        try:
            async with asyncio.timeout(left):
                await turn
        except BaseException as error:
            self._leave(place)
            if isinstance(error, TimeoutError):
                raise BusyError from None
            raise

    def _leave(self, place: tuple[float, int, asyncio.Future[None]]) -> None:
        if not place[2].cancelled():
            self._next()  # the turn came at the moment in which it was given up
        elif place in self._waiting:
            self._waiting.remove(place)
            heapify(self._waiting)

    def _next(self) -> None:
        while self._waiting:
            turn = heappop(self._waiting)[2]
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1


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
