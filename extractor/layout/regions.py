"""Texts under construction: a page's text with the box of each character, a region with the place of each."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from extractor.layout.cleaning.rotation import Rotation
from extractor.layout.footnotes.markers import with_raised
from extractor.layout.lines.line import Boxes, Line, glue
from extractor.layout.lines.segments import counting
from extractor.model.layout import PageText, Region
from extractor.model.pages import Floats, Integers, Page, Singles

Marks = dict[tuple[Line, int], int]
"""For what was left out of a line, known by the line and the offset in it, its offset in the region."""


class PlacedLine(NamedTuple):
    """A line that stands in a page's text: ``text[offset:offset + len(line.text)]`` of page ``page`` is its text,
    with the digits of its markers raised."""

    line: Line
    page: int
    offset: int


class PageWriter:
    """Builds the text of one page, line by line; ``rotation`` leads from the lines' boxes to the page as displayed."""

    def __init__(self, page: Page, rotation: Rotation) -> None:
        self._page = page
        self._rotation = rotation
        self._pieces: list[str] = []
        self._lines: list[Line | None] = []
        self._length = 0

    def add(self, line: Line, after: str = "\n", raised: Sequence[tuple[int, int]] = ()) -> PlacedLine:
        """Writes a line; returns it with its place.

        ``after`` is the character behind it: a line end, a blank within a cell, a tab between cells, nothing where a
        narrow cell breaks a number. ``raised`` are the ranges of its text, from its beginning, in which digits stand
        raised: its footnote markers.
        """
        placed = PlacedLine(line, self._page.number, self._length)
        self._pieces += (with_raised(line.text, raised) if raised else line.text, after)
        self._lines += (line, None)
        self._length += len(line.text) + len(after)
        return placed

    def end_row(self) -> None:
        """Turns the tab after the last cell of a row into a line end."""
        if self._pieces and self._pieces[-1] == "\t":
            self._pieces[-1] = "\n"

    def tab(self) -> None:
        """The place of an empty cell."""
        self._pieces.append("\t")
        self._lines.append(None)
        self._length += 1

    def finish(self) -> PageText:
        """The page with its text and a box for each of its characters."""
        page = self._page
        lengths = np.array([len(piece) for piece in self._pieces], dtype=np.int32)
        x0, top, x1, bottom = self._rotation.back(*self._boxes(lengths))
        return PageText(
            number=page.number,
            width=self._rotation.width,
            height=self._rotation.height,
            rotation=page.rotation,
            text="".join(self._pieces),
            x0=x0,
            top=top,
            x1=x1,
            bottom=bottom,
            line=np.arange(len(lengths), dtype=np.int32).repeat(lengths),
            text_layer=page.text_layer,
            encoding=page.encoding,
            ocr_confidence=page.ocr_confidence,
            words=None if page.words is None else self._words_back(page.words),
            other_readings=page.other_readings,
            links=page.links,
            is_pictured=page.is_pictured,
            text_reason=page.text_reason,
        )

    def _words_back(self, words: Floats) -> Floats:
        """Recognised words where they stand on the page as displayed; they were never turned upright."""
        x0, top, x1, bottom, sure = words.T
        straight = replace(self._rotation, angle=0)
        return np.stack([*straight.back(x0, top, x1, bottom), sure], axis=1)

    def close(self) -> None:
        """Closes the boxes of the lines that were written."""
        for line in filter(None, self._lines):
            line.boxes.close()

    def _boxes(self, lengths: Integers) -> Singles:
        """Four rows, gathered from the boxes that the lines share; what stands between lines takes the NaN in front."""
        begins: dict[Boxes, int] = {}
        shared = [np.full((4, 1), np.nan, dtype=np.float32)]
        width = 1
        starts = []
        for line in self._lines:
            if line is None:
                starts.append(0)
                continue
            if line.boxes not in begins:
                begins[line.boxes] = width
                shared.append(line.boxes.values[:4])
                width += line.boxes.values.shape[1]
            starts.append(begins[line.boxes] + line.start)
        boxes: Singles = np.concatenate(shared, axis=1).take(counting(starts, lengths), axis=1)
        return boxes


class RegionWriter:
    """Builds a region from placed lines; what stands between them is joined by blanks or paragraph ends.

    ``length`` is that of the text so far: the offset of what is added next. ``marks`` tells where ranges of lines were
    skipped.
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._pages: list[int] = []
        self._offsets: list[int] = []
        self.length = 0
        self.marks: Marks = {}

    def add(self, placed: PlacedLine, skip: Sequence[tuple[int, int]] = (), start: int = 0) -> None:
        """Appends the text of the line ``placed`` from ``start`` on, without the ranges ``skip``.

        Both count characters from the beginning of the line's text; the ranges ascend, their ends are exclusive.
        """
        at = start
        for first, last in skip:
            self._put_part(placed, at, first)
            self.marks[placed.line, first] = self.length
            at = max(at, last)
        self._put_part(placed, at, len(placed.line.text))

    def join(self, placed: PlacedLine) -> None:
        """What stands for the line end before a line of the same paragraph or cell."""
        if self._pieces and glue(self._pieces[-1], placed.line.text):
            self._separate(" ")

    def end_paragraph(self) -> None:
        """The end of a paragraph or of a cell."""
        self._separate("\n")

    def finish(self, *, footnote: int | None = None, row: int | None = None) -> Region:
        """The region as built so far, without sentences."""
        return Region(
            kind=self._kind,
            text="".join(self._pieces),
            starts=array("i", self._starts),
            pages=array("i", self._pages),
            offsets=array("i", self._offsets),
            footnote=footnote,
            row=row,
        )

    def _separate(self, mark: str) -> None:
        if self._pieces and not self._pieces[-1].endswith(("\n", mark)):
            self._put(mark, self._pages[-1], self._offsets[-1] + len(self._pieces[-1]) - 1)

    def _put_part(self, placed: PlacedLine, start: int, end: int) -> None:
        if start < end:
            self._put(placed.line.text[start:end], placed.page, placed.offset + start)

    def _put(self, text: str, page: int, offset: int) -> None:
        self._pieces.append(text)
        self._starts.append(self.length)
        self._pages.append(page)
        self._offsets.append(offset)
        self.length += len(text)
