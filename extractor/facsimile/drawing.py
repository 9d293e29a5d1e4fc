"""What the child process does: opens a PDF, draws a page or a part of it, reads the words that stand on it.

Only imported there: it loads the PDF libraries.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
from PIL import Image

from extractor.errors import UnreadableFileError
from extractor.facsimile.picture import Picture, Wanted, Word
from extractor.layout.cleaning.rotation import Rotation, rotated_upright
from extractor.layout.lines.line import Line, lines_of
from extractor.model.pages import FLAG_HIDDEN, Floats, Page, Rectangle
from extractor.read.legacy.decode import NOTHING_BEFORE, decoded
from extractor.read.opening import ERRORS, Source, opened_file
from extractor.read.pdfium.drawing import pixels_of
from extractor.read.pdfium.page import open_file

# A page of 1,200 by 1,700 pixels has two million. A hostile page may be 2,000,000 points wide (tests/hostile), one a
# hundred times as high as wide is drawn narrower than asked for (test_images.py).
MAX_PIXELS = 16_000_000

# WebP takes sides of up to 16,383 pixels (test_images.py).
MAX_SIDE = 16_000

# Of WebP from 0 to 100: at 80 a page of text of 1,200 pixels takes 150 to 220 KB and is as sharp as PNG, which takes
# 490 to 1,500 KB in twice the time; at 60 small print has rims. Method 2 is the quickest that does not grow.
QUALITY, METHOD = 80, 2

# Words of fewer letters may be higher than wide on a level line (test_images.py).
SHORT = 3

_WORD = re.compile(r"\S+")


def drawn(wanted: Wanted) -> Picture:
    """The picture of a page, or of the part of it in ``wanted.box``, with the words of the whole page.

    Raises ``UnreadableFileError`` for a file or page that cannot be drawn.
    """
    try:
        return _drawn(wanted)
    except (*ERRORS, ValueError) as error:
        raise UnreadableFileError(f"the page cannot be drawn: {error}", "look at the file in a viewer") from error


def _drawn(wanted: Wanted) -> Picture:
    with opened_file(Path(wanted.file), "pdfium") as (source, lies_at):
        size: list[tuple[float, float]] = []

        def scale(width: float, height: float) -> float:
            size.append((width, height))
            x0, top, x1, bottom = wanted.box or (0.0, 0.0, width, height)
            area = max((x1 - x0) * (bottom - top), 1.0)
            side = MAX_SIDE / max(x1 - x0, bottom - top, 1.0)
            return min(wanted.width / max(x1 - x0, 1.0), math.sqrt(MAX_PIXELS / area), side)

        pixels, _ = pixels_of(lies_at, wanted.page, scale, box=wanted.box)
        words = () if wanted.box else _words(source, wanted.page)
        lines = _lines(lies_at, wanted.page, words) if words else ()
    image = Image.fromarray(pixels)
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=QUALITY, method=METHOD)
    width, height = size[0]
    return Picture(
        image=buffer.getvalue(),
        width=image.width,
        height=image.height,
        page_width=round(width, 3),
        page_height=round(height, 3),
        words=words,
        lines=lines,
    )


def _words(source: Source, number: int) -> tuple[Word, ...]:
    """The words of the page; none where its text cannot be read, which does not keep it from being drawn."""
    try:
        page, _ = decoded(source.read_page(number), NOTHING_BEFORE)
    except ERRORS:
        return ()
    return words_of(page)


def _lines(file: Path, number: int, words: Sequence[Word]) -> tuple[Rectangle, ...]:
    try:
        with open_file(file) as opened:
            return lines_around(words, opened.outlines(number))
    except ERRORS:
        return ()


def lines_around(words: Sequence[Word], outlines: Floats) -> tuple[Rectangle, ...]:
    """Boxes around what is printed of each line of ``words`` that runs as most of the page do: level, or down.

    ``outlines`` (n, 4: x0, top, x1, bottom) are those of the drawn glyphs of the page. How high a font's letters stand
    in boxes of one size differs: their foot is its descent, .22 of a size in most, .46 in some (test_images.py).
    """
    across, down = (outlines[:, 0] + outlines[:, 2]) / 2, (outlines[:, 1] + outlines[:, 3]) / 2
    is_level = sum(word.x1 - word.x0 - word.bottom + word.top for word in words) > 0
    found = []
    for _, each in groupby(words, key=lambda word: word.line):
        line = tuple(each)
        x0s, tops, x1s, bottoms = np.array([word.box for word in line]).T
        x0, top, x1, bottom = x0s.min(), tops.min(), x1s.max(), bottoms.max()
        ink = outlines[(x0 <= across) & (across <= x1) & (top <= down) & (down <= bottom)]
        # Lines that run down are higher than wide; so are single digits, which stand as their page does.
        is_short = all(len(word.text) < SHORT for word in line)
        if len(ink) and (is_short or (bottom - top < x1 - x0) == is_level):
            sides = (
                (x0, ink[:, 1].min(), x1, ink[:, 3].max())
                if is_level
                else (ink[:, 0].min(), top, ink[:, 2].max(), bottom)
            )
            left, highest, right, lowest = (round(float(side), 2) for side in sides)
            found.append((left, highest, right, lowest))
    return tuple(found)


def words_of(page: Page) -> tuple[Word, ...]:
    """The words that a reader sees on a page, line by line, with their boxes as displayed."""
    shown = page.characters.flags & FLAG_HIDDEN == 0
    upright, rotation, _ = rotated_upright(page)
    lines = lines_of(upright.characters.take(shown))
    return tuple(word for number, line in enumerate(lines) for word in _of_line(line, number, rotation))


def _of_line(line: Line, number: int, rotation: Rotation) -> list[Word]:
    x0, top, x1, bottom = line.x0s, line.tops, line.x1s, line.bottoms
    words = []
    for found in _WORD.finditer(line.text):
        start, end = found.span()
        box = rotation.back(
            float(np.nanmin(x0[start:end])),
            float(np.nanmin(top[start:end])),
            float(np.nanmax(x1[start:end])),
            float(np.nanmax(bottom[start:end])),
        )
        if not any(math.isnan(side) for side in box):
            words.append(Word(found[0], number, *(round(side, 2) for side in box)))
    return words
