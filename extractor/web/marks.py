"""The marks of a finding on the picture of a page: frames around the print, numbered badges where nothing stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.facsimile.frames import around_print
from extractor.facsimile.paper import Paper, paper_of
from extractor.facsimile.picture import Picture
from extractor.model.pages import Rectangle
from extractor.query.finding import Mark

# Points between the print and its frame (test_marks.py).
OFF_PRINT = 1.5

# The radius of a badge in points: a digit in it can be read on a page that is half as wide as a screen, and it is
# lower than most lines stand apart.
RADIUS = 6.0

# Points by which places for a badge are tried along a line, from its frame to both sides.
STEP = 3.0

# A badge farther than so many points from its frame has a line to it (test_marks.py).
NEAR = 4.0


@dataclass(frozen=True, slots=True)
class Badge:
    """The centre of a badge in points, and the ends of the ``line`` to its frame where it stands far from it."""

    x: float
    y: float
    line: Rectangle | None = None


@dataclass(frozen=True, slots=True)
class Framed:
    """A mark as it is drawn: its ``number`` (0 has no badge), the ``frame`` in points and its badge."""

    number: int
    frame: Rectangle
    badge: Badge


def framed(marks: Sequence[Mark], picture: Picture | None) -> tuple[Framed, ...]:
    """The marks of a page on its picture; without one all as the database has them."""
    paper = paper_of(picture) if picture else None
    taken: list[Rectangle] = []
    drawn = []
    for mark in marks:
        x0, top, x1, bottom = around_print(mark.box, picture.lines if picture else ())
        frame = x0 - OFF_PRINT, top - OFF_PRINT, x1 + OFF_PRINT, bottom + OFF_PRINT
        taken.append(frame)
        drawn.append((mark.number, frame))
    found = []
    for number, frame in drawn:
        badge = badge_of(frame, paper, taken)
        if number:
            taken.append(_square(badge.x, badge.y))
        found.append(Framed(number, frame, badge))
    return tuple(found)


def badge_of(frame: Rectangle, paper: Paper | None, taken: Sequence[Rectangle]) -> Badge:
    """A badge over its frame, else beside it, as near as it hides neither print nor what is ``taken`` already.

    ``frame`` is that of the mark, ``paper`` that of the page; where no place is free, over the frame.
    """
    places = [*_over(frame), *(_along(frame, paper) if paper else ())]
    for x, y in places:
        square = _square(x, y)
        if paper and paper.is_bare(square) and not any(_meet(square, each) for each in taken):
            return Badge(x, y, _line(frame, x))
    return Badge(*places[0])


def _over(frame: Rectangle) -> list[tuple[float, float]]:
    x0, top, x1, _ = frame
    return [(x, top - RADIUS - 0.5) for x in (x1, (x0 + x1) / 2, x0)]


def _along(frame: Rectangle, paper: Paper) -> Iterator[tuple[float, float]]:
    """Places left and right of the frame, the nearest first."""
    x0, top, x1, bottom = frame
    middle, most = (top + bottom) / 2, paper.ink.shape[1] / paper.scale
    away = RADIUS + 1
    while away < most:
        yield x0 - away, middle
        yield x1 + away, middle
        away += STEP


def _line(frame: Rectangle, x: float) -> Rectangle | None:
    """From the side of the frame to a badge, along the foot of the line of print."""
    x0, _, x1, bottom = frame
    if x < x0 - RADIUS - NEAR:
        return x + RADIUS - 1, bottom, x0, bottom
    return (x1, bottom, x - RADIUS + 1, bottom) if x > x1 + RADIUS + NEAR else None


def _square(x: float, y: float) -> Rectangle:
    return x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
