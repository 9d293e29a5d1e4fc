"""The fast adapter: pages read by pdfium's raw functions, put into columns."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from pypdfium2 import raw

from extractor.model.pages import Floats, Page
from extractor.read.adapter import UnsureError, with_hidden_flagged
from extractor.read.geometry import Frame, letter_shapes
from extractor.read.pdfium import binding as pdfium
from extractor.read.pdfium.characters import Glyphs, joined, read_glyphs
from extractor.read.pdfium.objects import Objects, has_drawn_annotations, links_of, objects_of, texts_in, top_level
from extractor.read.pdfium.shapes import read_shapes

# With fewer text objects the share of lost ones tells nothing; the test has 23 (test_opening.py).
MIN_TEXTS = 20

# Where more than this share of a page's text objects give no character, pdfium left out what it could not read: text
# squeezed flat under a scan (test_opening.py), or a hidden layer, of which it lost 490 of 670 glyphs without a word.
LOST_SHARE = 0.5

# A text object about so many points from one that was read is its copy, drawn up to four times to look bold, and
# rightly left out (test_opening.py).
COPY = 1.0


@dataclass(frozen=True, slots=True)
class PdfiumFile:
    """A file opened by pdfium."""

    document: pypdfium2.PdfDocument
    handle: int
    page_count: int

    def read_page(self, number: int, *, checked: bool = True) -> Page:
        """Page ``number`` (from 1) in columns; what pdfium holds of it is released at once.

        Unless it is to be ``checked``, its glyphs are taken as they are, be pdfium sure of them or not.

        Raises ``UnsureError`` where the reference should be asked, ``TooMuchError`` for a page over a cap.
        """
        with self._page(number) as page:
            frame = _frame(page)
            objects = objects_of(page)
            glyphs = _glyphs(page, frame, checked=checked)
            if checked:
                _check_completeness(objects, glyphs)
            links = links_of(self.handle, page, number, frame)
            own = pdfium.count_objects(page)
            drawn = has_drawn_annotations(page) and pdfium.flatten(page, 0) == raw.FLATTEN_SUCCESS
            shapes = None if drawn else read_shapes(objects, frame)
        if shapes is None:
            with self._page(number) as page:
                added = texts_in(top_level(page)[own:])
                glyphs = joined(glyphs, _glyphs(page, frame, added, checked=checked))
                shapes = read_shapes(objects_of(page), frame)
        read = Page(
            number=number,
            width=frame.width,
            height=frame.height,
            rotation=frame.rotation,
            characters=glyphs.characters,
            fonts=glyphs.fonts,
            edges=shapes.edges,
            images=shapes.images,
            links=links,
            letter_shapes=letter_shapes(shapes.painted),
        )
        return with_hidden_flagged(read, glyphs.unpainted, glyphs.white, shapes.painted)

    def outlines(self, number: int) -> Floats:
        """Boxes (n, 4: x0, top, x1, bottom) around what is drawn of each glyph of page ``number``, as displayed.

        Those of ``read_page`` are as high as the type. Raises ``UnsureError`` for a page without size or text.
        """
        with self._page(number) as page, _text(page) as text_page:
            count = pdfium.count_characters(text_page)
            sides = np.zeros((max(count, 0), 4))
            pdfium.filled(pdfium.tight_box, sides, itertools.repeat(text_page, len(sides)), range(len(sides)))
            left, right, bottom, top = sides.T
            drawn = (left < right) & (bottom < top)  # blanks are not
            return _frame(page).boxes(np.stack([left, bottom, right, top], axis=1)[drawn])

    @contextmanager
    def _page(self, number: int) -> Iterator[int]:
        page = pdfium.load_page(self.handle, number - 1)
        if not page:
            raise UnsureError("the page cannot be opened")
        try:
            yield page
        finally:
            pdfium.close_page(page)


@contextmanager
def open_file(path: Path) -> Iterator[PdfiumFile]:
    """The file opened by pdfium; closed at the end. Raises ``pypdfium2.PdfiumError``."""
    document = pypdfium2.PdfDocument(path)
    try:
        yield PdfiumFile(document, int(ctypes.cast(document.raw, ctypes.c_void_p).value or 0), len(document))
    finally:
        document.close()


def _frame(page: int) -> Frame:
    box = (ctypes.c_float * 4)()
    if not pdfium.page_box(page, ctypes.addressof(box)):
        raise UnsureError("the page has no size")
    left, top, right, bottom = (round(side, 3) for side in box)
    frame = Frame(left, bottom, right, top, 90 * (pdfium.page_rotation(page) % 4))
    if not frame.has_size:  # a crop box beside the sheet
        raise UnsureError("the page has no size")
    return frame


def _glyphs(page: int, frame: Frame, drawn_by: list[int] | None = None, *, checked: bool = True) -> Glyphs:
    with _text(page) as text_page:
        return read_glyphs(text_page, frame, drawn_by, checked=checked)


@contextmanager
def _text(page: int) -> Iterator[int]:
    text_page = pdfium.load_text(page)
    if not text_page:
        raise UnsureError("the text of the page cannot be opened")
    try:
        yield text_page
    finally:
        pdfium.close_text(text_page)


def _check_completeness(objects: Objects, glyphs: Glyphs) -> None:
    texts = objects.of(pdfium.TEXT)
    if len(texts) < MIN_TEXTS or len(glyphs.objects) >= (1 - LOST_SHARE) * len(texts):
        return
    places = np.round(objects.matrices(pdfium.TEXT)[:, 4:] / COPY)
    gave = np.isin(texts, glyphs.objects)
    if _apart(places[~gave], places[gave]) > LOST_SHARE * len(texts):
        raise UnsureError("most of the text objects give no characters")


def _apart(lost: Floats, found: Floats) -> int:
    """How many of the lost places have none of the found ones at or beside them; places are whole numbers."""
    beside = np.zeros(len(lost), dtype=bool)
    known = found[:, 0] + 1j * found[:, 1]
    for dx, dy in itertools.product((-1, 0, 1), repeat=2):
        beside |= np.isin(lost[:, 0] + dx + 1j * (lost[:, 1] + dy), known)
    return int((~beside).sum())
