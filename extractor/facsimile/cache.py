"""Pictures that were drawn before, in a folder of the user: limited in size, shared by all rooms of the machine."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# A page takes about 200 KB: some 2,500 pages, more than a reader turns in a month.
MOST_MB = 500

# So much is left when the oldest are thrown away, so that not every page after that throws one away (test_cache.py).
KEPT_SHARE = 0.8

# So often the size is looked at: the first digits of an entry's name decide, which no two processes need to agree on.
# One in 16 writes, so that a look at thousands of names costs each of them little.
_LOOKED_AT = "0"

_SUFFIX = ".page"
_DIGEST = hashlib.sha256().digest_size


def default_folder() -> Path:
    """Where pictures lie unless a user says otherwise: ``TRICHLUC_CACHE``, else the cache folder of the system."""
    if chosen := os.environ.get("TRICHLUC_CACHE"):
        return Path(chosen)
    system = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(system) if system else Path.home() / ".cache") / "trichluc"


@dataclass(frozen=True, slots=True)
class Cache:
    """Bytes by their key in the files of ``folder``, ``most`` bytes in all.

    Several processes may use one folder: entries are put in place whole. One that is broken is not there; a folder
    that cannot be written keeps nothing, which is no error.
    """

    folder: Path
    most: int = MOST_MB * 2**20

    def get(self, key: str) -> bytes | None:
        """What was put under the key; None where there is nothing or nothing whole."""
        try:
            stored = self._place(key).read_bytes()
        except OSError:
            return None
        digest, content = stored[:_DIGEST], stored[_DIGEST:]
        return content if hashlib.sha256(content).digest() == digest else None

    def put(self, key: str, content: bytes) -> None:
        """Keeps the content; the oldest go where all together are too large."""
        place = self._place(key)
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=place.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(content).digest() + content)
                Path(name).replace(place)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
            if place.name.startswith(_LOOKED_AT):
                self.shrink()

    def shrink(self) -> None:
        """Throws the oldest entries away where all are larger than ``most``."""
        entries = sorted(self._entries())
        total = sum(size for _, size, _ in entries)
        if total <= self.most:
            return
        for _, size, place in entries:
            if total <= self.most * KEPT_SHARE:
                break
            with suppress(OSError):  # another process was quicker
                place.unlink()
            total -= size

    def _place(self, key: str) -> Path:
        name = hashlib.sha256(key.encode()).hexdigest()
        return self.folder / "pages" / f"{name}{_SUFFIX}"

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """Time, size and place of each entry."""
        with suppress(OSError), os.scandir(self.folder / "pages") as found:
            for entry in found:
                with suppress(OSError):
                    status = entry.stat()
                    yield status.st_mtime, status.st_size, Path(entry.path)
