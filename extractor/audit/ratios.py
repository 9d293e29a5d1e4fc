"""Columns of tables that are made of others: sums and differences, ratios, growths, shares.

``find`` names the columns (``Column.terms``, ``Column.ratio_of``) by printed formulas, heads or numbers; here the rows
decide whether the column is kept so, and whether a ratio is one or a growth.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.audit.checks import DIFFERENCE, RATE, SUM
from extractor.audit.equations import Equation, addition, division
from extractor.audit.grids import Grid
from extractor.audit.passages import Operand
from extractor.audit.spans import Span, made_up
from patterns.figures.units import family

# What 1 is in a column of ratios, by its unit; per cent everywhere else.
_SCALES = {"‰": 1000, "lần": 1}
_PER_CENT = 100

# Columns before a column of shares among which that of the amounts is looked for: some tables print all amounts first
# (test_ratios.py).
_BESIDE = 6

# Rows with 100 % that a column of shares has, the total and perhaps one group that is all of it: scores of which many
# reach 100 % are no shares (test_ratios.py).
_MOST_WHOLES = 2


@dataclass(frozen=True, slots=True)
class Made:
    """A column that is made of others; ``equations`` by row. ``is_printed`` says that a formula in its head says so,
    ``is_time`` that it is made of the times within its own.
    """

    column: int
    equations: Mapping[int, Equation]
    is_printed: bool
    is_time: bool = False

    @property
    def kept(self) -> int:
        """In how many rows it comes out."""
        return sum(each.holds and each.is_telling for each in self.equations.values())

    @property
    def has_one_base(self) -> bool:
        """Whether all its ratios are of one number, as shares are."""
        bases = {each.parts[-1].index for each in self.equations.values() if each.kind == RATE}
        return len(bases) == 1 and len(self.equations) > 1

    @property
    def missed(self) -> int:
        """In how many rows it does not."""
        return sum(not each.holds for each in self.equations.values())


def made_columns(grid: Grid) -> Iterator[Made]:
    """The columns of a table that are made of others, by what their heads and numbers say."""
    times = _times(grid)
    for at in grid.measures:
        column = grid.columns[at]
        tried: list[dict[int, Equation]] = []
        if column.terms:
            tried += [_added(grid, at, column.terms)]
        of_times: list[dict[int, Equation]] = []
        if at in times:
            alike = {other: span for other, span in times.items() if grid.columns[other].place == column.place}
            of_times = [_added(grid, at, [(part, 1) for part in parts]) for parts in made_up(at, alike)]
        if column.ratio_of:
            tried += _divided(grid, at, *column.ratio_of)
        elif column.change == "share" or family(column.unit) == "rate":
            tried += _shares(grid, at)
        best = max((*tried, *of_times), key=_holding, default={})
        if best:
            yield Made(at, best, column.formula is not None, any(best is each for each in of_times))


def _times(grid: Grid) -> dict[int, Span]:
    """The spans of the columns that are levels of a period: neither rates of two others nor changes."""
    return {
        at: (column.period_start, column.period_end)
        for at in grid.measures
        if (column := grid.columns[at]).period_start and column.period_end
        if not column.change and not column.ratio_of and family(column.unit) != "rate"
    }


def _shares(grid: Grid, column: int) -> Iterator[dict[int, Equation]]:
    """The column as shares of the numbers in one beside it, of which the row with 100 % has the whole."""
    wholes = [row for row in grid.rows if _is_whole(grid.numbers.get((row, column)))]
    if not 1 <= len(wholes) <= _MOST_WHOLES:
        return
    whole = wholes[0]
    place = grid.measures.index(column)
    for other in (*reversed(grid.measures[max(0, place - _BESIDE) : place]), *grid.measures[place + 1 :][:1]):
        base = grid.numbers.get((whole, other))
        if base is None or base.is_rate:
            continue
        found = {}
        for row in grid.rows:
            rate, part = grid.numbers.get((row, column)), grid.numbers.get((row, other))
            if row == whole or rate is None or part is None or part.unit != base.unit:
                continue
            if equation := division(RATE, (row, column), rate, part, base):
                found[row] = equation
        yield found


def _is_whole(number: Operand | None) -> bool:
    return number is not None and number.value == _PER_CENT


def _holding(equations: Mapping[int, Equation]) -> int:
    return sum(each.holds for each in equations.values())


def _added(grid: Grid, column: int, terms: Sequence[tuple[int, int]]) -> dict[int, Equation]:
    """The sum or difference in each row. A change is often printed without its sign."""
    is_difference = any(sign < 0 for _, sign in terms)
    is_change = grid.columns[column].change in ("increase", "decrease")
    found = {}
    for row in grid.rows:
        whole = grid.numbers.get((row, column))
        parts = [_term(grid, row, at) for at, _ in terms]
        if whole is None or any(part is False for part in parts):
            continue
        read = [(part, sign) for part, (_, sign) in zip(parts, terms, strict=True) if isinstance(part, Operand)]
        if not read or any(part.unit != whole.unit for part, _ in read):
            continue
        found[row] = addition(
            DIFFERENCE if is_difference else SUM,
            (row, column),
            whole,
            read,
            is_complete=None not in parts,
            is_signed=not is_change,
        )
    return found


def _term(grid: Grid, row: int, column: int) -> Operand | bool | None:
    """The number of a cell; True where it prints that there is none, None for a blank, False where it is not read."""
    number = grid.numbers.get((row, column))
    if number is not None:
        return number
    return None if grid.is_blank(row, column) else grid.is_none(row, column)


def _divided(grid: Grid, column: int, part: int, base: int) -> Iterator[dict[int, Equation]]:
    """The column as a ratio, a growth and a decline of two others."""
    scale = _SCALES.get(grid.columns[column].unit or "", _PER_CENT)
    for factor, less in ((scale, 0), (scale, scale), (-scale, -scale)):
        found = {}
        for row in grid.rows:
            operands = [grid.numbers.get((row, at)) for at in (column, part, base)]
            rate, above, beneath = operands
            if rate is None or above is None or beneath is None:
                continue
            if equation := division(RATE, (row, column), rate, above, beneath, scale=factor, less=less):
                found[row] = equation
        yield found
