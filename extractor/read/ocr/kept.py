"""Where what is read in pictures is kept, so that none is read twice; and how many a process has read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from extractor.errors import UsageError
from extractor.kept_files import KeptFiles
from extractor.options import Options

_SUFFIX = ".reading"


@dataclass(slots=True)
class Tally:
    """Pages that were ``read``, those ``taken`` from what is kept, and why some could not be kept ("" for none)."""

    read: int = 0
    taken: int = 0
    trouble: str = ""

    def add(self, other: Tally) -> None:
        """Counts what another has counted too."""
        self.read += other.read
        self.taken += other.taken
        self.trouble = self.trouble or other.trouble


# Of this process, not of a document: what a page was read by is no part of the document that comes of it.
TALLY = Tally()


def drained() -> Tally:
    """What has happened in this process since the last call."""
    done = replace(TALLY)
    TALLY.read, TALLY.taken, TALLY.trouble = 0, 0, ""
    return done


def readings_in(folder: Path) -> KeptFiles:
    """The readings that a folder holds."""
    return KeptFiles(folder, _SUFFIX)


def folder_beside(database: Path) -> Path:
    """Where readings lie unless a user says otherwise: ``reports.db.readings``."""
    return database.with_name(f"{database.name}.readings")


def readings_for(database: Path, options: Options) -> KeptFiles | None:
    """The readings that an ingest into the database uses; None where the options turn them off.

    Raises ``UsageError`` for a size below 0.
    """
    if options.readings_mb < 0:
        raise UsageError(f"--readings-mb {options.readings_mb} makes no sense", "Give 0 or more; 0 keeps none.")
    folder = Path(options.readings).expanduser() if options.readings else folder_beside(database)
    return readings_in(folder) if options.readings_mb else None
