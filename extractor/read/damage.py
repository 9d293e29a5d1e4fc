"""What a damaged file has lost where it opens all the same: readers leave it out and say nothing."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from extractor.model.pages import Failure, Page

# The last entry of every PDF (ISO 32000, 7.5.5), which a broken download has lost.
LAST_ENTRY = b"startxref"

# Bytes. It stands in the last ones of a file; servers and mailers add a few of their own behind it, viewers look
# for it in the last 1,024.
TAIL = 2048

# What pikepdf raises besides its own errors, of objects that are not what they should be.
BROKEN = (TypeError, ValueError, RuntimeError)

CUT_OFF = Failure(
    "read",
    None,
    "the end of the file is missing: pages, or characters of a page, may be lost",
    "download or copy it again, and ingest the new file",
)


def is_cut_off(path: Path) -> bool:
    """Whether the end of a PDF is missing."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(size - TAIL, 0))
        return LAST_ENTRY not in file.read()


class Damage:
    """What is lost of a file that was opened at ``path``; ``cut_off`` says that its end is missing."""

    def __init__(self, path: Path, *, cut_off: bool) -> None:
        self.path = path
        self.cut_off = cut_off

    def of(self, page: Page) -> Failure | None:
        """What is lost of a page: content that cannot be decoded or, where a file is cut off, may not be there.

        None for a page that is whole, and for one that is blank in truth.
        """
        is_blank = not (len(page.characters) or len(page.images) or len(page.edges))
        if is_blank and self.cut_off:
            error = "nothing is left of the page: the end of the file is missing"
        elif page.number in self._undecodable:
            error = f"{'nothing' if is_blank else 'only a part'} is left of the page: its content is damaged"
        else:
            return None
        return Failure("read", page.number, error, "download or copy the file again, and ingest the new one")

    @cached_property
    def _undecodable(self) -> frozenset[int]:
        """The numbers of all pages with content that cannot be decoded."""
        import pikepdf

        try:
            with pikepdf.open(self.path) as pdf:
                whole: set[tuple[int, int]] = set()
                return frozenset(number for number, page in enumerate(pdf.pages, 1) if not _is_decodable(page, whole))
        except (pikepdf.PdfError, pikepdf.PasswordError, *BROKEN):  # the reader has opened it, and is believed
            return frozenset()


def _is_decodable(page: Any, whole: set[tuple[int, int]]) -> bool:
    """``whole`` are the streams known to be so: pages share their forms, and each is decoded once."""
    import pikepdf

    try:
        for stream in _streams(page):
            if stream.objgen not in whole:
                stream.read_bytes()
                whole.add(stream.objgen)
    except pikepdf.PdfError:
        return False
    return True


def _streams(page: Any) -> list[Any]:
    """The streams that a page (of pikepdf) draws from: its content, and the forms among its resources."""
    import pikepdf

    content = page.obj.get("/Contents")
    every = [*content] if isinstance(content, pikepdf.Array) else [content]
    resources = page.obj.get("/Resources")
    forms = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if isinstance(forms, pikepdf.Dictionary):
        every += forms.values()
    return [each for each in every if isinstance(each, pikepdf.Stream) and each.get("/Subtype") != "/Image"]
