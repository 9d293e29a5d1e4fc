"""Ctrl-C in good order: what is being written is written to its end, and a second one stops at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# Ctrl-C, and what `kill`, systemd and a container send before they use force: both shall leave a whole database.
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupts:
    """While it is entered, SIGINT and SIGTERM raise ``KeyboardInterrupt``: the first at the next good moment.

    Only the main thread receives signals; entered elsewhere it does nothing.
    """

    def __init__(self) -> None:
        self._asked = 0
        self._held_back = False

    def __enter__(self) -> Interrupts:
        is_main = threading.current_thread() is threading.main_thread()
        self._before = {number: signal.signal(number, self._receive) for number in SIGNALS} if is_main else {}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Holds a first Ctrl-C back while the block runs, and raises it at the end of the block."""
        asked = self._asked
        self._held_back = True
        try:
            yield
        finally:
            self._held_back = False
        # One that came before the block was raised then; only a new one is due now.
        if self._asked > asked:
            raise KeyboardInterrupt

    def _receive(self, _number: int, _frame: FrameType | None) -> None:
        self._asked += 1
        if self._asked > 1 or not self._held_back:
            raise KeyboardInterrupt
