"""Printed lines of a page: text with the box of each character, and what is asked of a line again and again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

import numpy as np

from extractor.layout.lines.baselines import line_numbers
from extractor.layout.lines.texts import line_texts, shown
from extractor.model.pages import Characters, Integers, Mask, Singles

_HYPHENS = ("-", "–")
_X0, _TOP, _X1, _BOTTOM, _SIZE = range(5)


class Boxes:
    """Boxes and sizes of characters, shared by the lines of a page; open like a file until they are closed.

    ``values`` has five rows (x0, top, x1, bottom, size) and a column a character, NaN for blanks. Who asks for them
    after ``close`` gets a ``ValueError``.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Singles) -> None:
        self._values: Singles | None = values

    @property
    def values(self) -> Singles:
        """The five rows."""
        if self._values is None:
            raise ValueError("the boxes of these lines are closed: the text of their page has been written")
        return self._values

    def close(self) -> None:
        """Frees the memory."""
        self._values = None


class Line(NamedTuple):
    """One printed line; its box in points. A page makes a hundred of them, which tuples are quick at.

    ``size`` is that of most glyphs, ``smallest`` that of the smallest, ``bottom_of_type`` the bottom of glyphs of the
    line's size, ``widest_gap`` the widest between neighbours; ``bold`` says that most of it is bold, ``bold_lead`` how
    many characters at its beginning are. ``boxes`` is shared by the lines of a page: the columns from ``start`` on are
    those of the characters of ``text``. They are open until the page's text is written, which has boxes of its own;
    whatever needs them is worked out before (``lay_out``).
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    smallest: float
    bottom_of_type: float
    widest_gap: float
    bold: bool
    bold_lead: int
    boxes: Boxes
    start: int

    def __eq__(self, other: object) -> bool:
        """Lines that look alike are not the same line: each is its own key."""
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    @property
    def x0s(self) -> Singles:
        return self.column(_X0)

    @property
    def tops(self) -> Singles:
        return self.column(_TOP)

    @property
    def x1s(self) -> Singles:
        return self.column(_X1)

    @property
    def bottoms(self) -> Singles:
        return self.column(_BOTTOM)

    @property
    def sizes(self) -> Singles:
        return self.column(_SIZE)

    def column(self, row: int) -> Singles:
        """One row of ``boxes`` for the characters of this line."""
        values: Singles = self.boxes.values[row, self.start : self.start + len(self.text)]
        return values

    def part(self, start: int, end: int) -> Line:
        """The line that holds only ``text[start:end]``, without the blanks around it."""
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        if end - start == len(self.text):
            return self
        return self._with(self.text[start:end], self.boxes, self.start + start, self.bottom_of_type)

    def moved(self, boxes: Singles) -> Line:
        """The line with other boxes for its characters (five rows); its foot is the lowest of them."""
        return self._with(self.text, Boxes(boxes), 0, float(np.fmax.reduce(boxes[_BOTTOM])))

    def _with(self, text: str, boxes: Boxes, start: int, bottom_of_type: float) -> Line:
        values = boxes.values[:, start : start + len(text)]
        x0, top, _, _, smallest = np.fmin.reduce(values, axis=1, initial=np.inf).tolist()
        _, _, x1, bottom, _ = np.fmax.reduce(values, axis=1, initial=-np.inf).tolist()
        skipped = start - self.start if boxes is self.boxes else 0
        lead = min(max(self.bold_lead - skipped, 0), len(text))
        return Line(
            text=text,
            x0=x0,
            top=top,
            x1=x1,
            bottom=bottom,
            size=self.size,
            smallest=smallest,
            bottom_of_type=bottom_of_type,
            widest_gap=self.widest_gap,
            bold=self.bold,
            bold_lead=lead,
            boxes=boxes,
            start=start,
        )


# The hash of ``object`` itself and no function of ours: layout looks lines up 500 times a page.
Line.__hash__ = object.__hash__  # type: ignore[method-assign]


def lines_of(characters: Characters) -> list[Line]:
    """The lines that the glyphs form, from top to bottom, each from left to right.

    Text that stands side by side on one line is one line here; ``columns`` parts it where that is meant.
    """
    return lines_by_area(characters, np.zeros(len(characters), dtype=np.int32), 1)[0]


def lines_by_area(characters: Characters, areas: Integers, count: int, inked: Mask | None = None) -> list[list[Line]]:
    """The lines of each area of a page: of each cell of its grids, say, and of what is left.

    characters: the glyphs. areas: the number of the area of each glyph, from 0. count: how many areas there are; those
    without glyphs have no lines. inked: which glyphs are more than blanks; None where the caller does not know.
    """
    found: list[list[Line]] = [[] for _ in range(count)]
    if inked is None:
        inked = shown(characters.text)
    if not inked.any():
        return found
    of = line_texts(characters, inked, areas, line_numbers(characters, inked, areas))
    measures = (of.x0s, of.tops, of.x1s, of.bottoms, of.sizes, of.smallest, of.feet, of.gaps, of.bold, of.bold_leads)
    lists = (each.tolist() for each in measures)
    lines = list(map(Line._make, zip(of.texts, *lists, repeat(Boxes(of.boxes)), of.starts.tolist(), strict=False)))
    of_area = of.areas.tolist()
    for at in np.lexsort((of.x0s, of.feet, of.areas)).tolist():
        found[of_area[at]].append(lines[at])
    return found


def columns(line: Line, gap: float) -> list[Line]:
    """The parts of a line between gaps wider than ``gap`` points."""
    if line.widest_gap <= gap:
        return [line]
    starts = [0]
    known = np.inf
    for position, (x0, x1) in enumerate(zip(line.x0s.tolist(), line.x1s.tolist(), strict=True)):
        if x0 != x0:  # a blank has no box
            continue
        if x0 - known > gap:
            starts.append(position)
        known = x1 if known == np.inf else max(known, x1)
    ends = [*starts[1:], len(line.text)]
    return [line.part(start, end) for start, end in zip(starts, ends, strict=True)]


def part_at(line: Line, x: float) -> tuple[Line, Line]:
    """The line left and right of ``x``; either may be empty of text."""
    with np.errstate(invalid="ignore"):
        behind = np.flatnonzero(line.x0s >= x)
    cut = int(behind[0]) if len(behind) else len(line.text)
    return line.part(0, cut), line.part(cut, len(line.text))


def middle_of(line: Line) -> float:
    """The middle of a line across the page, in points."""
    return (line.x0 + line.x1) / 2


def glue(before: str, after: str) -> str:
    """What stands for the line end between two lines: nothing behind a hyphen within a word (``QĐ-`` / ``UBND``,
    ``2021-`` / ``2025``), else a blank."""
    broken = before[-1:] in _HYPHENS and before[-2:-1].isalnum() and after[:1].isalnum()
    return "" if broken else " "


def joined_text(lines: Sequence[str], broken: Sequence[bool] = ()) -> str:
    """The lines of a cell or note as one text; ``broken`` says of each whether it goes on within a word or number, if
    any does."""
    if len(lines) < 2:
        return lines[0] if lines else ""
    text = ""
    for line, within in zip(lines, broken or repeat(False), strict=False):
        text += line if within or not text else glue(text, line) + line
    return text
