"""What the rows of tables are of: the place that a row is of, and its label with what that stands under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.find.rows.places import places_of
from extractor.model.layout import Row, Table
from patterns.columns import PATH, says_of_rows
from patterns.place_names import bare_name, is_place_or_organ
from patterns.row_labels import is_time, is_total, says_nothing_alone, tells_measure, without_opener

# Of the rows with numbers: so many name a period where the times of a table are its rows. The others are totals.
MOST_TIMES = 0.5


def with_names(table: Table, rows: Sequence[Row], first: int) -> list[Row]:
    """The rows of a table with the place that each is of, and with the words that say what it counts.

    ``rows`` are those of the ``table``, the first of them is row ``first`` of the document.
    """
    if table.first("label") is None or not table.measures:
        return list(rows)
    return list(_Names(table, rows, first).rows())


class _Names:
    """The rows of one table, each with what stands above it."""

    def __init__(self, table: Table, rows: Sequence[Row], first: int) -> None:
        self._rows = rows
        self._parents = [None if row.parent is None else row.parent - first for row in rows]
        self._groups = _groups(table, rows)
        self._places = places_of(table, rows)
        valued = [row.label or "" for row in rows if not row.is_heading]
        self._are_times = sum(map(is_time, valued)) > MOST_TIMES * len(valued)
        self._are_dimensions = self._are_times or any(self._places)
        self._steps: list[tuple[str, ...]] = []

    def rows(self) -> Iterator[Row]:
        """The rows with place and path; each comes after those that it stands under."""
        for at, row in enumerate(self._rows):
            self._steps.append(self._steps_of(at, row))
            path = PATH.join(self._steps[at])
            place = self._place_of(at, row)
            label = row.label or ""
            yield (
                row
                if place is None and path == label
                else replace(row, place=place, path=None if path == label else path)
            )

    def _steps_of(self, at: int, row: Row) -> tuple[str, ...]:
        label = " ".join((row.label or "").split())
        groups = tuple(group for group in self._groups[at] if not is_place_or_organ(group))
        if not label or self._is_dimension(at, label):
            return groups
        if not says_nothing_alone(label, row.stt or "") and not self._is_kind_of(at, label):
            return (*groups, label)
        return (*groups, *(step for step in self._above(at) if step not in groups), label)

    def _is_dimension(self, at: int, label: str) -> bool:
        """Whether a label says where or when, and not what is counted."""
        if self._places[at] is not None or (self._are_times and is_time(label)):
            return True
        return self._are_dimensions and is_total(label)

    def _is_kind_of(self, at: int, label: str) -> bool:
        """Whether a row parts a measure without naming it: ``Nông, lâm, thủy sản`` under ``Tổng giá trị sản xuất``."""
        above = self._parents[at]
        if above is None or tells_measure(label) or self._rows[above].is_heading:
            return False
        whole = self._rows[above]
        return (
            whole.unit == self._rows[at].unit and tells_measure(whole.label or "") and not is_total(whole.label or "")
        )

    def _above(self, at: int) -> tuple[str, ...]:
        """What the nearest row above that says something counts; rows that only open parts say nothing."""
        above = self._parents[at]
        while above is not None:
            if self._steps[above] and without_opener(self._rows[above].label or ""):
                return self._steps[above]
            above = self._parents[above]
        return ()

    def _place_of(self, at: int, row: Row) -> str | None:
        """The place of a row: its own, that of its group, else that of the row it stands under."""
        above: int | None = at
        while above is not None:
            if place := self._places[above]:
                return place
            above = self._parents[above]
        if is_total(row.label or ""):
            return None
        return next((bare_name(group) for group in self._groups[at] if is_place_or_organ(group)), None)


def _groups(table: Table, rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """The texts before the label that stand over several rows, for each row: ``Mầm non`` before ``Công lập``."""
    label = table.first("label") or 0
    columns = [
        at for at in range(label) if table.columns[at].role == "text" and _is_group(table.columns[at].head, rows, at)
    ]
    found = []
    current: dict[int, str] = {}
    for row in rows:
        is_apart = row.is_heading or is_total(row.label or "")
        printed = {at: row.cells[at].text for at in columns if row.cells[at].text}
        current = {} if is_apart else _below(current, printed)
        found.append(tuple(" ".join(current[at].split()) for at in columns if at in current))
    return found


def _is_group(head: str, rows: Sequence[Row], column: int) -> bool:
    """Whether a column of texts before the labels parts them into groups; one of remarks does only by its places."""
    return says_of_rows(head) != "tells" or all(
        is_place_or_organ(text) for row in rows if (text := row.cells[column].text)
    )


def _below(current: dict[int, str], printed: dict[int, str]) -> dict[int, str]:
    """The groups of a row: those that it prints, and of the row above those that stand before them."""
    first = min(printed, default=None)
    return {at: text for at, text in current.items() if first is None or at < first} | printed
