"""Reads what the columns of a table say: by their heads, by the row of column numbers, by their own numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extractor.find.columns.arithmetic import WHOLE, is_ratio, told_difference, told_ratio, told_share, told_sum
from extractor.find.columns.heads import Head, read_head, scenario_of_row
from extractor.find.columns.numbers import Numbers, numbers_of
from extractor.find.columns.places import place_in
from extractor.find.columns.relations import Relation, printed_relations
from extractor.find.columns.units import unit_of_head, unit_over
from extractor.model.layout import Column, Row, Table
from patterns.figures.units import family
from patterns.tables.columns import PATH
from patterns.tables.head_times import marks_in
from patterns.tables.heads import DECREASE, INCREASE, RATIO, SHARE, is_said
from patterns.tables.row_labels import is_total
from patterns.tables.table_titles import is_meant, scenario_of_title

_PERCENT, _TIMES = "%", "lần"
# Of the filled cells of a column: so many with a sign of per cent make all of them per cents, whatever the head says.
# A column of counts has such a sign in a cell at most (test_reader.py).
MOST_PERCENTS = 0.5


# What a ratio without a unit is in the middle of its rows: from here to there per cents, below that a multiple
# (test_reader.py).
LEAST_PERCENT, MOST_PERCENT = 20.0, 500.0
MOST_TIMES = 5.0
# The middle of indices against a month or a year before, or a base year: prices double in twenty years at most
# (test_reader.py).
LEAST_INDEX, MOST_INDEX = 60.0, 250.0
# Half a unit, that of a number without decimals; indices are printed with them (test_reader.py).
WHOLE_HALF = 0.5


def with_columns_read(table: Table, rows: Sequence[Row], decimal: str | None) -> Table:
    """The table with all that its columns say but the days of their times.

    ``rows`` are those of the table; ``decimal`` is the sign that the document sets before decimals, None where it shows
    none.
    """
    if not table.measures:
        return table
    heads = {at: read_head(table.columns[at].head) for at in table.measures}
    numbers = numbers_of(rows, table.measures, decimal)
    signed = _signed(numbers)
    units = {at: _PERCENT if at in signed else unit_of_head(table.columns[at].head) for at in table.measures}
    for at in table.measures:
        head = heads[at]
        if units[at] is None and (head.change == RATIO or (_compares_alone(head) and _are_indices(numbers, at))):
            units[at] = _unit_of_ratio(numbers, at, table.measures)
    relations = printed_relations(table.numbers)
    told = _Told(table, rows, numbers, heads, units)
    relations = told.checked(relations) | {
        at: each for at in table.measures if at not in relations if (each := told.of(at))
    }
    of_title = _of_title(table, rows, heads)
    columns = list(table.columns)
    for at in table.measures:
        column = _read(table, at, heads, units[at], relations)
        if (whole := relations.get(at, Relation()).whole) is not None and column.change == SHARE and not column.base:
            column = replace(column, base=rows[whole].label)
        if of_title and column.change is None and _is_of_title(column.head, table.title or ""):
            column = replace(column, scenario=of_title)
        columns[at] = column
    return replace(table, columns=tuple(columns))


def _of_title(table: Table, rows: Sequence[Row], heads: dict[int, Head]) -> str | None:
    """The scenario of all that a table holds, by its title; None where a column, a row or the base of one names one."""
    scenario = scenario_of_title(table.title) if table.title else None
    if scenario is None or any(head.scenario or head.compares for head in heads.values()):
        return None
    return None if any(row.label and scenario_of_row(row.label) for row in rows) else scenario


def _is_of_title(head: str, title: str) -> bool:
    """Whether a column without a scenario is meant by its title: it names no other time, and nothing that is."""
    if not is_meant(head):
        return False
    named = marks_in(title)
    times = [mark for step in head.split(PATH) for mark in marks_in(step)]
    years = {mark.phrase.last_year or mark.phrase.year for mark in named if mark.phrase} - {None}
    return all(mark.phrase is not None and (mark.phrase.year is None or mark.phrase.year in years) for mark in times)


def _signed(numbers: Numbers) -> set[int]:
    """The columns whose cells say by their sign that they are per cents."""
    filled = np.isfinite(numbers.values).sum(axis=0)
    signed = (filled > 0) & (numbers.percents.sum(axis=0) > MOST_PERCENTS * filled)
    return {numbers.columns[place] for place in np.flatnonzero(signed)}


def _unit_of_ratio(numbers: Numbers, at: int, measures: Sequence[int]) -> str | None:
    """The unit of a comparison whose head names none (``So sánh``, ``TH/KH``): none where it tells differences."""
    place = measures.index(at)
    if told_difference(numbers, place, range(len(measures))):
        return None
    values = numbers.values[:, place]
    middle = np.median(np.abs(values[np.isfinite(values)])) if np.isfinite(values).any() else 0.0
    return _PERCENT if LEAST_PERCENT <= middle <= MOST_PERCENT else _TIMES if 0 < middle < MOST_TIMES else None


def _compares_alone(head: Head) -> bool:
    """Whether a head compares and says no more: neither in which way nor in which unit."""
    return head.compares and head.change is None and not head.absolute


def _are_indices(numbers: Numbers, at: int) -> bool:
    """Whether the column ``at`` holds indices of prices or output under a head that only compares.

    They stand around a hundred and most have decimals; differences of counts have neither.
    """
    place = numbers.columns.index(at)
    known = np.isfinite(numbers.values[:, place])
    values, exact = numbers.values[known, place], numbers.halves[known, place] >= WHOLE_HALF
    if not len(values) or (values <= 0).any() or 2 * exact.sum() > len(values):
        return False
    return LEAST_INDEX <= float(np.median(values)) <= MOST_INDEX


def _read(table: Table, at: int, heads: dict[int, Head], unit: str | None, relations: dict[int, Relation]) -> Column:
    """A measure with what its head and its relation to other columns say."""
    column, head = table.columns[at], heads[at]
    relation = relations.get(at, Relation())
    if unit is None and (relation.ratio_of or relation.is_share):
        unit = _PERCENT
    change = _change(head, relation, unit, heads, relations)
    base = head.base
    if base is None and change in (RATIO, INCREASE, DECREASE) and (of := relation.base) is not None:
        base = table.columns[of].head or None
    scenario = head.scenario if change in (None, INCREASE, DECREASE) and not head.compares else None
    return replace(
        column,
        unit=unit or unit_over(table),
        scenario=scenario,
        change=change,
        base=base,
        place=place_in(column.head),
        formula=relation.formula,
        ratio_of=relation.ratio_of,
        terms=relation.terms,
    )


def _change(
    head: Head, relation: Relation, unit: str | None, heads: dict[int, Head], relations: dict[int, Relation]
) -> str | None:
    """In which way a column tells a change: the words of its head, mended by what its numbers are."""
    is_rate = family(unit) == "rate"
    if relation.is_share:
        return SHARE
    if relation.ratio_of and is_rate:
        numerator, base = relation.ratio_of
        if relation.grows:
            return head.change if head.change == DECREASE else INCREASE
        if head.change in (INCREASE, DECREASE) and not relations.get(numerator, Relation()).terms:
            return RATIO  # "Tăng, giảm so với cùng kỳ (%)" over 105,3 is an index
        if head.change is None and head.is_bare and _is_plan(heads, base) and not _is_plan(heads, numerator):
            return RATIO
    if head.compares and not is_rate and head.change in (None, RATIO):
        if relation.terms:
            return INCREASE
        # In a unit of its own it is a difference, or a level: "So với năm 2019 › Diện tích năm 2014 (ha)".
        known = unit not in (None, _TIMES)
        if unit == _TIMES:
            return RATIO
        return head.change if not known else None if head.is_dated else INCREASE
    if head.change is None and head.compares:
        return RATIO
    return head.change


def _is_plan(heads: dict[int, Head], at: int) -> bool:
    return at in heads and heads[at].scenario == "plan"


class _Told:
    """What the numbers of a table tell of its columns."""

    def __init__(
        self,
        table: Table,
        rows: Sequence[Row],
        numbers: Numbers,
        heads: dict[int, Head],
        units: dict[int, str | None],
    ) -> None:
        self._wholes = [at for at, row in enumerate(rows) if row.label and is_total(row.label)]
        self._table, self._numbers, self._heads, self._units = table, numbers, heads, units
        at = numbers.columns
        self._rates = {place for place, column in enumerate(at) if family(units[column]) == "rate"}
        self._levels = [place for place in range(len(at)) if place not in self._rates]
        # A difference is no part of a sum: "2024 = 2023 + Tăng" says what the column of differences says.
        self._parts = [place for place in self._levels if not self._differs(at[place])]

    def of(self, at: int) -> Relation | None:
        """What a column is made of, in most rows; None where that is not to be told."""
        place = self._numbers.columns.index(at)
        head = self._heads[at]
        if place in self._rates:
            found = told_ratio(self._numbers, place, self._levels)
            if found is None and (head.compares or head.change):
                found = told_ratio(self._numbers, place, self._levels, growth=True)
            if found is None and not head.compares and head.change in (None, SHARE):
                found = told_share(self._numbers, place, self._levels, self._wholes)
            return found
        if self._differs(at):
            return told_difference(self._numbers, place, self._parts)
        if self._units[at] is None and head.change is None and self._of_hundred(place):
            return told_share(self._numbers, place, self._levels, ())
        inner = self._table.columns[at].head.rsplit(PATH, 1)[-1]
        return told_sum(self._numbers, place, self._parts) if is_said("total", inner) else None

    def checked(self, relations: dict[int, Relation]) -> dict[int, Relation]:
        """Printed relations; a quotient that is no per cent (``Năng suất = Sản lượng/Diện tích``) is print alone."""
        return {at: self._checked(at, each) for at, each in relations.items()}

    def _checked(self, at: int, relation: Relation) -> Relation:
        if not relation.ratio_of or self._units.get(at) == _PERCENT:
            return relation
        if at in self._units and self._units[at] is None and is_ratio(self._numbers, at, relation.ratio_of):
            return relation
        return Relation(formula=relation.formula)

    def _of_hundred(self, place: int) -> bool:
        """Whether the numbers of a column without a unit may be shares: none is over a whole of 100."""
        values = self._numbers.values[:, place]
        return float(np.nanmax(values, initial=0.0)) == WHOLE

    def _differs(self, at: int) -> bool:
        head = self._heads[at]
        inner = self._table.columns[at].head.rsplit(PATH, 1)[-1]
        return head.compares or head.change in (INCREASE, DECREASE) or is_said("rest", inner)
