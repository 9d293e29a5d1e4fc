"""Files of a disk, opened without waiting: no pipe, no device, no socket, and nothing out of its folder."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
from pathlib import Path
from typing import BinaryIO

from extractor.errors import UnreadableFileError, reason_of

# Bytes. Places in a PDF are written with ten digits (ISO 32000, 7.5.4): what is longer is none, but a disk image, a
# file with holes, or one that the system makes as it is read, such as ``/proc/kcore`` (test_regular_files.py).
MAX_BYTES = 10**10

LEADS_OUT = (
    "a link that leads out of the folder that was named, and was not followed",
    "name the folder that it leads to as well, or put a copy in its place",
)
CHANGED = "the file changed while it was read", "wait until it is written to its end, then run again"
TOO_LONG = "the file has more than 10 GB, which no PDF has", "leave it out"
FOLDER = "a folder that is called like a file, or that may not be opened", "look into it"

# Opening a named pipe waits for its other end, and opening a terminal may make it that of this process.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
# Bytes that are read at once, as ``hashlib.file_digest`` does.
_PART = 2**18
_MADE = "made by the system as it is read"
_KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}

State = tuple[int, int, int, int, int]
"""What changes when a file is written to or replaced: its device, number, size, and times of writing and change."""


def open_regular(path: Path, top: Path | None = None) -> BinaryIO:
    """The file at ``path``, opened for reading. Links are followed, as far as they lead to a file within ``top``, a
    folder; None is anywhere.

    Raises ``UnreadableFileError`` for what leads out, and for what is no file of a disk, before it is opened;
    ``OSError`` for what cannot be opened.
    """
    _require_regular(path.stat())
    # Once more of what is open: another thing may have taken the name since (test_regular_files.py).
    descriptor = os.open(path, _FLAGS)
    try:
        _require_regular(os.fstat(descriptor))
        if top is not None and not _true_path(path, descriptor).is_relative_to(os.path.realpath(top)):
            raise UnreadableFileError(*LEADS_OUT)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def text_of(path: Path) -> str:
    """The text of a file that stands where the program looks for one, such as settings or corrections, in UTF-8.

    Raises ``OSError`` also for what is no file of a disk, which is not opened; ``UnicodeDecodeError``.
    """
    try:
        with open_regular(path) as file:
            return io.TextIOWrapper(file, encoding="utf-8-sig").read()
    except UnreadableFileError as error:
        raise OSError(error.message) from error


def digest_of(file: BinaryIO) -> str:
    """The SHA-256 of a file that ``open_regular`` has opened.

    Raises ``UnreadableFileError`` where it has not as many bytes as it said, or more than any PDF; ``OSError``.
    """
    size = os.fstat(file.fileno()).st_size
    if size > MAX_BYTES:
        raise UnreadableFileError(*TOO_LONG)
    digest, left = hashlib.sha256(), size
    while left and (part := file.read(min(left, _PART))):
        digest.update(part)
        left -= len(part)
    if left or file.read(1):
        # Files of ``/proc`` say that they are empty, before and after.
        if not size and not os.fstat(file.fileno()).st_size:
            raise _not_regular(_MADE)
        raise UnreadableFileError(*CHANGED)
    return digest.hexdigest()


def not_opened(path: Path, error: OSError) -> tuple[str, str]:
    """Why the file at ``path`` cannot be opened, or read to its end, by the system's ``error``; and what to do."""
    if isinstance(error, PermissionError):
        return "no permission to read it", "change its permissions (chmod), or run as its owner"
    if error.errno in (errno.ENOENT, errno.ELOOP) and path.is_symlink():
        return "a link to a file that is not there", "mend or remove the link"
    if error.errno == errno.ENAMETOOLONG:
        return "its path is longer than the system takes", "move it up, or name a folder further down"
    return f"it cannot be read: {reason_of(error)}", "check the disk or the network, then run again"


def state_of(path: Path) -> State:
    """The state of a file, or of what a link leads to. Raises ``OSError``."""
    return _state(path.stat())


def state_of_open(file: BinaryIO) -> State:
    """The state of a file that is open."""
    return _state(os.fstat(file.fileno()))


def _state(status: os.stat_result) -> State:
    # The time of change too: who copies a file may keep the time that it was written.
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _require_regular(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableFileError(*FOLDER)
    if not stat.S_ISREG(status.st_mode):
        raise _not_regular(_KINDS.get(stat.S_IFMT(status.st_mode), "something else"))


def _not_regular(kind: str) -> UnreadableFileError:
    return UnreadableFileError(f"not a regular file but {kind}", "leave it out")


def _true_path(path: Path, descriptor: int) -> Path:
    """Where an open file lies, without links."""
    try:
        # Linux knows it of the open file itself.
        return Path(f"/proc/self/fd/{descriptor}").readlink()
    except OSError:
        place = os.path.realpath(path)
    # Elsewhere: of the name, which must still be that of the open file.
    if not os.path.samestat(Path(place).stat(follow_symlinks=False), os.fstat(descriptor)):
        raise UnreadableFileError(*CHANGED)
    return Path(place)
