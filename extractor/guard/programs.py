"""Programs outside Python: what one says of itself."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable

# Runs a program and returns its output, None where it cannot be run or fails. A type, so that tests can stand in for
# it.
Runner = Callable[[list[str]], str | None]

# `tesseract --version` and `fc-list` answer within a second; a first `fc-list` on a slow disk builds its cache for
# several. A program that says nothing for longer hangs, and `doctor` must not.
PROBE_SECONDS = 20


def output_of(command: list[str]) -> str | None:
    """What a program writes to standard output (standard error where that is empty); None where it is not there."""
    program = shutil.which(command[0])
    if program is None:
        return None
    try:
        done = subprocess.run(
            [program, *command[1:]], capture_output=True, text=True, timeout=PROBE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return (done.stdout or done.stderr) if done.returncode == 0 else None
