"""Pictures that were drawn before, in a folder of the user: limited in size, shared by all rooms of the machine."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from extractor.kept_files import KeptFiles

# A page takes about 200 KB: some 2,500 pages, more than a reader turns in a month.
MOST_MB = 500

# So often the size is looked at: the first digits of an entry's name decide, which no two processes need to agree on.
# One in 16 writes, so that a look at thousands of names costs each of them little.
_LOOKED_AT = "0"


def default_folder() -> Path:
    """Where pictures lie unless a user says otherwise: ``TRICHLUC_CACHE``, else the cache folder of the system."""
    if chosen := os.environ.get("TRICHLUC_CACHE"):
        return Path(chosen)
    system = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(system) if system else Path.home() / ".cache") / "trichluc"


@dataclass(frozen=True, slots=True)
class Cache:
    """Pictures by their key in ``folder``, ``most`` bytes in all.

    Several processes may use one folder. A folder that cannot be written keeps nothing, which is no error.
    """

    folder: Path
    most: int = MOST_MB * 2**20

    @property
    def files(self) -> KeptFiles:
        """The files of the pictures."""
        return KeptFiles(self.folder / "pages", ".page")

    def get(self, key: str) -> bytes | None:
        """What was put under the key; None where there is nothing or nothing whole."""
        return self.files.get(key)

    def put(self, key: str, content: bytes) -> None:
        """Keeps the content; those longest unused go where all together are too large."""
        with suppress(OSError):
            self.files.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.files.put(key, content)
            if self.files.place(key).name.startswith(_LOOKED_AT):
                self.files.shrink(self.most)
