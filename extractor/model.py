"""The values that pass between the rooms: all frozen, all picklable, none knows how it was made.

Coordinates are PDF points with the origin at the top left of the page as it is displayed (rotation
applied). Pages count from 1. Offsets called ``char_start``/``char_end`` index ``PageText.text``; offsets
called ``start``/``end`` index the text that was given to the finder.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:  # numpy is slow to import, and finding citations in a string needs none of it
    import numpy as np
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"
Singles: TypeAlias = "NDArray[np.float32]"
Integers: TypeAlias = "NDArray[np.int32]"
Mask: TypeAlias = "NDArray[np.bool_]"

Box = tuple[int, float, float, float, float]
"""``(page, x0, top, x1, bottom)``."""

Rectangle = tuple[float, float, float, float]
"""``(x0, top, x1, bottom)`` where the page is known."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that could not be read: a file (``page`` None), a page, or a stage of one."""

    stage: str
    page: int | None
    error: str
    hint: str


# --- read -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Characters:
    """The glyphs of one page in drawing order, one array element a glyph.

    ``text`` holds what the glyph stands for (a ligature gives several letters), ``font`` indexes
    ``Page.fonts``, ``size`` is in points, ``upright`` says that the glyph stands level, ``flags`` is a bit set of the
    ``FLAG_`` constants.
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

    def __len__(self) -> int:
        return len(self.text)

    @property
    def middles(self) -> tuple[Floats, Floats]:
        """The middle of each glyph's box: x and y."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def take(self, chosen: NDArray[Any] | slice) -> Characters:
        """The glyphs that a mask, an index array or a slice chooses, in its order."""
        return Characters(
            self.text[chosen],
            self.x0[chosen],
            self.top[chosen],
            self.x1[chosen],
            self.bottom[chosen],
            self.size[chosen],
            self.upright[chosen],
            self.font[chosen],
            self.flags[chosen],
        )


FLAG_BOLD = 1
FLAG_ITALIC = 2
FLAG_OCR = 4
FLAG_HIDDEN = 8
FLAG_WIDGET = 16
"""Drawn by a form widget or a stamp annotation, not by the page itself."""


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink annotation of a page."""

    box: Box
    uri: str


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page as it was read, whichever adapter read it.

    ``edges`` are the drawn lines and the sides of drawn rectangles, ``images`` the placed images: arrays
    of shape (n, 4) with x0, top, x1, bottom. ``text_layer`` is ``digital``, ``ocr`` or ``legacy``. ``letter_shapes``
    is how many filled shapes are as large as letters.
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
    letter_shapes: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Pages:
    """All pages of a file that could be read, and a failure for each that could not."""

    pages: tuple[Page, ...]
    page_count: int
    failures: tuple[Failure, ...] = ()

    def __iter__(self) -> Iterator[Page | Failure]:
        """The pages, then the failures: what ``lay_out`` takes, be it all at once or streamed."""
        yield from self.pages
        yield from self.failures


# --- layout -----------------------------------------------------------------------------------------


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


# --- find and resolve -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Citation:
    """A reference to an instrument (văn bản) in a text.

    ``text[start:end]`` is the print; ``raw`` is that with line breaks as one blank. ``find`` fills what is
    printed, ``resolve`` adds ``key``, ``status``, ``relation``. ``number`` keeps its zeros, ``identifier`` is
    number and symbol repaired, None where no symbol is printed. ``method`` is the id of the rule that read it.

    What ``resolve`` says comes with its reason. ``issuer_from`` is what the organ of the key was read from: ``symbol``,
    ``words`` (the issuer printed beside the number), ``type`` (only one organ issues such) or ``alias``;
    ``organ_known`` is False where the registry does not hold that organ; ``place_from`` is ``words``, ``document``
    (the citing one's place) or ``alias``. ``evidence`` is what settled an open key: ``document`` where another
    citation of the same document did. ``relation_trigger`` are the words that gave the relation,
    ``relation_from`` where they stand (``resolve.relations.Relation``). ``url`` is the hyperlink over the print.
    The one value without slots, so that it can be changed quickly. What is never given takes no room: it is the
    class's own (``of``).
    """

    raw: str
    start: int
    end: int
    doc_type: str | None = None
    number: str | None = None
    symbol: str | None = None
    identifier: str | None = None
    year: int | None = None
    issued_on: str | None = None
    issuer: str | None = None
    key: str | None = None
    relation: str | None = None
    confidence: float = 1.0
    method: str = ""
    status: str = "unresolved"
    title: str | None = None
    year_source: str | None = None
    pinpoint: str | None = None
    range_end: str | None = None
    via: str | None = None
    unit: str | None = None
    organs: tuple[str, ...] | None = None
    date_error: str | None = None
    issuer_conflict: str | None = None
    lang: str | None = None
    issuer_from: str | None = None
    organ_known: bool | None = None
    place_from: str | None = None
    evidence: str | None = None
    relation_trigger: str | None = None
    relation_from: str | None = None
    url: str | None = None

    @classmethod
    def of(cls, *, raw: str, start: int, end: int, **found: Any) -> Citation:
        """The citation with these values, those that are None left out: a third of the room of one made by its class.

        Raises ``TypeError`` for a name that is no field.
        """
        _refuse_others(found)
        values: dict[str, Any] = {"raw": raw, "start": start, "end": end}
        for name, value in found.items():
            if value is not None:
                values[name] = value
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", values)
        return made

    def changed(self, **changes: Any) -> Citation:
        """What ``dataclasses.replace`` gives, in a tenth of its time: a long text holds thousands of citations.

        Raises ``TypeError`` for a name that is no field.
        """
        _refuse_others(changes)
        values = self.__dict__.copy()
        values.update(changes)
        copy = object.__new__(Citation)
        object.__setattr__(copy, "__dict__", values)
        return copy


_CITATION_FIELDS = frozenset(each.name for each in fields(Citation))


def _refuse_others(values: Mapping[str, Any]) -> None:
    """Raises ``TypeError`` for a name that is no field of a citation."""
    if not _CITATION_FIELDS.issuperset(values):
        raise TypeError(f"not fields of a citation: {', '.join(sorted(values.keys() - _CITATION_FIELDS))}")


@dataclass(frozen=True, slots=True)
class Date:
    """A date or span of dates in a text. ``first``/``last`` are ISO days, None where the date is impossible.

    ``precision`` is ``day``, ``month``, ``quarter``, ``year`` or ``range``; ``role`` is ``issued``, ``as_of``,
    ``deadline``, ``period``, ``effective`` or None.
    """

    raw: str
    start: int
    end: int
    first: str | None
    last: str | None
    precision: str
    role: str | None = None
    method: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts. ``value`` is in the printed unit; ``label`` is the phrase it measures.

    ``period_start``/``period_end`` or ``as_of`` (ISO days) are the time that governs it; ``time_from`` says where that
    is printed: ``sentence``, ``head`` (of its column), ``section`` (its heading) or ``document`` (its title).
    ``scope`` is ``cumulative`` where the words say that it accumulates (lũy kế, từ đầu năm), ``period`` where they say
    that it is of the period alone (riêng trong tháng), else None.

    ``change`` makes it the difference to a base, no level: ``increase``, ``decrease``, or ``ratio`` (``bằng 105% so
    với``); ``base`` is what it is compared with, as printed (``cùng kỳ năm 2023``), None where that is not said.

    ``link`` ties it to another figure of the same text, ``linked`` figures away in the order of the text (-1 is the one
    before): ``part`` of an enumerated whole (gồm: …), ``numerator`` of a fraction, ``rate`` of a count (of the
    numerator where that is one of a fraction), ``change`` of a level, ``range`` from this one to that one. In
    ``Document.figures`` the other one stands at the own index plus ``linked``.
    """

    raw: str
    start: int
    end: int
    value: float | None
    unit: str | None = None
    qualifier: str | None = None
    label: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    as_of: str | None = None
    method: str = ""
    confidence: float = 1.0
    scope: str | None = None
    change: str | None = None
    base: str | None = None
    link: str | None = None
    linked: int | None = None
    time_from: str | None = None


FORM_VALUE = "form-value"
"""``Figure.method`` of the value cell of a statistical form."""

CELL_VALUE = "table-cell"
"""``Figure.method`` of a cell of any other table; all figures of other methods stand in running text."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organ named in a text (cơ quan), alone or by who acts for it.

    ``find`` fills what is printed: ``name`` without place, ``role`` the words of a head or standing body before it
    (``Chủ tịch``), ``place_raw`` the level or place behind it (``tỉnh``, ``huyện Nga Sơn``). ``resolve`` adds ``key``,
    the organ's id in the registry and its place (``snv@thanh-hoa``), and the full ``name``; ``place_from`` is ``words``
    or ``document``; ``existed`` is whether organ and place existed on the document's day, None where that is not known.
    ``organ_known`` is False where the registry does not hold the organ.
    """

    raw: str
    start: int
    end: int
    name: str
    key: str = ""
    role: str | None = None
    place_raw: str | None = None
    place_from: str | None = None
    organ_known: bool = True
    existed: bool | None = None
    method: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class InstrumentRelation:
    """One cited instrument acts on another: ``subject`` amends, replaces, carries out … ``object``.

    Both index ``Document.citations``; ``relation`` is the active value (``sửa đổi``), ``trigger`` the words that say
    it. ``start`` and ``end`` span both citations.
    """

    raw: str
    start: int
    end: int
    subject: int
    relation: str
    object: int
    trigger: str
    method: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class RegionFindings:
    """What was found in one region; offsets index its text."""

    citations: tuple[Citation, ...] = ()
    dates: tuple[Date, ...] = ()
    figures: tuple[Figure, ...] = ()
    organisations: tuple[Organisation, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in a document: one element a region of ``Layout.regions``, and the rows with their values."""

    regions: tuple[RegionFindings, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact stands. ``char_start`` indexes the text of ``page``, ``char_end`` that of ``page_end``.

    ``raw`` is the print between them (of each page for a fact that runs over a page end), line breaks as one
    blank. One box a printed line.
    """

    page: int
    page_end: int
    char_start: int
    char_end: int
    raw: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A fact and its place. ``location`` is ``body``, ``footnote``, ``table`` or ``header``.

    ``footnote`` and ``row`` index ``Document.footnotes`` and ``Document.rows``.
    """

    fact: T
    place: Place
    location: str
    footnote: int | None = None
    row: int | None = None
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """The period that a report speaks of (not that of its outlook). ``start``/``end`` are ISO days.

    ``kind`` is a value of ``documents.period_kind``, None for months that are none of these (``11 tháng``).
    """

    kind: str | None
    start: str
    end: str
    label: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says of itself in its head, its title and its signature block."""

    doc_type: str | None = None
    number: str | None = None
    symbol: str | None = None
    identifier: str | None = None
    key: str | None = None
    issuer: str | None = None
    issuer_id: str | None = None
    place: str | None = None
    issued_on: str | None = None
    title: str | None = None
    period: Period | None = None
    as_of: str | None = None
    signer: str | None = None
    signed_by: str | None = None
    signed_at: str | None = None
    family: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A statement about figures or dates that holds or does not.

    ``kind`` and ``severity`` are the contract's values. ``figures`` index ``Document.figures``; ``difference``
    is ``actual - expected``. ``boxes`` are those of all its numbers and citations, ``confidence`` says how sure the
    verdict is, 0 to 1.
    """

    kind: str
    statement: str
    expected: float | None
    actual: float | None
    difference: float | None
    holds: bool
    severity: str
    page: int | None
    figures: tuple[int, ...] = ()
    explanation: str = ""
    boxes: tuple[Box, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """Everything that one file gives, ready to be stored."""

    sha256: str
    file_name: str
    path: str
    page_count: int
    identity: Identity
    pages: tuple[PageText, ...]
    sections: tuple[Section, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    tables: tuple[Table, ...] = ()
    rows: tuple[Row, ...] = ()
    citations: tuple[Located[Citation], ...] = ()
    dates: tuple[Located[Date], ...] = ()
    figures: tuple[Located[Figure], ...] = ()
    mentions: tuple[Located[Organisation], ...] = ()
    relations: tuple[Located[InstrumentRelation], ...] = ()
    checks: tuple[Check, ...] = ()
    failures: tuple[Failure, ...] = ()
    extractor_version: str = ""

    @property
    def status(self) -> str:
        """``partial`` where some page or stage failed, else ``ok``."""
        return "partial" if self.failures else "ok"

    @property
    def text_layer(self) -> str:
        """The one text layer of all pages, or ``mixed``."""
        layers = {page.text_layer for page in self.pages}
        return layers.pop() if len(layers) == 1 else "mixed" if layers else "digital"


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the citing document when its citations are identified.

    ``place`` is a slug of the registry of provinces (``thanh-hoa``); ``unit`` the slug of a district or commune.
    """

    issuer: str | None = None
    issuer_id: str | None = None
    place: str | None = None
    unit: str | None = None
    issued_on: str | None = None
    doc_type: str | None = None
    identifier: str | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any] | Context | None) -> Context:
        """A context from the mapping that the public functions take; unknown names are refused."""
        if isinstance(given, Context):
            return given
        return cls(**(given or {}))


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What one call of ``ingest`` did: counts of documents and facts, the files that failed, seconds."""

    database: str
    files: int
    ingested: int
    unchanged: int
    failed: int
    counts: Mapping[str, int] = field(default_factory=dict)
    failures: tuple[tuple[str, Failure], ...] = ()
    seconds: float = 0.0
    interrupted: bool = False
