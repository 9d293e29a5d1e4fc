"""What there is to doubt of a page that was read, and what the file has lost as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pikepdf

from extractor.model.pages import FLAG_WIDGET, Failure, Page
from extractor.read.damage.page import DAMAGED, Inspected, Inspector, pages_once_named
from extractor.read.damage.streams import BROKEN

# The last entry of every PDF (ISO 32000, 7.5.5), which a broken download has lost.
LAST_ENTRY = b"startxref"

# Bytes. It stands in the last ones of a file; servers and mailers add a few of their own behind it, viewers look
# for it in the last 1,024.
TAIL = 2048

# A page that draws fewer glyphs may have drawn blanks alone, which readers leave out: some pages of laws draw 4 to 6
# of them below the last line (test_lost_text.py).
MIN_DRAWN = 20

# Where readers find less than this share of the glyphs that a page draws, they may have lost the others: on 1,900 pages
# of real documents they find .79 and more, and .65 of one whose text is drawn twice to look bold (test_lost_text.py).
FOUND = 0.75

# OCR finds no blanks, which are a fifth of what a page draws, and misses a word here and there: it has read the page
# where it finds this share (test_lost_text.py).
ENOUGH_OF_PICTURE = 0.5

NEXT_STEP = "download or copy the file again, and ingest the new one"

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


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a page may have lost something: ``drawn`` is how many glyphs it draws, 0 where nobody knows.

    ``faults`` are what is damaged or missing of it, in words; without any, its reader found too few of its glyphs.
    """

    drawn: float
    faults: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """The first fault, in words."""
        return self.faults[0] if self.faults else "most of the text that it draws is not found"

    def lacks_text(self, page: Page, share: float = FOUND) -> bool:
        """Whether the page has less than this share of the glyphs that are drawn."""
        return self.drawn >= (1 if self.faults else MIN_DRAWN) and _found(page) < share * self.drawn

    def failure(self, page: Page) -> Failure:
        """What is to be said of the page, as it was read at last."""
        reason = self.reason
        if is_blank(page):
            error = f"nothing is left of the page: {reason}"
        elif self.lacks_text(page, ENOUGH_OF_PICTURE if page.text_layer == "ocr" else FOUND):
            error = f"only a part is left of the page: {reason}"
        else:
            error = f"parts of the page may be missing or wrong: {reason}"
        return Failure("read", page.number, error, NEXT_STEP)


class Damage:
    """What is lost of the opened file at ``path``.

    ``inspector`` looks at its pages, None where qpdf cannot open it. ``page_count`` is how many pages its reader sees.
    ``cut_off`` says that its end is missing, ``repaired`` that what is read is a repaired copy.
    """

    def __init__(self, path: Path, inspector: Inspector | None, page_count: int, *, repaired: bool) -> None:
        self.path = path
        self.inspector = inspector
        self.page_count = page_count
        self.cut_off = is_cut_off(path)
        self.repaired = repaired

    def doubt(self, page: Page) -> Doubt | None:
        """What there is to doubt of a page as it was read; None for one that is whole, or blank in truth."""
        inspected = self._inspected(page.number)
        if isinstance(inspected, str):
            return Doubt(0, (inspected,)) if inspected == DAMAGED or is_blank(page) else None
        faults = tuple(inspected.faults)
        if self.cut_off and is_blank(page):
            faults = ("the end of the file is missing", *faults)
        enough = not faults and _found(page) >= FOUND * inspected.part.roughly
        doubt = Doubt(0 if enough else inspected.part.glyphs, faults)
        return doubt if faults or doubt.lacks_text(page) else None

    def of_file(self) -> Failure | None:
        """What is lost of the file as a whole, told when all of its pages were looked at."""
        if self.inspector is None:
            return Failure("read", None, "the file is damaged: what of it is lost cannot be told", NEXT_STEP)
        count = self.page_count
        number = max(self.inspector.page_count, self._pages_named, count)
        if number > count and self.repaired:
            error = f"the file is damaged and was repaired: {count} of {number} pages are left"
        elif number > count:
            error = f"the file is damaged: {count} of {number} pages are left"
        elif self.repaired and not self.cut_off and (self.inspector.left_out or not self._pages_named):
            error = f"the file is damaged and was repaired: {count} pages are left, parts of them may be lost"
        elif self.repaired and not self.cut_off:
            error = f"the file is damaged and was repaired: all {count} pages are left"
        else:
            return None
        return Failure("read", None, error, NEXT_STEP)

    @cached_property
    def _pages_named(self) -> int:
        """How many pages the file says that it has, or said before qpdf mended it; 0 where nothing tells."""
        if self.inspector is None:
            return 0
        before = pages_once_named(self.path.read_bytes()) if self.repaired or self.inspector.is_rebuilt else 0
        return max(before, self.inspector.pages_named)

    def _inspected(self, number: int) -> Inspected | str:
        """What the page draws, or why nobody can tell."""
        if self.inspector is None:
            return "the file is damaged"
        if self.inspector.page_count != self.page_count:  # then qpdf's page of this number may be another one
            return "the page tree of the file is damaged"
        try:
            return self.inspector.inspect(number)
        except BROKEN:
            return DAMAGED


@contextmanager
def damage_of(path: Path, page_count: int, *, repaired: bool) -> Iterator[Damage]:
    """The damage of a file, which is held open for it.

    path: the file as it was given. page_count: how many pages its reader sees. repaired: whether that reads a repaired
    copy.
    """
    with ExitStack() as opened:
        try:
            inspector = Inspector(opened.enter_context(pikepdf.open(path)))
        except BROKEN:
            inspector = None
        yield Damage(path, inspector, page_count, repaired=repaired)


def is_blank(page: Page) -> bool:
    """Whether nothing at all was found on a page."""
    return not (len(page.characters) or len(page.images) or len(page.edges))


def _found(page: Page) -> int:
    """How many glyphs were found that the page itself draws."""
    return len(page.characters) - int(np.count_nonzero(page.characters.flags & FLAG_WIDGET))
