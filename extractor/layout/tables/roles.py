"""What each column of a table holds, told by its head and by its cells, for every table."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.layout.tables.contents import (
    are_amounts,
    are_codes,
    are_numbers,
    are_row_numbers,
    are_units,
    are_worded,
    are_years,
    keep_step,
    may_be_units,
)
from extractor.layout.tables.label_column import Candidate, is_of_codes, label_column
from extractor.model.layout import Cell, Column
from patterns.spelling import fold
from patterns.tables.columns import PATH, column_role, is_code_head, measures_nothing, unit_behind

# How sure a role is: head and cells say it; the head alone, as where a form was left blank; the cells alone.
AGREED, BY_HEAD, BY_CONTENT = 1.0, 0.9, 0.7


def columns_of(heads: Sequence[str], rows: Sequence[Sequence[Cell]], n_cols: int, unit: str | None) -> list[Column]:
    """The columns of a table with their roles.

    ``heads`` has one text a column, or nothing where the table has no head. ``rows`` are the cells of each row, one a
    column, ``n_cols`` is the number of columns. ``unit`` is what is printed over the table as that of all values, None
    where nothing is.
    """
    heads = heads or [""] * n_cols
    columns = [_candidate(at, head, tuple(row[at].text for row in rows)) for at, head in enumerate(heads)]
    numeric = {column.at for column in columns if _is_measure(column) and not _numbers_acts(column, columns)}
    label = label_column(columns, numeric)
    has_units = unit is not None or any(each.named == "unit" or unit_behind(each.head) for each in columns)
    found = [_role(column, label, numeric, has_units=has_units) for column in columns]
    measures = [column.head for column, (role, _) in zip(columns, found, strict=True) if role == "measure"]
    return [
        Column(column.head, "measure", confidence=BY_HEAD)
        if role == "text" and _is_left_blank(column, measures)
        else Column(column.head, role, confidence=sure)
        for column, (role, sure) in zip(columns, found, strict=True)
    ]


def _candidate(at: int, head: str, cells: tuple[str, ...]) -> Candidate:
    return Candidate(at, head, cells, _named_role(head, tuple(filter(None, cells))))


def _named_role(head: str, texts: Sequence[str]) -> str | None:
    """The role that the head names; a bare ``Đơn vị`` over organs names no units, ``Chỉ tiêu`` over numbers a quota."""
    role = column_role(head)
    if role == "unit" and fold(head).strip(" .:") == "don vi" and texts and not may_be_units(texts):
        return None
    return None if role == "label" and are_numbers(texts) else role


def _is_measure(column: Candidate) -> bool:
    """Whether a column holds numbers that measure something."""
    if column.named not in (None, "value"):
        return False
    # A number with its unit measures under any head: "Thời gian thực hiện" has days, "Ngày" none.
    return are_amounts(column.texts) or (
        are_numbers(column.texts)
        and not measures_nothing(column.head)
        and not is_code_head(column.head)
        and not are_years(column.texts)
        and not are_codes(column.texts)
    )


def _numbers_acts(column: Candidate, columns: Sequence[Candidate]) -> bool:
    """Whether a bare ``Số`` with a column of days behind it is the number of an act."""
    if fold(column.head.rsplit(PATH, 1)[-1]) != "so" or column.at + 1 == len(columns):
        return False
    return fold(columns[column.at + 1].head.rsplit(PATH, 1)[-1]).startswith("ngay")


def _role(column: Candidate, label: int | None, numeric: set[int], *, has_units: bool) -> tuple[str, float]:
    """The role of a column and how sure it is.

    ``label`` is the index of the column that names the rows, ``numeric`` are those of columns of numbers; ``has_units``
    says whether the table prints a unit anywhere.
    """
    if column.at == label:
        return "label", AGREED if column.named == "label" else BY_CONTENT
    if column.named == "value":
        if column.at in numeric:
            return "measure", AGREED
        may_be = label is not None and has_units and not are_worded(column.texts)
        return ("measure", BY_HEAD) if may_be else ("text", BY_CONTENT)
    if column.named in ("stt", "unit", "code", "note"):
        return column.named, AGREED if column.texts else BY_HEAD
    return _role_of_texts(column, label, numeric), BY_CONTENT


def _role_of_texts(column: Candidate, label: int | None, numeric: set[int]) -> str:
    """The role of a column whose head names none."""
    before = label is None or column.at < label
    if before and (label is not None or not column.at) and are_row_numbers(column.head, column.texts, known=False):
        return "stt"
    # a scan loses heads and misreads single numbers
    if label is not None and not column.at and not column.head and keep_step(column.cells):
        return "stt"
    if not before and are_units(column.texts):
        return "unit"
    if are_codes(column.texts) or is_of_codes(column):
        return "code"
    # Without labels one column of numbers may be anything; several that have heads count what these say.
    is_named = label is not None or (column.head and len(numeric) > 1)
    return "measure" if column.at in numeric and is_named else "text"


def _is_left_blank(column: Candidate, measures: Sequence[str]) -> bool:
    """Whether a blank column of a form is for numbers: its head has a unit, or begins as that of a column of numbers
    does (``Điểm tối đa``, ``Điểm tự đánh giá``)."""
    words = fold(column.head).split()
    if column.texts or not words or measures_nothing(column.head):
        return False
    outer = column.head.split(PATH)[0]
    return any(outer == head.split(PATH)[0] or words[:1] == fold(head).split()[:1] for head in measures if head)
