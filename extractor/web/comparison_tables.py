"""The points of a comparison as tables: a row a period with a column a series, and a row a point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.export.charts.comparison import readable_series
from extractor.export.comparison_words import (
    basis_said,
    blank_said,
    mark_said,
    period_said,
    scenario_said,
    series_said,
)
from extractor.language.catalogue import Words
from extractor.language.numbers import printed_number
from extractor.query.comparison.changes import period_of_point
from extractor.query.comparison.notes import Note
from extractor.query.comparison.points import ESTIMATE, GAPS, Point
from extractor.query.periods import Period
from extractor.web.views import Asked
from patterns.figures.measures import is_rate

# Rows of the wide table: sixteen kinds of periods over ten years are 160, which nobody reads beside each other.
WIDE_ROWS = 120


@dataclass(frozen=True, slots=True)
class Cell:
    """A value or gap in the wide table. ``address`` is "" where nothing can be opened, ``said`` what is said of it."""

    text: str
    address: str
    said: str
    is_gap: bool


@dataclass(frozen=True, slots=True)
class Wide:
    """Columns are series; a row is a period in words, what its values are counted over, and the cells of each series.

    Of ``left_out`` further series and ``rows_left_out`` periods there is no room.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[tuple[Cell, ...], ...]], ...]
    left_out: int
    rows_left_out: int


@dataclass(frozen=True, slots=True)
class Row:
    """A point in the long table, everything in the reader's language."""

    series: str
    period: str
    value: str
    address: str
    printed: str
    change: str
    year_change: str
    mark: str
    note: str
    document: str
    document_address: str
    page: int | None
    is_gap: bool
    fact_id: str


def wide_table(points: Sequence[Point], words: Words) -> Wide:
    """The wide table of the series that a chart shows."""
    drawn = readable_series(points)
    names = list(dict.fromkeys(point.series for point in points if point.series in drawn))
    cells: dict[tuple[Period, str], list[Cell]] = {}
    periods: dict[Period, Point] = {}
    shown = {point.series: series_said(point, words) for point in points if point.value is not None}
    for point in points:
        if point.series in drawn:
            period = period_of_point(point)
            periods.setdefault(period, point)
            cells.setdefault((period, point.series), []).append(_cell(point, words))
    ordered = sorted(periods, key=Period.sort_key)
    rows = tuple(
        (
            period_said(periods[period], words),
            basis_said(periods[period].basis, words),
            tuple(tuple(cells.get((period, name), ())) for name in names),
        )
        for period in ordered[-WIDE_ROWS:]
    )
    total = len({point.series for point in points if point.value is not None})
    return Wide(tuple(shown[name] for name in names), rows, total - len(names), max(0, len(ordered) - WIDE_ROWS))


def rows_of(points: Sequence[Point], asked: Asked) -> tuple[Row, ...]:
    """The rows of the long table."""
    return tuple(_row(point, asked) for point in points)


def _cell(point: Point, words: Words) -> Cell:
    said = (mark_said(point.mark, words), scenario_said(point.scenario, words), note_said(point, words))
    is_gap = point.value is None
    text = blank_said(point, words) if is_gap else printed_number(point.value, words.language)
    return Cell(text, point.link or "", "; ".join(filter(None, said)) if not is_gap else "", is_gap)


def _row(point: Point, asked: Asked) -> Row:
    words = asked.words
    unit = point.unit_raw or point.unit or ""
    shown = (point.qualifier, point.value_raw, "" if (point.value_raw or "").endswith(unit) else unit)
    is_gap = point.value is None
    return Row(
        series=series_said(point, words),
        period=period_said(point, words),
        value=blank_said(point, words) if is_gap else printed_number(point.value, words.language),
        address=point.link or "",
        printed=" ".join(filter(None, shown)) if point.value_raw else "",
        change=_change(point.change, point.change_percent, point, words),
        year_change=_change(point.year_change, point.year_change_percent, point, words),
        mark="; ".join(
            filter(None, ("" if is_gap else mark_said(point.mark, words), scenario_said(_open(point), words)))
        ),
        note=note_said(point, words),
        document=point.file_name or "",
        document_address=asked.address(f"document/{point.document_id}") if point.document_id else "",
        page=point.page,
        is_gap=point.mark in GAPS,
        fact_id=point.fact_id or "",
    )


def _open(point: Point) -> str | None:
    """The scenario, where the name of the series does not say it."""
    return point.scenario if point.scenario == ESTIMATE else None


def note_said(point: Point, words: Words) -> str:
    """The note of a point in the reader's language."""
    return point.note.said(words) if isinstance(point.note, Note) else point.note


def _change(change: float | None, percent: float | None, point: Point, words: Words) -> str:
    if change is None:
        return ""
    # Two rates differ by percentage points: "plus 2 %" would be read as a share of the earlier rate.
    points = words("percentage points") if is_rate(point.unit) else ""
    return " ".join(
        filter(None, (_signed(change, words), points, "" if percent is None else f"({_signed(percent, words)} %)"))
    )


def _signed(value: float, words: Words) -> str:
    text = printed_number(abs(value), words.language)
    return f"{'+' if value > 0 else '−' if value < 0 else '±'}{text}"
