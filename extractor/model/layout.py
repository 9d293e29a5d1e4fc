"""A document as a reader sees it: text with its places, notes, sections, tables."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from operator import attrgetter

from extractor.model.pages import Box, Failure, Floats, Integers, Link, Singles


# The boxes are columns of single precision: they are most of what a document keeps (34 of 70 KB a page,
# docs/profile.md), and a point has no use for more than seven digits.
@dataclass(frozen=True, slots=True, eq=False)
class PageText:
    """The text of one page in reading order, and where each of its characters stands.

    ``text`` is NFC. The arrays have one element a character of it: the box of the glyph it came from (NaN for a blank
    or line end that no glyph stands for) and the printed line it belongs to. ``hidden`` is what the page holds and does
    not show, one line of it a line; ``filled`` are the parts of ``text``, as (start, end), that form widgets draw, such
    as a number and a day filled in when it was signed; ``by_hand`` those that are numbers and days written by hand into
    a scan, which the regions leave out, so that nothing is read from them. ``words``, ``is_pictured`` and
    ``text_reason`` are those of ``Page``.
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
    words: Floats | None = None
    other_readings: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    hidden: str = ""
    filled: tuple[tuple[int, int], ...] = ()
    by_hand: tuple[tuple[int, int], ...] = ()
    is_pictured: bool = False
    text_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body, as offsets into the body region's text; ``section`` indexes ``Layout.sections``."""

    start: int
    end: int
    section: int | None


# The pieces are three arrays, not a list of objects: the body of a report has a piece for each printed line, and
# ``provenance`` bisects ``starts`` for every fact.
@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """Running text that is searched as a whole, with the place of each of its characters.

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


# Offsets into the row's region, as every fact of a cell is found in that region and told by its offset
# (``Row.cell_at``).
@dataclass(frozen=True, slots=True)
class Cell:
    """What a row has in one column: ``text`` is ``text[start:end]`` of the row's region.

    A merged cell has its text in its first column; an empty cell, and the further columns of a merged one, stand with
    ``start == end`` behind the filled cell before them. The parts of a cell that runs over a page end are one text.
    """

    text: str
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of a table holds, by its head and its cells.

    ``head`` has nested heads joined with `` › ``, "" where none is printed. ``role`` is ``stt`` (row numbers),
    ``label`` (the column that names the rows; a table has one at most), ``unit``, ``code``, ``note``, ``measure``
    (numbers of rows that have a label) or ``text``. ``unit`` is what the head says of the unit of all cells, else what
    is printed over the table. ``scenario``, ``change`` and ``base`` are what the head says of a measure, as in
    ``Figure``; ``place`` is the place or organ that it names. ``period_start`` and ``period_end``, or ``as_of``, are
    ISO days. ``formula`` is what the row of column numbers prints (``3=2/1``), None where it is a bare number.

    ``ratio_of`` are the columns (numerator, base), by their index, that a column of ratios or shares is made of;
    ``terms`` the columns that it is the sum of, each with its sign (+1 or -1). Both are read from the formula, else
    told by the numbers of most rows. A column of ``increase`` or ``decrease`` with ``ratio_of`` is a rate of growth:
    100·a/b where the numerator is a difference itself, else 100·(a−b)/b. ``find`` fills all of these, ``resolve`` the
    days.
    ``confidence`` is that of the role.
    """

    head: str
    role: str
    unit: str | None = None
    scenario: str | None = None
    change: str | None = None
    base: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    as_of: str | None = None
    place: str | None = None
    formula: str | None = None
    ratio_of: tuple[int, int] | None = None
    terms: tuple[tuple[int, int], ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its cells joined over a page end; ``table`` indexes ``Layout.tables``.

    ``cells`` has one element a column of the table. ``stt``, ``label``, ``unit`` and ``note`` are filled where the
    table has columns of these roles, and None elsewhere; ``value_raw``, ``value``, ``value_kind`` where it has one
    measure (a form); the unit of a form may be printed elsewhere. ``level`` and ``parent``, which indexes
    ``Layout.rows``, say where the row belongs in any table with labels. ``place`` is the place or organ that the row is
    of, where the rows of the table are such. ``path`` is what the row counts where its label does not say it alone: the
    label behind those that it stands under, joined with `` › ``, "" where the label is a place, a time or a total of
    such; None where the label says it. ``time`` is the period that the row is of, where rows are periods, as printed
    with the year above it (``Năm 2023 › Quý I``); ``scenario``, ``change`` and ``base`` are what a label says that is
    no more than that (``Kế hoạch``, ``So với cùng kỳ``). ``find`` fills all of these. ``confidence`` is how often
    all cells of such rows are right.
    """

    table: int
    position: int
    page: int
    page_end: int
    cells: tuple[Cell, ...]
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
    place: str | None = None
    path: str | None = None
    time: str | None = None
    scenario: str | None = None
    change: str | None = None
    base: str | None = None
    confidence: float = 1.0

    @property
    def counted(self) -> str:
        """What the row counts: its label, with what that stands under where it says nothing alone."""
        return (self.label or "") if self.path is None else self.path

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each cell."""
        return tuple(cell.text for cell in self.cells)

    def cell_at(self, offset: int) -> Cell | None:
        """The filled cell that holds an offset of the row's region."""
        at = bisect_right(self.cells, offset, key=_start_of_cell) - 1
        # Empty cells, and the further columns of a merged one, begin where the filled cell before them ends.
        while at >= 0 and not self.cells[at].text:
            at -= 1
        return self.cells[at] if at >= 0 and offset < self.cells[at].end else None

    def with_value(self, unit: str, value: float | None, kind: str) -> Row:
        """The row with its unit, its value as a number and the kind of value."""
        # Field by field in a third of the time of ``dataclasses.replace``: half the rows of a report are forms'.
        return Row(
            table=self.table,
            position=self.position,
            page=self.page,
            page_end=self.page_end,
            cells=self.cells,
            boxes=self.boxes,
            stt=self.stt,
            label=self.label,
            unit=unit,
            value_raw=self.value_raw,
            note=self.note,
            note_is_merged=self.note_is_merged,
            is_heading=self.is_heading,
            level=self.level,
            parent=self.parent,
            value=value,
            value_kind=kind,
            place=self.place,
            path=self.path,
            time=self.time,
            scenario=self.scenario,
            change=self.change,
            base=self.base,
            confidence=self.confidence,
        )


# Made once: ``cell_at`` is asked for every fact in a table, and a lambda would be made for each.
_start_of_cell = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Table:
    """A table joined over its pages. A statistical form is a table with one measure.

    ``section`` indexes ``Layout.sections``; ``measures`` are the columns of numbers, by their index. ``numbers`` is the
    row of column numbers in its head, as printed (``A``, ``(1)``, ``3=2/1``), one a column; empty where it has none.
    ``unit`` is what is printed over it as that of all its numbers.
    """

    label: str | None
    title: str | None
    page: int
    page_end: int
    n_rows: int
    columns: tuple[Column, ...]
    boxes: tuple[Box, ...]
    section: int | None = None
    numbers: tuple[str, ...] = ()
    unit: str | None = None
    measures: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        # Kept, because find asks for it several times a row.
        measures = tuple(at for at, column in enumerate(self.columns) if column.role == "measure")
        object.__setattr__(self, "measures", measures)

    @property
    def n_cols(self) -> int:
        """How many columns its grid has."""
        return len(self.columns)

    @property
    def header(self) -> tuple[str, ...]:
        """The head of each column; empty where the table has no head."""
        heads = tuple(column.head for column in self.columns)
        return heads if any(heads) else ()

    @property
    def is_form(self) -> bool:
        """Whether each row has one value: a statistical form (biểu mẫu thống kê)."""
        # Two measures are a comparison or a scenario beside another: no row of it has one value.
        return len(self.measures) == 1

    def first(self, role: str) -> int | None:
        """The index of the first column of a role."""
        return next((at for at, column in enumerate(self.columns) if column.role == role), None)


@dataclass(frozen=True, slots=True)
class Head:
    """The printed head and end of a document, as lines; what they mean is decided by ``resolve``.

    ``left`` and ``right`` are the two columns over the title, ``title`` the centred lines from the type word
    to the first line of body text, ``over`` what stands over the head or over a title without one, ``signature`` the
    lines of the signature block, ``recipients`` those under "Nơi nhận". Empty where a document has none. ``stamps``
    are the lines of each stamp on any of its pages. ``bold`` says of each line of ``left`` whether it is bold; it is
    empty where type tells nothing. ``continues`` says that it goes on from an issue of the gazette before and has no
    head. ``recognised`` says that its page was read by OCR.
    """

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    stamps: tuple[tuple[str, ...], ...] = ()
    over: tuple[str, ...] = ()
    bold: tuple[bool, ...] = ()
    continues: bool = False
    recognised: bool = False


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
