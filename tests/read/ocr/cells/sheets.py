"""Pictures of tables for these tests: ruled sheets with print, dust and remains of rules."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from corpus import typefaces
from extractor.model.pages import Floats
from extractor.read.ocr.engine import Picture

DPI = 200
XS, YS = (100, 300, 700, 900), (100, 180, 300, 380)
"""Rules of a table of three columns and rows, in pixels."""


def rules(xs: Sequence[int] = XS, ys: Sequence[int] = YS) -> Floats:
    """The rules of a table, as ``rules_in`` finds them."""
    level = [(xs[0], y, xs[-1], y) for y in ys]
    return np.array(level + [(x, ys[0], x, ys[-1]) for x in xs], dtype=float)


def sheet(*texts: tuple[float, float, str], size: float = 11) -> Picture:
    """White paper with texts at x, top (pixels), in a type of so many points."""
    picture = Image.new("L", (1000, 500), 255)
    face = resources.files(typefaces.PACKAGE) / "files" / typefaces.FILES[typefaces.REGULAR]
    with resources.as_file(face) as file:
        font = ImageFont.truetype(str(file), round(size * DPI / 72))
    pen = ImageDraw.Draw(picture)
    for x, top, text in texts:
        pen.text((x, top), text, 0, font)
    return np.array(picture)


def with_dots(picture: Picture, *places: tuple[int, int], side: int = 3) -> Picture:
    """The picture with square dots at x, y."""
    dotted = picture.copy()
    for x, y in places:
        dotted[y : y + side, x : x + side] = 30
    return dotted
