"""The reference adapter: pages read by pdfplumber, put into columns."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
import pikepdf
from numpy.typing import NDArray
from pdfminer.encodingdb import EncodingDB
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.psexceptions import PSException
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pdfplumber.utils.geometry import obj_to_edges

from extractor.guard.one_page import ENDLESS
from extractor.guard.processor_time import OutOfTimeError, processor_time
from extractor.guard.scratch import scratch_folder
from extractor.model.pages import FLAG_WIDGET, Characters, Floats, Link, Mask, Page
from extractor.read.adapter import DRAWN_ANNOTATIONS, UNPAINTED, BrokenError, family, style, with_hidden_flagged
from extractor.read.geometry import SLANT, THIN, FileRectangle, Frame, contained, letter_shapes

BOX = ("x0", "top", "x1", "bottom")

# What pdfminer raises on broken files and pages: it has no one family of errors, and lets those of Python through.
ERRORS = (
    *(PSException, PdfminerException, MalformedPDFException, RecursionError),
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, ArithmeticError),
    *(struct.error, zlib.error),
)

# Seconds of processor time for a page, or for opening the file and counting its pages: references to themselves keep
# pdfminer in a loop. A form in small print takes one, a file of 10,000 pages two (test_reference_limits.py).
MOST_SECONDS = 10.0

# After so many pages that take too long the others are not asked for: a file whose every page does would take all of
# its document's time (test_reference_limits.py).
MOST_ENDLESS = 3

# The hyphen's second code (ISO 32000, annex D), which pdfminer takes for a blank; TCVN3 has its ư there.
EncodingDB.encodings["WinAnsiEncoding"][0xAD] = "-"


class _Device(PDFPageAggregatorWithMarkedContent):
    """pdfplumber's own, which also keeps how each glyph was painted, and how many forms deep."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.render_modes: list[int] = []
        self.depths: list[int] = []
        self._mode = 0
        self._depth = 0

    def render_string(self, textstate: Any, *arguments: Any, **named: Any) -> None:
        self._mode = textstate.render
        super().render_string(textstate, *arguments, **named)

    def begin_figure(self, *arguments: Any, **named: Any) -> None:
        self._depth += 1
        super().begin_figure(*arguments, **named)

    def end_figure(self, *arguments: Any, **named: Any) -> None:
        self._depth -= 1
        super().end_figure(*arguments, **named)

    def render_char(self, *arguments: Any, **named: Any) -> float:
        self.render_modes.append(self._mode)
        self.depths.append(self._depth)
        return float(super().render_char(*arguments, **named))


class _EndlessError(BrokenError):
    """What pdfminer was not done with in its time; it has loops that references to themselves keep going."""

    def __init__(self) -> None:
        super().__init__(ENDLESS)


@dataclass(slots=True)
class PlumberFile:
    """A file opened by pdfplumber at ``path``, with the rectangles of its drawn annotations by page number.

    ``endless`` are the pages that took too long. After each the file is opened anew: pdfminer was left in the middle of
    something.
    """

    path: Path
    drawn: Mapping[int, tuple[FileRectangle, ...]]
    pdf: PDF = field(init=False)
    endless: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._open()

    def _open(self) -> None:
        with _as_broken():
            self.pdf = pdfplumber.open(self.path)

    @property
    def page_count(self) -> int:
        """How many pages the file has. Raises ``BrokenError`` where its page tree cannot be walked."""
        with _as_broken():
            return len(self.pdf.pages)

    def read_page(self, number: int) -> Page:
        """Page ``number`` (from 1) in columns; its objects are released, so that memory stays flat over a long file.

        Raises ``BrokenError``.
        """
        if number in self.endless:
            raise _EndlessError
        if len(self.endless) >= MOST_ENDLESS:
            raise BrokenError("pages before it take too long")
        try:
            return self._read_page(number)
        except _EndlessError:
            self.endless.add(number)
            self.pdf.stream.close()
            self._open()
            raise

    def _read_page(self, number: int) -> Page:
        with _as_broken():
            page = self.pdf.pages[number - 1]
            try:
                return _read(page, self.drawn.get(number, ()))
            finally:
                page.close()

    def other_readings(self, number: int) -> Iterator[Page]:
        """None: who asks for pdfplumber wants its text."""
        yield from ()

    def close(self) -> None:
        """Closes the file; whether it is broken is no question any more."""
        with suppress(BrokenError), _as_broken():  # it walks the page tree once more
            self.pdf.close()
        self.pdf.stream.close()


@contextmanager
def _as_broken() -> Iterator[None]:
    """Whatever pdfminer raises, and what takes more processor time than it may, as ``BrokenError``."""
    try:
        with processor_time(MOST_SECONDS):
            yield
    except OutOfTimeError:
        raise _EndlessError from None
    except ERRORS as error:
        raise BrokenError(str(error) or type(error).__name__) from error


@contextmanager
def open_file(path: Path) -> Iterator[PlumberFile]:
    """The file, widgets and stamps drawn, opened by pdfplumber; closed at the end. Raises ``BrokenError``."""
    with scratch_folder() as folder, ExitStack() as opened:
        file = PlumberFile(*_with_widgets_drawn(path, folder / "drawn.pdf"))
        opened.callback(file.close)
        yield file


def _with_widgets_drawn(path: Path, target: Path) -> tuple[Path, Mapping[int, tuple[FileRectangle, ...]]]:
    """``path`` itself where no page has such annotations, else ``target``, a copy with them drawn.

    pdfminer leaves their looks out. With it, by page number, the rectangles they were drawn in (x0, y0, x1, y1 of the
    file, origin bottom left).
    The file at ``path`` is not touched. A file that cannot be opened this way is left to the reader.
    """
    try:
        with pikepdf.open(path) as pdf:
            places = {number: drawn for number, page in enumerate(pdf.pages, 1) if (drawn := _rectangles(page))}
            if not places:
                return path, {}
            pdf.flatten_annotations("screen")
            pdf.save(target)
            return target, places
    except (pikepdf.PdfError, pikepdf.PasswordError, TypeError, ValueError, RuntimeError):
        return path, {}


def _rectangles(page: pikepdf.Page) -> tuple[FileRectangle, ...]:
    drawn = [annotation["/Rect"] for annotation in page.get("/Annots", []) if _is_drawn(annotation)]
    return tuple(_sorted(*(float(value) for value in rectangle)) for rectangle in drawn)


def _sorted(x0: float, y0: float, x1: float, y1: float) -> FileRectangle:
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _is_drawn(annotation: pikepdf.Object) -> bool:
    if not isinstance(annotation, pikepdf.Dictionary):  # junk among the annotations
        return False
    return annotation.get("/Subtype") in DRAWN_ANNOTATIONS and "/AP" in annotation and "/Rect" in annotation


def _read(page: Any, drawn: tuple[FileRectangle, ...]) -> Page:
    modes, depths = _interpreted(page)
    media, shown = _frames(page)
    if not shown.has_size:
        raise BrokenError("the page has no size")
    left, top = media.boxes(np.array([[shown.x0, shown.y0, shown.x1, shown.y1]]))[0, :2].tolist()
    corner = (page.bbox[0] + left, page.bbox[1] + top)
    fonts = sorted({family(character["fontname"]) for character in page.chars})
    characters = _characters(page.chars, fonts, corner)
    places = shown.boxes(np.array(drawn).reshape(-1, 4))
    painted = _boxes([shape for shape in (*page.rects, *page.curves) if _is_painted(shape)], corner)
    characters.flags[_from_widgets(characters, depths > 0, places)] |= FLAG_WIDGET
    read = Page(
        number=page.page_number,
        width=shown.width,
        height=shown.height,
        rotation=shown.rotation,
        characters=characters,
        fonts=tuple(fonts),
        edges=_boxes(_visible_edges(page), corner),
        images=_boxes(page.images, corner),
        links=_links(page, shown),
        letter_shapes=letter_shapes(painted),
    )
    white = np.array([_is_white(glyph["non_stroking_color"]) for glyph in page.chars], dtype=bool)
    return with_hidden_flagged(read, np.isin(modes, UNPAINTED), white, painted)


def _interpreted(page: Any) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Render mode and depth in forms of each of the page's glyphs; pdfplumber finds the page interpreted already."""
    device = _Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()
    return np.array(device.render_modes, dtype=np.int32), np.array(device.depths, dtype=np.int32)


def _frames(page: Any) -> tuple[Frame, Frame]:
    """The whole sheet and the part of it that is displayed."""
    rotation = int(page.rotation or 0)
    sheet, crop = ([float(value) for value in box] for box in (page.page_obj.mediabox, page.page_obj.cropbox))
    media, cropped = (Frame(min(a, c), min(b, d), max(a, c), max(b, d), rotation) for a, b, c, d in (sheet, crop))
    x0, y0 = max(media.x0, cropped.x0), max(media.y0, cropped.y0)
    x1, y1 = min(media.x1, cropped.x1), min(media.y1, cropped.y1)
    return media, Frame(x0, y0, x1, y1, rotation) if x0 < x1 and y0 < y1 else media


def _boxes(objects: list[dict[str, Any]], corner: tuple[float, float]) -> Floats:
    """Array (n, 4) of boxes relative to the corner of the page, rounded so that equal edges compare equal."""
    rows = np.array([[item[name] for name in BOX] for item in objects], dtype=float).reshape(-1, 4)
    return np.round(rows - (*corner, *corner), 3)


def _visible_edges(page: Any) -> list[dict[str, Any]]:
    """Edges of what is drawn. Shading behind a paragraph is a filled box without outline, and white is not seen."""
    drawn = [shape for shape in (*page.lines, *page.rects, *page.curves) if _is_visible(shape)]
    edges = [edge for shape in drawn for edge in obj_to_edges(shape) if edge.get("orientation")]
    return [edge for edge in edges if min(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) <= SLANT]


def _is_visible(shape: dict[str, Any]) -> bool:
    if shape.get("stroke") and not _is_white(shape.get("stroking_color")):
        return True
    return _is_painted(shape) and min(shape["width"], shape["height"]) < THIN


def _is_painted(shape: dict[str, Any]) -> bool:
    return bool(shape.get("fill")) and not _is_white(shape.get("non_stroking_color"))


def _is_white(colour: Any) -> bool:
    """White in grey, RGB or CMYK; a colour that is not given is black."""
    values = colour if isinstance(colour, tuple | list) else (colour,)
    if not values or not all(isinstance(value, int | float) for value in values):
        return False
    return all(value == 0 for value in values) if len(values) == 4 else all(value >= 1 for value in values)


def _characters(characters: list[dict[str, Any]], fonts: list[str], corner: tuple[float, float]) -> Characters:
    index = {name: position for position, name in enumerate(fonts)}
    font = np.array([index[family(character["fontname"])] for character in characters], dtype=np.int32)
    boxes = _boxes(characters, corner)
    return Characters(
        text=np.array([character["text"] for character in characters], dtype=np.str_),
        x0=boxes[:, 0],
        top=boxes[:, 1],
        x1=boxes[:, 2],
        bottom=boxes[:, 3],
        size=np.array([character["size"] for character in characters], dtype=float),
        upright=np.array([character["upright"] for character in characters], dtype=bool),
        font=font,
        flags=np.array([style(name) for name in fonts] or [0], dtype=np.uint8)[font],
    )


def _from_widgets(characters: Characters, in_form: Mask, drawn: Floats) -> Mask:
    """The last glyphs of the page, as far as they are in forms where annotations were drawn, after all else."""
    x, y = characters.middles
    inside = in_form & contained(x, y, drawn)
    return np.asarray(np.logical_and.accumulate(inside[::-1])[::-1], dtype=bool)


def _links(page: Any, shown: Frame) -> tuple[Link, ...]:
    try:
        found = page.hyperlinks
    except (RecursionError, MalformedPDFException):  # signed files hold annotation trees that refer to themselves
        return ()
    rows = np.array([link["data"]["Rect"] for link in found], dtype=float).reshape(-1, 4)
    boxes = np.round(shown.boxes(rows), 2).tolist()
    return tuple(
        Link((page.page_number, x0, top, x1, bottom), str(link["uri"]))
        for link, (x0, top, x1, bottom) in zip(found, boxes, strict=True)
    )
