"""Where a place in the file stands on the page as displayed, and what the shape of a box says."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from extractor.model.pages import Floats, Mask

# A filled box thinner than so many points is a drawn line: office programs write rules as filled boxes of about .5
# points (test_pages.py), and shading behind a line is as high as its type. On one of 641 pages it matters whether it is
# 1, 3 or 6.
THIN = 3.0

# A line that leaves the level or the upright by at most so many points was meant to be straight: three of 641 pages
# have rules that end .1 to 1 point off. At 4 a stroke beside a signature became a rule.
SLANT = 1.0

# A shape as large as a letter is so many points high, at the least and at the most, and not wider: below are dots and
# rules, above logos. Only that outlines of 10 points count is held by a test (test_pages.py); 3 and 15 did as well on
# the documents at hand.
LETTER = (1.5, 40.0)

FileRectangle = tuple[float, float, float, float]
"""``(x0, y0, x1, y1)`` in a page's own coordinates (origin bottom left)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The displayed box of a page in the file's own coordinates (origin bottom left), and its rotation.

    ``rotation`` is clockwise: 0, 90, 180 or 270 degrees.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    rotation: int = 0

    @property
    def width(self) -> float:
        """Points from left to right as displayed."""
        return round(self.y1 - self.y0 if self.rotation in (90, 270) else self.x1 - self.x0, 3)

    @property
    def height(self) -> float:
        """Points from top to bottom as displayed."""
        return round(self.x1 - self.x0 if self.rotation in (90, 270) else self.y1 - self.y0, 3)

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """a, b, c, d, e, f of the way from the file's coordinates to displayed ones (origin top left)."""
        return {
            90: (0.0, 1.0, 1.0, 0.0, -self.y0, -self.x0),
            180: (-1.0, 0.0, 0.0, 1.0, self.x1, -self.y0),
            270: (0.0, -1.0, -1.0, 0.0, self.y1, self.x1),
        }.get(self.rotation, (1.0, 0.0, 0.0, -1.0, -self.x0, self.y1))

    @property
    def has_size(self) -> bool:
        """Whether the box is one: of numbers, and not flat."""
        return 0 < self.width < math.inf and 0 < self.height < math.inf

    def points(self, xy: Floats) -> Floats:
        """Points (…, 2) of the file as displayed."""
        a, b, c, d, e, f = self.matrix
        x, y = xy[..., 0], xy[..., 1]
        return np.stack([a * x + c * y + e, b * x + d * y + f], axis=-1)

    def boxes(self, corners: Floats) -> Floats:
        """Boxes (n, 4: x0, y0, x1, y1) of the file as displayed: x0, top, x1, bottom."""
        placed = self.points(corners.reshape(-1, 2, 2))
        return np.concatenate([placed.min(axis=1), placed.max(axis=1)], axis=1)


def contained(x: Floats, y: Floats, boxes: Floats) -> Mask:
    """Whether each point ``x``, ``y`` lies in one of the ``boxes`` (n, 4: x0, top, x1, bottom), its rim included.

    All are in displayed coordinates: points from the top left of the page.
    """
    inside = np.zeros(len(x), dtype=bool)
    for x0, top, x1, bottom in boxes.tolist():
        inside |= (x >= x0) & (x <= x1) & (y >= top) & (y <= bottom)
    return inside


def letter_shapes(painted: Floats) -> int:
    """How many of the boxes (n, 4: x0, top, x1, bottom) are as large as letters: type may be drawn as its outlines."""
    width, height = painted[:, 2] - painted[:, 0], painted[:, 3] - painted[:, 1]
    return int(np.count_nonzero((height > LETTER[0]) & (np.maximum(width, height) < LETTER[1])))
