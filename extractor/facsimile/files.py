"""Where the PDF of a document is: found, missing, or another file by now."""

from __future__ import annotations

import os
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from extractor.errors import UnreadableFileError
from extractor.regular_files import State, digest_of, open_regular, state_of_open
from extractor.store.database import fetch

_RAW_BYTE = re.compile(r"\\x([89a-f][0-9a-f])")

FOUND, MISSING, CHANGED = "found", "missing", "changed"

# The system takes no longer path, and a name of a crafted database may have a million parts (test_files.py).
LONGEST_NAME = 4096


@dataclass(frozen=True, slots=True)
class Original:
    """The PDF of a document: its ``state``, and the ``file`` where it is found.

    ``name`` is the name that it has in the database, for messages: the place of the file on this machine is not told.
    ``sha256`` is the digest of its bytes.
    """

    state: str
    name: str
    sha256: str
    file: Path | None = None


def original_of(connection: sqlite3.Connection, document: str, folders: Sequence[Path]) -> Original | None:
    """The PDF of the document with this id; None where there is no such document.

    ``connection`` is that of its database; ``folders`` are where files are looked for, the first one first.
    """
    named = fetch(
        connection,
        "select documents.sha256, documents.path, sources.path as other from documents"
        " left join sources on sources.sha256 = documents.sha256 where documents.id = ?",
        [document],
    )
    if not named:
        return None
    names = dict.fromkeys([row["path"] for row in named] + [row["other"] for row in named if row["other"]])
    return find_original(named[0]["sha256"], [*names], folders)


def find_original(sha256: str, names: Sequence[str], folders: Sequence[Path]) -> Original:
    """The file with the digest ``sha256`` under one of its ``names`` below one of the ``folders``.

    ``names`` are relative, as in ``documents.path`` and ``sources.path``; one that leads out of its folder is passed
    over. A file of a name that has another digest makes the document ``changed``, none at all ``missing``.
    """
    state = MISSING
    for folder in folders:
        for name in names:
            for spelled in _spellings(name):
                file = _below(folder, spelled)
                if file is None:
                    continue
                if _digest(file) == sha256:
                    return Original(FOUND, name, sha256, file)
                if spelled == name:
                    state = CHANGED
    return Original(state, names[0] if names else "", sha256)


def _spellings(name: str) -> Iterator[str]:
    """The name as it is, as other systems write it, then without its first folders: who names a folder may name one
    that lies deeper than the one that was read.
    """
    last = name if len(name) <= LONGEST_NAME else name[-LONGEST_NAME:].partition("/")[2]
    parts = PurePosixPath(last).parts
    for start in range(len(parts)):
        rest = "/".join(parts[start:])
        # macOS hands out decomposed names.
        yield from dict.fromkeys([rest, unicodedata.normalize("NFD", rest), _with_raw_bytes(rest)])


def _with_raw_bytes(name: str) -> str:
    """The name with bytes that are no UTF-8 in place of the ``\\xNN`` that stand for them (``run/files.py``)."""
    parts = _RAW_BYTE.split(name)
    raw = [bytes.fromhex(part) if at % 2 else os.fsencode(part) for at, part in enumerate(parts)]
    return os.fsdecode(b"".join(raw))


def _below(folder: Path, name: str) -> Path | None:
    """The file of this name, None where there is none below the folder."""
    try:
        file = (folder / name).resolve(strict=True)
        return file if file.is_relative_to(folder.resolve()) and file.is_file() else None
    except (OSError, ValueError):  # not there, a name too long for the system, or with a byte 0
        return None


def opened(original: Original) -> BinaryIO | None:
    """The file of an original that was found, open; None where another file has its name by now, or none."""
    if original.file is None:
        return None
    try:
        # Whatever lies at the place where it was found, it has the bytes of the document, or is not served.
        file = open_regular(original.file)
        if _digest_of_open(original.file, file) == original.sha256:
            return file
        file.close()
    except (OSError, UnreadableFileError):
        pass
    return None


def has_bytes(file: Path, sha256: str) -> bool:
    """Whether a file has the bytes of a digest."""
    return _digest(file) == sha256


def _digest(file: Path) -> str:
    try:
        with open_regular(file) as stream:
            return _digest_of_open(file, stream)
    except (OSError, UnreadableFileError):  # gone since, or not to be read
        return ""


def _digest_of_open(file: Path, stream: BinaryIO) -> str:
    digest = _digest_of_state(_Open(file, state_of_open(stream), stream))
    stream.seek(0)
    return digest


@dataclass(frozen=True, slots=True)
class _Open:
    """A file in a state; two are equal whichever stream reads them."""

    file: Path
    state: State
    stream: BinaryIO = field(compare=False)


# Files that a reader has open in one sitting; a digest of a large scan takes a tenth of a second.
@lru_cache(maxsize=512)
def _digest_of_state(opened: _Open) -> str:
    return digest_of(opened.stream)
