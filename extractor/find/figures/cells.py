"""Figures in the cells of tables: each with its row's label and what its column says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractor.find.columns.relations import Relation
from extractor.find.columns.units import RowUnits, unit_of_cell, units_of_row
from extractor.find.numbers import other_reading, read_number
from extractor.model.facts import CELL_VALUE, Figure
from extractor.model.layout import Column, Row, Table
from patterns.figures.units import is_counted
from patterns.tables.columns import BRACKETED_NUMBER, PATH, YEAR, Amount, amount_in, cell_number, single_spaced
from patterns.tables.heads import DECREASE, INCREASE

# How sure a figure of a cell is: with a unit and one reading, and without either. A column and a row name it less
# surely than a sentence does, so no cell is surer than the first. An order, measured on nothing.
_SURE, _GUESSED = 0.9, 0.5
# "39.202(1)": the mark of a note stands close behind an amount; "5(2)" are two counts (test_table_figures.py).
_MARKED = regex.compile(r"[\d.,]*\d[.,]\d+\(\d\)")


def figures_in_row(row: Row, table: Table, decimal: str | None) -> Iterator[Figure]:
    """The figures in the measures of a row; offsets index the text of its region.

    ``row`` has its unit and ``table`` is its table, with its columns read; ``decimal`` is the sign that the document
    sets before decimals, None where it shows none.
    """
    found: list[Figure] = []
    units = units_of_row(row, table)
    for at in table.measures:
        cell = row.cells[at]
        if not cell.text:
            continue
        printed = cell.text.strip()
        shift = cell.start + len(cell.text) - len(cell.text.lstrip())
        if match := cell_number(printed):
            found += _figures(match, shift, row, at, table.columns[at], units, decimal)
        elif table.columns[at].change in (INCREASE, DECREASE) and BRACKETED_NUMBER.fullmatch(printed):
            found += _negative(printed, shift, row, at, table.columns[at], units, decimal)
        elif amount := amount_in(printed):
            found += _amount(amount, printed, shift, row, at, table.columns[at], decimal)
    return _with_bases(found, table) if any(_base_of(column) is not None for column in table.columns) else iter(found)


def _with_bases(figures: list[Figure], table: Table) -> Iterator[Figure]:
    """The figures of a row, those of ratios and differences with the place of what they are measured against."""
    places = {figure.column: at for at, figure in reversed(list(enumerate(figures)))}
    for at, figure in enumerate(figures):
        base = _base_of(table.columns[figure.column]) if figure.column is not None else None
        yield figure.with_base(places[base] - at) if base in places else figure


def _base_of(column: Column) -> int | None:
    if not column.ratio_of and not column.terms:
        return None
    return Relation(ratio_of=column.ratio_of, terms=column.terms).base


def _negative(
    printed: str, shift: int, row: Row, at: int, column: Column, units: RowUnits, decimal: str | None
) -> Iterator[Figure]:
    """The negative number that a cell of differences prints in brackets; the arguments are those of ``_figures``."""
    inner = printed[1:-1].strip()
    match = cell_number(inner)
    for figure in _figures(match, shift + 1, row, at, column, units, decimal) if match else ():
        value = None if figure.value is None else -figure.value
        yield replace(figure, raw=printed, start=shift, end=shift + len(printed), value=value)


def _amount(
    amount: Amount, printed: str, shift: int, row: Row, at: int, column: Column, decimal: str | None
) -> Iterator[Figure]:
    """The number of a cell that prints its unit too, which is then its unit; the arguments are those of ``_figures``.

    ``printed`` is the text of the cell, ``amount`` what it says.
    """
    match = cell_number(amount.number)
    units = RowUnits(amount.unit, None, None)
    for figure in _figures(match, shift, row, at, replace(column, unit=None), units, decimal) if match else ():
        yield replace(figure, raw=printed, end=shift + len(printed))


def _figures(
    match: regex.Match[str], shift: int, row: Row, at: int, column: Column, units: RowUnits, decimal: str | None
) -> Iterator[Figure]:
    """The number of a cell, the two of a fraction, and a rate in brackets behind them.

    ``shift`` is where the match begins in the text of the region, ``at`` the index of the column.
    """
    # "12/15 (80 %)" is a fraction with its rate, and each of the three is a figure.
    groups = [name for name in ("first", "second", "third") if match[name]]
    if groups[-1] == "third" and _MARKED.fullmatch(match.group()):
        del groups[-1]
    label, head = single_spaced(row.counted), single_spaced(column.head)
    named = f"{label}{PATH}{head}" if label and head else label or head
    for place, name in enumerate(groups):
        printed = match[name]
        unit = unit_of_cell(printed, column, units)
        sign = None if is_counted(unit) else decimal
        value = read_number(printed, decimal=sign)
        # A lone number of a year without unit names a year.
        if value is None or (unit is None and YEAR.fullmatch(printed)):
            return
        link, linked = None, None
        if name == "first" and match["second"]:
            link, linked = "numerator", 1
        elif name == "third":
            link, linked = "rate", -place
        unsure = not is_counted(unit) and decimal is None and other_reading(printed, decimal=sign) is not None
        yield Figure(
            raw=printed,
            start=shift + match.start(name),
            end=shift + match.end(name),
            value=value,
            unit=unit,
            label=named,
            method=CELL_VALUE,
            confidence=_GUESSED if unsure or unit is None else _SURE,
            link=link,
            linked=linked,
            column=at,
            scenario=column.scenario or row.scenario,
            change=column.change or row.change,
            base=column.base or row.base,
            place=row.place or column.place,
        )
