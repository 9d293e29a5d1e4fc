"""Folders for temporary files, each locked as long as the program that it belongs to lives.

A lock of the system ends with its process, however that ends, and with the machine: unlike the number of a process it
cannot come to mean another one. So whoever gets the lock of a folder may remove it.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from extractor.errors import TrichlucError, reason_of

try:
    import fcntl
except ImportError:  # Windows, where a folder cannot be locked, and none that is left over is removed
    fcntl = None  # type: ignore[assignment]

PREFIX = "trichluc-scratch-"
# As ``mkdtemp`` names folders: one that a user has called so by hand is most likely longer, or opens to others.
_NAME = re.compile(re.escape(PREFIX) + "[a-z0-9_]{8}")


class Scratch:
    """A new folder for temporary files, removed when it is closed. Raises ``TrichlucError`` where none can be made."""

    def __init__(self) -> None:
        self.path, self._lock = _made()

    def close(self) -> None:
        """Removes the folder with all in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """The path of a folder for temporary files, which is removed at the end of the block."""
    scratch = Scratch()
    try:
        yield scratch.path
    finally:
        scratch.close()


def hold(folder: Path) -> None:
    """Locks a folder that another process has made, until this process ends."""
    with suppress(OSError):
        _lock(folder)


def clear_abandoned() -> None:
    """Removes the folders that programs of this user have left which were killed; those in use stay.

    A link of such a name is not followed, and what belongs to another user is left alone.
    """
    if fcntl is None:
        return
    with suppress(OSError):
        for name in os.listdir(tempfile.gettempdir()):  # noqa: PTH208 - names are compared, not paths
            if _NAME.fullmatch(name):
                with suppress(OSError):
                    _clear(Path(tempfile.gettempdir(), name))


def _clear(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        status = os.fstat(opened)
        if status.st_uid == os.getuid() and stat.S_IMODE(status.st_mode) == stat.S_IRWXU:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)  # it refuses a link that has come in its place
    finally:
        os.close(opened)


def _made() -> tuple[Path, int | None]:
    while True:
        try:
            path = Path(tempfile.mkdtemp(prefix=PREFIX))
        except OSError as error:
            raise TrichlucError(
                f"no temporary folder can be made: {reason_of(error)}",
                "make room on the disk, or name a folder that may be written: TMPDIR=/another/folder trichluc …",
            ) from error
        # Between its making and its locking another program may take the folder for one that was left over. It keeps
        # the lock until the folder is gone.
        with suppress(FileNotFoundError):
            return path, _lock(path)


def _lock(folder: Path) -> int | None:
    """Locks the folder, and returns what keeps the lock; None where the system has no locks for folders.

    Raises ``FileNotFoundError`` where it is gone.
    """
    if fcntl is None:
        return None
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        with suppress(OSError):  # a file system without locks: nobody else gets one either
            fcntl.flock(opened, fcntl.LOCK_SH)
        if not os.path.samestat(os.fstat(opened), folder.lstat()):
            raise FileNotFoundError(folder)
    except BaseException:
        os.close(opened)
        raise
    return opened
