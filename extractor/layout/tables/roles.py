"""What each column of a table holds, told by its head and by its cells, for every table."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.layout.tables.cell_forms import DASHES, are_counted, are_years, is_measured, is_row_number
from extractor.model.layout import Cell, Column
from patterns.columns import column_role, measures_nothing, names_nothing_measured, unit_behind
from patterns.spelling import fold
from patterns.units import NOT_COUNTED, family

# Of a column's filled cells: more than half make it what they are. Forms leave rows blank or write "Không" for some of
# their numbers, and tables of tasks have a number in some of their texts (test_roles.py). At .8 the roles of 10 of 75
# documents change, at .3 those of 2.
MOST = 0.5

# Letters: a text of more is words. Row numbers (VIII), units (km) and marks (x) are shorter (test_roles.py). With 1 and
# 5 the rows of one of 75 documents change.
LONGEST_MARK = 3

# Under a head that is not known fewer cells that count on could as well be small values (test_roles.py).
FEWEST_COUNTED = 3

# How sure a role is: head and cells say it; the head alone, as where a form was left blank; the cells alone.
AGREED, BY_HEAD, BY_CONTENT = 1.0, 0.9, 0.7

_LETTER = regex.compile(r"\p{L}")


def columns_of(heads: Sequence[str], rows: Sequence[Sequence[Cell]], n_cols: int, unit: str | None) -> list[Column]:
    """The columns of a table with their roles.

    ``heads`` has one text a column, or nothing where the table has no head. ``rows`` are the cells of each row, one a
    column, ``n_cols`` is the number of columns. ``unit`` is what is printed over the table as that of all values, None
    where nothing is.
    """
    heads = heads or [""] * n_cols
    contents = [[row[column].text for row in rows if row[column].text] for column in range(n_cols)]
    named = [_named_role(head, texts) for head, texts in zip(heads, contents, strict=True)]
    label = _label_column(heads, contents, named)
    has_units = unit is not None or "unit" in named or any(map(unit_behind, heads))
    columns = []
    for at, (head, texts, role) in enumerate(zip(heads, contents, named, strict=True)):
        if at == label:
            columns.append(Column(head, "label", confidence=AGREED if role == "label" else BY_CONTENT))
        elif role == "value":
            columns.append(_value_column(head, texts, has_label=label is not None, has_units=has_units))
        elif role in ("stt", "unit", "code", "note"):
            columns.append(Column(head, role, confidence=AGREED if texts else BY_HEAD))
        else:
            columns.append(Column(head, _role_of_texts(head, texts, at, label), confidence=BY_CONTENT))
    return columns


def _named_role(head: str, texts: Sequence[str]) -> str | None:
    """The role that the head names; a bare ``Đơn vị`` over organs names no units, ``Chỉ tiêu`` over numbers a quota."""
    role = column_role(head)
    if role == "unit" and fold(head) == "don vi" and _most(texts, [family(text) is None for text in texts]):
        return None
    return None if role == "label" and _are_numbers(texts) else role


def _label_column(heads: Sequence[str], contents: Sequence[Sequence[str]], named: Sequence[str | None]) -> int | None:
    """The column that names the rows: by its head, else the first one of words that is nothing else."""
    if "label" in named:
        return named.index("label")
    return next(
        (
            at
            for at, (head, texts) in enumerate(zip(heads, contents, strict=True))
            if named[at] is None and not names_nothing_measured(head) and _most(texts, map(is_worded, texts))
        ),
        None,
    )


def _value_column(head: str, texts: Sequence[str], *, has_label: bool, has_units: bool) -> Column:
    """A column under a head for values (``Kết quả``): of numbers, or of words where nothing has a unit."""
    numeric = _are_numbers(texts)
    if not has_label or not (has_units or numeric):
        return Column(head, "text", confidence=BY_CONTENT)
    return Column(head, "measure", confidence=AGREED if numeric else BY_HEAD)


def _role_of_texts(head: str, texts: Sequence[str], column: int, label: int | None) -> str:
    """The role of a column whose head names none."""
    if label is None:
        return "stt" if not column and _are_row_numbers(head, texts) else "text"
    if column < label and _are_row_numbers(head, texts):
        return "stt"
    if column > label and _are_units(texts):
        return "unit"
    if _are_numbers(texts) and not measures_nothing(head) and not are_years(texts):
        return "measure"
    return "text"


def _are_numbers(texts: Sequence[str]) -> bool:
    """Whether most cells are numbers; those with a dash in place of one do not count."""
    printed = [text for text in texts if text not in DASHES]
    return _most(printed, map(is_measured, printed))


def _are_row_numbers(head: str, texts: Sequence[str]) -> bool:
    """Whether the cells number their rows: all are row numbers, and those of digits alone count on."""
    if len(texts) < (FEWEST_COUNTED if head else 1) or not all(map(is_row_number, texts)):
        return False
    digits = [text for text in texts if text.rstrip(".)").isdigit()]
    return len(digits) < 2 or are_counted(digits)


def _are_units(texts: Sequence[str]) -> bool:
    """Whether the cells are units; nouns alone (``Huyện``, ``Xã``) are none where nothing is measured."""
    families = [family(text) for text in texts]
    return _most(texts, [known is not None for known in families]) and any(known in NOT_COUNTED for known in families)


def is_worded(text: str) -> bool:
    """Whether a text holds words, and no mere mark."""
    return len(_LETTER.findall(text)) > LONGEST_MARK


def _most(texts: Sequence[str], said: Sequence[bool] | map[bool]) -> bool:
    return sum(said) > MOST * len(texts)
