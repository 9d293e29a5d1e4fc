"""A file opened for reading: by pdfium or pdfplumber, repaired where that helps, refused in words where nothing does.

pdfplumber stands behind pdfium: it is asked for the pages of which pdfium is not sure, and opened only then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pypdfium2

from extractor.errors import UnreadableFileError
from extractor.guard.scratch import scratch_folder
from extractor.model.pages import Page
from extractor.read.adapter import BrokenError, TooMuchError, UnsureError
from extractor.read.pdfium import page as pdfium
from extractor.regular_files import open_regular

# Bytes: viewers look for the header in so many, as some files have a few of a server's or mailer's before it.
SNIFFED = 1024
SIGNATURES = (
    (b"version https://git-lfs", "a git-lfs pointer in place of the file", "fetch the file itself with `git lfs pull`"),
    (b"<!doctype", "a web page", "download the PDF itself; the server sent a page in its place"),
    (b"<html", "a web page", "download the PDF itself; the server sent a page in its place"),
    (b"PK\x03\x04", "a zip archive or an office document", "unpack it, or export the document as PDF"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "export the document as PDF"),
)
# A page tree can claim any number of pages, as one that holds itself does (tests/hostile). 10,000 pages are still read.
MAX_PAGES = 200_000

END = b"%%EOF"
"""What each version of a PDF ends with."""

# So many changes of a file that does not open are taken back: one is broken as a rule, and each try reads the whole
# file (test_earlier_versions.py).
MOST_VERSIONS = 3

ERRORS = (TooMuchError, UnsureError, BrokenError, pypdfium2.PdfiumError)
"""What opening a file or reading a page of it may raise."""


class Source(Protocol):
    """An opened file, whichever library reads it."""

    @property
    def page_count(self) -> int:
        """How many pages the file has."""
        ...

    def read_page(self, number: int) -> Page:
        """Page ``number`` (from 1). Raises one of ``ERRORS``."""
        ...

    def other_readings(self, number: int) -> Iterator[Page]:
        """Page ``number`` (from 1) as others read it, for one that may have lost something."""
        ...


@dataclass(slots=True)
class _WithReference:
    """A file that pdfium reads, and pdfplumber where pdfium is not sure."""

    fast: pdfium.PdfiumFile
    path: Path
    opened: ExitStack
    reference: Source | None = None
    unopened: str = ""

    @property
    def page_count(self) -> int:
        return self.fast.page_count

    def read_page(self, number: int) -> Page:
        try:
            return self.fast.read_page(number)
        except UnsureError as error:
            return self._reread(number, error)

    def other_readings(self, number: int) -> Iterator[Page]:
        with suppress(*ERRORS):
            yield self.fast.read_page(number, checked=False)
        with suppress(*ERRORS):
            yield self._reference().read_page(number)

    def _reread(self, number: int, doubt: UnsureError) -> Page:
        """The page by pdfplumber. Raises ``UnsureError`` with both reasons where that fails too."""
        try:
            return self._reference().read_page(number)
        except (UnsureError, BrokenError) as error:
            raise UnsureError(f"{doubt}; by pdfplumber: {error}") from error

    def _reference(self) -> Source:
        """The file opened by pdfplumber, tried once. Raises ``UnsureError`` where it sees other pages in it."""
        if self.reference is None and not self.unopened:
            try:
                self.reference = self.opened.enter_context(_open_reference(self.path))
                if self.reference.page_count != self.page_count:  # then its page of this number may be another one
                    self.unopened = f"{self.reference.page_count} pages in place of {self.page_count}"
            except BrokenError as error:
                self.unopened = f"the file does not open ({error})"
        if self.reference is None or self.unopened:
            raise UnsureError(self.unopened)
        return self.reference


@contextmanager
def _open_fast(path: Path) -> Iterator[Source]:
    with ExitStack() as opened:
        yield _WithReference(opened.enter_context(pdfium.open_file(path)), path, opened)


@contextmanager
def _open_reference(path: Path) -> Iterator[Source]:
    from extractor.read import reference as plumber  # 20 MB, which few files need

    with plumber.open_file(path) as file:
        yield file


Opener = Callable[[Path], AbstractContextManager[Source]]


@contextmanager
def opened_file(path: Path, backend: str) -> Iterator[tuple[Source, Path]]:
    """The file, and where it or its repaired copy lies. Raises ``UnreadableFileError`` with a next step."""
    _sniff(path)
    with ExitStack() as opened:
        yield _opened(path, backend, opened)


def _opened(path: Path, backend: str, opened: ExitStack) -> tuple[Source, Path]:
    """As it is or, where that fails, repaired; pdfplumber may open what neither pdfium nor the repair can."""
    opener: Opener = _open_fast if backend == "pdfium" else _open_reference
    try:
        return _with_pages(opener(path), opened), path
    except ERRORS as error:
        if _is_locked(path):
            raise UnreadableFileError(
                "the file is encrypted and opens only with a password",
                "remove the password (for example `qpdf --decrypt --password=… in.pdf out.pdf`)",
            ) from error
        first = error
    repaired = opened.enter_context(scratch_folder()) / "repaired.pdf"
    try:
        _rewrite(path, repaired)
        return _with_pages(opener(repaired), opened), repaired
    except (*ERRORS, _RewritingError) as error:
        reason = _without_path(error, path, repaired) or str(first)
    for _ in _earlier_versions(path, repaired):
        with suppress(*ERRORS):
            return _with_pages(opener(repaired), opened), repaired
    if backend == "pdfium":
        with suppress(*ERRORS):
            return _with_pages(_open_reference(path), opened), path
    raise UnreadableFileError(
        f"the file is damaged or cut off, and repairing it did not help ({reason})",
        "download or copy it again; if a viewer still shows it, print it to a new PDF",
    )


class _RewritingError(Exception):
    """A file that cannot be rewritten either."""


def _is_locked(path: Path) -> bool:
    """Whether a file opens only with a password."""
    import pikepdf  # 15 MB, which only files that do not open need

    try:
        pikepdf.open(path).close()
    except pikepdf.PasswordError:
        return True
    except pikepdf.PdfError:
        pass
    return False


def _rewrite(path: Path, target: Path) -> None:
    """A copy with its structure written anew by pikepdf, which mends what other readers stumble over.

    Raises ``_RewritingError`` where that does not help.
    """
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            if not len(pdf.pages):
                raise _RewritingError("no pages")
            pdf.save(target)
    except pikepdf.PdfError as error:
        raise _RewritingError(str(error)) from error


def _earlier_versions(path: Path, target: Path) -> Iterator[None]:
    """Writes the file as it was before its last change to ``target``, then as it was before the one before.

    Who changes a PDF appends to it, such as a signature: where that is broken, all the rest is whole in front of it.
    """
    content = path.read_bytes()
    end = content.rfind(END, 0, len(content.rstrip()) - len(END))
    for _ in range(MOST_VERSIONS):
        if end < 0:
            return
        target.write_bytes(content[: end + len(END)] + b"\n")
        yield
        end = content.rfind(END, 0, end)


def _with_pages(source: AbstractContextManager[Source], opened: ExitStack) -> Source:
    file = opened.enter_context(source)
    if not 0 < file.page_count <= MAX_PAGES:
        raise BrokenError("no pages" if file.page_count < 1 else f"{file.page_count} pages")
    return file


def _sniff(path: Path) -> None:
    with open_regular(path) as file:
        start = file.read(SNIFFED)
    if not start:
        raise UnreadableFileError("the file is empty (0 bytes)", "copy or download it again")
    lowered = start.lstrip().lower()
    for signature, what, next_step in SIGNATURES:  # first of all: an archive may hold a PDF as it is
        if lowered.startswith(signature.lower()):
            raise UnreadableFileError(f"not a PDF but {what}", next_step)
    if b"%PDF-" in start:
        return
    raise UnreadableFileError(
        "not a PDF: no %PDF- in its first 1,024 bytes", "check what the file is, and export it as PDF"
    )


def _without_path(error: Exception, *paths: Path) -> str:
    """The message without the file's path, which says nothing new and would tie the database to one machine."""
    message = str(error)
    for path in paths:
        message = message.replace(f"{path}: ", "").replace(f" ({path})", "")
    return message
