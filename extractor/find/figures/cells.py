"""Figures in the cells of tables: each with its row's label and what the head of its column says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import regex

from extractor.find.dates import dates_in, days_of
from extractor.find.figures.units import unit_in
from extractor.find.normal import normalise
from extractor.find.numbers import other_reading, read_number
from extractor.model.facts import CELL_VALUE, Figure
from extractor.model.layout import Column, Row, Table
from patterns.columns import CELL_NUMBERS, PATH, YEAR
from patterns.units import family, is_counted

# A unit in brackets in the head of a column or the title of a table: "(Đơn vị tính: triệu đồng)", "(%)".
_BRACKETED = re.compile(r"\(\s*(?:đơn vị(?: tính)?\s*:\s*|đvt\s*:\s*)?([^()\d]{1,40})\)", re.IGNORECASE)
# A noun of the units that in a head says which kind of number stands below, not what it counts.
_PLAN = "kế hoạch"
_POINTS = re.compile(r"(?:tổng )?(?:số )?điểm(?: số)?(?!\w)", re.IGNORECASE)

# How sure a figure of a cell is: with a unit and one reading, and without either. A column and a row name it less
# surely than a sentence does, so no cell is surer than the first. An order, measured on nothing.
_SURE, _GUESSED = 0.9, 0.5


def with_units_and_times(table: Table, year: int | None) -> Table:
    """The table with what the heads of its measures say of unit and time.

    Periods named without a year are those of ``year``, None where the document names none.
    """
    if not table.measures:
        return table
    title = table.title or ""
    columns = (_measure(each, title, year) if each.role == "measure" else each for each in table.columns)
    return replace(table, columns=tuple(columns))


def figures_in_row(row: Row, table: Table, decimal: str | None) -> Iterator[Figure]:
    """The figures in the measures of a row; offsets index the text of its region.

    ``table`` is the row's, with the units and times of its columns; ``decimal`` is the sign that the document sets
    before decimals, None where it shows none.
    """
    found: list[Figure] = []
    for at in table.measures:
        cell = row.cells[at]
        if cell.text and (match := CELL_NUMBERS.fullmatch(cell.text.strip())):
            shift = cell.start + len(cell.text) - len(cell.text.lstrip())
            found += _figures(match, shift, row, at, table.columns[at], decimal)
    return _with_bases(found, table)


def _with_bases(figures: list[Figure], table: Table) -> Iterator[Figure]:
    """The figures of a row, those of ratios and differences with the place of what they are measured against."""
    places = {figure.column: at for at, figure in reversed(list(enumerate(figures)))}
    for at, figure in enumerate(figures):
        base = _base_of(table.columns[figure.column]) if figure.column is not None else None
        yield replace(figure, base_at=places[base] - at) if base in places else figure


def _base_of(column: Column) -> int | None:
    """The column that one of ratios or differences is measured against: its base, or what is taken off."""
    if column.ratio_of:
        return column.ratio_of[1]
    taken = [at for at, sign in column.terms if sign < 0]
    return taken[0] if len(taken) == 1 and len(column.terms) == len(("new", "old")) else None


def _figures(
    match: regex.Match[str], shift: int, row: Row, at: int, column: Column, decimal: str | None
) -> Iterator[Figure]:
    """The number of a cell, the two of a fraction, and a rate in brackets behind them.

    ``shift`` is where the match begins in the text of the region, ``at`` the index of the column.
    """
    # "12/15 (80 %)" is a fraction with its rate, and each of the three is a figure.
    groups = [name for name in ("first", "second", "third") if match[name]]
    named = PATH.join(" ".join(part.split()) for part in (row.label or "", column.head) if part.strip())
    of_cell = _unit(row, column)
    for place, name in enumerate(groups):
        printed = match[name]
        unit = printed[-1] if printed[-1] in "%‰" else of_cell
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
            period_start=column.period_start,
            period_end=column.period_end,
            as_of=column.as_of,
            method=CELL_VALUE,
            confidence=_GUESSED if unsure or unit is None else _SURE,
            link=link,
            linked=linked,
            time_from="head" if column.period_end or column.as_of else None,
            column=at,
        )


def _unit(row: Row, column: Column) -> str | None:
    """The unit of a cell: a rate where the head says so, whatever the row counts; else the row's, else the head's."""
    return column.unit if column.unit and family(column.unit) == "rate" else row.unit or column.unit


def _measure(column: Column, title: str, year: int | None) -> Column:
    path = column.head
    steps = [step.strip() for step in path.split(PATH.strip())]
    bracketed = [found[1].strip() for found in _BRACKETED.finditer(f"{path} {title}")]
    named = (text for text in (*reversed(steps), *bracketed) if text.casefold() != _PLAN)
    unit = next((text for text in named if family(text)), None) or unit_in(path)
    if unit is None and _POINTS.match(steps[-1]):
        unit = "điểm"
    start, end, as_of = _time(path, year)
    return replace(column, unit=unit, period_start=start, period_end=end, as_of=as_of)


@lru_cache(maxsize=1 << 10)
def _time(text: str, year: int | None) -> tuple[str | None, str | None, str | None]:
    for date in dates_in(normalise(text).text):
        first, last = days_of(date, year)
        if last and (date.role == "as_of" or date.precision == "day"):
            return None, None, last
        if last:
            return first, last, None
    return None, None, None
