"""Which drawn shapes are rules of a table or a page, whatever library reads them."""

from __future__ import annotations

import numpy as np

from extractor.model.pages import Floats

THIN = 3.0
"""A filled box thinner than so many points is a drawn line."""

SLANT = 1.0
"""A line that leaves the level or the upright by at most so many points was meant to be straight."""

LETTER = (1.5, 40.0)
"""A shape as large as a letter is so many points high, at the least and at the most, and not wider."""


def letter_shapes(painted: Floats) -> int:
    """How many of the boxes (n, 4: x0, top, x1, bottom) are as large as letters: type may be drawn as its outlines."""
    width, height = painted[:, 2] - painted[:, 0], painted[:, 3] - painted[:, 1]
    return int(np.count_nonzero((height > LETTER[0]) & (np.maximum(width, height) < LETTER[1])))
