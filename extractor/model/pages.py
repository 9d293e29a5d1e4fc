"""Pages as they were read: characters, edges, images, links, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

if TYPE_CHECKING:  # numpy is slow to import, and finding citations in a string needs none of it
    import numpy as np
    from numpy.typing import NDArray


Floats: TypeAlias = "NDArray[np.float64]"
Singles: TypeAlias = "NDArray[np.float32]"
Integers: TypeAlias = "NDArray[np.int32]"
Mask: TypeAlias = "NDArray[np.bool_]"

# ``(page, x0, top, x1, bottom)``: pages count from 1, the rest is in points from the top left of the page as displayed.
Box = tuple[int, float, float, float, float]

# ``(x0, top, x1, bottom)`` where the page is known.
Rectangle = tuple[float, float, float, float]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that could not be read: a file (``page`` None), a page, or a stage of one."""

    stage: str
    page: int | None
    error: str
    hint: str


# Columns of numpy in place of a list of glyphs: a page has some thousands of them, and each step of the layout compares
# all of them at once. ``==`` of arrays is an array, so ``eq`` is off wherever a value holds one.
@dataclass(frozen=True, slots=True, eq=False)
class Characters:
    """The glyphs of one page in drawing order, one array element a glyph.

    ``text`` holds what the glyph stands for (a ligature stands for several letters); ``x0``, ``top``, ``x1``,
    ``bottom`` are its box in points from the top left of the displayed page. ``font`` indexes ``Page.fonts``, ``size``
    is in points, ``upright`` says that the glyph stands level, ``flags`` is a bit set of the ``FLAG_`` constants.
    ``line`` is the number of the line that a glyph stands in where whoever read the picture of the page says so; None
    where the places of the glyphs are all that is known.
    """

    text: NDArray[np.str_]
    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    size: Floats
    upright: Mask
    font: Integers
    flags: NDArray[np.uint8]
    line: Integers | None = None

    def __len__(self) -> int:
        return len(self.text)

    @property
    def middles(self) -> tuple[Floats, Floats]:
        """The middle of each glyph's box: x and y."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def take(self, chosen: NDArray[Any] | slice) -> Characters:
        """The glyphs that a mask, an index array or a slice chooses, in its order."""
        return Characters(
            text=self.text[chosen],
            x0=self.x0[chosen],
            top=self.top[chosen],
            x1=self.x1[chosen],
            bottom=self.bottom[chosen],
            size=self.size[chosen],
            upright=self.upright[chosen],
            font=self.font[chosen],
            flags=self.flags[chosen],
            line=None if self.line is None else self.line[chosen],
        )


# Bits, so that a glyph carries all of them in one byte.
FLAG_BOLD = 1
FLAG_ITALIC = 2
# Read from the picture of the page, not from its text.
FLAG_OCR = 4
# In the text of the page, but no reader sees it: off the page, without size, unpainted, or white on white.
FLAG_HIDDEN = 8
# Drawn by a form widget or a stamp annotation, not by the page itself.
FLAG_WIDGET = 16
# Of a number that the engine which read it from the picture may have read wrongly: one written by hand, mostly.
FLAG_UNSURE = 32


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink annotation of a page."""

    box: Box
    uri: str


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page as the adapter read it: pdfium, pdfplumber or an OCR engine.

    ``edges`` are the drawn lines and the sides of drawn rectangles, ``images`` the placed images: arrays
    of shape (n, 4) with x0, top, x1, bottom. ``text_layer`` is ``digital``, ``ocr`` or ``legacy``. ``letter_shapes``
    is how many filled shapes are as large as letters; ``is_pictured`` says that a picture covers most of the page: its
    letters may have been recognised in it, by whoever made the file. ``words`` are those that an OCR engine read: an
    array of shape (n, 5) with x0, top, x1, bottom and how sure the engine is, 0 to 1; None where none read the page.
    ``other_readings`` are what a second reader reads in place of each of them, "" where none does or both agree.
    ``text_reason`` says in words why the page was read from its picture, or why its own text was kept though it lies
    over a picture or looks like none, or how much of it nobody sees; None for a page where there was nothing to choose.

    ``skew`` is by how many degrees clockwise the lines in the picture of a recognised page fall: its characters, words
    and edges stand where they would if the page were turned back by so much about its middle.
    """

    number: int
    width: float
    height: float
    rotation: int
    characters: Characters
    fonts: tuple[str, ...]
    edges: Floats
    images: Floats
    links: tuple[Link, ...] = ()
    text_layer: str = "digital"
    encoding: str | None = None
    ocr_confidence: float | None = None
    words: Floats | None = None
    other_readings: tuple[str, ...] = ()
    letter_shapes: int = 0
    is_pictured: bool = False
    skew: float = 0.0
    text_reason: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Pages:
    """The pages of a file that could be read, and a ``Failure`` for each that could not."""

    pages: tuple[Page, ...]
    page_count: int
    failures: tuple[Failure, ...] = ()

    def __iter__(self) -> Iterator[Page | Failure]:
        """The pages, then the failures: what ``lay_out`` takes, be it all at once or streamed."""
        yield from self.pages
        yield from self.failures
