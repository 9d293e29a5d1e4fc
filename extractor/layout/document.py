"""``lay_out``: pages as they were read → a document as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extractor.layout.body import BodyLine, Marks, body_region, marks_of, structure
from extractor.layout.furniture import without_furniture
from extractor.layout.head import printed_head
from extractor.layout.lines import Line
from extractor.layout.note_links import NoteMark, footnote, note_region
from extractor.layout.notes import Marker, NoteDraft, accept_markers, note_drafts, note_number, raised
from extractor.layout.page_parts import PageParts, RawPage, body_size, page_parts, raw_page
from extractor.layout.page_tables import RowDraft, TableDraft
from extractor.layout.tables import columns_of, joined, rows_of, table_of
from extractor.layout.writers import PageWriter, PlacedLine, RegionWriter
from extractor.layout.zones import TwoColumns, is_centred
from extractor.model import Failure, Layout, Page, PageText, Region, Row, Table

Placed = Mapping[int, PlacedLine]
"""Where each line (by its id) stands."""

Skips = Mapping[int, tuple[tuple[int, int], ...]]
"""The markers in each line (by its id), as stretches of its text."""


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
        raw.append(raw_page(each))
        failures += filter(None, [raw[-1].failure])
    parts = _taken_apart(raw)
    drafts = note_drafts([(part.page.number, part.notes) for part in parts])
    markers = _markers(parts, drafts)
    skips = _skips(markers.values())
    texts, placed = _page_texts(parts)
    by_number = {text.number: text for text in texts}
    body, paragraphs, body_marks = body_region(_body_lines(parts, placed, skips))
    sections, sentences = structure(body, paragraphs, by_number)
    body = replace(body, sentences=sentences)
    tables, rows, row_regions, row_marks = _tables(parts, placed, skips)
    marks = {key: NoteMark(body, at) for key, at in body_marks.items()} | row_marks
    notes = tuple(
        footnote(
            draft,
            markers.get(at),
            marks.get((id(markers[at].line), markers[at].start)) if at in markers else None,
            placed,
            by_number,
        )
        for at, draft in enumerate(drafts)
    )
    head, head_region = printed_head(parts, placed)
    note_regions = (note_region(draft, placed, at) for at, draft in enumerate(drafts))
    return Layout(
        texts,
        head,
        (head_region, body, *note_regions, *row_regions),
        sections,
        notes,
        tables,
        rows,
        tuple(failures),
    )


def _taken_apart(raw: Sequence[RawPage]) -> list[PageParts]:
    """Each page in parts; the numbers of notes run on from page to page, and only the first head counts."""
    lines = without_furniture([each.page for each in raw], [each.lines for each in raw])
    size = body_size(raw)
    expected = 1
    headless = True
    parts: list[PageParts] = []
    for each, of_page in zip(raw, lines, strict=True):
        part = page_parts(each, of_page, size, expected, first=headless)
        headless = headless and part.head is None
        for line in part.notes:
            number, _ = note_number(line, expected)
            expected = int(number) + 1 if number else expected
        parts.append(part)
    return parts


def _markers(parts: Sequence[PageParts], drafts: Sequence[NoteDraft]) -> dict[int, Marker]:
    """The marker of each note that has one, by the note's index."""
    candidates = [
        (part.page.number, marker)
        for part in parts
        for element in part.body
        for line in (_lines_of_table(element) if isinstance(element, TableDraft) else [element])
        for marker in raised(line)
    ]
    return {note: candidates[at][1] for at, note in accept_markers(candidates, drafts).items()}


def _lines_of_table(table: TableDraft) -> list[Line]:
    return [line for row in table.rows for cell in row.cells for line in cell.lines]


def _skips(markers: Iterable[Marker]) -> Skips:
    skips: dict[int, list[tuple[int, int]]] = {}
    for marker in markers:
        skips.setdefault(id(marker.line), []).append((marker.start, marker.end))
    return {line: tuple(sorted(stretches)) for line, stretches in skips.items()}


def _page_texts(parts: Sequence[PageParts]) -> tuple[tuple[PageText, ...], Placed]:
    """The text of each page: head column by column, body and tables, signature column by column, notes."""
    placed: dict[int, PlacedLine] = {}
    texts = []
    for part in parts:
        writer = PageWriter(part.page)
        for element in (*_zone(part.head), *part.body, *_zone(part.signature), *part.notes):
            if isinstance(element, TableDraft):
                for row in element.rows:
                    _write_row(writer, row, placed)
            else:
                placed[id(element)] = writer.add(element)
        texts.append(writer.finish())
    return tuple(texts), placed


def _zone(zone: TwoColumns | None) -> tuple[Line, ...]:
    return (*zone.left, *zone.right) if zone else ()


def _write_row(writer: PageWriter, row: RowDraft, placed: dict[int, PlacedLine]) -> None:
    for cell in row.cells:
        for position, line in enumerate(cell.lines):
            placed[id(line)] = writer.add(line, "\t" if position == len(cell.lines) - 1 else " ")
        if not cell.lines:
            writer.tab()
    writer.end_row()


def _body_lines(parts: Sequence[PageParts], placed: Placed, skips: Skips) -> list[BodyLine | None]:
    lines: list[BodyLine | None] = []
    for part in parts:
        for element in part.body:
            if isinstance(element, TableDraft):
                lines.append(None)
                continue
            centred = is_centred(element, part.page, part.margins)
            lines.append(BodyLine(placed[id(element)], part.margins, centred, skips.get(id(element), ())))
        if part.signature:
            lines.append(None)
    return lines


def _tables(
    parts: Sequence[PageParts], placed: Placed, skips: Skips
) -> tuple[tuple[Table, ...], tuple[Row, ...], tuple[Region, ...], dict[tuple[int, int], NoteMark]]:
    drafts: list[TableDraft] = []
    follows: list[bool] = []
    after_table = False
    for part in parts:
        for element in part.body:
            if isinstance(element, TableDraft):
                drafts.append(element)
                follows.append(after_table)
            after_table = isinstance(element, TableDraft)
    tables: list[Table] = []
    rows: list[Row] = []
    regions: list[Region] = []
    marks: dict[tuple[int, int], NoteMark] = {}
    for index, whole in enumerate(joined(drafts, follows)):
        table = table_of(whole)
        tables.append(table)
        value = columns_of(table).get("value")
        for row in rows_of(whole, table, index, len(rows)):
            region, of_row, cells = _row_region(whole.rows[row.position - 1], placed, skips, len(rows))
            rows.append(replace(row, value_at=cells.get(value) if value is not None else None))
            regions.append(region)
            marks |= {key: NoteMark(region, at) for key, at in of_row.items()}
    return tuple(tables), tuple(rows), tuple(regions), marks


def _row_region(
    row_parts: tuple[RowDraft, ...], placed: Placed, skips: Skips, index: int
) -> tuple[Region, Marks, dict[int, tuple[int, int]]]:
    """A row's cells as paragraphs, those of a row over two pages column by column; its marks; the span of each cell."""
    writer = RegionWriter("table")
    marks: Marks = {}
    spans: dict[int, tuple[int, int]] = {}
    cells = sorted(
        ((cell.column, at, cell) for at, part in enumerate(row_parts) for cell in part.cells), key=lambda each: each[:2]
    )
    for column, _, cell in cells:
        if cell.lines and column not in spans:
            writer.end_paragraph()
        start = spans.get(column, (writer.length, 0))[0]
        for line in cell.lines:
            writer.join(placed[id(line)])
            marks |= marks_of(line, skips.get(id(line), ()), writer.length)
            writer.add(placed[id(line)], skips.get(id(line), ()))
            spans[column] = (start, writer.length)
    return writer.finish(row=index), marks, spans
