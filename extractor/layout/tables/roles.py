"""What each column of a table holds, told by its head and by its cells, for every table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.layout.tables.contents import (
    are_codes,
    are_numbers,
    are_row_numbers,
    are_times,
    are_units,
    are_worded,
    are_years,
    is_code_sign,
    may_be_units,
)
from extractor.model.layout import Cell, Column
from patterns.columns import PATH, column_role, is_code_head, measures_nothing, says_of_rows, unit_behind
from patterns.spelling import fold

# How sure a role is: head and cells say it; the head alone, as where a form was left blank; the cells alone.
AGREED, BY_HEAD, BY_CONTENT = 1.0, 0.9, 0.7

# Of the rows that one column of words fills, another leaves so many blank because its cells are merged over several
# rows: the first names the rows, the second their groups (tables of levels of education by kind of school;
# test_roles.py). A label that is blank in single rows beneath a broken cell stays below.
GROUPED = 0.25


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A column before its role is known: its head, the text of each of its cells, "" for blank ones, the role that its
    head names."""

    at: int
    head: str
    cells: tuple[str, ...]
    named: str | None
    texts: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", tuple(filter(None, self.cells)))


def columns_of(heads: Sequence[str], rows: Sequence[Sequence[Cell]], n_cols: int, unit: str | None) -> list[Column]:
    """The columns of a table with their roles.

    ``heads`` has one text a column, or nothing where the table has no head. ``rows`` are the cells of each row, one a
    column, ``n_cols`` is the number of columns. ``unit`` is what is printed over the table as that of all values, None
    where nothing is.
    """
    heads = heads or [""] * n_cols
    columns = [_candidate(at, head, tuple(row[at].text for row in rows)) for at, head in enumerate(heads)]
    numeric = {column.at for column in columns if _is_measure(column)}
    label = _label_column(columns, numeric)
    has_units = unit is not None or any(each.named == "unit" or unit_behind(each.head) for each in columns)
    found = [_role(column, label, numeric, has_units=has_units) for column in columns]
    measures = [column.head for column, (role, _) in zip(columns, found, strict=True) if role == "measure"]
    return [
        Column(column.head, "measure", confidence=BY_HEAD)
        if role == "text" and _is_left_blank(column, measures)
        else Column(column.head, role, confidence=sure)
        for column, (role, sure) in zip(columns, found, strict=True)
    ]


def _candidate(at: int, head: str, cells: tuple[str, ...]) -> _Candidate:
    return _Candidate(at, head, cells, _named_role(head, tuple(filter(None, cells))))


def _named_role(head: str, texts: Sequence[str]) -> str | None:
    """The role that the head names; a bare ``Đơn vị`` over organs names no units, ``Chỉ tiêu`` over numbers a quota."""
    role = column_role(head)
    if role == "unit" and fold(head).strip(" .:") == "don vi" and texts and not may_be_units(texts):
        return None
    return None if role == "label" and are_numbers(texts) else role


def _is_measure(column: _Candidate) -> bool:
    """Whether a column holds numbers that measure something."""
    return (
        column.named in (None, "value")
        and are_numbers(column.texts)
        and not measures_nothing(column.head)
        and not is_code_head(column.head)
        and not are_years(column.texts)
        and not are_codes(column.texts)
    )


def _label_column(columns: Sequence[_Candidate], numeric: set[int]) -> int | None:
    """The column that names the rows: by its head, else the first one of words; without such one of times."""
    named = [column for column in columns if column.named == "label"]
    if named:
        return named[0].at
    end = min((at for at in numeric if at), default=len(columns))
    worded = [column for column in columns if column.named is None and are_worded(column.texts)]
    worded = [column for column in worded if not _is_of_codes(column)]
    before = [column for column in worded if column.at < end] or worded
    naming = [column for column in before if says_of_rows(column.head) != "tells"]
    if naming and numeric:
        return _naming(naming).at
    if chosen := naming or [column for column in before if not measures_nothing(column.head)]:
        return chosen[0].at
    # Where nothing else names the rows, "Đơn vị" stands over kinds of organs (Trường mầm non), and not over units.
    units = (column.at for column in columns if column.named == "unit" and numeric and are_worded(column.texts))
    return next(units, _column_of_times(columns, numeric))


def _naming(columns: Sequence[_Candidate]) -> _Candidate:
    """Of several columns of words the one that names the rows, and not their groups."""
    chosen = next((column for column in columns if says_of_rows(column.head) == "names"), columns[0])
    for column in columns:
        if column.at > chosen.at and _groups(chosen, column):
            chosen = column
    return chosen


def _groups(outer: _Candidate, inner: _Candidate) -> bool:
    """Whether the cells of one column stand each over several rows of another."""
    blank = sum(bool(there) and not here for here, there in zip(outer.cells, inner.cells, strict=True))
    return blank > GROUPED * len(inner.texts) and len(inner.texts) > len(outer.texts)


def _column_of_times(columns: Sequence[_Candidate], numeric: set[int]) -> int | None:
    """In a table without words the first column, where it names periods and numbers stand beside it."""
    first = next((column for column in columns if column.texts and column.named != "stt"), None)
    if first is None or not numeric - {first.at} or not are_times(first.texts):
        return None
    return first.at


def _is_of_codes(column: _Candidate) -> bool:
    """Whether a column under a head for codes holds some; a list may have words in it for rows without a code."""
    return is_code_head(column.head) and any(map(is_code_sign, column.texts))


def _role(column: _Candidate, label: int | None, numeric: set[int], *, has_units: bool) -> tuple[str, float]:
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


def _role_of_texts(column: _Candidate, label: int | None, numeric: set[int]) -> str:
    """The role of a column whose head names none."""
    before = label is None or column.at < label
    if before and (label is not None or not column.at) and are_row_numbers(column.head, column.texts, known=False):
        return "stt"
    if not before and are_units(column.texts):
        return "unit"
    if are_codes(column.texts) or _is_of_codes(column):
        return "code"
    # Without labels one column of numbers may be anything; several that have heads count what these say.
    is_named = label is not None or (column.head and len(numeric) > 1)
    return "measure" if column.at in numeric and is_named else "text"


def _is_left_blank(column: _Candidate, measures: Sequence[str]) -> bool:
    """Whether a blank column of a form is for numbers: its head has a unit, or begins as that of a column of numbers
    does (``Điểm tối đa``, ``Điểm tự đánh giá``)."""
    if column.texts or not column.head or measures_nothing(column.head):
        return False
    outer, first = column.head.split(PATH)[0], fold(column.head).split()[0]
    return any(outer == head.split(PATH)[0] or first == fold(head).split()[0] for head in measures if head)
