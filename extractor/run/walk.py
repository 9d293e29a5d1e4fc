"""What lies below a folder that was named: its PDFs, and the links and folders that lead out of it, which are told."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import UsageError, reason_of
from extractor.model.pages import Failure
from extractor.regular_files import LEADS_OUT

# The name decides, not the first bytes: what a folder holds is known without opening its files, and a PDF with junk
# before its header is still tried. A file that is named itself is read whatever it is called.
SUFFIX = ".pdf"

ELSEWHERE = Failure(
    "read", None, "a folder on another file system, which was not entered", "name this folder itself as well"
)


@dataclass(frozen=True, slots=True)
class Top:
    """A folder that was named: its ``path`` as it was named, the ``true`` one without links, its file system."""

    path: Path
    true: Path
    device: int

    @classmethod
    def of(cls, path: Path) -> Top:
        """The folder at a path. Raises ``UsageError`` where it cannot be looked into."""
        try:
            return cls(path, Path(os.path.realpath(path)), path.stat().st_dev)
        except OSError as error:
            raise cannot_be_opened(path, error) from error


@dataclass(frozen=True, slots=True)
class Below:
    """Something below a folder: the ``file``, the ``top`` that it must lie in, or why it was ``refused``."""

    file: Path
    top: Path
    refused: Failure | None = None


def below(top: Top, tops: Sequence[Top]) -> Iterator[Below]:
    """The PDFs below a folder, and what leads out of it. Each folder is entered once, links last, so that loops end.

    ``top`` is the folder, ``tops`` are all that were named: a link into one of them is followed. A folder that cannot
    be entered, and an empty one that is called like a PDF, is returned like a file: reading it fails, and
    ``failures`` names it.
    """
    # By device and inode, as two paths may lead to one folder. Links last: a folder keeps its own name, not a link's.
    entered: set[tuple[int, int]] = set()
    folders, links = deque([(top.path, top)]), deque[tuple[Path, Top]]()
    while folders or links:
        folder, inside = folders.popleft() if folders else links.popleft()
        try:
            status = folder.stat()
            if status.st_dev != inside.device:
                named = _named(folder, tops, status.st_dev)
                if named is None:
                    yield Below(folder, inside.true, ELSEWHERE)
                    continue
                inside = named
            if (status.st_dev, status.st_ino) in entered:
                continue
            entries = _entries(folder)
        except OSError as error:
            if folder == top.path:
                raise cannot_be_opened(folder, error) from error
            yield Below(folder, inside.true)
            continue
        entered.add((status.st_dev, status.st_ino))
        for entry in entries:
            place = folder / entry.name
            if entry.is_symlink():
                yield from _of_link(place, _is_folder(entry), tops, links)
            elif _is_folder(entry):
                folders.append((place, inside))
            elif is_pdf(entry.name):
                yield Below(place, inside.true)
        if not entries and is_pdf(folder.name) and folder != top.path:
            yield Below(folder, inside.true)


def folders_below(top: Path) -> Iterator[Path]:
    """A folder and all below it, without hidden ones, links and other file systems: what ``**`` stands for."""
    folders, device = deque([top]), top.stat().st_dev
    while folders:
        folder = folders.popleft()
        try:
            if folder.stat().st_dev != device:
                continue
            entries = _entries(folder)
        except OSError:
            continue
        yield folder
        folders.extend(folder / entry.name for entry in entries if _is_folder(entry) and not entry.is_symlink())


def is_pdf(name: str) -> bool:
    """Whether a file is called like a PDF."""
    return name.lower().endswith(SUFFIX)


def cannot_be_opened(folder: Path, error: OSError) -> UsageError:
    """The error of a folder that was named and cannot be looked into."""
    return UsageError(f"The folder {folder} cannot be opened: {reason_of(error)}", "Check its permissions.")


def _of_link(link: Path, is_folder: bool, tops: Sequence[Top], links: deque[tuple[Path, Top]]) -> Iterator[Below]:
    """What a link gives now; one to a folder that was named, or lies in one, is put with the ``links`` to be entered.

    ``is_folder`` says whether it leads to one, ``tops`` are the folders that were named.
    """
    if not is_folder and not is_pdf(link.name):
        return
    try:
        device = link.stat().st_dev if is_folder else None
    except OSError:  # gone since
        return
    named = _named(link, tops, device)
    if named and is_folder:
        links.append((link, named))
    elif named or not link.exists():
        yield Below(link, named.true if named else link.parent)
    else:
        yield Below(link, link.parent, Failure("read", None, *LEADS_OUT))


def _named(place: Path, tops: Sequence[Top], device: int | None) -> Top | None:
    """The folder that was named and holds what is at a place, links followed; None where it leads out of all.

    ``tops`` are those that were named, ``device`` is the file system that it must lie on; None for any.
    """
    # Not for files: where file systems lie in layers, a file has another device than its folder.
    true = Path(os.path.realpath(place))
    return next((top for top in tops if true.is_relative_to(top.true) and device in (None, top.device)), None)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return sorted((entry for entry in found if not entry.name.startswith(".")), key=lambda entry: entry.name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False
