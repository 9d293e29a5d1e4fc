"""The unit of a number in a table: printed in its cell, its row, the head of its column, the label of its row, or over
the table.

One ladder for statistical forms and all other tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.find.columns.heads import read_head
from extractor.find.figures.units import unit_in
from extractor.model.layout import Column, Row, Table
from patterns.figures.units import QUOTIENT, counted_in_heads, family, is_no_unit
from patterns.tables.columns import PATH, unit_behind
from patterns.tables.heads import is_said, read_step, scenario_in

_PERCENT = "%"
# Syllables of a noun that a bracket repeats: "Câu lạc bộ (câu lạc bộ)" has three (test_units.py).
LONGEST_NOUN = 4
# A unit in brackets in a head: "(Đơn vị tính: triệu đồng)", "(%)".
_BRACKETED = regex.compile(r"\(\s*(?:đơn vị(?: tính)?\s*:\s*|đvt\s*:\s*)?([^()]{1,40}?)\s*\)", regex.IGNORECASE)
# A unit behind a sign: "Diện tích, ha", "Sản lượng - tấn". Only units of amounts: "Xã, phường" ends in no unit.
_BEHIND_SIGN = regex.compile(r"(?:[,;:]|\s[-–])\s*([^,;:()–-]{1,24})$")
# "Bình quân tiêu chí/xã", "Số bác sĩ/10.000 dân": with two words before the slash, else with one.
_OVER = regex.compile(r"(?<!\S)(?=(\S+ [^\s/]+/[^/]+)$|)(?:\S+ )?([^\s/]+/(?!(?:19|20)\d\d$)[^/]+)$")
_AMOUNTS = frozenset({"rate", "money", "measure", "quotient"})
_GENERAL = regex.compile(r"(?<!\w)số (lượt|trường hợp)(?!\w)", regex.IGNORECASE)
# "Tỷ lệ mắc/100.000 dân", "Tỷ lệ bác sĩ trên vạn dân": a rate of other than a hundred.
_OF_OTHERS = regex.compile(r"(?:/|(?<!\w)trên)\s*(?:\d|vạn|nghìn|ngàn|một|triệu)", regex.IGNORECASE)
_WORDS = regex.compile(r"[\p{L}\p{N}]+")
_POINTS = regex.compile(r"(?:tổng )?(?:số )?điểm(?: số)?(?!\w)", regex.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def unit_of_head(head: str) -> str | None:
    """The unit that the head of a column names, from the innermost step outwards; None where it names none."""
    steps = [" ".join(step.split()) for step in head.split(PATH)]
    said = read_head(head)
    for step in reversed(steps):
        if unit := _printed(step):
            # "Tăng (%) › Số lượng" counts what its row does.
            return None if family(unit) == "rate" and said.absolute else unit
    if said.absolute:
        return None
    if said.percent or is_said("rate", steps[-1]):
        return None if _OF_OTHERS.search(steps[-1]) else _PERCENT
    return next(filter(None, map(_counted, reversed(steps))), None)


def _printed(step: str) -> str | None:
    """The unit that a step prints as such: in brackets, behind a sign, or the step is one."""
    for found in reversed(list(_BRACKETED.finditer(step))):
        said = found[1]
        if (family(said) or _repeats(said, step)) and not scenario_in(said):
            return str(found[1])
    if "%" in step:
        return _PERCENT
    over = _OVER.search(step)
    if over and (by := next((unit for unit in (over[1], over[2]) if family(unit) == QUOTIENT), None)):
        return str(by)
    behind = _BEHIND_SIGN.search(step)
    if behind and family(behind[1].strip()) in _AMOUNTS:
        return str(behind[1]).strip()
    return step if family(step) and not is_no_unit(step) and not read_step(step).scenario else None


def _repeats(bracketed: str, step: str) -> bool:
    """Whether what stands in brackets is the noun that stands before them: ``Số trạm y tế (trạm)``."""
    words = _WORDS.findall(bracketed.casefold())
    return 0 < len(words) <= LONGEST_NOUN and set(words) <= set(_WORDS.findall(step.partition("(")[0].casefold()))


def _counted(step: str) -> str | None:
    """The noun that a step counts: behind a word for number, or ``điểm``."""
    known, here = unit_in(step), counted_in_heads().search(step)
    if here and len(here["unit"]) > len(known or ""):
        return str(here["unit"])
    # Without the noun that such a word counts, it is what is counted: "Số lượt khám bệnh".
    return known or next(map(str, _GENERAL.findall(step)), None) or ("điểm" if _POINTS.match(step) else None)


@dataclass(frozen=True, slots=True)
class RowUnits:
    """The units that hold for a row: of its column of units, in brackets in its label, over the table; None or "" for
    none."""

    in_row: str | None
    in_label: str | None
    over_table: str | None


def units_of_row(row: Row, table: Table) -> RowUnits:
    """The units that are printed for a ``row`` of a ``table`` outside its measures.

    The one head of a form holds for all that it counts, as a line over the table does: there a bracket in the label is
    the row's own unit.
    """
    in_row = row.unit if table.first("unit") is not None else None
    in_label = unit_in_label(row.label)
    return RowUnits(in_row or (in_label if table.is_form else None), in_label, unit_over(table))


def unit_over(table: Table) -> str | None:
    """The unit of all in a table: printed over it, or in brackets in the head of its labels (``Nguồn vốn (tr.đ)``)."""
    if table.unit:
        return table.unit
    label = table.first("label")
    return None if label is None else unit_behind(table.columns[label].head)


def unit_of_cell(printed: str, column: Column, units: RowUnits) -> str | None:
    """The unit of a number, from what is nearest to it to what is farthest; None where none is printed.

    ``printed`` is the number, with the sign of per cent or without; ``column`` is its column, ``units`` are those of
    its row.
    """
    if printed[-1:] in "%‰":
        return printed[-1:] or None
    in_head = column.unit if column.unit != units.over_table else None
    # A column of rates is one whatever its rows count.
    if in_head and family(in_head) == "rate":
        return in_head
    return units.in_row or in_head or units.in_label or units.over_table or None


def unit_in_label(label: str | None) -> str | None:
    """The unit in brackets at the end of a row's label."""
    return unit_behind(label) if label and label.rstrip().endswith(")") else None
