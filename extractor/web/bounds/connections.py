"""Connections to the served room: who says nothing, takes nothing, or comes with hundreds, costs the others nothing."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

# Connections at once: a browser opens six. Far fewer than the files that a process may have open (1,024 on Linux).
MOST = 200

# Seconds in which the head of a request and its body must have come, from the first byte that is waited for: both are a
# few kB. Without it a thousand connections that say nothing shut the room (test_connections.py).
HEAD_SECONDS = 15.0

# Seconds in which a reader takes a further part of an answer, 64 kB: a telephone at 20 kbit/s does. What is not taken
# lies in memory.
TAKE_SECONDS = 30.0

# Bytes of the head of a request: the longest address has a basket, 12 kB.
LONGEST_HEAD = 32 * 1024


class PatientProtocol(H11Protocol):
    """The protocol of uvicorn, with limits of patience.

    Where there are too many connections, the one that has said nothing for longest goes.
    """

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.silent_since: float | None = None
        self._patience: asyncio.TimerHandle | None = None
        self._to_be_taken: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Makes room for the new connection."""
        super().connection_made(transport)
        self._watch()
        if len(self.connections) > MOST:
            silent = [each for each in self.connections if getattr(each, "silent_since", None) is not None]
            min(silent, key=lambda each: each.silent_since, default=self).transport.abort()  # type: ignore[union-attr]

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets the connection."""
        self._stop_watching()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Takes what came, and waits for the rest."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Waits for the next request, as long as uvicorn does."""
        self._stop_watching()
        super().on_response_complete()
        self.silent_since = time.monotonic()

    def pause_writing(self) -> None:
        """The reader takes nothing: for how long?"""
        super().pause_writing()
        self._to_be_taken = self._to_be_taken or self.loop.call_later(TAKE_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The reader took something."""
        if self._to_be_taken:
            self._to_be_taken.cancel()
            self._to_be_taken = None
        super().resume_writing()

    def _watch(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete and not self.cycle.more_body:
            self._stop_watching()
        elif self._patience is None:
            self.silent_since = time.monotonic()
            self._patience = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _stop_watching(self) -> None:
        self.silent_since = None
        if self._patience:
            self._patience.cancel()
            self._patience = None
