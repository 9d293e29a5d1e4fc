"""What could not be drawn, so that a page that hangs is not waited for each time it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from extractor.guard.warm import BUSY
from extractor.model.pages import Failure

# Failures that are remembered; the oldest go first.
MOST_FAILURES = 200

# Seconds until a page is tried again that took too long, too much memory, or the process down: a busy machine does that
# to good pages, and one that hangs for 8 seconds takes less than an eighth of the time so (test_undrawn.py).
A_WHILE = 60.0

# The stage of failures that lie in the file; those of the machine are of the stage of drawing.
_BROKEN = "read"


class Undrawn:
    """Failures by the key of what was to be drawn: broken pages for good, others for ``A_WHILE`` of the ``clock``."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._failures: dict[str, tuple[Failure, float]] = {}

    def get(self, key: str) -> Failure | None:
        """Why there is no picture of this key; None where it is to be tried."""
        failure, at = self._failures.get(key, (None, 0.0))
        return failure if failure and (failure.stage == _BROKEN or self._clock() - at < A_WHILE) else None

    def put(self, key: str, failure: Failure) -> None:
        """Remembers a failure, but not that of a call that was never begun."""
        if failure.error == BUSY:
            return
        self._failures.pop(key, None)
        while len(self._failures) >= MOST_FAILURES:
            self._failures.pop(next(iter(self._failures)), None)
        self._failures[key] = failure, self._clock()
