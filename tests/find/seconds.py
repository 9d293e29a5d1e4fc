"""What a finder costs, measured so that other work on the machine does not count."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def least_seconds(finder: Callable[[str], Any], text: str, tries: int = 3) -> float:
    """The least processor time of a few tries."""

    def once() -> float:
        started = time.process_time()
        finder(text)
        return time.process_time() - started

    return min(once() for _ in range(tries))
