"""What a finder costs, measured so that other work on the machine does not count."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def seconds(finder: Callable[[str], Any], text: str) -> float:
    """The processor time of one try."""
    started = time.process_time()
    finder(text)
    return time.process_time() - started


def least_seconds(finder: Callable[[str], Any], text: str, tries: int = 3) -> float:
    """The least processor time of a few tries."""
    return min(seconds(finder, text) for _ in range(tries))


def is_within(limit: float, finder: Callable[[str], Any], text: str, tries: int = 3) -> bool:
    """Whether the least processor time of a few tries is below a limit; no more are made than needed."""
    return any(seconds(finder, text) < limit for _ in range(tries))
