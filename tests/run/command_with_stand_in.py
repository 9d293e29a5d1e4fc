"""The command line with the stand-in reader: ``python -m tests.run.command_with_stand_in ingest …``."""

from __future__ import annotations

from extractor.cli.main import main
from extractor.run import tasks

if __name__ == "__main__":
    tasks.PIPELINE = "tests.run.stand_in:read_report"
    main()
