"""Columns of tables that the running text quotes: those of which it prints several numbers under words of their rows.

Which of ten columns a sentence means is seldom said in words that can be compared. Where the text has two numbers or
more of one column, the others that it prints beside them are of that column too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.audit.grids import Grid
from extractor.audit.passages import Operand, Passage
from extractor.audit.tables import Form, FormRow
from extractor.model.document import Period
from extractor.model.layout import Column

# Figures of the text that a column must agree with: one number agrees by chance in a table of some hundred cells.
_LEAST_FIGURES = 2

# Digits of a number from which on it is hardly the same in text and table by chance, with words of the row.
_LEAST_DIGITS = 3

# Syllables that a figure and its row share: labels of two words (đất lúa) are short.
_LEAST_WORDS = 2


def quoted_columns(grids: Sequence[Grid], passages: Sequence[Passage], period: Period | None) -> Iterator[Form]:
    """The columns that the text quotes, as forms; forms of one column are left out.

    ``grids`` are the tables of a document, ``passages`` its sentences with figures, ``period`` is the one it speaks of:
    a column of another period is not asked for, nor one of plans or of changes.
    """
    figures: dict[Decimal, list[tuple[Operand, set[str]]]] = defaultdict(list)
    for passage in passages:
        for operand in passage.operands if passage.row is None else ():
            if operand.is_exact and len(operand.raw.strip("0%")) >= _LEAST_DIGITS:
                figures[operand.value].append((operand, _syllables(operand.label)))
    if len(figures) < _LEAST_FIGURES:
        return
    for grid in grids:
        if len(grid.measures) > 1:
            for column in grid.measures:
                if _is_of_report(grid.columns[column], period) and _is_quoted(grid, column, figures):
                    yield _form(grid, column)


def _is_of_report(column: Column, period: Period | None) -> bool:
    if column.change is not None or column.scenario in ("plan", "forecast"):
        return False
    if period is None or column.period_start is None:
        return True
    return column.period_start == period.start and (column.period_end or period.end) >= period.end


def _is_quoted(grid: Grid, column: int, figures: dict[Decimal, list[tuple[Operand, set[str]]]]) -> bool:
    agreed: set[int] = set()
    for (row, at), number in grid.numbers.items():
        if at != column or number.value not in figures:
            continue
        words = _syllables(f"{grid.rows[row].label or ''} {grid.columns[column].head}")
        agreed.update(
            operand.index
            for operand, said in figures[number.value]
            if operand.family == number.family and len(words & said) >= _LEAST_WORDS
        )
    return len(agreed) >= _LEAST_FIGURES


def _form(grid: Grid, column: int) -> Form:
    """The column with the labels of its rows."""
    rows = (
        FormRow(index, row, grid.numbers.get((index, column)), None) for index, row in grid.rows.items() if row.label
    )
    return Form(tuple(rows), head=grid.columns[column].head)


def _syllables(label: str) -> set[str]:
    return set(label.casefold().split())
