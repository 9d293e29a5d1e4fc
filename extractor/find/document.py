"""``find_all``: each region of a layout → its citations, dates, figures and organs; each form row → its value."""

from __future__ import annotations

from dataclasses import fields, replace
from operator import attrgetter

from extractor.find.citations.finder import citations_in
from extractor.find.dates import dates_in, in_source
from extractor.find.figures.cells import figures_in_row, grid_of
from extractor.find.figures.finder import figures_in
from extractor.find.normal import normalise
from extractor.find.numbers import decimal_habit, read_value
from extractor.find.organs.finder import organisations_in, with_short_forms
from extractor.model.facts import Findings, RegionFindings
from extractor.model.layout import Layout, Region, Row

_ROW = tuple(each.name for each in fields(Row))
_values_of = attrgetter(*_ROW)
_VALUE, _VALUE_KIND = _ROW.index("value"), _ROW.index("value_kind")


def find_all(layout: Layout) -> Findings:
    """What stands in each region, and the rows of statistical forms with their values.

    Numbers in statistical forms are read as the values of rows, those of other tables as figures with the path of
    their column; the notes of forms (``99 TTHC mới; 354 TTHC sửa đổi``) are running text. Which sign stands for
    decimals is decided for the whole document.
    """
    decimal = decimal_habit(_prints(layout))
    year = _year(layout)
    found = tuple(_in_region(region, _note_start(layout, region), decimal, year) for region in layout.regions)
    found = _with_cells(layout, found, decimal, year)
    return Findings(
        _with_short_forms(layout, found),
        tuple(_with_value(row, decimal) for row in layout.rows),
    )


def _year(layout: Layout) -> int | None:
    """The year that the title names as that of its period, else that of the head's day."""
    for lines in (layout.head.title, layout.head.right):
        dates = dates_in(normalise(" ".join(lines)).text)
        years = [date.last[:4] for date in dates if date.last and date.role not in ("issued", "as_of")]
        if years:
            return int(years[0])
    return None


def _prints(layout: Layout) -> list[str]:
    cells = [
        f"{row.value_raw}%" if (row.unit or "").strip() == "%" else row.value_raw
        for row in layout.rows
        if row.value_raw
    ]
    return [region.text for region in layout.regions if region.kind in ("body", "footnote")] + cells


def _note_start(layout: Layout, region: Region) -> int | None:
    """Where figures may stand in a region: anywhere in running text, in a form's row from its note on, else nowhere."""
    if region.kind in ("body", "footnote"):
        return 0
    row = layout.rows[region.row] if region.row is not None else None
    if row is None or not row.note or row.note_is_merged or row.value_raw is None:
        return None
    start = region.text.rfind(row.note)
    return start if start >= 0 else None


def _in_region(region: Region, start: int | None, decimal: str | None, year: int | None) -> RegionFindings:
    text = region.text
    normal = normalise(text)
    citations = citations_in(text, normal)
    in_normal = dates_in(normal.text)
    dates = in_source(text, normal, in_normal) if in_normal else ()
    organisations = organisations_in(text, normal, citations) if region.kind != "header" else ()
    if start is None:
        return RegionFindings(citations, dates, organisations=organisations)
    spans = [(0, start), *((each.start, each.end) for each in citations)]
    figures = figures_in(text, spans, decimal, normal, in_normal, year)
    return RegionFindings(citations, dates, figures, organisations)


def _with_cells(
    layout: Layout, found: tuple[RegionFindings, ...], decimal: str | None, year: int | None
) -> tuple[RegionFindings, ...]:
    """The findings with the figures in the cells of tables that are no forms."""
    if all(table.is_form for table in layout.tables):
        return found
    rows: dict[int, list[Row]] = {}
    for row in layout.rows:
        rows.setdefault(row.table, []).append(row)
    grids = {at: grid_of(layout.tables[at], of_table, year) for at, of_table in rows.items()}
    changed = list(found)
    for at, region in enumerate(layout.regions):
        if region.row is None:
            continue
        row = layout.rows[region.row]
        grid = grids[row.table]
        if grid and row.value_raw is None:
            figures = tuple(figures_in_row(region.text, row, grid, decimal))
            changed[at] = replace(changed[at], figures=figures) if figures else changed[at]
    return tuple(changed)


def _with_short_forms(layout: Layout, found: tuple[RegionFindings, ...]) -> tuple[RegionFindings, ...]:
    """The findings with the organs that are named by short forms which the document brings in."""
    named = with_short_forms([region.text for region in layout.regions], [each.organisations for each in found])
    return tuple(
        each if each.organisations is organisations else replace(each, organisations=organisations)
        for each, organisations in zip(found, named, strict=True)
    )


def _with_value(row: Row, decimal: str | None) -> Row:
    if row.value_raw is None:
        return row
    values = list(_values_of(row))
    values[_VALUE], values[_VALUE_KIND] = read_value(
        row.value_raw, row.unit or "", row.label or "", decimal=decimal, is_heading=row.is_heading
    )
    return Row(*values)
