"""Which files a call means, what they are called, and what their bytes are."""

from __future__ import annotations

import glob
import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from extractor.errors import UnreadableFileError, UsageError
from extractor.model.pages import Failure
from extractor.regular_files import digest_of, not_opened, open_regular
from extractor.run.addresses import digest_at, files_at, is_address
from extractor.run.walk import Top, below, folders_below

WILDCARDS = "*?["
# As the component of a pattern: any number of folders.
ANY_DEPTH = "**"


@dataclass(frozen=True, slots=True)
class Found:
    """A file and the name it has in the database: with ``/``, relative to the folder that was given, NFC.

    ``top`` is the true path of the folder that it must not lead out of, None for a file that was named itself.
    ``refused`` says why something is not to be read, a link that leads out among them. ``address`` is where it lies
    elsewhere, "" for a file of a disk.
    """

    file: Path
    path: str
    top: Path | None = None
    refused: Failure | None = None
    address: str = ""

    def fingerprint(self) -> str | Failure:
        """The SHA-256 of its bytes, or why they cannot be read."""
        return self.refused or (digest_at(self.address) if self.address else fingerprint(self.file, self.top))


def find_files(given: Iterable[str | Path]) -> list[Found]:
    """The files that paths, folders and globs mean, sorted by their names whatever the order of what was given.

    A folder stands for all its ``*.pdf`` (any case, at any depth, without hidden ones), a file for itself, whatever it
    is called, and a glob for what it matches, as if that had been named; ``**`` passes no link and no file system. What
    leads out of the folders that were named is returned as ``refused``. A file that is reached in two ways keeps its
    longest name. An address such as ``s3://bucket/prefix`` stands for what lies there. Raises ``UsageError`` for a path
    that is not there and where no file is found.
    """
    given = list(given)
    found = files_there(given)
    if not found:
        shown = ", ".join(map(str, given)) or "nothing given"
        raise UsageError(f"No PDF files found in: {shown}", "Name a folder that holds *.pdf files, or the files.")
    return found


def files_there(given: Iterable[str | Path]) -> list[Found]:
    """As ``find_files``, none where there is none yet."""
    texts = [str(argument) for argument in given]
    named = [path for argument in texts if not is_address(argument) for path in _named(argument)]
    # First all that was named: a link from one folder into another one of them leads nowhere else.
    tops = [Top.of(path) for path in dict.fromkeys(named) if path.is_dir()]
    names: dict[str, Found] = {}
    for found in _all_of(named, tops):
        place = os.path.abspath(found.file)  # noqa: PTH100 - links are further names, and stay
        names[place] = min(found, names.get(place, found), key=_preference)
    for address in filter(is_address, texts):
        for place, name in files_at(address):
            found = Found(Path(PurePosixPath(name).name), name_of(PurePosixPath(name)), address=place)
            names[place] = min(found, names.get(place, found), key=_preference)
    return sorted(names.values(), key=lambda found: (found.path, found.address or str(found.file)))


def fingerprint(file: Path, top: Path | None = None) -> str | Failure:
    """The SHA-256 of a file's bytes, or why they cannot be read; ``top`` is a folder that it must not lead out of."""
    try:
        with open_regular(file, top) as stream:
            return digest_of(stream)
    except UnreadableFileError as error:
        return Failure("read", None, error.message, error.next_step)
    except OSError as error:
        return Failure("read", None, *not_opened(file, error))


def _named(argument: str | Path) -> Iterator[Path]:
    """The paths that an argument names: itself, or what it matches."""
    path = Path(argument).expanduser()
    # After the look whether it exists: old archives have names such as ``Báo cáo [1].pdf`` (test_ingest_files.py).
    if os.path.lexists(path):
        yield path
    elif any(letter in str(path) for letter in WILDCARDS):
        yield from _matches(path)
    else:
        raise UsageError(f"There is no such file or folder: {path}", "Check the spelling and the current folder.")


def _matches(pattern: Path) -> Iterator[Path]:
    """What a pattern matches, as in a shell: ``*`` takes links as well, ``**`` passes none."""
    parts = pattern.parts
    if ANY_DEPTH not in parts:
        yield from map(Path, glob.iglob(str(pattern)))  # noqa: PTH207 - pathlib's own takes no absolute pattern
        return
    at = parts.index(ANY_DEPTH)
    rest = parts[at + 1 :]
    while rest[:1] == (ANY_DEPTH,):
        rest = rest[1:]
    for top in _matches(Path(*parts[:at])) if at else (Path(),):
        if not top.is_dir():
            continue
        if not rest:  # a folder with all below it
            yield top
            continue
        for folder in folders_below(top):
            yield from _matches(Path(glob.escape(str(folder)), *rest))


def _all_of(named: Iterable[Path], tops: list[Top]) -> Iterator[Found]:
    """What was named itself, and what lies below the folders that were."""
    folders = {top.path for top in tops}
    yield from (Found(path, name_of(Path(path.name))) for path in named if path not in folders)
    for top in tops:
        for each in below(top, tops):
            yield Found(each.file, name_of(each.file.relative_to(top.path)), each.top, each.refused)


def name_of(relative: PurePath) -> str:
    """The path as text that SQLite takes: bytes that are no UTF-8 (old archives) are written as ``\\xNN``."""
    # NFC, as macOS hands out decomposed names: one file has one name, wherever it is read (test_ingest_files.py).
    text = os.fsencode(relative.as_posix()).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", text)


def _preference(found: Found) -> tuple[bool, int, str]:
    # What was named beside being found below a folder is read. The longest name says most: ``2024/bc.pdf`` of the
    # parent folder before ``bc.pdf`` of the folder itself.
    return found.refused is not None, -found.path.count("/"), found.path
