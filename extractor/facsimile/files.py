"""Where the PDF of a document is: found, missing, or another file by now."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from extractor.store.database import fetch

_RAW_BYTE = re.compile(r"\\x([89a-f][0-9a-f])")

FOUND, MISSING, CHANGED = "found", "missing", "changed"


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
    parts = PurePosixPath(name).parts
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
        file = (folder / name).resolve()
        return file if file.is_relative_to(folder.resolve()) and file.is_file() else None
    except (OSError, ValueError):  # a name too long for the system, or with a byte 0
        return None


def _digest(file: Path) -> str:
    try:
        status = file.stat()
        # The time of change too: who copies a file may keep the time that it was written.
        return _digest_of_state(file, (status.st_ino, status.st_ctime_ns, status.st_mtime_ns, status.st_size))
    except OSError:  # gone since, or not to be read
        return ""


# Files that a reader has open in one sitting; a digest of a large scan takes a tenth of a second.
@lru_cache(maxsize=512)
def _digest_of_state(file: Path, state: tuple[int, ...]) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
