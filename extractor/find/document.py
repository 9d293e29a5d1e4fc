"""``find_all``: each region of a layout → its citations, dates, figures and organs; each form row → its value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractor.find.citations.finder import LINE_END, TAB, citations_in
from extractor.find.columns.reader import with_columns_read
from extractor.find.columns.units import unit_in_label, unit_of_cell, units_of_row
from extractor.find.dates import dates_in, in_source
from extractor.find.figures.cells import figures_in_row
from extractor.find.figures.finder import figures_in
from extractor.find.misread import as_meant
from extractor.find.normal import normalise
from extractor.find.numbers import decimal_habit, read_value
from extractor.find.organs.finder import organisations_in, with_short_forms
from extractor.find.rows.names import with_names
from extractor.model.facts import Figure, Findings, RegionFindings
from extractor.model.layout import Layout, Region, Row, Table
from patterns.tables.columns import amount_in


def find_all(layout: Layout) -> Findings:
    """What stands in each region, the rows of statistical forms with their values, the tables with units and times.

    The one value of a form's row is read as the row's, the numbers of other tables as figures of their columns; the
    notes of forms (``99 TTHC mới; 354 TTHC sửa đổi``) are running text. Which sign stands for decimals is decided for
    the whole document.
    """
    decimal = decimal_habit(_prints(layout))
    year = _year(layout)
    of_table = _rows_by_table(layout)
    tables = tuple(with_columns_read(table, of_table[at], decimal) for at, table in enumerate(layout.tables))
    rows = tuple(_with_unit(row, tables[row.table], decimal) for row in _named(tables, of_table))
    recognised = frozenset(page.number for page in layout.pages if page.text_layer == "ocr" or page.is_pictured)
    found = [
        _in_region(region, tuple(_parts_on(region, recognised)), _figures_from(rows, tables, region), decimal, year)
        for region in layout.regions
    ]
    for at, region in enumerate(layout.regions):
        if region.row is not None:
            found[at] = _with_cells(found[at], rows[region.row], tables[rows[region.row].table], decimal)
    return Findings(_with_short_forms(layout, found), rows, tables)


def _named(tables: Sequence[Table], of_table: Sequence[Sequence[Row]]) -> Iterator[Row]:
    """All rows in order, with what they are of; those of a table follow each other."""
    first = 0
    for table, rows in zip(tables, of_table, strict=True):
        yield from with_names(table, rows, first)
        first += len(rows)


def _rows_by_table(layout: Layout) -> list[list[Row]]:
    rows: list[list[Row]] = [[] for _ in layout.tables]
    for row in layout.rows:
        rows[row.table].append(row)
    return rows


def _year(layout: Layout) -> int | None:
    """The year that the title names as that of its period, else that of the head's day."""
    # A title that names a period is surer than the day of the head: the report of a year is issued in the next.
    for lines in (layout.head.title, layout.head.right):
        dates = dates_in(normalise(" ".join(lines)).text)
        years = [date.last[:4] for date in dates if date.last and date.role not in ("issued", "as_of")]
        if years:
            return int(years[0])
    return None


def _prints(layout: Layout) -> list[str]:
    """The texts that show the document's sign for decimals; a rate of a form gets its sign from its unit."""
    cells = [
        f"{row.value_raw}%" if (row.unit or "").strip() == "%" else row.value_raw
        for row in layout.rows
        if row.value_raw
    ]
    return [region.text for region in layout.regions if region.kind in ("body", "footnote")] + cells


def _figures_from(rows: Sequence[Row], tables: Sequence[Table], region: Region) -> int | None:
    """Where figures of running text may begin in a region: its start, the note of a form's row; None for nowhere."""
    if region.kind in ("body", "footnote"):
        return 0
    row = rows[region.row] if region.row is not None else None
    if row is None or not row.note or row.note_is_merged or not tables[row.table].is_form:
        return None
    column = tables[row.table].first("note")
    return None if column is None else row.cells[column].start


def _parts_on(region: Region, pages: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The parts of a region's text that stand on some pages, as (start, end)."""
    if pages.isdisjoint(region.pages):
        return
    if pages.issuperset(region.pages):
        yield 0, len(region.text)
        return
    for on_page, pieces in groupby(range(len(region.pages)), lambda piece: region.pages[piece] in pages):
        if on_page:
            first, *more = pieces
            behind = (more[-1] if more else first) + 1
            yield region.starts[first], region.starts[behind] if behind < len(region.starts) else len(region.text)


def _in_region(
    region: Region,
    recognised: Sequence[tuple[int, int]],
    start: int | None,
    decimal: str | None,
    year: int | None,
) -> RegionFindings:
    """What stands in a region. ``recognised`` are the parts of it that were read from a picture: misread letters of
    numbers, symbols and dates are read there as what is meant. ``start`` is where figures may begin, None for nowhere;
    ``decimal`` and ``year`` are those of the document."""
    text = region.text
    normal = normalise(text)
    if recognised:
        normal = as_meant(text, normal, recognised)
    citations = citations_in(text, normal, LINE_END if region.kind == "table" else TAB)
    in_normal = dates_in(normal.text)
    dates = in_source(text, normal, in_normal) if in_normal else ()
    organisations = organisations_in(text, normal, citations) if region.kind != "header" else ()
    if start is None:
        return RegionFindings(citations, dates, organisations=organisations)
    spans = [(0, start), *((each.start, each.end) for each in citations)]
    figures = figures_in(text, spans, decimal, normal=normal, dates=in_normal, year=year, recognised=recognised)
    return RegionFindings(citations, dates, figures, organisations)


def _with_cells(found: RegionFindings, row: Row, table: Table, decimal: str | None) -> RegionFindings:
    """What was found in a row with its figures: those in its measures but for the value of a form's row."""
    in_cells = () if row.value_kind in ("number", "code") else tuple(figures_in_row(row, table, decimal))
    in_note = [replace(figure, column=_column_of(row, figure)) for figure in found.figures]
    if not in_cells and not in_note:
        return found
    return RegionFindings(found.citations, found.dates, (*in_cells, *in_note), found.organisations)


def _column_of(row: Row, figure: Figure) -> int | None:
    cell = row.cell_at(figure.start)
    return cell.column if cell else None


def _with_short_forms(layout: Layout, found: Sequence[RegionFindings]) -> tuple[RegionFindings, ...]:
    """The findings with the organs that are named by short forms which the document brings in."""
    named = with_short_forms([region.text for region in layout.regions], [each.organisations for each in found])
    return tuple(
        each if each.organisations is organisations else replace(each, organisations=organisations)
        for each, organisations in zip(found, named, strict=True)
    )


def _with_unit(row: Row, table: Table, decimal: str | None) -> Row:
    """The row with its unit; that of a form also with its value."""
    if row.value_raw is None:
        bracketed = unit_in_label(row.label) if table.measures and not row.unit else None
        return replace(row, unit=bracketed) if bracketed else row
    unit = row.unit or ""
    if not unit and row.value_raw:
        amount = amount_in(row.value_raw.strip())
        over = unit_of_cell(row.value_raw, table.columns[table.measures[0]], units_of_row(row, table))
        unit = amount.unit if amount else over or ""
    value, kind = read_value(row.value_raw, unit, row.label or "", decimal=decimal, is_heading=row.is_heading)
    return row.with_value(unit, value, kind)
