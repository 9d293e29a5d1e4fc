"""Reads what the columns of a table are made of, by the row of column numbers in its head, else by its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.find.columns.arithmetic import told_difference, told_ratio, told_sum
from extractor.find.columns.numbers import Numbers, numbers_of
from extractor.find.columns.relations import Relation, printed_relations
from extractor.model.layout import Column, Row, Table
from patterns.columns import PATH
from patterns.units import family

_DIFFERENCE = re.compile(r"tăng|giảm|chênh lệch|còn (?:lại|phải)|so sánh|so với", re.IGNORECASE)
_TOTAL = re.compile(r"tổng|cộng|chung", re.IGNORECASE)


def with_relations(table: Table, rows: Sequence[Row], decimal: str | None) -> Table:
    """The table with what its columns are made of.

    ``rows`` are those of the table; ``decimal`` is the sign that the document sets before decimals, None where it shows
    none.
    """
    relations = printed_relations(table.numbers)
    open_ = [at for at in table.measures if at not in relations]
    if open_ and len(table.measures) > 2:
        relations |= _told(table, numbers_of(rows, table.measures, decimal), open_)
    if not relations:
        return table
    columns = (_with(column, relations.get(at)) for at, column in enumerate(table.columns))
    return replace(table, columns=tuple(columns))


def _with(column: Column, relation: Relation | None) -> Column:
    if relation is None:
        return column
    return replace(column, formula=relation.formula, ratio_of=relation.ratio_of, terms=relation.terms)


def _told(table: Table, numbers: Numbers, open_: Sequence[int]) -> dict[int, Relation]:
    """What the numbers tell of the columns that have no printed formula."""
    heads = [table.columns[at].head for at in numbers.columns]
    rates = [_is_rate(table.columns[at], numbers, place) for place, at in enumerate(numbers.columns)]
    changes = [_DIFFERENCE.search(head) is not None for head in heads]
    levels = [place for place, is_rate in enumerate(rates) if not is_rate]
    # A difference is no part of a sum: "2024 = 2023 + Tăng" says what the column of differences says.
    parts = [place for place in levels if not changes[place]]
    told: dict[int, Relation] = {}
    for place, at in enumerate(numbers.columns):
        if at not in open_:
            continue
        if rates[place]:
            found = told_ratio(numbers, place, levels)
            if found is None and changes[place]:
                found = told_ratio(numbers, place, levels, growth=True)
        elif changes[place]:
            found = told_difference(numbers, place, parts)
        else:
            found = told_sum(numbers, place, parts) if _TOTAL.search(heads[place].rsplit(PATH, 1)[-1]) else None
        if found:
            told[at] = found
    return told


def _is_rate(column: Column, numbers: Numbers, place: int) -> bool:
    return family(column.unit) == "rate" or bool(numbers.percents[:, place].any())
