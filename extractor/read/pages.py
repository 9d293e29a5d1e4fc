"""A file to ``Pages``: opened, repaired where that helps, read page by page, scanned pages by OCR."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from extractor.errors import TrichlucError, UnreadableFileError
from extractor.model import Failure, Page, Pages
from extractor.options import Options
from extractor.read import ocr, plumber
from extractor.read.quality import unusable
from extractor.read.widgets import with_widgets_drawn

SNIFFED = 1024
SIGNATURES = (
    (b"version https://git-lfs", "a git-lfs pointer in place of the file", "fetch the file itself with `git lfs pull`"),
    (b"<!doctype", "a web page", "download the PDF itself; the server sent a page in its place"),
    (b"<html", "a web page", "download the PDF itself; the server sent a page in its place"),
    (b"PK\x03\x04", "a zip archive or an office document", "unpack it, or export the document as PDF"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "export the document as PDF"),
)
PAGE_ERRORS = (PDFException, PdfminerException, ValueError, TypeError, KeyError, IndexError, AttributeError)
"""What pdfminer raises on broken pages; it has no one family of errors."""

PAGE_SHARE = 0.5
"""One page may take this share of its document's time: then it fails, and not the whole document."""


@dataclass(frozen=True, slots=True)
class _Source:
    pdf: PDF
    path: Path


def read_pages(path: Path, options: Options) -> Pages:
    """All pages of a PDF. Raises ``UnreadableFileError`` with a next step for a file that cannot be opened.

    A page that cannot be read, or has no usable text and cannot be recognised, is a failure in the result.
    """
    _sniff(path)
    pages: list[Page] = []
    failures: list[Failure] = []
    with _opened(path) as source:
        count = len(source.pdf.pages)
        for number in range(1, count + 1):
            try:
                page = plumber.read_page(source.pdf, number)
            except (*PAGE_ERRORS, RecursionError) as error:
                failures.append(
                    Failure(
                        "read",
                        number,
                        f"the page cannot be read: {error or type(error).__name__}",
                        "look at the page in a viewer; if it shows there, print it to a new PDF",
                    )
                )
                continue
            page, failure = _with_usable_text(source.path, page, options)
            pages.append(page)
            if failure:
                failures.append(failure)
    return Pages(tuple(pages), count, tuple(failures))


def _sniff(path: Path) -> None:
    with path.open("rb") as file:
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


@contextmanager
def _opened(path: Path) -> Iterator[_Source]:
    """The file, or where it is damaged a repaired copy of it."""
    with tempfile.TemporaryDirectory(prefix="trichluc-") as folder, ExitStack() as opened:
        try:
            source = with_widgets_drawn(path, Path(folder) / "drawn.pdf")
            pdf = opened.enter_context(plumber.open_file(source))
            if not pdf.pages:
                raise ValueError("no pages")
        except (*PAGE_ERRORS, RecursionError) as error:
            if _is_encrypted(path, error):
                raise UnreadableFileError(
                    "the file is encrypted and opens only with a password",
                    "remove the password (for example `qpdf --decrypt --password=… in.pdf out.pdf`)",
                ) from error
            source = _repaired(path, Path(folder) / "repaired.pdf", error)
            pdf = _open_repaired(opened, source)
        yield _Source(pdf, source)


def _is_encrypted(path: Path, error: BaseException) -> bool:
    if any(isinstance(cause, PDFPasswordIncorrect) for cause in (error, *error.args)):
        return True
    try:
        pikepdf.open(path).close()
    except pikepdf.PasswordError:
        return True
    except pikepdf.PdfError:
        pass
    return False


def _repaired(path: Path, target: Path, error: BaseException) -> Path:
    """A copy with its structure written anew. Raises ``UnreadableFileError`` where that does not help."""
    try:
        with pikepdf.open(path) as pdf:
            if not len(pdf.pages):
                raise pikepdf.PdfError("no pages")
            pdf.save(target)
    except pikepdf.PdfError as second:
        raise _beyond_repair(_without_path(second, path) or str(error)) from second
    return target


def _open_repaired(opened: ExitStack, source: Path) -> PDF:
    try:
        return opened.enter_context(plumber.open_file(source))
    except (*PAGE_ERRORS, RecursionError) as error:
        raise _beyond_repair(_without_path(error, source)) from error


def _beyond_repair(reason: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"the file is damaged or cut off, and repairing it did not help ({reason})",
        "download or copy it again; if a viewer still shows it, print it to a new PDF",
    )


def _without_path(error: Exception, path: Path) -> str:
    """The message without the file's path, which says nothing new and would tie the database to one machine."""
    return str(error).replace(f"{path}: ", "").replace(f" ({path})", "")


def _with_usable_text(path: Path, page: Page, options: Options) -> tuple[Page, Failure | None]:
    """The page itself, or as recognised from its picture.

    Where that was needed and not possible the page comes without its text, which is worse than none, and a failure.
    """
    reason = "asked for" if options.ocr == "force" else unusable(page)
    if reason is None:
        return page, None
    without = replace(page, characters=page.characters.take(slice(0)))
    if options.ocr == "never":
        return without, Failure("ocr", page.number, f"no usable text: {reason}", "run again without `--ocr never`")
    try:
        return ocr.recognise(path, page, options.timeout * PAGE_SHARE), None
    except TrichlucError as error:
        return without, Failure("ocr", page.number, f"{error.message}: {reason}", error.next_step)
    except subprocess.TimeoutExpired:
        return without, Failure("ocr", page.number, f"OCR took too long: {reason}", "raise `--timeout`")
    except RuntimeError as error:
        return without, Failure("ocr", page.number, str(error), "look at the page in a viewer")
