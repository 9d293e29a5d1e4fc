"""A limit of processor time for Python code that may run without end: it is left by an exception.

Processor time and not time of day: a busy machine fails no page. What hangs inside C code is the parent's to kill.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# Seconds after which the exception comes once more, where a library has swallowed the first: those that run in a
# destructor are (test_processor_time.py).
AGAIN_SECONDS = 0.5

# The timer is not set to less: the next look must not come within this one.
SOON_SECONDS = 0.001


class OutOfTimeError(BaseException):
    """The limit is reached. No ``Exception``: libraries catch those of their own code and go on."""


@contextmanager
def processor_time(seconds: float) -> Iterator[None]:
    """Raises ``OutOfTimeError`` in what takes more processor time than that.

    Outside the main thread, and on systems without such timers, there is no limit. One around this one is looked at
    again behind it.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    ends_at, is_over = time.thread_time() + seconds, False

    def strike(number: int, frame: FrameType | None) -> None:
        # The system counts the time of all threads, and is early where others are at work.
        left = ends_at - time.thread_time()
        if not is_over:
            signal.setitimer(signal.ITIMER_VIRTUAL, max(left, SOON_SECONDS) if left > 0 else AGAIN_SECONDS)
        if left <= 0 and not is_over:
            raise OutOfTimeError

    before = signal.signal(signal.SIGVTALRM, strike)
    around, _ = signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        is_over = True
        signal.setitimer(signal.ITIMER_VIRTUAL, min(around, AGAIN_SECONDS))
        signal.signal(signal.SIGVTALRM, before)
