"""A function in one child process that stays between calls: for what is asked now and then and answered soon."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic

from extractor.errors import TrichlucError
from extractor.guard.division import Argument, Value
from extractor.guard.limits import Limits
from extractor.guard.pool import Pool
from extractor.model.pages import Failure

# So many whole timeouts a call waits for those before it: behind more than that a reader has given up
# (test_warm.py).
PATIENT_TIMEOUTS = 3

BUSY = "too many are asked for at once"
"""The error of a call that waited for its turn in vain."""


class Warm(Generic[Argument, Value]):
    """Calls of ``function`` in a child process with ``limits``, from any thread, one after the other.

    The process starts with the first call and is started anew after one that it did not survive.
    """

    def __init__(self, function: Callable[[Argument], Value], limits: Limits) -> None:
        self._function = function
        self._limits = limits
        self._turn = Lock()
        self._pool: Pool[Argument, Value] | None = None

    def __call__(self, argument: Argument) -> Value | Failure:
        """What the function returns for the argument, or why it returns nothing."""
        if not self._turn.acquire(timeout=PATIENT_TIMEOUTS * self._limits.timeout):
            return Failure(self._limits.stage, None, BUSY, "try again in a moment")
        try:
            if self._pool is None:
                self._pool = Pool(self._function, self._limits)
            self._pool.give(argument)
            return self._pool.next_answer().outcome
        except TrichlucError as error:
            self._end()
            return Failure(self._limits.stage, None, error.message, error.next_step)
        except BaseException:
            # Interrupted half-way: the answer to this argument must not be taken for that to the next.
            self._end()
            raise
        finally:
            self._turn.release()

    def close(self) -> None:
        """Ends the process; the next call would start it again."""
        with self._turn:
            self._end()

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.close()
        self._pool = None
