"""The best of what several readers find on a page that may have lost something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import pikepdf
import pypdfium2

from extractor.guard.scratch import scratch_folder
from extractor.model.pages import Characters, Link, Mask, Page
from extractor.read.adapter import TooMuchError, UnsureError
from extractor.read.choice import elsewhere
from extractor.read.damage.file import Damage, Doubt
from extractor.read.damage.grammar import is_content, mended
from extractor.read.damage.streams import BROKEN
from extractor.read.pdfium import page as pdfium

# A reader finds more where it finds so many letters in places that have none, and so large a share of what there is:
# two readers of a whole page differ in a letter here and there (test_lost_text.py).
MORE, MORE_SHARE = 10, 0.2


def best_reading(page: Page, doubt: Doubt, readings: Iterable[Page]) -> tuple[Page, Doubt | None]:
    """The page as whoever finds most of it reads it, and the doubt that is left.

    page: as it was read first. doubt: why that may not be all. readings: the page as others read it, each made when it
    is asked for.

    No doubt is left where a reader finds all that the page draws, or finds it where letters stand already: text is
    drawn twice to look bold.
    """
    for other in readings:
        if not doubt.lacks_text(page):
            break
        more = int(np.count_nonzero(_letters(other.characters) & elsewhere(other.characters, page.characters)))
        if more >= max(MORE, MORE_SHARE * np.count_nonzero(_letters(page.characters))):
            page = other
        elif not doubt.faults and not doubt.lacks_text(other):
            return page, None
    return page, doubt if doubt.faults or doubt.lacks_text(page) else None


def read_anew(damage: Damage, number: int) -> Iterator[Page]:
    """Page ``number`` as pdfium reads it in a file of its own that qpdf writes: nothing, where that does not work.

    qpdf finds objects that pdfium does not, and the content is written as far as it can be decoded.
    """
    inspector = damage.inspector
    if inspector is None or inspector.page_count != damage.page_count:
        return
    with scratch_folder() as folder:
        path = folder / "page.pdf"
        try:
            content = inspector.inspect(number).part.content
            content = content if is_content(content) else mended(content)
            with pikepdf.new() as alone:
                alone.pages.append(inspector.pdf.pages[number - 1])
                alone.pages[0].obj["/Contents"] = alone.make_stream(content)
                alone.save(path)
            with pdfium.open_file(path) as file:
                page = file.read_page(1, checked=False)
        except (*BROKEN, TooMuchError, UnsureError, pypdfium2.PdfiumError):
            return
    links = tuple(Link((number, *link.box[1:]), link.uri) for link in page.links)
    yield replace(page, number=number, links=links)


def _letters(glyphs: Characters) -> Mask:
    """Which glyphs are letters or digits; one that stands for no letter is written as the number that it has."""
    first = glyphs.text.astype("<U1")
    return np.asarray(np.char.isalnum(first), dtype=bool)
