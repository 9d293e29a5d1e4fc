"""The folders whose files a database was made from, remembered beside it in a small text file.

Not in the database: where files lie on one machine says nothing on another.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from extractor.regular_files import text_of

_SUFFIX = ".folders"


def notes_of(database: Path) -> Path:
    """The text file beside a database: ``reports.db.folders``, one folder a line."""
    return database.with_name(database.name + _SUFFIX)


def remembered(database: Path) -> tuple[Path, ...]:
    """The folders that were remembered for a database, as absolute paths; none where nothing was."""
    try:
        lines = text_of(notes_of(database)).splitlines()
    except (OSError, UnicodeDecodeError):
        return ()
    # Relative to the database: the two may be moved together.
    return tuple(Path(os.path.abspath(database.parent / line)) for line in lines if line.strip())  # noqa: PTH100


def remember(database: Path, folders: Iterable[Path]) -> None:
    """Remembers folders for a database beside those of before; a place that cannot be written remembers nothing."""
    if notes_of(database).exists() and not notes_of(database).is_file():  # writing to a pipe would wait for its reader
        return
    known = [*dict.fromkeys([*remembered(database), *(Path(os.path.abspath(folder)) for folder in folders)])]  # noqa: PTH100
    lines = [line for folder in known if len((line := _line(folder, database)).splitlines()) == 1]
    with suppress(OSError, UnicodeEncodeError):
        notes_of(database).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def folders_of(database: Path, named: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Where the files of a database are looked for: the folders ``named`` by a user, then those remembered."""
    return tuple(dict.fromkeys([*(Path(os.path.abspath(folder)) for folder in named), *remembered(database)]))  # noqa: PTH100


def _line(folder: Path, database: Path) -> str:
    try:
        return os.path.relpath(folder, Path(os.path.abspath(database.parent)))  # noqa: PTH100
    except ValueError:  # another drive of Windows
        return str(folder)
