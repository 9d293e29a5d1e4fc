"""``lay_out``: pages as they were read → a document as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from extractor.guard.one_page import LostPageError, one_page
from extractor.layout.blocks.margins import is_centred, measure_of
from extractor.layout.body.paragraphs import BodyLine
from extractor.layout.body.running_text import Body, body_of
from extractor.layout.body.sections import section_at, structure
from extractor.layout.cleaning.furniture import without_furniture
from extractor.layout.cleaning.watermarks import filled_in
from extractor.layout.footnotes.blocks import note_drafts
from extractor.layout.footnotes.labels import Numbering
from extractor.layout.footnotes.links import NoteMark, footnotes, note_region
from extractor.layout.footnotes.markers import Cuts, Marker
from extractor.layout.footnotes.matching import candidates, match_markers
from extractor.layout.landmarks import landmark
from extractor.layout.lines.line import Line
from extractor.layout.page import PageParts, RawPage, body_size, captioned_without, page_parts, raw_page
from extractor.layout.printed_head import printed_head
from extractor.layout.regions import Marks, PageWriter, PlacedLine, RegionWriter
from extractor.layout.tables.captions import goes_between
from extractor.layout.tables.drafts import RowDraft, TableDraft
from extractor.layout.tables.heads import without_marks
from extractor.layout.tables.joins import joined
from extractor.layout.tables.rows import cells_in, rows_of, table_of
from extractor.model.layout import Layout, PageText, Region, Row, Section, Table
from extractor.model.pages import Failure, Page

Placed = Mapping[Line, PlacedLine]
"""Where each line stands."""


def lay_out(pages: Iterable[Page | Failure]) -> Layout:
    """Lines, head, notes with markers, sections, sentences and tables of a document.

    ``pages`` are a document's pages in order and the failures of reading, as ``Pages`` or streamed: of each page only
    its lines and tables are kept. What cannot be laid out on a page is a failure in the result; those of reading are
    passed on.
    """
    raw: list[RawPage] = []
    failures: list[Failure] = []
    for each in pages:
        if isinstance(each, Failure):
            failures.append(each)
            continue
        try:
            with one_page(each.number, "layout"):
                raw.append(raw_page(each))
            failures += filter(None, [raw[-1].failure])
        except LostPageError as error:
            failures.append(error.failure)
    return _without_lost_pages(raw, failures)


def _without_lost_pages(raw: Sequence[RawPage], failures: Sequence[Failure]) -> Layout:
    """The layout, made anew without a page that cannot be laid out, as often as there is one."""
    while True:
        try:
            return replace(_laid_out(raw), failures=tuple(failures))
        except LostPageError as error:
            failures = [*failures, error.failure]
            raw = [each for each in raw if each.page.number != error.failure.page]


def _laid_out(raw: Sequence[RawPage]) -> Layout:
    """Raises ``LostPageError`` for a page that the others are to be laid out without."""
    parts = _taken_apart(raw)
    drafts = note_drafts([(part.page.number, part.notes.lines) for part in parts])
    matches = match_markers(candidates(parts), drafts)
    cuts = _cuts(matches.every)
    writers, placed = _written(parts, _raised(matches.every))
    laid = body_of(_body_elements(parts, placed, _with_handwriting(cuts, parts)))
    texts = tuple(map(_page_text, writers, raw, (_handwritten(part, placed) for part in parts)))
    by_number = {text.number: text for text in texts}
    papers = {part.page.number for part in parts if part.begins_paper}
    sections, sentences = structure(laid, by_number, papers)
    body = replace(laid.region, sentences=sentences)
    tables, rows, row_regions, row_marks = _tables(parts, placed, cuts, _sections_of_tables(laid, sections))
    stamps = [stamp for each in raw for stamp in each.stamps]
    head, head_region, head_marks = printed_head(parts, placed, stamps, cuts)
    marks = {key: NoteMark(body, at) for key, at in laid.marks.items()} | row_marks
    marks |= {key: NoteMark(head_region, at) for key, at in head_marks.items()}
    firsts = map(matches.first.get, range(len(drafts)))
    found = [(marker, marks[marker.key]) if marker and marker.key in marks else None for marker in firsts]
    notes = footnotes(drafts, found, placed, by_number)
    note_regions = (note_region(draft, placed, at) for at, draft in enumerate(drafts))
    return Layout(
        pages=texts,
        head=head,
        regions=(head_region, body, *note_regions, *row_regions),
        sections=sections,
        footnotes=notes,
        tables=tables,
        rows=rows,
    )


def _taken_apart(raw: Sequence[RawPage]) -> list[PageParts]:
    """Each page in parts; the numbers of notes run on from page to page, and only the first head counts.

    An issue of the gazette that goes on with a document has none: the heads in it are of forms.
    """
    lines = without_furniture([each.page for each in raw], [each.lines for each in raw])
    size = body_size(raw)
    numbering = Numbering()
    headless = not any(landmark(line.text) == "continuation" for of_page in lines[:1] for line in of_page)
    parts: list[PageParts] = []
    for each, of_page in zip(raw, lines, strict=True):
        with one_page(each.page.number, "layout"):
            part = page_parts(each, of_page, size, numbering, first=headless)
        headless = headless and part.head is None
        numbering = part.notes.numbering
        parts.append(part)
    return parts


def _cuts(markers: Iterable[Marker]) -> Cuts:
    cuts: dict[Line, list[tuple[int, int]]] = {}
    for marker in markers:
        cuts.setdefault(marker.line, []).append(marker.cut)
    return {line: tuple(sorted(stretches)) for line, stretches in cuts.items()}


def _with_handwriting(cuts: Cuts, parts: Sequence[PageParts]) -> Cuts:
    """What to leave out of the lines of the body: markers, and what is written by hand."""
    found = dict(cuts)
    for part in parts:
        for line, places in part.by_hand.items():
            found[line] = tuple(sorted((*found.get(line, ()), *places)))
    return found


def _raised(markers: Iterable[Marker]) -> Cuts:
    """The markers of each line that are printed raised; those in full size, in brackets, stay as they are printed."""
    raised: dict[Line, list[tuple[int, int]]] = {}
    for marker in markers:
        if marker.small:
            raised.setdefault(marker.line, []).append((marker.start, marker.end))
    return {line: tuple(sorted(ranges)) for line, ranges in raised.items()}


def _written(parts: Sequence[PageParts], raised: Cuts) -> tuple[list[PageWriter], Placed]:
    """The text of each page: head column by column, body and tables, signature column by column, notes."""
    placed: dict[Line, PlacedLine] = {}
    writers = []
    for part in parts:
        with one_page(part.page.number, "layout"):
            writers.append(writer := PageWriter(part.page, part.rotation))
            for element in part.in_reading_order():
                if isinstance(element, TableDraft):
                    for row in element.rows:
                        _write_row(writer, row, placed, raised)
                else:
                    placed[element] = writer.add(element, raised=raised.get(element, ()))
    return writers, placed


def _handwritten(part: PageParts, placed: Placed) -> tuple[tuple[int, int], ...]:
    """The stretches of a page's text that are written by hand and left out of its regions."""
    return tuple(
        sorted(
            (placed[line].offset + start, placed[line].offset + end)
            for line, places in part.by_hand.items()
            if line in placed
            for start, end in places
        )
    )


def _page_text(writer: PageWriter, as_read: RawPage, by_hand: tuple[tuple[int, int], ...]) -> PageText:
    """The text of a page, after which no box of its lines can be asked for; ``by_hand`` are places in it."""
    text = writer.finish()
    # two boxes a character, in line and text, are an eighth more memory for a document of 1,000 pages
    # (tests/benchmarks/memory.py)
    writer.close()
    return replace(text, hidden=as_read.hidden, filled=filled_in(text, as_read.filled), by_hand=by_hand)


def _write_row(writer: PageWriter, row: RowDraft, placed: dict[Line, PlacedLine], raised: Cuts) -> None:
    for cell in row.cells:
        for position, line in enumerate(cell.lines):
            below = cell.lines[position + 1] if position + 1 < len(cell.lines) else None
            after = "\t" if below is None else "" if below in cell.broken else " "
            placed[line] = writer.add(line, after, raised.get(line, ()))
        if not cell.lines:
            writer.tab()
    writer.end_row()


def _body_elements(parts: Sequence[PageParts], placed: Placed, cuts: Cuts) -> list[BodyLine | TableDraft | None]:
    elements: list[BodyLine | TableDraft | None] = []
    for part in parts:
        measure = measure_of(part.page, part.margins)
        of_head = frozenset(part.further.lines if part.further else ())
        for element in part.body:
            if isinstance(element, TableDraft):
                elements.append(element)
                continue
            centred = is_centred(element, part.page, measure)
            cut = cuts.get(element, ())
            elements.append(BodyLine(placed[element], measure, centred, cut, of_head=element in of_head))
        if part.signature:
            elements.append(None)
    return elements


def _sections_of_tables(body: Body, sections: Sequence[Section]) -> dict[TableDraft, int | None]:
    """The section of each table."""
    return {draft: section_at(sections, at) for draft, at in body.tables.items()}


def _tables(
    parts: Sequence[PageParts], placed: Placed, cuts: Cuts, sections: Mapping[TableDraft, int | None]
) -> tuple[tuple[Table, ...], tuple[Row, ...], tuple[Region, ...], dict[tuple[Line, int], NoteMark]]:
    """Tables joined over pages, their rows, a region for each row, and the markers in it; ``sections`` by draft."""
    drafts: list[TableDraft] = []
    within: dict[TableDraft, int | None] = {}
    follows: list[bool] = []
    after_table = False
    for part in parts:
        for element in part.body:
            if isinstance(element, TableDraft):
                drafts.append(captioned_without(without_marks(element, cuts), part, cuts))
                within[drafts[-1]] = sections[element]
                follows.append(after_table)
            after_table = isinstance(element, TableDraft) or (after_table and goes_between(element.text))
    tables: list[Table] = []
    rows: list[Row] = []
    regions: list[Region] = []
    in_rows: dict[tuple[Line, int], NoteMark] = {}
    for index, whole in enumerate(joined(drafts, follows)):
        section = within[whole.parts[0]]
        written = [_written_row(row_parts, placed, cuts, len(rows) + at) for at, row_parts in enumerate(whole.rows)]
        cells = [cells_in(region.text, spans, whole.n_cols) for region, spans, _ in written]
        tables.append(table_of(whole, cells, section))
        rows += rows_of(whole, tables[-1], index, len(rows), cells)
        for region, _, marks in written:
            regions.append(region)
            in_rows |= {key: NoteMark(region, at, section) for key, at in marks.items()}
    return tuple(tables), tuple(rows), tuple(regions), in_rows


def _written_row(
    row_parts: Sequence[RowDraft], placed: Placed, cuts: Cuts, row: int
) -> tuple[Region, dict[int, tuple[int, int]], Marks]:
    """A row's region, the span of each cell in it by its column, and the markers in it; ``row`` is its index.

    Its cells are paragraphs; those of a row over two pages stand column by column, so that a cell that goes on over
    the page end is one span.
    """
    writer = RegionWriter("table")
    spans: dict[int, tuple[int, int]] = {}
    cells = sorted((cell for part in row_parts for cell in part.cells if cell.lines), key=attrgetter("column"))
    for cell in cells:
        if cell.column not in spans:
            writer.end_paragraph()
            spans[cell.column] = (writer.length, writer.length)
        for line in cell.lines:
            if line not in cell.broken:
                writer.join(placed[line])
            writer.add(placed[line], cuts.get(line, ()))
        spans[cell.column] = (spans[cell.column][0], writer.length)
    return writer.finish(row=row), spans, writer.marks
