"""One page taken apart: head, body lines, tables, signature block, note block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

import numpy as np

from extractor.layout.blocks.handwriting import filled_by_hand, filled_in_text
from extractor.layout.blocks.letterhead import find_letterhead, is_form
from extractor.layout.blocks.margins import Margins, margins_of
from extractor.layout.blocks.recognised_title import title_about_axis
from extractor.layout.blocks.signatures import find_signature
from extractor.layout.blocks.two_columns import TwoColumns
from extractor.layout.cleaning.rotation import Rotation, asides, rotated_upright, table_on
from extractor.layout.cleaning.stamps import Stamp, without_stamps
from extractor.layout.cleaning.watermarks import visible_text
from extractor.layout.footnotes.blocks import Block, Scene, note_block
from extractor.layout.footnotes.labels import Numbering
from extractor.layout.footnotes.markers import Cuts, Marker, markers
from extractor.layout.lines.line import Line, middle_of
from extractor.layout.tables.captions import MAX_LINES, Caption, caption
from extractor.layout.tables.charts import without_charts
from extractor.layout.tables.drafts import TableDraft, lines_by_cell, within
from extractor.layout.tables.heads import with_head
from extractor.layout.tables.split_rows import with_rows_apart
from extractor.layout.tables.stream.tables import unruled_tables
from extractor.model.pages import FLAG_UNSURE, Characters, Failure, Floats, Page
from extractor.ruled.edges import ruled_grids
from extractor.ruled.lattice import Grid, TooManyEdgesError

# A type size is common from this share of the commonest. Notes may fill more of a report than its text, which is
# larger; a title is larger still but rare. .13 and .5 read all of 47 documents alike.
COMMON = 0.25

# A line over a table may reach so many points into it: boxes of glyphs reach over their print. 0 and 5
# read all of 47 documents alike.
OVERLAP = 2.0

_NO_BOXES = np.zeros((0, 4))
_NO_SIDE = np.zeros(0)
_NO_CHARACTERS = Characters(
    text=np.zeros(0, dtype=np.str_),
    x0=_NO_SIDE,
    top=_NO_SIDE,
    x1=_NO_SIDE,
    bottom=_NO_SIDE,
    size=_NO_SIDE,
    upright=np.zeros(0, dtype=np.bool_),
    font=np.zeros(0, dtype=np.int32),
    flags=np.zeros(0, dtype=np.uint8),
)


@dataclass(frozen=True, slots=True, eq=False)
class RawPage:
    """A page's lines outside tables, its tables, and its edges outside tables.

    All in the coordinates of ``page``, which reads upright; ``rotation`` says how it stands where it is displayed.
    ``asides`` are lines that stand otherwise than the text, ``hidden`` is text that is not shown, ``stamps`` are those
    of signatures, copies and incoming papers; ``filled`` are the places of glyphs that widgets drew, ``unsure`` the
    middles of those of numbers that may be misread.
    """

    page: Page
    rotation: Rotation
    lines: list[Line]
    tables: tuple[TableDraft, ...]
    rules: Floats
    asides: tuple[Line, ...]
    failure: Failure | None = None
    hidden: str = ""
    stamps: tuple[Stamp, ...] = ()
    filled: Floats = field(default_factory=lambda: np.zeros((0, 2)))
    unsure: Floats = field(default_factory=lambda: np.zeros((0, 2)))


@dataclass(frozen=True, slots=True, eq=False)
class PageParts:
    """A page in parts. ``body`` holds lines and tables from top to bottom.

    ``head`` and ``signature`` are read column by column, ``notes`` are the footnotes at its end.

    Lines are in the coordinates of ``page``, which reads upright, the boxes of tables and rows in those of the page
    as it is displayed; ``rotation`` leads from one to the other. ``marks`` are what may be footnote markers, by
    their line. ``asides`` are part of the page's text, not of the body: text that stands otherwise, labels of charts.
    ``by_hand`` is what to leave out of the lines of head and body, as it is written by hand; ``title`` are the lines of
    the title of a recognised page. ``further`` is a head that stands in the body; ``begins_paper`` says that it is that
    of a further paper and not of a form.
    """

    page: Page
    rotation: Rotation
    margins: Margins
    head: TwoColumns | None
    signature: TwoColumns | None
    body: tuple[Line | TableDraft, ...]
    notes: Block
    marks: Mapping[Line, tuple[Marker, ...]]
    asides: tuple[Line, ...] = ()
    by_hand: Cuts = field(default_factory=dict)
    title: tuple[Line, ...] = ()
    further: TwoColumns | None = None
    begins_paper: bool = False

    def in_reading_order(self) -> tuple[Line | TableDraft, ...]:
        """All of the page's text: the body with head and signature at their place in it, the notes last."""
        elements = [*self.body]
        for block in filter(None, (self.signature, self.head)):
            _insert(elements, block)
        return (*elements, *self.asides, *self.notes.only_lines)


def raw_page(page: Page) -> RawPage:
    """The page rotated upright where it stands sideways, tables found by their rules, and the lines outside them."""
    visible = visible_text(page.characters)
    if visible.characters is not page.characters:
        page = replace(page, characters=visible.characters)
    page, rotation, others = rotated_upright(page)
    failure = None
    try:
        grids = ruled_grids(page.edges)
    except TooManyEdgesError as error:
        grids = []
        failure = Failure("layout", page.number, str(error), "look at the page; its tables are not in the database")
    in_cells, outside = lines_by_cell(page.characters, grids)
    found = (table_on(grid, lines, page, others) for grid, lines in zip(grids, in_cells, strict=True))
    recognised = page.text_layer == "ocr"
    drafts = [with_head(replace(with_rows_apart(draft), recognised=recognised)) for draft in found if draft]
    lines, stamps = without_stamps(outside)
    lines, unread = (lines, []) if failure is None else _without_unread(lines, page)
    return RawPage(
        page=replace(page, characters=_NO_CHARACTERS, edges=_NO_BOXES, images=_NO_BOXES),
        rotation=rotation,
        lines=lines,
        tables=tuple(drafts),
        rules=_free(page.edges, grids) if failure is None else _NO_BOXES,
        asides=(*asides(others, [draft.box[1:] for draft in drafts]), *unread),
        failure=failure,
        hidden=visible.hidden,
        stamps=(*visible.stamps, *stamps),
        filled=visible.filled,
        unsure=_unsure(page.characters),
    )


def _unsure(characters: Characters) -> Floats:
    x, y = characters.middles
    return np.stack((x, y), axis=1)[characters.flags & FLAG_UNSURE > 0]


def _without_unread(lines: Sequence[Line], page: Page) -> tuple[list[Line], list[Line]]:
    """The lines of a page whose tables are not read, and those of its tables: as text they would be read as sentences.

    Only what runs on over half of the page may be text among the rules.
    """
    x0, top = page.edges[:, :2].min(axis=0).tolist()
    x1, bottom = page.edges[:, 2:].max(axis=0).tolist()
    box = (x0, top, x1, bottom)
    unread = {
        line
        for line in lines
        if within(box, np.array([middle_of(line)]), np.array([(line.top + line.bottom) / 2]))[0]
        and (line.widest_gap > line.size or line.x1 - line.x0 < page.width / 2)
    }
    return [line for line in lines if line not in unread], [line for line in lines if line in unread]


def _free(edges: Floats, grids: Sequence[Grid]) -> Floats:
    """The edges outside tables."""
    x, y = (edges[:, 0] + edges[:, 2]) / 2, (edges[:, 1] + edges[:, 3]) / 2
    outside = np.ones(len(edges), dtype=bool)
    for grid in grids:
        outside &= ~within(grid.box, x, y)
    return edges[outside]


def body_size(pages: Sequence[RawPage]) -> float:
    """The type size of the text outside tables: the largest that is common, as notes can be longer than the text."""
    counted: dict[float, int] = {}
    for raw in pages:
        for line in raw.lines:
            counted[line.size] = counted.get(line.size, 0) + len(line.text)
    most = max(counted.values(), default=0)
    return max((size for size, count in counted.items() if count >= COMMON * most), default=0.0)


def page_parts(raw: RawPage, lines: list[Line], size: float, before: Numbering, *, first: bool) -> PageParts:
    """The page taken apart.

    raw: the page as read. lines: its lines without furniture. size: the type size of the document's text, in points.
    before: what the pages before say of notes. first: whether no page before has the document's head.

    The first head that is not of a form is that of the document; another one is text, read column by column as well.
    """
    in_cells = [line for table in raw.tables for row in table.rows for cell in row.cells for line in cell.lines]
    marks = {line: found for line in (*lines, *in_cells) if (found := markers(line))}
    of_page = [mark for found in marks.values() for mark in found]
    boxes = [table.grid.box for table in raw.tables]
    notes = note_block(Scene(raw.page, lines, of_page, raw.rules, boxes, size, before))
    upper = [*lines[: notes.first], *lines[notes.last :]]
    head = find_letterhead(raw.page, upper)
    is_paper = head is not None and not is_form(raw.page, upper, head)
    own = is_paper and first
    signature = None if own or head is None else find_signature(raw.page, upper[: head.first])
    signature = signature or find_signature(raw.page, upper, head.last if head else 0)
    taken = {at for block in (head, signature) if block for at in range(block.first, block.last)}
    free = [line for at, line in enumerate(upper) if at not in taken]
    measure = margins_of(raw.page, free)
    free, labels, rules = without_charts(free, raw.rules, size)
    free, unruled = unruled_tables(raw.page.number, free, rules)
    tables = [_captioned(table, free, measure, raw.page) for table in (*raw.tables, *unruled)]
    body: list[Line | TableDraft] = [*free, *tables]
    body.sort(key=_top)
    further = None if own else head
    if further:
        _insert(body, further)
        head = None
    placed = (raw.rotation.boxes_back(each) if isinstance(each, TableDraft) else each for each in body)
    return PageParts(
        page=raw.page,
        rotation=raw.rotation,
        margins=measure,
        head=head,
        signature=signature,
        body=tuple(placed),
        notes=notes,
        marks=marks,
        asides=(*raw.asides, *labels),
        by_hand=_by_hand(head or further, body, raw.unsure),
        title=_title_of_scan(raw.page, body, head) if head and raw.page.text_layer == "ocr" else (),
        further=further,
        begins_paper=is_paper and not own,
    )


def _by_hand(head: TwoColumns | None, body: Sequence[Line | TableDraft], unsure: Floats) -> Cuts:
    """What is written by hand into a head, wherever it stands on its page, and into the text."""
    text = (element for element in body if not isinstance(element, TableDraft))
    return {**filled_in_text(text, unsure), **(filled_by_hand(head.lines, unsure) if head else {})}


def _title_of_scan(page: Page, body: Sequence[Line | TableDraft], head: TwoColumns) -> tuple[Line, ...]:
    """The title under the head of a recognised page, above its first table."""
    under = max((line.bottom for line in head.lines), default=0.0)
    above_tables = takewhile(lambda each: isinstance(each, Line), body)
    lines = [each for each in above_tables if isinstance(each, Line) and each.bottom > under]
    return tuple(title_about_axis(lines, page, head.lines))


def _insert(elements: list[Line | TableDraft], block: TwoColumns) -> None:
    """Puts the lines of a head or signature, column by column, where it stands among the elements."""
    top = min(line.top for line in block.lines)
    at = sum(_top(element) < top for element in elements)
    elements[at:at] = block.lines


def _top(element: Line | TableDraft) -> float:
    return element.box[2] if isinstance(element, TableDraft) else element.bottom_of_type


def _captioned(table: TableDraft, lines: list[Line], text: Margins, page: Page) -> TableDraft:
    return _with_caption(table, caption(_above(table, lines), table, text, page.width))


def captioned_without(table: TableDraft, part: PageParts, cuts: Cuts) -> TableDraft:
    """A table of the body of ``part`` with no footnote markers in its caption; ``cuts`` are theirs, by line."""
    if not any(isinstance(each, Line) and each in cuts for each in part.body):
        return table
    upright = replace(table, box=(table.box[0], *part.rotation.upright(*table.box[1:])))
    above = _above(upright, [each for each in part.body if isinstance(each, Line)])
    if not any(line in cuts for line in above[-MAX_LINES:]):
        return table
    return _with_caption(table, caption(above, upright, part.margins, part.page.width, cuts))


def _above(table: TableDraft, lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.bottom_of_type <= table.box[2] + OVERLAP]


def _with_caption(table: TableDraft, found: Caption) -> TableDraft:
    return replace(table, label=found.label, title=found.title or table.title, unit=found.unit)
