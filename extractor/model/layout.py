"""A document as a reader sees it: text with its places, notes, sections, tables."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.model.pages import (
    Box,
    Failure,
    Integers,
    Link,
    Singles,
)

if TYPE_CHECKING:  # numpy is slow to import, and finding citations in a string needs none of it
    pass


@dataclass(frozen=True, slots=True, eq=False)
class PageText:
    """The text of one page in reading order, and where each of its characters stands.

    ``text`` is NFC. The arrays have one element a character of it: the box of the glyph it came from
    (NaN for a blank or line end that no glyph stands for) and the printed line it belongs to. ``hidden`` is what the
    page holds and does not show, one line of it a line; ``filled`` are the stretches of ``text`` that form widgets
    draw, such as a number and a day filled in when it was signed.
    """

    number: int
    width: float
    height: float
    rotation: int
    text: str
    x0: Singles
    top: Singles
    x1: Singles
    bottom: Singles
    line: Integers
    text_layer: str = "digital"
    encoding: str | None = None
    ocr_confidence: float | None = None
    links: tuple[Link, ...] = ()
    hidden: str = ""
    filled: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body, as offsets into the body region's text; ``section`` indexes ``Layout.sections``."""

    start: int
    end: int
    section: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A stretch of running text that is searched as a whole, with the place of each of its characters.

    The body of a document is one region over all its pages, without footnotes, markers, page numbers and
    tables between; each footnote, each table row and the head of the document is a region of its own.
    A printed line end within a paragraph is one blank, a paragraph ends in ``\\n``; so do the cells of a row.
    It is made of pieces: piece i begins at ``text[starts[i]]`` and stands on page ``pages[i]``, from ``offsets[i]`` of
    that page's text on.
    ``footnote`` and ``row`` index ``Layout.footnotes`` and ``Layout.rows``.
    """

    kind: str
    text: str
    starts: array[int]
    pages: array[int]
    offsets: array[int]
    footnote: int | None = None
    row: int | None = None
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. ``start`` is the heading's offset in the body region."""

    parent: int | None
    level: int
    label: str
    title: str
    page: int
    start: int
    raw: str
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note (chú thích cuối trang) and its marker in the text.

    ``marker_at`` is the marker's offset in the text of the region that holds it (``marker_region``: ``body``,
    ``table`` or ``header``), None where no marker was found; ``section`` indexes ``Layout.sections``.
    """

    number: str
    text: str
    page: int
    page_end: int
    boxes: tuple[Box, ...]
    marker_page: int | None = None
    marker_region: str | None = None
    marker_at: int | None = None
    marker_before: str | None = None
    marker_box: Box | None = None
    sentence: str | None = None
    section: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its cells joined over a page end; ``table`` indexes ``Layout.tables``.

    ``stt``, ``label``, ``unit``, ``value_raw``, ``note`` are filled where the head of the table names such
    columns (a statistical form), and None elsewhere. ``level`` and ``parent``, which indexes ``Layout.rows``, say
    where the row belongs in any table whose head names labels.
    """

    table: int
    position: int
    page: int
    page_end: int
    cells: tuple[str, ...]
    boxes: tuple[Box, ...]
    stt: str | None = None
    label: str | None = None
    unit: str | None = None
    value_raw: str | None = None
    note: str | None = None
    note_is_merged: bool = False
    is_heading: bool = False
    level: int = 0
    parent: int | None = None
    value: float | None = None
    value_kind: str | None = None
    value_at: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table joined over its pages. ``header`` has one text a column, nested heads joined with `` › ``.

    ``section`` indexes ``Layout.sections``.
    """

    label: str | None
    title: str | None
    page: int
    page_end: int
    n_rows: int
    n_cols: int
    header: tuple[str, ...]
    boxes: tuple[Box, ...]
    is_form: bool = False
    section: int | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The printed head and end of a document, as lines; what they mean is decided by ``resolve``.

    ``left`` and ``right`` are the two columns over the title, ``title`` the centred lines from the type word
    to the first line of body text, ``signature`` the lines of the signature block, ``recipients`` those
    under "Nơi nhận". Empty where a document has none. ``stamps`` are the lines of each stamp on any of its pages.
    """

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    stamps: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A document as a reader sees it: regions of text, notes, sections, tables."""

    pages: tuple[PageText, ...]
    head: Head
    regions: tuple[Region, ...]
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]
    tables: tuple[Table, ...]
    rows: tuple[Row, ...]
    failures: tuple[Failure, ...] = ()
