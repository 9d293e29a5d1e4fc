"""Pages as an OCR engine reads them: lines of words, those in square brackets written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.model.pages import Page
from extractor.read.ocr.engine import Word
from extractor.read.ocr.reading import Reading
from extractor.read.ocr.recognition import with_reading
from tests.layout.printed import page

SCALE = 2.0
"""Pixels per point."""

PRINTED, BY_HAND = 0.95, 0.4
"""Confidences that an engine has in words of both kinds."""

TALLER = 1.6
"""Height of handwriting in that of print."""


@dataclass(frozen=True)
class Read:
    """A line as it is read: ``x`` is its left end, ``foot`` the bottom of its digits, in points."""

    text: str
    x: float
    foot: float
    size: float = 12.0


def words_of(read: Read, line: int) -> Iterator[Word]:
    """The words of a line, letters half an em wide; capitals and digits take three quarters of the size."""
    x, step = read.x, read.size / 2
    for text in read.text.split():
        written = text.startswith("[")
        shown = text.strip("[]")
        height = 0.75 * read.size * (TALLER if written else 1)
        sides = (x, read.foot - height, x + step * len(shown), read.foot)
        yield Word(shown, tuple(SCALE * side for side in sides), BY_HAND if written else PRINTED, (1, 1, line))
        x += step * (len(shown) + 1)


def scan(*lines: Read | tuple[Read, Read], number: int = 1) -> Page:
    """A recognised page; what stands side by side on one line is one line to the engine."""
    words = [
        word
        for at, line in enumerate(lines)
        for read in (line if isinstance(line, tuple) else (line,))
        for word in words_of(read, at)
    ]
    return with_reading(page(number), Reading(words), SCALE)
