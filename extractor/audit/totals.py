"""Total rows of tables: which rows add up to which, told by the numbers of all columns.

The tree of rows and the words of total rows propose parts; what adds up in most columns is a sum, and only there is a
miss one. "Trong đó" below a row, or a total without some rows, adds up nowhere and says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

import numpy as np
import regex
from numpy.typing import NDArray

from extractor.audit.checks import SUM
from extractor.audit.equations import Equation, addition, digits, rounding_of
from extractor.audit.grids import Grid
from extractor.audit.passages import Operand
from extractor.audit.spans import made_up
from patterns.figures.signs import sign

# What sums of floats are off by: amounts have a billion units and three decimals at most.
_FLOAT = 1e-5

_DASHED = regex.compile(r"[-–+*•]\s*\p{L}")

# Rows behind a row that are tried as its parts where neither numbers nor indents nor dashes say so, as in yearbooks,
# and the columns that must add up then: in two a run of rows adds up by chance (test_totals.py).
_LONGEST_RUN, _LEAST_COLUMNS = 6, 3

# Total rows of a table for which all its rows are tried as parts: the first and the last few, since statistical
# yearbooks begin every second label with "Tổng số", and each try costs a look at the whole table.
_MOST_TOTALS = 3


@dataclass(frozen=True, slots=True)
class Total:
    """A row that most columns show to be the sum of others; ``equations`` by column."""

    row: int
    parts: tuple[int, ...]
    equations: Mapping[int, Equation]

    @property
    def kept(self) -> int:
        """In how many columns it adds up so that it tells."""
        return sum(each.holds and each.is_telling for each in self.equations.values())

    @property
    def missed(self) -> int:
        """In how many columns it does not add up."""
        return sum(not each.holds for each in self.equations.values())


def totals(grid: Grid) -> Iterator[Total]:
    """The rows of a table with what may be their parts: for each row those that add up in most columns."""
    columns = [at for at in grid.measures if _adds_up(grid, at)]
    sums = Sums(grid, columns)
    order = list(grid.rows)
    named = [index for index in order if sign("total-row").match(grid.rows[index].label or "")]
    looked_at = {*named[:_MOST_TOTALS], *named[-_MOST_TOTALS:]}
    before = 0
    for at, index in enumerate(order):
        tried = [_below(grid, index), _dashed(grid, order, at), order[at + 1 : at + 1 + sums.run_behind(at)]]
        if index in looked_at:
            tried += _of_all(grid, index)
        if index in named:
            tried.append(order[before:at])
            before = at + 1
        tried += made_up(index, grid.times)
        tried = [parts for parts in tried if len(parts) > 1]
        if not tried:
            continue
        parts = max(tried, key=lambda each: sums.kept(index, each))
        # Of a form the other rows tell whether it has sums.
        if len(columns) == 1 or sums.kept(index, parts):
            yield _total(grid, index, parts, columns)


class Sums:
    """The numbers of some columns of a table as matrices: whether rows add up is asked often, and of many rows."""

    def __init__(self, grid: Grid, columns: Sequence[int]) -> None:
        """The numbers of ``grid`` in ``columns``; what is no number counts as nothing."""
        self._places = {index: at for at, index in enumerate(grid.rows)}
        positions = {column: at for at, column in enumerate(columns)}
        self._values = np.zeros((len(grid.rows), len(columns)))
        self._rounding = np.zeros_like(self._values)
        self._tells = np.zeros(self._values.shape, dtype=bool)
        for (row, column), number in grid.numbers.items():
            if (at := positions.get(column)) is not None:
                place = self._places[row], at
                self._values[place] = number.value
                self._rounding[place] = rounding_of(number)
                self._tells[place] = len(digits(number.value, number.decimals)) > 1

    @cached_property
    def _runs(self) -> NDArray[np.int64]:
        """For each row how many rows behind it add up to it in most columns, 0 where no run of them does."""
        found = np.zeros(len(self._values), dtype=np.int64)
        sums = np.vstack([np.zeros(self._values.shape[1]), self._values.cumsum(axis=0)])
        rounding = np.vstack([np.zeros(self._values.shape[1]), self._rounding.cumsum(axis=0)])
        filled = np.vstack([np.zeros(self._values.shape[1]), (self._values != 0).cumsum(axis=0)])
        for length in range(_LONGEST_RUN, 1, -1):
            rows = len(self._values) - length
            if rows <= 0:
                continue
            span = slice(1 + length, None), slice(1, rows + 1)
            missed = np.abs(sums[span[0]] - sums[span[1]] - self._values[:rows])
            slack = rounding[span[0]] - rounding[span[1]] + self._rounding[:rows]
            adds_up = (missed <= slack + _FLOAT) & (filled[span[0]] - filled[span[1]] > 1) & self._tells[:rows]
            found[:rows][adds_up.sum(axis=1) >= _LEAST_COLUMNS] = length
        return found

    def run_behind(self, at: int) -> int:
        """How many rows behind the row at this place are its parts by their numbers alone, 0 for none."""
        return int(self._runs[at])

    def kept(self, row: int, parts: Sequence[int]) -> int:
        """In how many columns ``row`` is the sum of ``parts``, two of which are more than nothing."""
        at, of = self._places[row], [self._places[part] for part in parts]
        chosen = self._values[of]
        missed = np.abs(chosen.sum(axis=0) - self._values[at])
        slack = self._rounding[of].sum(axis=0) + self._rounding[at]
        adds_up = (missed <= slack + _FLOAT) & ((chosen != 0).sum(axis=0) > 1) & self._tells[at]
        return int(np.count_nonzero(adds_up))


def _below(grid: Grid, index: int) -> list[int]:
    """The rows below a row; for one that only opens them (``Trong đó:``) those below that one."""
    found: list[int] = []
    for other in grid.below.get(index, ()):
        opens = not any((other, column) in grid.numbers for column in grid.measures)
        found += grid.below.get(other, ()) if opens else (other,)
    return found


def _dashed(grid: Grid, order: Sequence[int], at: int) -> list[int]:
    """The rows behind a row whose labels begin with a dash, as its own does not."""
    if _DASHED.match(grid.rows[order[at]].label or ""):
        return []
    behind = (order[place] for place in range(at + 1, len(order)))
    return list(takewhile(lambda other: _DASHED.match(grid.rows[other].label or ""), behind))


def _of_all(grid: Grid, index: int) -> Iterator[list[int]]:
    """What a row named a total may be the sum of: its neighbours of one level, the top rows, the rows without parts."""
    parent = grid.rows[index].parent
    yield [other for other in grid.below.get(parent if parent in grid.rows else None, []) if other != index]
    top = min(row.level for other, row in grid.rows.items() if other != index) if len(grid.rows) > 1 else 0
    yield [other for other, row in grid.rows.items() if other != index and row.level == top]
    yield [other for other in grid.rows if other != index and other not in grid.below]


def _adds_up(grid: Grid, column: int) -> bool:
    """Whether the numbers of a column are amounts: rates, ratios and changes in per cent have no sum."""
    head = grid.columns[column]
    return head.ratio_of is None and head.change not in ("ratio", "share")


def _total(grid: Grid, row: int, parts: Sequence[int], columns: Sequence[int]) -> Total:
    equations = {at: found for at in columns if (found := _equation(grid, row, parts, at))}
    return Total(row, tuple(parts), equations)


def _equation(grid: Grid, row: int, parts: Sequence[int], column: int) -> Equation | None:
    """The sum of some rows in one column; None where a cell cannot be read, or units differ."""
    whole = grid.numbers.get((row, column))
    if whole is None or whole.is_rate:
        return None
    terms: list[tuple[Operand, int]] = []
    is_complete = True
    for part in parts:
        found = grid.numbers.get((part, column))
        if found is not None:
            if found.unit != whole.unit:
                return None
            terms.append((found, 1))
        elif grid.is_blank(part, column):
            is_complete = False
        elif not grid.is_none(part, column):
            return None
    if len(terms) < 2:
        return None
    return addition(SUM, (row, column), whole, terms, is_complete=is_complete)
