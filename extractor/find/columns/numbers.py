"""The numbers of a table's measures as one matrix, for what its columns have to do with each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from extractor.find.numbers import read_number
from extractor.model.layout import Row
from extractor.model.pages import Floats, Mask
from patterns.tables.columns import cell_number

# Rows that are looked at. A relation of columns holds in all rows or in none, and of a table of 200 rows the first 60
# say as much as all of them; it bounds what a long table costs (test_arithmetic.py).
MOST_ROWS = 60


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """The value of each cell, rows by measures, NaN where it has no number; half a unit of its last printed digit;
    and whether it is a per cent by its sign."""

    columns: tuple[int, ...]
    values: Floats
    halves: Floats
    percents: Mask


def numbers_of(rows: Sequence[Row], measures: Sequence[int], decimal: str | None) -> Numbers:
    """The numbers in some columns of a table.

    ``rows`` are those of the table, ``measures`` the indexes of the columns; ``decimal`` is the sign that the document
    sets before decimals, None where it shows none.
    """
    rows = rows[:MOST_ROWS]
    shape = len(rows), len(measures)
    values, halves, percents = np.full(shape, np.nan), np.zeros(shape), np.zeros(shape, dtype=bool)
    for at, row in enumerate(rows):
        for place, column in enumerate(measures):
            text = row.cells[column].text.strip()
            if not text:
                continue
            if found := _number(text, decimal):
                values[at, place], halves[at, place], percents[at, place] = found
    return Numbers(tuple(measures), values, halves, percents)


@lru_cache(maxsize=1 << 13)
def _number(text: str, decimal: str | None) -> tuple[float, float, bool] | None:
    """The value of a cell, half a unit of its last digit, whether it has a sign of per cent; None without one."""
    found = cell_number(text)
    if found is None or found["second"]:
        return None
    printed = found["first"]
    value = read_number(printed, decimal=decimal)
    return None if value is None else (value, 0.5 * 10.0 ** -_decimals(printed, value), printed[-1] == "%")


def _decimals(printed: str, value: float) -> int:
    """How many decimals a number was read with; none where its last sign parts thousands."""
    if printed.isdigit():
        return 0
    at = max(printed.rfind(","), printed.rfind("."))
    behind = sum(map(str.isdigit, printed[at:])) if at >= 0 else 0
    digits = "".join(filter(str.isdigit, printed))
    return behind if behind and abs(int(digits) / 10**behind - abs(value)) < 10.0 ** -(behind + 1) else 0
