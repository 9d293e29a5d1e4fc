"""The periods that the rows of a table are of, where its rows are years, quarters or months."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.model.layout import Row, Table
from patterns.tables.columns import PATH
from patterns.tables.head_times import marks_in
from patterns.tables.heads import without_times
from patterns.tables.row_labels import is_time, is_total

# Of the rows with numbers: so many name a period where the times of a table are its rows. The others are totals.
MOST = 0.5

# Letters of a label that is nothing but a time: "Tháng 12 năm 2023" has 17 (test_rows.py).
LONGEST_TIME = 40

_YEAR = regex.compile(r"(?:19|20)\d\d")
_NUMBER = regex.compile(r"\d{1,2}|[IVX]{1,4}")


def times_of(table: Table, rows: Sequence[Row]) -> list[str | None]:
    """The period of each row that is one, as printed, behind the year above it; None for the others.

    ``rows`` are those of the ``table``, which has labels. A row of another table may be a period too, as a heading over
    what was counted in it.
    """
    column = table.first("label")
    head = "" if column is None else table.columns[column].head
    printed = [_time(row.label or "", head) for row in rows]
    asked = [at for at, row in enumerate(rows) if not row.is_heading and not is_total(row.label or "")]
    if sum(printed[at] is not None for at in asked) <= MOST * len(asked):
        return [time if row.is_heading else None for time, row in zip(printed, rows, strict=True)]
    return _within_years(printed)


def _within_years(printed: Sequence[str | None]) -> list[str | None]:
    """Times without a year behind the year above them; a year that comes behind its quarters is none above."""
    found: list[str | None] = []
    year: str | None = None
    first = next(filter(None, printed), "")
    for time in printed:
        if time and _YEAR.search(time):
            year = time
            found.append(time)
        else:
            found.append(PATH.join((year, time)) if time and year and _YEAR.search(first) else time)
    return found


def _time(label: str, head: str) -> str | None:
    """The period that a label names and nothing else; under ``Tháng`` a number is one too."""
    label = label.strip()
    if _NUMBER.fullmatch(label):
        label = f"{head.rsplit(PATH, 1)[-1]} {label}"
    if not label or len(label) > LONGEST_TIME:
        return None
    is_one = is_time(label) or (bool(marks_in(label)) and not without_times(label))
    return label if is_one else None
