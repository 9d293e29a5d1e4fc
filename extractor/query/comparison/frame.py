"""A comparison as a DataFrame, for notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import UsageError
from extractor.query.comparison.changes import period_of_point
from extractor.query.comparison.compare import Comparison, compare_indicator
from extractor.query.comparison.points import GAPS, Filter, Point
from extractor.query.periods import Period, span_between
from extractor.store.database import open_read_only

if TYPE_CHECKING:
    import pandas


def compare(
    indicator: str,
    db: str | Path = "output/reports.db",
    provinces: Sequence[str] | str = (),
    first: str | None = None,
    last: str | None = None,
    wide: bool = False,
    merged: bool = False,
    places: Sequence[str] | str = (),
    scenarios: Sequence[str] | str = (),
) -> pandas.DataFrame:
    """The values of one indicator, as ``trichluc compare`` prints them: a row a point, columns as in ``Point``.

    ``indicator`` is a key, a name or words of one, ``db`` the file of the database. ``provinces`` are names or slugs
    (none: all), ``first`` and ``last`` periods such as ``2023`` or ``2024-H1`` (None: open). With ``merged`` the
    provinces that are one since July 2025 have a series of their sums before it. ``places`` are words of the names of
    districts or organs within the reports whose values are shown too (``*``: all), ``scenarios`` (``plan``,
    ``forecast``) are shown beside the outcome. With ``wide`` a row a period (columns
    ``period``, ``period_kind``, ``period_start``, ``period_end``) and a column a series; a value that another report of
    the period restates has a column of its own, its mark behind the name. Raises ``UsageError`` where no indicator or
    more than one fits.
    """
    path = Path(db)
    with closing(open_read_only(path)) as connection:
        only = Filter(_several(provinces), span_between(first, last), _several(places), _several(scenarios))
        found = compare_indicator(connection, indicator, only, merged=merged, room=f"/{path.stem}")
    if found.chosen is None:
        raise unclear(found, indicator)
    return wide_frame(found.points) if wide else long_frame(found.points)


def _several(given: Sequence[str] | str) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def unclear(found: Comparison, asked: str, most: int = 10) -> UsageError:
    """The error for ``asked``, a query that means no indicator or several: ``found`` has those that it may mean.

    Its advice names at most ``most`` of them.
    """
    keys = "; ".join(f"{each.key} ({each.name})" for each in (found.candidates or found.near)[:most])
    if not found.candidates:
        advice = f"Near it are: {keys}" if keys else "`trichluc indicators list` shows what there is."
        return UsageError(f"No indicator fits {asked!r}", advice)
    return UsageError(f"{len(found.candidates)} indicators fit {asked!r}", f"Give one of: {keys}")


def long_frame(points: Sequence[Point]) -> pandas.DataFrame:
    """A row a point."""
    import pandas  # loading it takes longer than the comparison, and the command line does without

    return pandas.DataFrame(points, columns=list(Point._fields))


def wide_frame(points: Sequence[Point]) -> pandas.DataFrame:
    """A row a period, a column a series, numbers in the indicator's unit."""
    import pandas

    columns, rows = wide_rows(points)
    return pandas.DataFrame([{**row, **cells} for row, cells in rows], columns=[*WIDE, *columns])


# The columns of a wide table that are no series.
WIDE = ("period", "period_kind", "period_start", "period_end")


def wide_rows(points: Sequence[Point]) -> tuple[list[str], list[tuple[dict[str, Any], dict[str, float]]]]:
    """The columns of a wide table, one a series, and its rows: the period, and column to value.

    Of several values of a period the latest stands in the series' column, the others in columns beside it.
    """
    # From the last point on, so that the latest report of a period takes the column of its series.
    columns: dict[str, None] = {}
    rows: dict[Period, tuple[dict[str, Any], dict[str, float]]] = {}
    for point in reversed(points):
        cells = rows.setdefault(period_of_point(point), (_named(point), {}))[1]
        if point.value is None and point.mark in GAPS:
            continue
        name, number = point.series, 1
        while name in cells:
            number += 1
            name = f"{point.series} ({point.mark or 'also'}{f' {number - 1}' if number > 2 else ''})"
        columns[name] = None
        if point.value is not None:
            cells[name] = point.value
    return sorted(columns), [rows[key] for key in sorted(rows, key=Period.sort_key)]


def _named(point: Point) -> dict[str, Any]:
    return {name: getattr(point, name) for name in WIDE}
