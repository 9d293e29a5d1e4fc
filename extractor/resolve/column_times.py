"""The time of each column of a table, and of the figures in it: what its head names, else its title, its section, the
report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extractor.model.facts import Figure
from extractor.model.layout import Column, Region, Row, Table
from extractor.resolve.figure_times import Time
from extractor.resolve.head_times import Report, days_of_year, head_time, last_day, title_time
from patterns.tables.columns import PATH
from patterns.tables.heads import DECREASE, INCREASE, RATIO

_YEAR = regex.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Named:
    """The time of a column, and where it is printed, as ``Figure.time_from``."""

    time: Time
    time_from: str


class CellTimes:
    """The times of figures in tables: that of the row where its label is one, else that of the column."""

    def __init__(
        self, tables: Sequence[Table], rows: Sequence[Row], report: Report, sections: Sequence[Time | None]
    ) -> None:
        """``tables`` and ``rows`` are those of the document, ``sections`` are the times of its headings."""
        self._tables, self._rows, self._report = tables, rows, report
        self._columns = [
            column_times(table, report, None if table.section is None else sections[table.section]) for table in tables
        ]
        self.tables = tuple(map(with_days, tables, self._columns))

    def of(self, region: Region, figure: Figure) -> Figure | None:
        """The figure with the time of its row or column; None where that is not for them to say."""
        if region.row is None or figure.column is None or figure.time_from:
            return None
        row = self._rows[region.row]
        named = self._columns[row.table].get(figure.column)
        if row.time and (time := self._of_row(row, self._tables[row.table].columns[figure.column], named)):
            named = Named(time, "head")
        if named is None:
            return None
        time = named.time
        return figure.with_time(time.start, time.end, time.as_of, named.time_from, figure.scenario)

    def _of_row(self, row: Row, column: Column, named: Named | None) -> Time | None:
        """The time of a row that is a period: of the year that it or the head of the column names, else the title."""
        printed = row.time or ""
        if named and named.time_from == "head":
            # Quarters as rows under years as columns, or the other way round: the smaller one is within the other.
            steps = (printed, column.head) if _YEAR.search(printed) else (column.head, printed)
            return head_time(PATH.join(steps), self._report)
        if not _YEAR.search(printed) and (title := self._tables[row.table].title):
            of_title = title_time(title, self._report)
            printed = PATH.join((f"Năm {last_day(of_title)[:4]}", printed)) if of_title else printed
        return head_time(printed, self._report)


def column_times(table: Table, report: Report, of_section: Time | None) -> dict[int, Named]:
    """The time of each measure of a ``table``, by the index of its column; without those that have none.

    ``report`` is what is known of the report, ``of_section`` the time of the heading over the table, None without one.
    """
    title = title_time(table.title, report) if table.title else None
    default = next(
        (
            Named(time, source)
            for time, source in ((title, "section"), (of_section, "section"), (report.time, "document"))
            if time
        ),
        None,
    )
    named = {at: time for at in table.measures if (time := _named(table.columns[at], report))}
    found: dict[int, Named] = {}
    for at in table.measures:
        of = at if at in named else _level_of(table.columns[at])
        if of in named:
            found[at] = Named(named[of], "head")
        elif table.columns[at].scenario == "plan" and (
            year := (title and days_of_year(int(last_day(title)[:4]))) or report.whole_year
        ):
            found[at] = Named(year, "document")
        elif default:
            found[at] = default
    return found


def with_days(table: Table, times: dict[int, Named]) -> Table:
    """The table with the days of its columns; ``times`` are those of ``column_times``."""
    if not times:
        return table
    columns = list(table.columns)
    for at, named in times.items():
        columns[at] = replace(
            columns[at], period_start=named.time.start, period_end=named.time.end, as_of=named.time.as_of
        )
    return replace(table, columns=tuple(columns))


def _named(column: Column, report: Report) -> Time | None:
    return head_time(column.head, report) if column.head else None


def _level_of(column: Column) -> int | None:
    """The column whose level one of ratios or differences tells."""
    if column.ratio_of and column.change in (RATIO, INCREASE, DECREASE):
        return column.ratio_of[0]
    raised = [at for at, sign in column.terms if sign > 0]
    return raised[0] if column.change in (INCREASE, DECREASE) and len(raised) == 1 else None
