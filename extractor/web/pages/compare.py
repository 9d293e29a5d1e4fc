"""One indicator over periods and places: a chart whose points are links, tables, and what must be said of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractor.errors import TrichlucError, UsageError
from extractor.export.charts.comparison import Choice, chart_of
from extractor.export.charts.rendering import as_svg
from extractor.export.charts.series import series_spec
from extractor.export.comparison_words import basis_said
from extractor.export.inert import csv_bytes
from extractor.export.spreadsheet import as_xlsx
from extractor.language.catalogue import Words
from extractor.language.messages import said
from extractor.query.comparison.compare import Comparison, check_places, check_provinces, compare_indicator
from extractor.query.comparison.notes import (
    HIDDEN_PLACES,
    NO_SUM_OF_CODES,
    NO_SUM_OF_RATES,
    NO_SUM_OF_RATES_BUT,
    NOW_ONE,
    ONLY_PLANNED,
    OTHER_PLACES,
    Note,
)
from extractor.query.comparison.points import EVERY_PLACE, FORECAST, PLAN, Filter, Point
from extractor.query.indicator.reach import Reporting, list_reporting, list_within
from extractor.query.indicators import (
    Indicator,
    choose,
    find_indicators,
    most_reported,
    near_indicators,
    stands_within,
)
from extractor.query.periods import Span, parse_span, span_between
from extractor.web.comparison_tables import Row, Wide, rows_of, wide_table
from extractor.web.listing import Paging, paging
from extractor.web.views import Asked, View

# Provinces that are compared where a reader chooses none: as many as there are signs. All 63 of ten thousand reports
# take a second, and nobody reads such a chart (test_compare_page.py).
CHOSEN_FOR_READER = 8
# Indicators that are offered where none is chosen: two screens.
OFFERED = 40
# Points of one page of the long table.
ROWS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A province or organ to choose, with how many reports have the indicator."""

    value: str
    name: str
    reports: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Form:
    """What was asked, as the form shows it again. ``within`` are places within the reports, by number of values."""

    text: str
    places: tuple[Place, ...]
    within: tuple[tuple[str, int], ...]
    within_chosen: tuple[str, ...]
    first: str
    last: str
    scenarios: tuple[str, ...]
    merged: bool
    split: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison as the page shows it: ``chart`` is SVG, ``rows`` are the points of this page of the long table.

    ``notes`` are in the reader's language; ``address`` is that of this comparison with an ending left open, such as
    ``…/compare{}?indicator=x``.
    """

    indicator: Indicator
    chart: str
    wide: Wide | None
    rows: tuple[Row, ...]
    paging: Paging
    notes: tuple[str, ...]
    breaks: tuple[tuple[str, str], ...]
    points: tuple[Point, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Compare:
    """The page: a comparison, or indicators to choose from.

    ``offered`` are those that the words may mean, near ones where ``is_near``, or the most reported where nothing was
    asked. ``within`` are the names of what offered labels stand within, by their keys; ``troubles`` say what of the
    question makes no sense.
    """

    form: Form
    compared: Compared | None
    offered: tuple[Indicator, ...]
    within: Mapping[str, str]
    is_near: bool
    troubles: tuple[str, ...]


def answer(connection: sqlite3.Connection, asked: Asked) -> Compare:
    """The comparison that is asked for, or what it could be of."""
    text = asked.one("indicator")
    found = find_indicators(connection, text) if text else ()
    chosen = choose(found)
    if chosen is None:
        near = near_indicators(connection, text) if text and not found else ()
        offered = found or near or (() if text else most_reported(connection, OFFERED))
        within = stands_within(connection, offered[:OFFERED])
        return Compare(_form(asked, (), (), None), None, offered[:OFFERED], within, bool(near), ())
    reporting = list_reporting(connection, chosen)
    only, troubles, all_of = _filter(connection, asked, reporting)
    compared = compare_indicator(
        connection, chosen.key, only, merged=bool(asked.one("merged")), room=asked.base.removesuffix("/-")
    )
    form = _form(asked, reporting, list_within(connection, chosen), only)
    # The name reads better than the key, where it is clear whose it is.
    by_name = choose(find_indicators(connection, chosen.name))
    form = replace(form, text=chosen.name if by_name and by_name.key == chosen.key else chosen.key)
    within = stands_within(connection, found)
    return Compare(form, _compared(asked, compared, all_of), found, within, False, tuple(troubles))


def _filter(
    connection: sqlite3.Connection, asked: Asked, reporting: Sequence[Reporting]
) -> tuple[Filter, list[str], str]:
    """What counts, what of it makes no sense, and a remark where not all who report are compared."""
    words = asked.words
    troubles: list[str] = []
    first, last = (_period(asked, name, troubles) for name in ("from", "to"))
    span: Span | None = None
    try:
        span = span_between(first, last)
    except UsageError:
        troubles.append(words("{first} begins after {last} has ended.", first=first, last=last))
    provinces = []
    for place in (each for each in asked.many("place") if each != EVERY_PLACE):
        try:
            check_provinces(connection, (place,))
            provinces.append(place)
        except UsageError:
            troubles.append(words("“{place}” is neither a province nor an organ that reports here.", place=place))
    within = []
    for place in asked.many("within"):
        try:
            check_places((place,))
            within.append(place)
        except UsageError:
            troubles.append(words("“{place}” is no name of a place.", place=place))
    remark = ""
    if not provinces and EVERY_PLACE not in asked.many("place") and len(reporting) > CHOSEN_FOR_READER:
        provinces = [each.asked for each in reporting[:CHOSEN_FOR_READER]]
        remark = words(
            "Of {total} provinces and organs the {shown} with most reports are shown; choose others above.",
            total=len(reporting),
            shown=len(provinces),
        )
    scenarios = tuple(each for each in (PLAN, FORECAST) if each in asked.many("scenario"))
    return Filter(tuple(provinces), span, tuple(within), scenarios), troubles, remark


def _period(asked: Asked, name: str, troubles: list[str]) -> str | None:
    given = asked.one(name)
    try:
        return given if given and parse_span(given) else None
    except UsageError:
        troubles.append(
            asked.words(
                "“{name}” is no period. Write 2023, 2023-H1, 2023-Q3, 2023-9M, 2023-06 or 30/6/2023.", name=given
            )
        )
        return None


def _form(
    asked: Asked, reporting: Sequence[Reporting], within: tuple[tuple[str, int], ...], only: Filter | None
) -> Form:
    chosen = only.provinces if only else asked.many("place")
    return Form(
        text=asked.one("indicator"),
        places=tuple(Place(each.asked, each.name, each.reports, each.asked in chosen) for each in reporting),
        within=within,
        within_chosen=asked.many("within"),
        first=asked.one("from"),
        last=asked.one("to"),
        scenarios=tuple(each for each in (PLAN, FORECAST) if each in asked.many("scenario")),
        merged=bool(asked.one("merged")),
        split=asked.one("panels") == "series",
    )


def _compared(asked: Asked, found: Comparison, remark: str) -> Compared | None:
    if found.chosen is None:
        return None
    words = asked.words
    others = _for_the_room(asked)
    notes = (_said(each, words, others) for each in found.notes)
    pages = paging(asked, "compare", len(found.points), ROWS_SHOWN)
    is_page = asked.place.get("form") is None
    chart, trouble = draw(found, asked) if is_page else ("", "")
    return Compared(
        indicator=found.chosen,
        chart=chart,
        wide=wide_table(found.points, words) if is_page else None,
        rows=rows_of(found.points[max(0, pages.first - 1) : pages.last], asked) if is_page else (),
        paging=pages,
        notes=tuple(filter(None, (remark, trouble, *notes))),
        breaks=tuple(
            (name, said.said(words) if isinstance(said, Note) else said) for name, said in found.breaks.items()
        ),
        points=found.points,
        address=asked.address("compare{}", **{name: values for name, values in asked.args.items() if name != "page"}),
    )


def _said(note: str, words: Words, others: Mapping[str, str] | None = None) -> str:
    return note.said(words, others) if isinstance(note, Note) else note


def draw(found: Comparison, asked: Asked) -> tuple[str, str]:
    """The SVG of a comparison with links to cells, "" where it has no value; and why it could not be drawn, or ""."""
    chart = chart_of(found, asked.words, Choice(split=asked.one("panels") == "series", linked=True))
    if not chart.has_value:
        return "", ""
    try:
        return as_svg(series_spec(chart, asked.words)), ""
    except TrichlucError as error:
        # The tables say the same as the chart.
        return "", asked.words("The chart could not be drawn: {why}", why=said(error.message, asked.words))


def _for_the_room(asked: Asked) -> dict[str, str]:
    """What a reader of the room is told in place of options of the command line."""
    words = asked.words
    return {
        HIDDEN_PLACES: words("{total} values of places within the reports are not shown; choose them above: {places}."),
        OTHER_PLACES: words("Other places have values too: {places}."),
        ONLY_PLANNED: words("No outcome is printed, but what is planned or forecast: choose that above."),
        NOW_ONE: words("{province} is one with {others} since 1 July 2025: choose the sums of merged provinces above."),
        NO_SUM_OF_RATES: words("A rate of several provinces is not the sum of their rates."),
        NO_SUM_OF_RATES_BUT: words(
            "A rate of several provinces is not the sum of their rates; compare {numerator} and {denominator}."
        ),
        NO_SUM_OF_CODES: words("Codes have no sum."),
    }


def as_csv(shown: Compare, asked: Asked) -> bytes:
    """All points with all their columns."""
    return csv_bytes(Point._fields, (point._asdict() for point in shown.compared.points) if shown.compared else ())


def in_excel(shown: Compare, asked: Asked) -> bytes:
    """All points as a workbook, in the reader's language, numbers as numbers."""
    return workbook(shown.compared.points if shown.compared else (), asked)


def workbook(points: Sequence[Point], asked: Asked) -> bytes:
    """The points as a workbook in the language that is asked for."""
    words = asked.words
    heads = [
        *(words("A series"), words("Period"), words("From"), words("Until"), words("Value"), words("Unit")),
        *(words("As printed"), words("Against the period before"), words("Against the year before")),
        *(words("Remarks"), words("Counted"), words("Source"), words("Page"), words("Fact")),
    ]
    return as_xlsx(heads, (_line(point, asked) for point in points), words("Comparison of figures"))


def _line(point: Point, asked: Asked) -> list[object]:
    (row,) = rows_of((point,), asked)
    return [
        *(row.series, row.period, _day(point.period_start), _day(point.period_end), point.value, point.unit),
        *(row.printed, point.change, point.year_change, "; ".join(filter(None, (_told(row), row.note)))),
        *(basis_said(point.basis, asked.words), point.file_name, point.page, point.fact_id),
    ]


def _told(row: Row) -> str:
    """What is said of a gap, else the mark of the value."""
    return row.value if row.is_gap else row.mark


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def svg_of(shown: Compare, asked: Asked) -> bytes:
    """The chart as a file, for a text: without links, which lead nowhere there."""
    if shown.compared is None:
        return b""
    found = Comparison(shown.compared.indicator, shown.compared.points, (), {})
    chart = chart_of(found, asked.words, Choice(split=asked.one("panels") == "series"))
    return as_svg(series_spec(chart, asked.words)).encode() if chart.has_value else b""


VIEW = View(
    "compare",
    "compare",
    "compare.html",
    answer,
    {
        "csv": ("text/csv; charset=utf-8", as_csv),
        "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", in_excel),
        "svg": ("image/svg+xml; charset=utf-8", svg_of),
    },
    called=lambda shown: shown.compared.indicator.name if shown.compared else "",
)
