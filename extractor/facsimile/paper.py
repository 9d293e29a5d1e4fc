"""Where on the picture of a page there is bare paper."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.facsimile.picture import Picture
from extractor.model.pages import Rectangle

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Of the brightness from 0 to 255: darker is ink. Scans have paper of 200 and more (test_paper.py).
INK = 150


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """The ``ink`` of a page as pixels, ``scale`` of them a point."""

    ink: NDArray[Any]
    scale: float

    def is_bare(self, part: Rectangle) -> bool:
        """Whether nothing is printed in a part of the page, which lies on the page as a whole."""
        x0, top, x1, bottom = (round(side * self.scale) for side in part)
        high, wide = self.ink.shape
        if x0 < 0 or top < 0 or x1 > wide or bottom > high:
            return False
        return not self.ink[top : bottom + 1, x0 : x1 + 1].any()


def paper_of(picture: Picture) -> Paper:
    """The paper of the picture of a whole page."""
    # Here: a room starts without the libraries for pixels.
    import numpy as np
    from PIL import Image

    pixels = np.asarray(Image.open(io.BytesIO(picture.image)).convert("L"))
    return Paper(pixels < INK, picture.width / picture.page_width)
