"""One family of errors. Each says what is wrong, what to do next, and which exit code the command ends with."""

from __future__ import annotations

import errno
from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line."""

    # 2 is click's own for wrong use, 130 the shell's for Ctrl-C (128 + SIGINT); the others are ours, and scripts ask
    # them: none changes its meaning. What asks for one thing and fits several ends with ERROR in every command, and
    # they are listed (test_several.py).

    DONE = 0
    ERROR = 1
    USAGE = 2
    MISSING_PART = 3
    SOME_FAILED = 4
    AUDIT_FAILED = 5
    INTERRUPTED = 130


class TrichlucError(Exception):
    """Something that the user can act on. ``next_step`` is a sentence that says how."""

    exit_code = ExitCode.ERROR

    def __init__(self, message: str, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step

    # Errors cross from a worker to the parent; an exception is pickled by ``args``, which has no next step.
    def __reduce__(self) -> tuple[type[TrichlucError], tuple[str, str]]:
        return type(self), (self.message, self.next_step)


class UsageError(TrichlucError):
    """The call does not make sense: a path that is not there, a folder without PDFs, an unknown option value."""

    exit_code = ExitCode.USAGE


class SeveralError(TrichlucError):
    """One thing is asked for and several fit; ``next_step`` names them, or says how to choose."""


class MissingPartError(TrichlucError):
    """An external part is needed and is not installed."""

    exit_code = ExitCode.MISSING_PART


class DatabaseError(TrichlucError):
    """The database is not ours, is newer than this program, or cannot be opened."""


class UnreadableFileError(TrichlucError):
    """A file that cannot be read as PDF; becomes a row of ``failures``."""


# In words of our own: those of the system differ between systems and languages, and equal files shall fail alike.
_REASONS = {
    errno.ENOSPC: "no room is left on the disk",
    errno.EDQUOT: "no room is left on the disk",
    errno.EFBIG: "a file may not grow so large",
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.EROFS: "the disk can only be read",
    errno.ENOENT: "it is not there",
    errno.ENOTDIR: "a part of its path is no folder",
    errno.EISDIR: "it is a folder",
    errno.EEXIST: "it is there already",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "a link that leads to itself",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.ENOMEM: "too little memory",
    errno.EAGAIN: "too many processes are running",
    errno.EIO: "the disk fails",
    errno.ESTALE: "the network has lost it",
    errno.ETIMEDOUT: "the network does not answer",
}


def reason_of(error: OSError) -> str:
    """Why the system refused something, in words that are the same on every system."""
    number = error.errno or 0
    return _REASONS.get(number, f"error {errno.errorcode.get(number, number)} of the system")
