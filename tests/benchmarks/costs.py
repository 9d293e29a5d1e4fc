"""What one call costs beside another, so that neither the machine nor what else runs on it decides a test."""

from __future__ import annotations

import time
from collections.abc import Callable

ROUNDS = 8
"""Rounds before a call counts as too slow: one disturbance is no proof, and a slow call is slow in all of them."""


def seconds(call: Callable[[], object]) -> float:
    """Processor time of one call; what other processes take is not in it."""
    started = time.process_time()
    call()
    return time.process_time() - started


def costs_at_most(times: float, call: Callable[[], object], standard: Callable[[], object]) -> bool:
    """Whether ``call`` takes at most ``times`` the processor time of ``standard``, in one of several rounds.

    Both are measured in turn, so that a busy processor (shared caches, half a core) slows both alike.
    """
    for _ in range(ROUNDS):
        usual = min(seconds(standard), seconds(standard))
        if seconds(call) <= times * usual:
            return True
    return False
