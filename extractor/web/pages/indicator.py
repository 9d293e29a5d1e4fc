"""One indicator: what it counts, what it is printed as, who reports it when."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from extractor.query.indicator.reach import Reporting, list_reporting
from extractor.query.indicator.record import IndicatorRecord, read_indicator
from extractor.query.indicator.undated import Undated, list_undated
from extractor.query.indicators import Label
from extractor.web.pages.indicators import origin_said
from extractor.web.views import Absent, Asked, Elsewhere, View

# Labels and provinces that are shown at once; a common indicator is printed in hundreds of ways.
LABELS_SHOWN = 60
# Years of the matrix: the latest, as many as stand beside each other at 1200 px.
YEARS_SHOWN = 15


@dataclass(frozen=True, slots=True)
class Row:
    """Who reports, with the number of reports of each year and the address that compares it."""

    reporting: Reporting
    address: str
    cells: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """What the page shows: ``labels`` are the most frequent of ``record``, ``rows`` the matrix of places and years,
    ``undated`` the values that no comparison has."""

    record: IndicatorRecord
    address: str
    origin: str
    time: str
    labels: tuple[Label, ...]
    years: tuple[str, ...]
    rows: tuple[Row, ...]
    undated: tuple[Undated, ...]


def answer(connection: sqlite3.Connection, asked: Asked) -> IndicatorPage:
    """The page of the indicator that the address names, by id, or by key (``indicator?key=``)."""
    if not asked.place.get("indicator"):
        record = read_indicator(connection, asked.one("key"))
        if record is None:
            raise Absent(asked.words("There is no indicator {name} in this collection.", name=asked.one("key")))
        raise Elsewhere(asked.address(f"indicator/{record.indicator.ids[0]}"))
    record = read_indicator(connection, asked.place["indicator"])
    if record is None:
        raise Absent(asked.words("There is no indicator {name} in this collection.", name=asked.place["indicator"]))
    key = record.indicator.key
    reporting = list_reporting(connection, record.indicator)
    years = tuple(sorted({year for each in reporting for year in each.years})[-YEARS_SHOWN:])
    words = asked.words
    return IndicatorPage(
        record=record,
        address=asked.address("compare", indicator=key),
        origin=origin_said(record.indicator.origin, words),
        time={
            "level": words("what there is on a day"),
            "flow": words("what happens in a period"),
            "cumulative": words("what has been reached by a day"),
            "yearly": words("what happens from 1 January on"),
        }.get(record.indicator.time or "", ""),
        labels=record.labels[:LABELS_SHOWN],
        years=years,
        rows=tuple(_row(asked, key, each, years) for each in reporting),
        undated=list_undated(connection, record.indicator),
    )


def _row(asked: Asked, key: str, each: Reporting, years: tuple[str, ...]) -> Row:
    return Row(
        reporting=each,
        address=asked.address("compare", indicator=key, place=each.asked),
        cells=tuple(
            (
                each.years.get(year, 0),
                asked.address("compare", **{"indicator": key, "place": each.asked, "from": year, "to": year}),
            )
            for year in years
        ),
    )


VIEW = View("indicator", r"indicator(?:/(?P<indicator>[^/.]+))?", "indicator.html", answer)
