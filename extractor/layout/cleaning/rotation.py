"""Text that stands sideways or upside down: by how much it is rotated, and coordinates in which it reads upright."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from extractor.layout.cleaning.furniture import is_page_number
from extractor.layout.lines.line import Line, lines_of
from extractor.layout.tables.drafts import TableDraft, lines_by_cell, table_draft
from extractor.model.pages import Box, Characters, Floats, Mask, Page, Rectangle, Singles
from extractor.ruled.lattice import Grid, grid_of

# Glyphs that follow each other within a word are nearer than so many times their size. 1 and 4 read all of 47 documents
# alike.
STEP = 2.0

# The next glyph of a word stands beside its direction by less than so many points.
# .5 and 2 read all of 47 documents alike.
LEVEL = 1.0

# Sideways glyphs in drawing order that are farther apart, across and along their direction, are not one run: heads of
# columns that stand side by side are read one by one. Both at half and at twice read all of 47 documents alike.
ASIDE, RUN = 8.0, 30.0

# So many steps say how a page stands; fewer may be an ornament. A vertical head of a column or a note in the margin
# does not turn a page. At 40 a form with few words on a sideways page is not read (test_rotation.py).
MIN_STEPS = 20

# A page stands as at least this share of the steps between its glyphs say: tables on sideways pages may have heads that
# stand otherwise. .4 reads all of 47 documents alike.
MOST = 0.8

Value = TypeVar("Value", float, Floats, Singles)


@dataclass(frozen=True, slots=True)
class Rotation:
    """Text rotated clockwise by ``angle`` (0, 90, 180, 270 degrees) on a page of ``width`` by ``height`` points.

    The size is that of the page as displayed. Both coordinate systems have their origin at the top left. A recognised
    page may stand askew by ``skew`` more degrees clockwise, about its middle.
    """

    angle: int
    width: float
    height: float
    skew: float = 0.0

    def upright(self, x0: Value, top: Value, x1: Value, bottom: Value) -> tuple[Value, Value, Value, Value]:
        """Boxes on the page as displayed → boxes on the page rotated so that the text reads upright.

        ``x0``, ``top``, ``x1`` and ``bottom`` are points from the top left, each one number or an array of them.
        """
        if self.skew:
            x0, top, x1, bottom = self._straightened(x0, top, x1, bottom)
        if self.angle == 90:
            return top, self.width - x1, bottom, self.width - x0
        if self.angle == 180:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        if self.angle == 270:
            return self.height - bottom, x0, self.height - top, x1
        return x0, top, x1, bottom

    def back(self, x0: Value, top: Value, x1: Value, bottom: Value) -> tuple[Value, Value, Value, Value]:
        """The way back from ``upright``: x0, top, x1, bottom of upright boxes → boxes on the page as displayed."""
        if self.angle:
            sideways = self.angle != 180
            width, height = (self.height, self.width) if sideways else (self.width, self.height)
            x0, top, x1, bottom = Rotation(360 - self.angle, width, height).upright(x0, top, x1, bottom)
        return self._turned(x0, top, x1, bottom) if self.skew else (x0, top, x1, bottom)

    def _turned(self, x0: Value, top: Value, x1: Value, bottom: Value) -> tuple[Value, Value, Value, Value]:
        """The boxes around straight boxes that are turned by the skew about the middle of the page."""
        sine, cosine = self._skew
        x, y = (x0 + x1 - self.width) / 2, (top + bottom - self.height) / 2
        wide, high = (x1 - x0) / 2, (bottom - top) / 2
        across, down = wide * cosine + high * abs(sine), high * cosine + wide * abs(sine)
        x, y = x * cosine - y * sine + self.width / 2, x * sine + y * cosine + self.height / 2
        return x - across, y - down, x + across, y + down  # type: ignore[return-value]

    def _straightened(self, x0: Value, top: Value, x1: Value, bottom: Value) -> tuple[Value, Value, Value, Value]:
        """The straight boxes of which ``_turned`` makes these; a box around them would be higher by the fall of a line,
        and reach over the lines above."""
        sine, cosine = self._skew
        x, y = (x0 + x1 - self.width) / 2, (top + bottom - self.height) / 2
        across, down = (x1 - x0) / 2, (bottom - top) / 2
        both = cosine * cosine - sine * sine
        wide = np.maximum((across * cosine - down * abs(sine)) / both, 0.0)
        high = np.maximum((down * cosine - across * abs(sine)) / both, 0.0)
        x, y = x * cosine + y * sine + self.width / 2, y * cosine - x * sine + self.height / 2
        return x - wide, y - high, x + wide, y + high  # type: ignore[return-value]

    @property
    def _skew(self) -> tuple[float, float]:
        """Sine and cosine of the skew."""
        return math.sin(math.radians(self.skew)), math.cos(math.radians(self.skew))

    def characters(self, characters: Characters) -> Characters:
        """The glyphs in upright coordinates; the size of sideways type is what it takes of the page's width."""
        x0, top, x1, bottom = self.upright(characters.x0, characters.top, characters.x1, characters.bottom)
        size = bottom - top if self.angle in (90, 270) else characters.size
        return replace(characters, x0=x0, top=top, x1=x1, bottom=bottom, size=size)

    def page(self, page: Page) -> Page:
        """The page in upright coordinates; its links stay where they are displayed."""
        if self.angle == 0:
            return page
        size = (self.height, self.width) if self.angle != 180 else (self.width, self.height)
        return replace(
            page,
            width=size[0],
            height=size[1],
            characters=self.characters(page.characters),
            edges=self._rows(page.edges),
            images=self._rows(page.images),
        )

    def _rows(self, boxes: Floats) -> Floats:
        return np.stack(self.upright(*boxes.T), axis=1) if len(boxes) else boxes

    def grid(self, grid: Grid) -> Grid:
        """The grid in upright coordinates: what were columns are rows where the text stands sideways."""
        return grid_of([self.upright(*cell.box) for cell in grid.cells])

    def line(self, line: Line) -> Line:
        """A line on the page in upright coordinates."""
        return _moved(line, self.upright(line.x0s, line.tops, line.x1s, line.bottoms))

    def line_back(self, line: Line) -> Line:
        """A line that was laid out upright, where it stands on the page."""
        return _moved(line, self.back(line.x0s, line.tops, line.x1s, line.bottoms)) if self.angle else line

    def box_back(self, box: Box) -> Box:
        """A box that was laid out upright, where it stands on the page."""
        return (box[0], *self.back(*box[1:]))

    def boxes_back(self, table: TableDraft) -> TableDraft:
        """The table with its box and those of its rows where they stand on the page; its lines are left alone."""
        if self.angle == 0 and not self.skew:
            return table
        rows = tuple(replace(row, box=self.box_back(row.box)) for row in table.rows)
        return replace(table, rows=rows, box=self.box_back(table.box))

    def table_back(self, table: TableDraft) -> TableDraft:
        """A table that was laid out upright, where it stands on the page; its grid stays upright."""
        rows = tuple(
            replace(
                row,
                cells=tuple(
                    replace(cell, lines=tuple(self.line_back(line) for line in cell.lines)) for cell in row.cells
                ),
            )
            for row in table.rows
        )
        return self.boxes_back(replace(table, rows=rows))


def _moved(line: Line, boxes: tuple[Singles, Singles, Singles, Singles]) -> Line:
    return line.moved(np.stack([*boxes, line.sizes]))


def _angles(characters: Characters) -> NDArray[np.int16]:
    """By how many degrees clockwise each glyph is rotated: 0, 90, 180, 270.

    The order of drawing tells it: sideways text runs down or up the page, text upside down from right to left. Where
    nearly all steps of a page say so, they are believed more than ``upright``, which rounding can upset.
    """
    angles = np.zeros(len(characters), dtype=np.int16)
    if len(characters) < 2:
        return angles
    x, y = characters.middles
    dx, dy = np.diff(x), np.diff(y)
    near = np.abs(dx) + np.abs(dy) < STEP * characters.size[1:]
    level = near & (np.abs(dy) < LEVEL)
    leftwards, rightwards = np.count_nonzero(level & (dx < 0)), np.count_nonzero(level & (dx > 0))
    plumb = np.count_nonzero(near & (np.abs(dx) < LEVEL) & (dy != 0))
    sideways = ~characters.upright
    if plumb > MIN_STEPS and plumb > MOST * (plumb + leftwards + rightwards):
        sideways = np.ones(len(characters), dtype=bool)
    elif leftwards > MIN_STEPS and leftwards > MOST * (leftwards + rightwards):
        angles[characters.upright] = 180
    if sideways.any():
        angles[sideways] = _down_or_up(x[sideways], y[sideways])
    return angles


def _down_or_up(x: Floats, y: Floats) -> NDArray[np.int16]:
    """90 or 270 for sideways glyphs in drawing order: a run goes where most of its steps go."""
    dx, dy = np.diff(x), np.diff(y)
    goes_on = (np.abs(dx) < ASIDE) & (np.abs(dy) < RUN)
    run = np.concatenate([[0], np.cumsum(~goes_on)])
    steps = np.bincount(run[1:], np.where(goes_on, np.sign(dy), 0.0), minlength=int(run[-1]) + 1)
    of_page = steps.sum()
    upwards = np.where(steps == 0, of_page, steps) < 0
    return np.where(upwards[run], np.int16(270), np.int16(90))


@dataclass(frozen=True, slots=True, eq=False)
class Direction:
    """The glyphs of a page that have one rotation, where they stand on the page."""

    rotation: Rotation
    characters: Characters

    def inside(self, x0: float, top: float, x1: float, bottom: float) -> Mask:
        """Which of the glyphs have their middles in the box ``x0``, ``top``, ``x1``, ``bottom`` on the page."""
        x, y = self.characters.middles
        inside: Mask = (x >= x0) & (x < x1) & (y >= top) & (y < bottom)
        return inside

    def lines(self, x0: float, top: float, x1: float, bottom: float) -> list[Line]:
        """The lines of the glyphs in the box ``x0``, ``top``, ``x1``, ``bottom``, where they stand on the page."""
        return self.lines_among(self.inside(x0, top, x1, bottom))

    def lines_among(self, chosen: Mask) -> list[Line]:
        """The lines that some of the glyphs form, where they stand on the page."""
        upright = lines_of(self.rotation.characters(self.characters.take(chosen)))
        return [self.rotation.line_back(line) for line in upright]


def rotated_upright(page: Page) -> tuple[Page, Rotation, list[Direction]]:
    """The page so that most of its text reads upright, the rotation that it had, and the glyphs that stand otherwise.

    The page's own glyphs are the upright ones.
    """
    angles = _angles(page.characters)
    if not angles.any():
        return page, Rotation(0, page.width, page.height, page.skew), []
    most = int(np.bincount(angles).argmax())
    rotation = Rotation(most, page.width, page.height, page.skew)
    # The glyphs of a page that stood askew are in their places of the straight page.
    page = replace(rotation, skew=0.0).page(page)
    others = [
        Direction(Rotation((int(angle) - most) % 360, page.width, page.height), page.characters.take(angles == angle))
        for angle in np.unique(angles)
        if angle != most
    ]
    return replace(page, characters=page.characters.take(angles == most)), rotation, others


def table_on(grid: Grid, lines: Sequence[Sequence[Line]], page: Page, others: Sequence[Direction]) -> TableDraft | None:
    """The table in ``grid``, read in the direction of most of its text; None where it holds no text.

    page: the page, rotated upright, as are the coordinates of the grid. lines: for each cell of the grid the lines that
    the page's own glyphs form. others: its glyphs of other rotations. A cell whose text stands otherwise than that of
    the table (a vertical head) keeps its text.
    """
    if not others:
        return table_draft(page.number, grid, lines, {})
    every = [Direction(Rotation(0, page.width, page.height), page.characters), *others]
    counts = [np.count_nonzero(direction.inside(*grid.box)) for direction in every]
    main = every[int(np.argmax(counts))]
    upright = main.rotation.grid(grid)
    rest = [direction for direction, count in zip(every, counts, strict=True) if count and direction is not main]
    sideways = {
        (cell.row, cell.column): [
            main.rotation.line(line) for direction in rest for line in direction.lines(*main.rotation.back(*cell.box))
        ]
        for cell in (upright.cells if rest else ())
    }
    if main is not every[0]:
        (lines,), _ = lines_by_cell(main.rotation.characters(main.characters), [upright])
    draft = table_draft(page.number, upright, lines, sideways)
    return main.rotation.table_back(draft) if draft else None


def asides(others: Sequence[Direction], tables: Sequence[Rectangle]) -> tuple[Line, ...]:
    """The lines outside tables that stand otherwise than the page's text, without page numbers."""
    lines: list[Line] = []
    for direction in others:
        outside = np.ones(len(direction.characters), dtype=bool)
        for table in tables:
            outside &= ~direction.inside(*table)
        lines += [line for line in direction.lines_among(outside) if not is_page_number(line.text)]
    return tuple(lines)
