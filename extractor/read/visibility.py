"""Which glyphs a reader of the page does not see."""

from __future__ import annotations

import numpy as np

from extractor.model.pages import FLAG_HIDDEN, Floats, Mask, Page
from extractor.read.quality import PICTURE_SHARE, picture_share

UNPAINTED = (3, 7)
"""Text render modes that lay down no ink."""


def with_hidden_flagged(page: Page, unpainted: Mask, white: Mask, painted: Floats) -> Page:
    """The page with ``FLAG_HIDDEN`` on the glyphs that are off the page or without size, unpainted, or white on white.

    ``unpainted`` marks the glyphs drawn without ink, which under a picture of the whole page are the text of a scan;
    ``white`` those in white, ``painted`` (n, 4) are the boxes filled in another colour that may stand behind them.
    """
    glyphs = page.characters
    x, y = glyphs.middles
    hidden = ~((x >= 0) & (x <= page.width) & (y >= 0) & (y <= page.height) & (glyphs.size > 0))
    if unpainted.any() and picture_share(page) < PICTURE_SHARE:
        hidden |= unpainted
    if white.any():
        backgrounds = np.concatenate([painted, page.images])
        candidates = np.flatnonzero(white)
        hidden[candidates] |= ~contained(x[candidates], y[candidates], backgrounds)
    glyphs.flags[hidden] |= FLAG_HIDDEN
    return page


def contained(x: Floats, y: Floats, boxes: Floats) -> Mask:
    """Whether each point lies in one of the boxes."""
    inside = np.zeros(len(x), dtype=bool)
    for x0, top, x1, bottom in boxes.tolist():
        inside |= (x >= x0) & (x <= x1) & (y >= top) & (y <= bottom)
    return inside
