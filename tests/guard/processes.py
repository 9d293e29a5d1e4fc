"""What /proc says of processes, for tests that count them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from tests.patience import PATIENCE


def is_running(pid: int) -> bool:
    """Whether there is such a process and it is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def descendants(pid: int) -> set[int]:
    """The running processes below this one."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and is_running(int(folder.name)):
            try:
                parents[int(folder.name)] = int((folder / "stat").read_text("utf-8").rsplit(")", 1)[1].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
    found = {pid}
    while True:
        more = {child for child, parent in parents.items() if parent in found} - found
        if not more:
            return found - {pid}
        found |= more


def until(condition: Callable[[], bool]) -> bool:
    """Waits for the condition as long as patience lasts; whether it came true."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return condition()
