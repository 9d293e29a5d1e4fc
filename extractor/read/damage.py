"""What a damaged file has lost where it opens all the same: readers leave it out and say nothing."""

from __future__ import annotations

import io
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

# Codes of pictures that end in a marker, the same in both (ITU-T T.81, B.1.1.3; T.800, A.4.4). Scanners add some bytes
# of their own behind it. A picture without it may be whole all the same, and is decoded to see (test_pages.py).
ENDING, MARKER, BEHIND = ("/DCTDecode", "/JPXDecode"), b"\xff\xd9", 64

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
            if stream.objgen in whole:
                continue
            if stream.get("/Subtype") != "/Image":
                stream.read_bytes()
            elif not _comes_to_its_end(stream):
                return False
            whole.add(stream.objgen)
    except pikepdf.PdfError:
        return False
    return True


def _streams(page: Any) -> list[Any]:
    """The streams that a page (of pikepdf) draws from: its content, and the forms and pictures of its resources."""
    import pikepdf

    content = page.obj.get("/Contents")
    every = [*content] if isinstance(content, pikepdf.Array) else [content]
    resources = page.obj.get("/Resources")
    forms = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if isinstance(forms, pikepdf.Dictionary):
        every += forms.values()
    return [each for each in every if isinstance(each, pikepdf.Stream)]


def _comes_to_its_end(picture: Any) -> bool:
    """Whether the code of a picture is whole: of one that is cut off readers draw what there is, and say nothing."""
    from PIL import Image

    if str(picture.get("/Filter")) not in ENDING:
        return True
    code = picture.read_raw_bytes()
    if MARKER in code[-BEHIND:]:
        return True
    try:
        Image.open(io.BytesIO(code)).load()
    except (OSError, SyntaxError, ValueError):
        return False
    except Image.DecompressionBombError:  # too large to be tried
        return True
    return True
