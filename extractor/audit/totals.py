"""Total rows of tables: which rows add up to which, told by the numbers of all columns.

The tree of rows and the words of total rows propose parts; what adds up in most columns is a sum, and only there is a
miss one. "Trong đó" below a row, or a total without some rows, adds up nowhere and says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.audit.checks import SUM
from extractor.audit.equations import Equation, addition
from extractor.audit.grids import Grid
from extractor.audit.passages import Operand
from patterns.signs import sign

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
    named = [index for index, row in grid.rows.items() if sign("total-row").match(row.label or "")]
    looked_at = {*named[:_MOST_TOTALS], *named[-_MOST_TOTALS:]}
    starts = {index: at for at, index in enumerate(grid.rows)}
    order = list(grid.rows)
    before = -1
    for index in order:
        tried = [grid.below.get(index, [])]
        if index in looked_at:
            tried += _of_all(grid, index)
        if index in named:
            tried.append(order[before + 1 : starts[index]])
            before = starts[index]
        best: Total | None = None
        for parts in tried:
            total = _total(grid, index, parts, columns) if len(parts) > 1 else None
            if total and (best is None or total.kept > best.kept):
                best = total
        if best is not None:
            yield best


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
