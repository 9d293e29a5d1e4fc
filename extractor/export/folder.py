"""A folder that an export is written into: its own files are replaced, those of others are never touched."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from extractor.errors import UsageError
from extractor.export.plan import Format, Taken, whole
from extractor.version import VERSION

# Says which files of a folder are exports; what it does not name belongs to somebody else.
LIST = "trichluc-export.json"


def export_folder(taken: Taken, folder: Path, form: Format, *, force: bool = False) -> tuple[Path, ...]:
    """Writes what is ``taken`` into ``folder`` as the format ``form`` plans it; returns the files.

    The same database gives the same bytes. A file stands under its name when it is whole. Raises ``UsageError`` where
    the folder holds files that no export has written, unless ``force``; even then these stay as they are, and one of
    the same name as a file of the export is refused.
    """
    written = []
    # All tables as they are at one moment, the plan too: a database may be written meanwhile.
    taken.collection.connection.execute("BEGIN")
    try:
        parts = form.plan(taken)
        names = [part.name for part in parts]
        ours = _claim(folder, names, force)
        # First, and all of them: what is read as one must never be of two exports, even where this one is cut off.
        ours -= _without(folder, ours, {part.group for part in parts if part.group})
        _write_list(folder, ours.union(names))
        for part in parts:
            with whole(folder / part.name) as path:
                part.write(path)
            written.append(folder / part.name)
    finally:
        taken.collection.connection.rollback()
    return tuple(written)


def _claim(folder: Path, names: Iterable[str], force: bool) -> set[str]:
    """The files of the folder that are exports; makes the folder where it is not there."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file", "Give a folder.")
    folder.mkdir(parents=True, exist_ok=True)
    ours = _read_list(folder)
    foreign = sorted(_foreign(folder, ours))
    # A link in place of the folder of a part leads elsewhere, and is no folder of the export.
    wanted = {str(place) for name in names for place in (name, *PurePosixPath(name).parents)}
    if taken := sorted(wanted.intersection(foreign)):
        raise UsageError(f"{folder} holds {taken[0]}, which no export has written", "Give another folder.")
    if foreign and not force:
        named = ", ".join(foreign[:3]) + (" …" if len(foreign) > 3 else "")
        raise UsageError(f"{folder} holds other files: {named}", "Give an empty folder; --force writes beside them.")
    return ours


def _without(folder: Path, ours: set[str], groups: set[str]) -> set[str]:
    """Removes those of ``ours`` that lie in one of the ``groups``, and the folders that are empty then."""
    gone = {name for name in ours if PurePosixPath(name).parts[0] in groups and "/" in name}
    for name in gone:
        place = folder / name
        # Not through a link that has taken the place of a folder since.
        if place.parent.resolve().is_relative_to(folder.resolve()):
            place.unlink(missing_ok=True)
            for parent in place.parents[: name.count("/")]:
                with suppress(OSError):  # not empty
                    parent.rmdir()
    return gone


def _foreign(folder: Path, ours: set[str]) -> Iterable[str]:
    """The names of files that are none of ``ours``, below the folder; what an interrupted export left is no file."""
    known = ours | {LIST}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if (path.is_symlink() or not path.is_dir()) and name not in known and not path.name.endswith(".unfinished"):
            yield name


def _read_list(folder: Path) -> set[str]:
    try:
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {str(name) for name in listed}


def _write_list(folder: Path, names: set[str]) -> None:
    # Before the files: what an interrupted export has written is ours as well.
    with whole(folder / LIST) as path:
        listed = {"written by": f"trichluc {VERSION}", "files": sorted(names)}
        path.write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
