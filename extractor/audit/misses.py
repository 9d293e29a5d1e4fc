"""Tables: what their totals and made columns come to, and which misses are errors.

A rule counts where the table itself keeps it: a total in most columns, a made column in most rows. A miss of such a
rule is an error only where one reading is left; one lost cell, one part that was not read or one other base leaves two.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.audit.checks import ERROR, RATE, ROUNDING, SUSPICION
from extractor.audit.equations import LEAST_DIGITS, Equation, digits, has_other_reading, rounding_of
from extractor.audit.grids import Grid
from extractor.audit.passages import Operand
from extractor.audit.ratios import Made, made_columns
from extractor.audit.totals import Total, totals
from extractor.audit.verdicts import CUT_OFF, OPEN, SLIP, SURE, amount, named, plain_number
from extractor.model.document import Check
from patterns.figures.units import is_counted
from patterns.tables.columns import PATH

# A total that is off by more of itself is no sum in that column: years, ranks and rates come nowhere near their sum.
# A stale total, which may be an error, is a few per cent off (test_misses.py).
_NEAR, _STALE = Decimal("0.25"), Decimal("0.05")

# In so many other columns or rows a rule must be kept for a slip of the keyboard to be an error, and for any other
# miss, which a part that the table leaves out may explain (test_misses.py).
_FOR_SLIP, _FOR_ANY = 2, 4

# Of a slip in a number of four digits or more one is enough, since hardly any other number is a slip of it; swapped
# digits in a number of two need more (test_misses.py).
_LONG, _FOR_LONG_SLIP, _FOR_SHORT_SLIP = 4, 1, 5

# In so many other columns or rows a rule between things that are counted must be kept, and missed nowhere else, for a
# miss of up to a quarter, of a ratio up to a half, to be an error (test_misses.py).
_FOR_ALONE, _HALF = 5, Decimal("0.5")

_BLANK = "a cell is blank"

# Rows in which a made column comes out, for each in which it does not: ``lũy kế`` beside ``trong kỳ`` comes out in the
# first quarter's rows only. Of a slip, and of any other miss.
_KEPT_FOR_SLIP, _KEPT_FOR_ANY = 2, 8

# A ratio that is off by more points than that has another base: a product at constant prices beside one at current.
_FAR = 5

# Parts that a statement prints; of more, the first and the last.
_MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class _Miss:
    """An equation with how well its rule is kept: ``kept`` elsewhere, ``missed`` altogether; ``where`` says so.

    ``is_steady`` says that a total is kept much oftener than missed; ``is_made`` that it is one of a made column,
    ``is_share`` that all ratios of this column are of one number.
    """

    equation: Equation
    kept: int
    missed: int
    is_steady: bool
    is_made: bool
    where: str
    is_share: bool = False


class _Failing:
    """The equations of a table that miss, in their order, with those of a row, of a number and of a whole at hand."""

    def __init__(self, equations: Sequence[Equation]) -> None:
        self.equations = equations
        self.wholes = frozenset(each.whole.index for each in equations)
        self._of_whole: dict[int, list[tuple[int, Equation]]] = defaultdict(list)
        for at, each in enumerate(equations):
            self._of_whole[each.whole.index].append((at, each))
        self._in_row = Counter(each.row for each in equations)
        self._with_number = Counter(index for each in equations for index in set(each.cells))

    def of_whole(self, number: Operand) -> Sequence[tuple[int, Equation]]:
        """Those of this whole, each with its place."""
        return [known for known in self._of_whole.get(number.index, ()) if known[1].whole is number]

    def has_beside(self, equation: Equation) -> bool:
        """Whether another of them than ``equation`` stands in its row or shares a number with it."""
        return self._in_row[equation.row] > 1 or any(self._with_number[index] > 1 for index in equation.cells)


def checks_of_tables(grids: Sequence[Grid], known: Sequence[Check]) -> Iterator[Check]:
    """The checks of all tables of a document but those in ``known``, which stand on the same figures."""
    made = {tuple(sorted(check.figures)) for check in known}
    for grid in grids:
        for check in _of_grid(grid):
            key = tuple(sorted(check.figures))
            if key not in made:
                made.add(key)
                yield check


def _of_grid(grid: Grid) -> Iterator[Check]:
    sums, columns = list(totals(grid)), list(made_columns(grid))
    judged = [*_of_totals(grid, sums), *(each for made in columns for each in _of_made(made))]
    failing = _Failing([each.equation for each in judged if not each.equation.holds])
    blamed: dict[tuple[int, ...], int] = {}
    if failing.equations:
        blamed = _blamed(failing.equations)
        every = [equation for total in sums for equation in total.equations.values()]
        every += (equation for made in columns for equation in made.equations.values())
        for found in (
            _corrected(failing.equations, every),
            *(_following(each.equation, failing, blamed) for each in judged),
        ):
            blamed |= {cells: index for cells, index in found.items() if cells not in blamed}
    for each in judged:
        yield _check(each, grid, blamed.get(each.equation.cells), failing)


def _of_totals(grid: Grid, found: Sequence[Total]) -> Iterator[_Miss]:
    """The equations of the totals that most columns keep."""
    in_column = Counter(at for total in found for at, each in total.equations.items() if each.holds and each.is_telling)
    is_form = len(grid.measures) == 1
    for total in found:
        total_kept = total.kept
        counted = {at: each for at, each in total.equations.items() if each.holds or in_column[at] or _is_near(each)}
        missed = sum(not each.holds for each in counted.values())
        # A column of amounts that comes nowhere near its sum says that a row is read into the wrong columns.
        astray = sum(grid.columns[at].unit is not None for at in total.equations.keys() - counted.keys())
        for at, each in counted.items():
            own = each.holds and each.is_telling
            kept = (in_column[at] if is_form else total_kept) - own
            if kept < max(missed, 1):
                continue
            told = _counted(kept, "row" if is_form else "column")
            yield _Miss(
                equation=each,
                kept=kept + (0 if is_form else in_column[at] - own),
                missed=missed + astray,
                is_steady=kept >= missed + _FOR_SLIP * astray,
                is_made=False,
                where=f"{len(total.parts)} rows; so added up it is right in {told}",
            )


def _counted(count: int, noun: str) -> str:
    return f"{count} other {noun}{'s' if count > 1 else ''}"


def _is_near(equation: Equation) -> bool:
    return bool(equation.slip) or abs(equation.missed) <= _NEAR * abs(equation.whole.value)


def _of_made(made: Made) -> Iterator[_Miss]:
    """The equations of a made column, where most rows keep it."""
    least = 1 if made.is_printed else _KEPT_FOR_SLIP
    all_kept, missed, has_one_base = made.kept, made.missed, made.has_one_base
    if all_kept < max(_FOR_SLIP, least * missed):
        return
    for each in made.equations.values():
        # Levels, means and prices stand in the same columns as what comes in over time.
        if made.is_time and not each.holds and not _is_near(each):
            continue
        kept = all_kept - (each.holds and each.is_telling)
        yield _Miss(
            equation=each,
            kept=kept,
            missed=missed,
            is_steady=True,
            is_made=True,
            is_share=has_one_base,
            where=f"so reckoned it is right in {_counted(kept, 'row')}",
        )


def _blamed(failing: Sequence[Equation]) -> dict[tuple[int, ...], int]:
    """For each equation that misses by as much as another one with a number in common: the figure of that number.

    Of several the one that most of them share, and among these one that is a whole: its sum tells that it is wrong.
    """
    by_figure: dict[int, list[Equation]] = defaultdict(list)
    for equation in failing:
        if equation.kind != RATE:
            for index in equation.cells:
                by_figure[index].append(equation)
    wholes = {equation.whole.index for equation in failing}
    found: dict[tuple[int, ...], int] = {}
    ranked = sorted(by_figure.items(), key=lambda each: (-len(each[1]), each[0] not in wholes, each[0]))
    for index, equations in ranked:
        for equation in equations:
            if equation.cells in found:
                continue
            if any(other is not equation and _misses_alike(other, equation) for other in equations):
                found[equation.cells] = index
    return found


def _corrected(failing: Sequence[Equation], every: Sequence[Equation]) -> dict[tuple[int, ...], int]:
    """The equations that come out once a slip of the keyboard is undone, with the figure of the slip.

    ``failing`` are those that miss, ``every`` are all of the table, those of rules that it keeps nowhere too: shares of
    a misprinted total are all wrong.
    """
    by_figure: dict[int, list[Equation]] = defaultdict(list)
    for equation in every:
        for part in equation.parts:
            by_figure[part.index].append(equation)
    found: dict[tuple[int, ...], int] = {}
    for equation in failing:
        if equation.kind == RATE or not (equation.slip or equation.is_swapped):
            continue
        index, meant = equation.whole.index, equation.expected
        others = [(each, each.holds_with(index, meant)) for each in by_figure[index]]
        mended = [each for each, holds in others if holds and not each.holds]
        broken = sum(each.holds and not holds for each, holds in others)
        if len(mended) > broken:
            found |= dict.fromkeys((equation.cells, *(each.cells for each in mended)), index)
    return found


def _following(made: Equation, failing: _Failing, blamed: dict[tuple[int, ...], int]) -> dict[tuple[int, ...], int]:
    """The total of a made column that misses because the number it is made of is wrong: by as much as that one's total.

    ``made`` is an equation that holds; the number is wrong where ``blamed`` says so, or a slip of the keyboard.
    """
    if not made.holds:
        return {}
    others = failing.of_whole(made.whole)
    if not others:
        return {}
    wrong = sorted({at: each for part in made.parts for at, each in failing.of_whole(part)}.items())
    return {
        other.cells: each.whole.index
        for _, each in wrong
        if each.slip or blamed.get(each.cells) == each.whole.index
        for _, other in others
        if not other.slip and _misses_alike(each, other)
    }


def _misses_alike(one: Equation, other: Equation) -> bool:
    return abs(abs(one.missed) - abs(other.missed)) <= min(one.slack, other.slack)


def _check(miss: _Miss, grid: Grid, blamed: int | None, failing: _Failing) -> Check:
    equation = miss.equation
    whole = equation.whole
    severity = ERROR if equation.holds else _severity(miss, grid, blamed, failing)
    sure = OPEN if severity == SUSPICION else SLIP if equation.slip and not equation.holds else SURE
    return Check(
        kind=equation.kind,
        statement=f"{amount(whole)} ({_name(grid, whole)}) = {_shown(equation)}",
        expected=float(equation.expected),
        actual=float(whole.value),
        difference=float(equation.missed),
        holds=equation.holds,
        severity=severity,
        page=grid.rows[equation.row].page,
        figures=equation.cells,
        explanation="" if equation.holds else "; ".join(_why(miss, grid, blamed)),
        confidence=sure,
    )


def _severity(miss: _Miss, grid: Grid, blamed: int | None, failing: _Failing) -> str:
    """How grave a miss is: an error where one reading is left.

    ``blamed`` is the number that two sums show to be wrong, None for none; ``failing`` are all equations of the table
    that miss: what only follows from a whole that misses its sum is no error of its own.
    """
    equation = miss.equation
    if equation.is_cut:
        return ROUNDING
    is_blamed = blamed == equation.whole.index
    doubt = _doubt(miss, grid)
    # Two sums that miss by as much leave no room for a number that a blank cell has lost.
    if (doubt and not (doubt == _BLANK and is_blamed)) or (not is_blamed and blamed in failing.wholes):
        return SUSPICION
    if blamed is not None or (miss.is_steady and _is_slip(miss)):
        return ERROR
    is_far = abs(equation.missed) > (_FAR if equation.kind == RATE else _STALE * abs(equation.whole.value))
    is_kept = miss.kept >= max(_FOR_ANY, _KEPT_FOR_ANY * miss.missed if miss.is_made else _FOR_ANY * miss.missed)
    is_moved = any(grid.row_of[index] in grid.sparse for index in equation.cells)
    has_one_reading = (is_kept and not is_far) or _is_alone(miss, grid, failing)
    return ERROR if has_one_reading and not is_moved else SUSPICION


def _is_alone(miss: _Miss, grid: Grid, failing: _Failing) -> bool:
    """Whether a miss is the only one of a rule between things that are counted: then it may be far off.

    ``failing`` are all equations of the table that miss. A row that misses two of them may be read into the wrong
    columns, and of those that share a number one may follow from the other.
    """
    equation = miss.equation
    counted = equation.parts if equation.kind == RATE else (equation.whole, *equation.parts)
    # The base that makes the other shares right is the base of this one, rounded or not.
    is_exact = miss.is_share or not any(map(rounding_of, counted))
    if miss.missed > 1 or miss.kept < _FOR_ALONE or not is_exact:
        return False
    if failing.has_beside(equation):
        return False
    level = abs(equation.whole.value + equation.less)
    if equation.kind == RATE:
        return abs(equation.missed) <= _HALF * level and (miss.is_share or not _has_other_base(equation, grid))
    return abs(equation.missed) <= _NEAR * level


def _has_other_base(equation: Equation, grid: Grid) -> bool:
    """Whether a ratio comes out with another number of its row as part or as base."""
    part, base = equation.parts
    beside = (grid.numbers.get((equation.row, column)) for column in range(len(grid.columns)))
    others = [number for number in beside if number and number.unit == part.unit]
    return any(
        equation.holds_with(replaced.index, other.value)
        for replaced in (part, base)
        for other in others
        if other.value != replaced.value
    )


def _is_slip(miss: _Miss) -> bool:
    """Whether a slip of the keyboard explains a miss, in view of how often the rule is kept."""
    equation = miss.equation
    if equation.slip:
        return miss.kept >= (_FOR_LONG_SLIP if equation.length >= _LONG else _FOR_SLIP)
    return equation.is_swapped and miss.kept >= _FOR_SHORT_SLIP


def _doubt(miss: _Miss, grid: Grid) -> str | None:
    """What else may explain a miss, in words; None where nothing does."""
    equation, is_made = miss.equation, miss.is_made
    # A number in the wrong column breaks what its row is made of; of a total it would break several.
    if not equation.is_complete or (is_made and equation.row in grid.sparse):
        return _BLANK
    operands = (equation.whole, *equation.parts)
    if any(is_counted(each.unit) and not each.is_whole_number for each in operands[equation.kind == RATE :]):
        return "things that are counted are whole numbers"
    if equation.kind != RATE and any(part.decimals > equation.whole.decimals for part in equation.parts):
        return "a part has more decimals than its sum"
    if equation.kind != RATE and equation.whole.decimals > max(part.decimals for part in equation.parts):
        return "it has more decimals than what it is made of"
    if has_other_reading(equation):
        return "a point or comma may be meant the other way"
    if equation.kind == RATE:
        return "rates are compared in points too" if equation.parts[0].is_rate and not equation.slip else None
    if _stands_beside(equation, grid):
        return "that number stands in the column beside it"
    if abs(equation.missed) in grid.amounts_across(equation.row, equation.column):
        return "another number of the table makes the difference"
    return None


def _stands_beside(equation: Equation, grid: Grid) -> bool:
    """Whether the number that should stand there is that of the next column: the row is read into the wrong ones."""
    beside = (grid.numbers.get((equation.row, equation.column + step)) for step in (-1, 1))
    is_long = len(digits(equation.expected, equation.whole.decimals)) >= LEAST_DIGITS
    return is_long and any(
        number.value == equation.expected and number.index not in equation.cells for number in beside if number
    )


def _why(miss: _Miss, grid: Grid, blamed: int | None) -> Iterable[str]:
    """The explanation of a miss, part by part."""
    equation = miss.equation
    yield f"{_shown(equation)} comes to {plain_number(equation.expected)}, {equation.whole.raw} is printed"
    yield miss.where
    if equation.is_cut:
        yield CUT_OFF
    if equation.slip:
        yield f"{equation.slip} between {equation.whole.raw} and {plain_number(equation.expected)}"
    if blamed is not None:
        number = grid.by_figure[blamed]
        yield f"another sum with {number.raw} ({_name(grid, number)}) is off by as much"
    if doubt := _doubt(miss, grid):
        yield doubt


def _name(grid: Grid, number: Operand) -> str:
    """The row and the column of a number; labels of total rows and of places leave the row out."""
    row = " ".join((grid.rows[grid.row_of[number.index]].label or "").split())
    is_told = row.casefold() in number.label.casefold()
    return named(number if is_told else replace(number, label=f"{row}{PATH}{number.label}"))


def _shown(equation: Equation) -> str:
    """How the parts are put together; of many the first and the last."""
    if len(equation.parts) <= _MOST_PARTS:
        return equation.words
    first, last = equation.parts[0], equation.parts[-1]
    return f"{first.raw} + … + {last.raw} ({len(equation.parts)} numbers)"
