"""What the rows of tables are of: place, period and scenario of a row, and its label with what that stands under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extractor.find.columns.heads import scenario_of_row
from extractor.find.rows.places import places_of
from extractor.find.rows.times import times_of
from extractor.model.layout import Row, Table
from patterns.names.place_names import bare_name, is_place_or_organ
from patterns.tables.columns import PATH, says_of_rows
from patterns.tables.head_times import marks_in
from patterns.tables.heads import Step, read_step, without_times
from patterns.tables.labels import bare
from patterns.tables.row_labels import is_total, names_a_part, says_nothing_alone, tells_measure, without_opener

_NOTHING = Step("")
# Words of a label that is no more than a scenario or a comparison: "So với cùng kỳ năm trước (%)" has seven. It spares
# the look at the other labels (test_rows.py).
LONGEST_SCENARIO = 8


def with_names(table: Table, rows: Sequence[Row], first: int) -> list[Row]:
    """The rows of a table with the place, period and scenario of each, and with the words that say what it counts.

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
        self._places = places_of(table, rows, self._parents)
        self._times = times_of(table, rows)
        self._scenarios = [
            _scenario(row.label or "") if place is None else _NOTHING
            for row, place in zip(rows, self._places, strict=True)
        ]
        self._have_dimension = any(self._places) or any(self._times)
        self._steps: list[tuple[str, ...]] = []

    def rows(self) -> Iterator[Row]:
        """The rows with what they are of; each comes after those that it stands under."""
        for at, row in enumerate(self._rows):
            self._steps.append(self._steps_of(at, row))
            path = PATH.join(self._steps[at])
            place, time, said = self._place_of(at, row), self._time_of(at), self._said(at)
            if path == row.label and place is None and time is None and said is _NOTHING:
                yield row
                continue
            yield replace(
                row,
                place=place,
                time=time,
                scenario=said.scenario,
                change=said.change,
                base=said.base,
                path=None if path == row.label else path,
            )

    def _steps_of(self, at: int, row: Row) -> tuple[str, ...]:
        """What a row counts, step by step."""
        label = " ".join((row.label or "").split())
        groups = tuple(group for group in self._groups[at] if not is_place_or_organ(group))
        if not label or self._is_dimension(at, label):
            return groups
        if self._is_scenario(at):
            return self._above(at) or groups
        if not says_nothing_alone(label, row.stt or "") and not self._is_kind_of(at, label):
            return (*groups, label)
        return (*groups, *(step for step in self._above(at) if step not in groups), label)

    def _is_dimension(self, at: int, label: str) -> bool:
        """Whether a label says where or when, and not what is counted."""
        if self._places[at] is not None or self._times[at] is not None:
            return True
        return self._have_dimension and is_total(label)

    def _is_scenario(self, at: int) -> bool:
        """Whether a row is a scenario of the row above: in its unit, not the amount whose rate stands above."""
        above = self._parents[at]
        if self._scenarios[at] is _NOTHING or above is None or self._rows[above].is_heading:
            return self._scenarios[at] is not _NOTHING
        return self._scenarios[at].change is not None or self._rows[above].unit == self._rows[at].unit

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

    def _time_of(self, at: int) -> str | None:
        """The period of a row: its own, that which its scenario names, else that of the row it stands under."""
        label = self._rows[at].label or ""
        if self._scenarios[at] is not _NOTHING and marks_in(label):
            return label
        above: int | None = at
        while above is not None:
            if time := self._times[above]:
                return time
            above = self._parents[above]
        return None

    def _said(self, at: int) -> Step:
        """What the label of a row says of scenario and change, else that of a heading it stands under."""
        above: int | None = at
        while above is not None:
            if self._scenarios[above] is not _NOTHING and (above == at or self._rows[above].is_heading):
                return self._scenarios[above]
            above = self._parents[above]
        return _NOTHING

    def _place_of(self, at: int, row: Row) -> str | None:
        """The place of a row: its own, that of the row it stands under, else that of its group."""
        above: int | None = at
        while above is not None:
            if place := self._places[above]:
                return place
            above = self._parents[above]
        if is_total(row.label or ""):
            return None
        return next((bare_name(group) for group in self._groups[at] if is_place_or_organ(group)), None)


@lru_cache(maxsize=1 << 14)
def _scenario(label: str) -> Step:
    """What a label says of scenario, change and base that says nothing else: ``- Kế hoạch``, ``So với cùng kỳ (%)``."""
    if len(label.split()) > LONGEST_SCENARIO or (tells_measure(label) and not names_a_part(label)):
        return _NOTHING
    said = read_step(bare(label))
    if said.change and (not said.level or names_a_part(without_times(bare(label)))):
        return said
    scenario = scenario_of_row(label)
    return Step("", scenario=scenario) if scenario else _NOTHING


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
