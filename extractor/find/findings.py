"""``find_all``: every region of a layout → the citations, dates and figures in it; every form row → its value."""

from __future__ import annotations

from dataclasses import replace

from extractor.find.citations import find_citations
from extractor.find.dates import find_dates
from extractor.find.figures import find_figures
from extractor.find.numbers import decimal_habit, read_value
from extractor.model import Findings, Layout, Region, RegionFindings, Row


def find_all(layout: Layout) -> Findings:
    """What stands in each region, and the rows of statistical forms with their values.

    Numbers in tables are read as the values of rows, not as figures of running text; the notes of statistical
    forms (``99 TTHC mới; 354 TTHC sửa đổi``) are running text. Which sign stands for decimals is decided for the
    whole document.
    """
    decimal = decimal_habit(_prints(layout))
    return Findings(
        tuple(_in_region(region, _note_start(layout, region), decimal) for region in layout.regions),
        tuple(_with_value(row, decimal) for row in layout.rows),
    )


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


def _in_region(region: Region, start: int | None, decimal: str) -> RegionFindings:
    citations = find_citations(region.text)
    dates = find_dates(region.text)
    if start is None:
        return RegionFindings(citations, dates)
    spans = [(0, start), *((each.start, each.end) for each in citations), *((each.start, each.end) for each in dates)]
    return RegionFindings(citations, dates, find_figures(region.text, sorted(spans), decimal=decimal))


def _with_value(row: Row, decimal: str) -> Row:
    if row.value_raw is None:
        return row
    value, kind = read_value(row.value_raw, row.unit or "", row.label or "", decimal=decimal, is_heading=row.is_heading)
    return replace(row, value=value, value_kind=kind)
