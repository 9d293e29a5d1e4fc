"""Cut-outs of the originals as data: URIs, until a sheet is as large as one may be."""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.export.evidence.sheet import HEAD, CutOut, Cutting, Frame
from extractor.facsimile.files import CHANGED, FOUND, MISSING, Original, find_original
from extractor.facsimile.frames import around_print, between_lines
from extractor.facsimile.images import Facsimile
from extractor.facsimile.picture import MEDIA_TYPE
from extractor.language.catalogue import Words
from extractor.language.messages import said
from extractor.model.pages import Failure, Rectangle
from extractor.query.facts import Box, Source

# Pixels of a point: 180 to the inch, at which print of 10 points is as on paper; 120 for what is shown whole, a page or
# a large table, of which five would fill a sheet otherwise (test_a_whole_page_is_drawn_less_sharp), and for all of a
# sheet with more than so many exhibits: 400 numbers of tables take 8 MB so and 13 MB else.
SHARPNESS, LESS_SHARP, MANY = 2.5, 1.667, 100

# Bytes of all pictures of a sheet: it must go by mail, where a third is added to it (test_gather.py).
MOST_BYTES = 9_000_000

# Points by which a frame stands off the print, so that it does not run through letters.
OFF_PRINT = 1.5


class Cutter:
    """Cuts pictures out of the originals of a ``facsimile``, None where there are none.

    ``most`` is how many bytes all may have together.
    """

    def __init__(self, facsimile: Facsimile | None, most: int = MOST_BYTES) -> None:
        self._facsimile = facsimile
        self._left = most
        self._sharpness = SHARPNESS
        self._lines: dict[tuple[str, int], tuple[Rectangle, ...]] = {}
        self.left_out = 0

    def expect(self, exhibits: int) -> None:
        """Draws less sharp where there are many exhibits to come."""
        self._sharpness = SHARPNESS if exhibits <= MANY else LESS_SHARP

    def cut(self, source: Source, cuttings: Iterable[Cutting], words: Words) -> tuple[tuple[CutOut, ...], str]:
        """The cut-outs of a document, and why there is none: "" where there are.

        ``source`` is the document, ``cuttings`` say which parts, ``words`` in which language a reason is given.
        """
        facsimile = self._facsimile
        original = find_original(source.sha256, source.names, facsimile.folders if facsimile else ())
        if facsimile is None or original.state != FOUND:
            return (), absent_words(original.state, words)
        made = []
        for cutting in cuttings:
            if self._left <= 0:
                self.left_out += 1
                return (), words("No picture: the sheet is as large as one may be.")
            lines = self._lines_of(original, cutting.box[0])
            each = as_printed(cutting, lines)
            page, *sides = each.box
            sharpness = self._sharpness if each.marks or each.shows == HEAD else LESS_SHARP
            width = max(1, round((sides[2] - sides[0]) * sharpness))
            drawn = facsimile.part(original, page, (sides[0], sides[1], sides[2], sides[3]), width)
            if isinstance(drawn, Failure):
                return (), words("No picture: the page could not be drawn ({error}).", error=said(drawn.error, words))
            self._left -= len(drawn.image)
            address = f"data:{MEDIA_TYPE};base64,{base64.b64encode(drawn.image).decode()}"
            made.append(CutOut(each, address, drawn.width, drawn.height, frames(each)))
        return tuple(made), "" if made else words("No picture: no place on the page is known.")

    def _lines_of(self, original: Original, page: int) -> tuple[Rectangle, ...]:
        assert self._facsimile is not None  # else nothing is cut
        key = original.sha256, page
        if key not in self._lines:
            self._lines[key] = self._facsimile.lines(original, page)
        return self._lines[key]


def as_printed(cutting: Cutting, lines: Sequence[Rectangle]) -> Cutting:
    """The cutting with its marks around the print of their ``lines``, and without a line cut in half where one fits."""
    page, *sides = cutting.box
    _, top, _, bottom = between_lines((sides[0], sides[1], sides[2], sides[3]), lines) if cutting.marks else sides
    marks = tuple((page, *around_print((x0, over, x1, under), lines)) for page, x0, over, x1, under in cutting.marks)
    box = page, sides[0], float(max(0, math.floor(top))), sides[2], float(math.ceil(bottom))
    return replace(cutting, box=box, marks=marks if cutting.are_lines else cutting.marks)


def absent_words(state: str, words: Words) -> str:
    """Why there is no picture of a document whose file is in this ``state``."""
    return {
        MISSING: words("No picture: the file is not in the folders that were looked through. What the database holds "
                       "stands here."),
        CHANGED: words("No picture: the file of this name is another one by now (its SHA-256 differs). What the "
                       "database holds stands here."),
    }[state]  # fmt: skip


def frames(cutting: Cutting) -> tuple[Frame, ...]:
    """The marks of a cutting in per cent of its picture."""
    return tuple(_frame(mark, cutting.box) for mark in cutting.marks)


def _frame(mark: Box, box: Box) -> Frame:
    width, height = max(box[3] - box[1], 1.0), max(box[4] - box[2], 1.0)
    return Frame(
        left=round(100 * (mark[1] - OFF_PRINT - box[1]) / width, 3),
        top=round(100 * (mark[2] - OFF_PRINT - box[2]) / height, 3),
        width=round(100 * (mark[3] - mark[1] + 2 * OFF_PRINT) / width, 3),
        height=round(100 * (mark[4] - mark[2] + 2 * OFF_PRINT) / height, 3),
    )
