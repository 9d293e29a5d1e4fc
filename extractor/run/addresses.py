"""Files at addresses such as ``s3://bucket/prefix``: which there are, what their bytes are, and how they are fetched.

``fsspec`` knows the protocols; it is imported when an address is given, and not before. Who may read, and at which
server, stands in the environment (``AWS_ACCESS_KEY_ID``, ``AWS_ENDPOINT_URL``), never in the database.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from extractor.errors import MissingPartError, TrichlucError, UnreadableFileError, UsageError, reason_of
from extractor.guard.limits import DISK_FULL, SEE_THE_FILE
from extractor.model.pages import Failure
from extractor.regular_files import CHANGED, MAX_BYTES, TOO_LONG
from extractor.run.walk import is_pdf

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
# Bytes that are read at once: object stores answer each request after some hundredths of a second.
_PART = 2**22

_WILDCARDS = frozenset("*?[")


def is_address(text: str) -> bool:
    """Whether a text is the address of a file elsewhere, and no path."""
    return _ADDRESS.match(text) is not None


def files_at(address: str) -> list[tuple[str, str]]:
    """The PDFs at an address, each by its own address and its name below it, in their order.

    A folder (or a prefix of a bucket) stands for all ``*.pdf`` below it, a file for itself, a pattern for what it
    matches. Raises ``UsageError`` where it cannot be listed, ``MissingPartError`` without the package for it.
    """
    system, path = _system(address)
    try:
        if _WILDCARDS & set(path):
            places = [(each, PurePosixPath(each).name) for each in system.glob(path)]
        elif system.isfile(path):
            places = [(path, PurePosixPath(path).name)]
        else:
            top = path.rstrip("/") + "/"
            places = [(each, each.removeprefix(top)) for each in system.find(path) if is_pdf(each)]
    except Exception as error:  # each protocol has errors of its own
        raise UsageError(
            f"The address {address} cannot be listed: {_reason(error)}",
            "Check its spelling, the network, and who may read it (AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL).",
        ) from error
    # Hidden ones are left out, as below a folder.
    seen = sorted(place for place in places if not any(part.startswith(".") for part in place[1].split("/")))
    return [(system.unstrip_protocol(each), name) for each, name in seen]


def digest_at(address: str) -> str | Failure:
    """The SHA-256 of the bytes at an address, or why they cannot be read."""
    digest = hashlib.sha256()
    try:
        for part in _parts(address):
            digest.update(part)
    except UnreadableFileError as error:
        return Failure("read", None, error.message, error.next_step)
    return digest.hexdigest()


class Fetched:
    """The file that was fetched last: the pages of a scan are tasks of their own, and mostly read one after another."""

    def __init__(self) -> None:
        self._sha256 = ""
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def file(self, address: str, sha256: str) -> Path:
        """A copy of the file at an address, which must have these bytes.

        Raises ``UnreadableFileError`` where it has others or cannot be read, ``OSError`` where there is no room for it.
        """
        if self._folder is None:
            # Within the folder of the worker, which goes with it.
            self._folder = tempfile.TemporaryDirectory()
        place = Path(self._folder.name, "document.pdf")
        if self._sha256 != sha256:
            self._sha256 = ""
            with place.open("wb") as file:
                if _copied(address, file) != sha256:
                    raise UnreadableFileError(*CHANGED)
            self._sha256 = sha256
        return place


def _copied(address: str, file: BinaryIO) -> str:
    digest = hashlib.sha256()
    for part in _parts(address):
        digest.update(part)
        file.write(part)
    return digest.hexdigest()


def _parts(address: str) -> Iterator[bytes]:
    """The bytes at an address, part by part. Raises ``UnreadableFileError``."""
    left = MAX_BYTES
    with _told():
        system, path = _system(address)
        stream = system.open(path, "rb")
    with stream:
        while True:
            with _told():
                part = stream.read(_PART)
            if not part:
                return
            left -= len(part)
            if left < 0:
                raise UnreadableFileError(*TOO_LONG)
            yield part


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except TrichlucError as error:
        raise UnreadableFileError(error.message, SEE_THE_FILE) from error
    except Exception as error:
        if isinstance(error, OSError) and error.errno in DISK_FULL:
            raise
        raise UnreadableFileError(f"the machine that reads cannot open it: {_reason(error)}", SEE_THE_FILE) from error


def _system(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs

        return url_to_fs(address)  # type: ignore[no-any-return]
    except ImportError as error:
        raise MissingPartError(
            f"{address} needs another package ({error})", "Install it: pip install 'trichluc[cluster]'"
        ) from error
    except ValueError as error:
        raise UsageError(f"There is no way to read {address}", "Give a path, or another address.") from error


def _reason(error: Exception) -> str:
    return reason_of(error) if isinstance(error, OSError) and error.errno else type(error).__name__
