"""A clock of the guard that strikes while a process hangs: no test waits for a timeout, and no machine is too slow."""

from __future__ import annotations

import time
from multiprocessing.connection import wait
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from extractor.guard import pool
from tests.guard.processes import is_running
from tests.patience import PATIENCE


def strike_while_running(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At every look of the pool while the process runs whose number stands in ``note``, two patiences have passed."""
    strikes = 0

    def clock() -> float:
        nonlocal strikes
        number = note.read_text(encoding="ascii") if note.exists() else ""
        strikes += bool(number) and is_running(int(number))
        return time.monotonic() + 2 * PATIENCE * strikes

    def look_often(handles: list[Any], seconds: float) -> list[Any]:
        return wait(handles, min(seconds, 0.02))

    monkeypatch.setattr(pool, "time", SimpleNamespace(monotonic=clock))
    monkeypatch.setattr(pool, "wait", look_often)
