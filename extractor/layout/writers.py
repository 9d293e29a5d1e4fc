"""Texts under construction: a page's text with the box of each character, a region with the place of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from extractor.layout.lines import Line, glue
from extractor.model import Floats, Integers, Page, PageText, Region


@dataclass(frozen=True, slots=True, eq=False)
class PlacedLine:
    """A line that stands in a page's text: ``text[offset:offset + len(line.text)]`` of page ``page`` is its text."""

    line: Line
    page: int
    offset: int


class PageWriter:
    """Builds the text of one page, line by line."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._pieces: list[str] = []
        self._lines: list[Line | None] = []
        self._length = 0

    def add(self, line: Line, after: str = "\n") -> PlacedLine:
        """The line and the characters after it (a line end, a blank within a cell, a tab between cells)."""
        placed = PlacedLine(line, self._page.number, self._length)
        self._pieces += [line.text, after]
        self._lines += [line, None]
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
        """The page with its text and boxes."""
        page = self._page
        return PageText(
            page.number,
            page.width,
            page.height,
            page.rotation,
            "".join(self._pieces),
            self._column("x0s"),
            self._column("tops"),
            self._column("x1s"),
            self._column("bottoms"),
            np.repeat(np.arange(len(self._pieces), dtype=np.int32), [len(piece) for piece in self._pieces]),
            page.text_layer,
            page.encoding,
            page.ocr_confidence,
            page.links,
        )

    def _column(self, name: str) -> Floats:
        parts = [
            np.full(len(piece), np.nan) if line is None else getattr(line, name)
            for piece, line in zip(self._pieces, self._lines, strict=True)
        ]
        return np.concatenate(parts) if parts else np.zeros(0)


class RegionWriter:
    """Builds a region from placed lines; what stands between them is joined by blanks or paragraph ends."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._pieces: list[str] = []
        self._pages: list[Integers] = []
        self._offsets: list[Integers] = []
        self.length = 0

    def add(self, placed: PlacedLine, skip: Iterable[tuple[int, int]] = (), start: int = 0) -> None:
        """The line's text from ``start`` on without the ranges ``skip`` (offsets into the line's text)."""
        at = start
        for first, last in [*skip, (len(placed.line.text), len(placed.line.text))]:
            if first > at:
                self._put(placed.line.text[at:first], placed.page, placed.offset + at)
            at = max(at, last)

    def join(self, placed: PlacedLine) -> None:
        """What stands for the line end before a line of the same paragraph or cell."""
        if self._pieces and glue(self._pieces[-1], placed.line.text):
            self._separate(" ")

    def end_paragraph(self) -> None:
        """The end of a paragraph or of a cell."""
        self._separate("\n")

    def finish(self, *, footnote: int | None = None, row: int | None = None) -> Region:
        """The region as built so far, without sentences."""
        empty = np.zeros(0, dtype=np.int32)
        return Region(
            self.kind,
            "".join(self._pieces),
            np.concatenate(self._pages) if self._pages else empty,
            np.concatenate(self._offsets) if self._offsets else empty,
            footnote,
            row,
        )

    def _separate(self, mark: str) -> None:
        if self._pieces and not self._pieces[-1].endswith(("\n", mark)):
            page, offset = int(self._pages[-1][-1]), int(self._offsets[-1][-1])
            self._put(mark, page, offset)

    def _put(self, text: str, page: int, offset: int) -> None:
        self._pieces.append(text)
        self._pages.append(np.full(len(text), page, dtype=np.int32))
        self._offsets.append(np.arange(offset, offset + len(text), dtype=np.int32))
        self.length += len(text)
