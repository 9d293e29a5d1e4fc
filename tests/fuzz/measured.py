"""The command in a process that says at its end how much memory it ever held: ``measured.py FILE COMMAND ...``."""

from __future__ import annotations

import atexit
import re
import sys
from pathlib import Path


def _write_peak(file: Path) -> None:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    file.write_text(re.findall(r"VmHWM:\s+(\d+) kB", status)[0], encoding="utf-8")


if __name__ == "__main__":
    atexit.register(_write_peak, Path(sys.argv.pop(1)))
    from extractor.cli.main import main

    main()
