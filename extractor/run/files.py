"""Which files a call means, what they are called, and what their bytes are."""

from __future__ import annotations

import glob
import hashlib
import os
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import UsageError, reason_of
from extractor.model.pages import Failure

# The name decides, not the first bytes: what a folder holds is known without opening its files, and a PDF with junk
# before its header is still tried. A file that is named itself is read whatever it is called.
SUFFIX = ".pdf"
WILDCARDS = "*?["


@dataclass(frozen=True, slots=True)
class Found:
    """A file and the name it has in the database: with ``/``, relative to the folder that was given, NFC."""

    file: Path
    path: str


def find_files(given: Iterable[str | Path]) -> list[Found]:
    """The files that paths, folders and globs mean, sorted by their names whatever the order of what was given.

    A folder stands for all its ``*.pdf`` (any case, at any depth, without hidden ones), a file for itself, whatever it
    is called. A file that is reached in two ways keeps its longest name. Raises ``UsageError`` for a path that is
    not there and where no file is found.
    """
    given = list(given)
    names: dict[str, Found] = {}
    for argument in given:
        for found in _of_argument(argument):
            place = os.path.abspath(found.file)  # noqa: PTH100 - links are further names, and stay
            names[place] = min(found, names.get(place, found), key=_preference)
    if not names:
        shown = ", ".join(map(str, given)) or "nothing given"
        raise UsageError(f"No PDF files found in: {shown}", "Name a folder that holds *.pdf files, or the files.")
    return sorted(names.values(), key=lambda found: (found.path, str(found.file)))


def fingerprint(file: Path) -> str | Failure:
    """The SHA-256 of a file's bytes, or why they cannot be read."""
    try:
        if file.is_dir():
            return _unreadable("a folder that is called like a file, or that may not be opened", "look into it")
        if file.is_symlink() and not file.exists():
            return _unreadable("a link to a file that is not there", "mend or remove the link")
        if file.exists() and not file.is_file():
            return _unreadable("not a regular file", "leave it out")  # opening a named pipe would wait for ever
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except PermissionError:
        return _unreadable("no permission to read it", "change its permissions (chmod), or run as its owner")
    except OSError as error:
        return _unreadable(f"it cannot be read: {reason_of(error)}", "check the disk or the network, then run again")


def _unreadable(error: str, hint: str) -> Failure:
    return Failure("read", None, error, hint)


def _of_argument(argument: str | Path) -> Iterator[Found]:
    path = Path(argument).expanduser()
    if path.is_dir():
        yield from (Found(file, _name(file.relative_to(path))) for file in _below(path))
    elif path.exists() or path.is_symlink():
        yield Found(path, _name(Path(path.name)))
    # After the look whether it exists: old archives have names such as ``Báo cáo [1].pdf`` (test_ingest_files.py).
    elif any(letter in str(path) for letter in WILDCARDS):
        for match in glob.iglob(str(path), recursive=True):  # noqa: PTH207 - pathlib's own takes no absolute pattern
            yield from _of_argument(match)
    else:
        raise UsageError(f"There is no such file or folder: {path}", "Check the spelling and the current folder.")


def _below(top: Path) -> Iterator[Path]:
    """The PDFs under a folder. Each folder is entered once, links to folders last, so that loops end.

    A folder that cannot be entered, and an empty one that is called like a PDF, is returned like a file: reading it
    fails, and ``failures`` names it.
    """
    # By device and inode, as two paths may lead to one folder. Links last: a folder keeps its own name, not a link's.
    entered: set[tuple[int, int]] = set()
    folders, links = deque([top]), deque[Path]()
    while folders or links:
        folder = folders.popleft() if folders else links.popleft()
        try:
            status = folder.stat()
            entries = [entry for entry in os.scandir(folder) if not entry.name.startswith(".")]
        except OSError as error:
            if folder == top:
                raise UsageError(
                    f"The folder {top} cannot be opened: {reason_of(error)}", "Check its permissions."
                ) from error
            yield folder
            continue
        if (status.st_dev, status.st_ino) in entered:
            continue
        entered.add((status.st_dev, status.st_ino))
        for entry in sorted(entries, key=lambda entry: entry.name):
            if _is_folder(entry):
                (links if entry.is_symlink() else folders).append(folder / entry.name)
            elif _is_pdf(entry.name):
                yield folder / entry.name
        if not entries and _is_pdf(folder.name) and folder != top:
            yield folder


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _is_pdf(name: str) -> bool:
    return name.lower().endswith(SUFFIX)


def _name(relative: Path) -> str:
    """The path as text that SQLite takes: bytes that are no UTF-8 (old archives) are written as ``\\xNN``."""
    # NFC, as macOS hands out decomposed names: one file has one name, wherever it is read (test_ingest_files.py).
    text = os.fsencode(relative.as_posix()).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", text)


def _preference(found: Found) -> tuple[int, str]:
    # The longest name says most: ``2024/bc.pdf`` of the parent folder before ``bc.pdf`` of the folder itself.
    return -found.path.count("/"), found.path
