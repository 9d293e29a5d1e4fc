"""What all adapters share, whichever library they read with: errors, the style of a font, which glyphs are seen."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from extractor.model.pages import FLAG_BOLD, FLAG_HIDDEN, FLAG_ITALIC, Floats, Mask, Page
from extractor.read.geometry import contained
from extractor.read.quality import PICTURE_SHARE, UNKNOWN, is_pictured, picture_share

_SUBSET = re.compile(r"^[A-Z]{6}\+")

# Halves of a character of UTF-16, to which a broken Unicode map leads: no text can be written with one of them alone.
SURROGATES = (0xD800, 0xDFFF)

# Text render modes that lay down no ink (ISO 32000, 9.3.6): how OCR programs put their text under a scan.
UNPAINTED = (3, 7)

# Annotations whose looks are text of the page: in a third of the digitally signed office files the number and the day
# stand only in those of form fields.
DRAWN_ANNOTATIONS = ("/Widget", "/Stamp")


class TooMuchError(Exception):
    """A page that holds more of something than any honest page."""


class UnsureError(Exception):
    """A page of which pdfium says, or shows, that it cannot tell what its glyphs mean, or that it cannot open."""


class BrokenError(Exception):
    """A file or a page that pdfplumber cannot read."""


def family(name: str) -> str:
    """The name of a font without the six letters that mark a subset, which change from file to file."""
    return _SUBSET.sub("", name)


def style(font: str) -> int:
    """The ``FLAG_`` bits of a font of this name."""
    name = font.casefold()
    return (FLAG_BOLD if "bold" in name or "black" in name else 0) | (
        FLAG_ITALIC if "italic" in name or "oblique" in name else 0
    )


def with_hidden_flagged(page: Page, unpainted: Mask, white: Mask, painted: Floats) -> Page:
    """The page with ``FLAG_HIDDEN`` on the glyphs that are off the page or without size, unpainted, or white on white,
    with ``is_pictured``, and with the sign of an unknown letter in place of what is none.

    page: as the adapter read it; its flags and texts are changed in place. unpainted: which glyphs are drawn without
    ink; under a picture of the whole page they are the text of a scan, and count as seen. white: which are white.
    painted: the boxes (n, 4: x0, top, x1, bottom) filled in another colour, which may stand behind white glyphs.
    """
    glyphs = page.characters
    codes = glyphs.text.view(np.uint32)
    if codes.max(initial=0) >= SURROGATES[0]:
        codes[(codes >= SURROGATES[0]) & (codes <= SURROGATES[1])] = UNKNOWN
    x, y = glyphs.middles
    hidden = ~((x >= 0) & (x <= page.width) & (y >= 0) & (y <= page.height) & (glyphs.size > 0))
    if unpainted.any() and picture_share(page) < PICTURE_SHARE:
        hidden |= unpainted
    if white.any():
        backgrounds = np.concatenate([painted, page.images])
        candidates = np.flatnonzero(white)
        hidden[candidates] |= ~contained(x[candidates], y[candidates], backgrounds)
    glyphs.flags[hidden] |= FLAG_HIDDEN
    return replace(page, is_pictured=True) if is_pictured(page) else page
