"""Where the PDF of a document is: found, missing, or another file by now."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOUND, MISSING, CHANGED = "found", "missing", "changed"


@dataclass(frozen=True, slots=True)
class Original:
    """The PDF of a document: its ``state``, and the ``file`` where it is found.

    ``name`` is the name that it has in the database, for messages: the place of the file on this machine is not told.
    """

    state: str
    name: str
    file: Path | None = None


def find_original(sha256: str, names: Sequence[str], folders: Sequence[Path]) -> Original:
    """The file with the digest ``sha256`` under one of its ``names`` below one of the ``folders``.

    ``names`` are relative, as in ``documents.path`` and ``sources.path``; one that leads out of its folder is passed
    over. A file of a name that has another digest makes the document ``changed``, none at all ``missing``.
    """
    state = MISSING
    for folder in folders:
        for name in names:
            file = (folder / name).resolve()
            if not file.is_relative_to(folder.resolve()) or not file.is_file():
                continue
            if _digest(file) == sha256:
                return Original(FOUND, name, file)
            state = CHANGED
    return Original(state, names[0] if names else "")


def _digest(file: Path) -> str:
    status = file.stat()
    return _digest_of_state(file, status.st_mtime_ns, status.st_size)


# Files that a reader has open in one sitting; a digest of a large scan takes a tenth of a second.
@lru_cache(maxsize=512)
def _digest_of_state(file: Path, modified: int, size: int) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
