"""Where the neighbours of something in the middle are drawn: on an ellipse around it, their labels outside.

Left and right each have two groups, one over the other. Each neighbour has a line of its own, so labels, which are
written away from the middle, never meet; and as they are outside the ellipse, no edge runs through them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# All in units of the picture, which is shown 1:1 where the page has room for it (1200 px).
WIDTH = 1160
# A line of a neighbour: two lines of text, 14 and 12 high, with air between neighbours.
LINE = 44
# The name of a group above its first neighbour: a line of 13 with as much air below as above it.
HEADING = 38
GAP = 14
# Half of the ellipse's width: on each side remains room for labels of 44 letters of 8, which is what names of laws with
# many wide letters and digits take; with 235 their last digit was cut off (test_radial.py).
REACH = 212
LETTERS = 44
# The box in the middle, half of its width and height.
BOX = (118, 36)
# Around all; a picture of one or two neighbours is still as high as the box with air above and below.
MARGIN = 16
LEAST_HEIGHT = 260


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the picture."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a neighbour is: its sign at ``at``, its label from ``label`` on (to the left where ``left``), and the edge
    between its sign and the box, from ``near`` it to ``far`` at the box."""

    at: Point
    label: Point
    left: bool
    near: Point
    far: Point


@dataclass(frozen=True, slots=True)
class Sector:
    """A group of neighbours: where its heading is written, and where each of them is."""

    heading: Point
    left: bool
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The picture: its size, the middle, and the sectors in the order in which they were given."""

    width: int
    height: int
    middle: Point
    sectors: tuple[Sector, ...]


def plan(left: Sequence[int], right: Sequence[int]) -> Plan:
    """Places for groups of so many neighbours on the ``left`` and on the ``right``, each from above."""
    height = max(LEAST_HEIGHT, *(round(_tall(side)) + 2 * MARGIN for side in (left, right)))
    middle = Point(WIDTH / 2, height / 2)
    sectors = [sector for side, is_left in ((left, True), (right, False)) for sector in _side(side, is_left, middle)]
    return Plan(WIDTH, height, middle, tuple(sectors))


def shortened(text: str, most: int = LETTERS) -> str:
    """A text that fits a label of ``most`` letters, cut at a word where it is longer."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut[most // 2 :] else cut}…"


def _tall(side: Sequence[int]) -> float:
    taken = [HEADING + count * LINE for count in side if count]
    return sum(taken) + GAP * max(0, len(taken) - 1)


def _side(side: Sequence[int], left: bool, middle: Point) -> list[Sector]:
    sectors, top = [], middle.y - _tall(side) / 2
    for count in side:
        if not count:
            sectors.append(Sector(Point(0, 0), left, ()))
            continue
        heading = _on_ellipse(top + HEADING * 0.7, left, middle)
        spots = tuple(_spot(top + HEADING + (place + 0.5) * LINE, left, middle) for place in range(count))
        sectors.append(Sector(_outward(heading, left, 0), left, spots))
        top += HEADING + count * LINE + GAP
    return sectors


def _spot(y: float, left: bool, middle: Point) -> Spot:
    at = _on_ellipse(y, left, middle)
    dx, dy = middle.x - at.x, middle.y - at.y
    length = math.hypot(dx, dy)
    # The edge ends where it meets the box, a little before it for the head of an arrow.
    inside = max(abs(dx) / BOX[0], abs(dy) / BOX[1])
    near = Point(round(at.x + 11 * dx / length, 1), round(at.y + 11 * dy / length, 1))
    far = Point(round(middle.x - dx / inside * 1.04, 1), round(middle.y - dy / inside * 1.04, 1))
    return Spot(at, _outward(at, left, 14), left, near, far)


def _on_ellipse(y: float, left: bool, middle: Point) -> Point:
    # Taller than the picture, so that its ends are not closer to the middle than half of its reach.
    tall = middle.y * 1.16
    reach = REACH * math.sqrt(1 - ((y - middle.y) / tall) ** 2)
    return Point(round(middle.x + (-reach if left else reach), 1), round(y, 1))


def _outward(point: Point, left: bool, by: float) -> Point:
    return Point(round(point.x + (-by if left else by), 1), point.y)
