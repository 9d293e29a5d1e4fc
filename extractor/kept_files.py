"""What was made before, in small files of one folder by key: for pictures of pages and for what OCR read in them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from extractor.errors import UnreadableFileError
from extractor.regular_files import open_regular

# So much is left when those longest unused are thrown away, so that not every entry after that throws one away
# (test_kept_files.py).
KEPT_SHARE = 0.8

_DIGEST = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """Bytes by their key in the files of ``folder`` that end in ``suffix``; no other file there is read or removed.

    Several processes may use one folder: entries are put in place whole. One that is broken is not there.
    """

    folder: Path
    suffix: str

    def get(self, key: str) -> bytes | None:
        """What was put under the key; None where there is nothing or nothing whole."""
        place = self.place(key)
        try:
            with open_regular(place, self.folder) as file:
                stored = file.read()
        except (OSError, UnreadableFileError):
            return None
        digest, content = stored[:_DIGEST], stored[_DIGEST:]
        if hashlib.sha256(content).digest() != digest:
            return None
        with suppress(OSError):  # not ours to write: then it counts as unused
            os.utime(place)
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keeps the content. Raises ``OSError`` where that is not possible, and leaves nothing half-done."""
        place = self.place(key)
        self.folder.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f"{uuid4().hex}{self.suffix}")
        try:
            part.write_bytes(hashlib.sha256(content).digest() + content)
            part.replace(place)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise

    def shrink(self, most: int) -> None:
        """Throws away what was not used for longest where all entries together have more than ``most`` bytes."""
        entries = sorted(self._entries())
        total = sum(size for _, size, _ in entries)
        if total <= most:
            return
        for _, size, place in entries:
            if total <= most * KEPT_SHARE:
                break
            with suppress(OSError):  # another process was quicker
                place.unlink()
            total -= size

    def count_and_bytes(self) -> tuple[int, int]:
        """How many entries there are, and their bytes."""
        sizes = [size for _, size, _ in self._entries()]
        return len(sizes), sum(sizes)

    def place(self, key: str) -> Path:
        """The file of a key."""
        return self.folder / f"{hashlib.sha256(key.encode()).hexdigest()}{self.suffix}"

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """Time of the last use, size and place of each entry; what a killed process left half-done is one too."""
        with suppress(OSError), os.scandir(self.folder) as found:
            for entry in found:
                with suppress(OSError):
                    if entry.name.endswith(self.suffix) and entry.is_file():
                        status = entry.stat()
                        yield status.st_mtime, status.st_size, Path(entry.path)
