"""Which column of a table names its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.layout.tables.cell_forms import are_counted
from extractor.layout.tables.contents import are_times, are_worded, is_code_sign
from patterns.tables.columns import is_code_head, measures_nothing, says_of_rows

# Of the rows that one column of words fills, another leaves so many blank because its cells are merged over several
# rows: the first names the rows, the second their groups (tables of levels of education by kind of school;
# test_roles.py). A label that is blank in single rows beneath a broken cell stays below.
GROUPED = 0.25


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column before its role is known: its head, the text of each of its cells, "" for blank ones, the role that its
    head names."""

    at: int
    head: str
    cells: tuple[str, ...]
    named: str | None
    texts: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", tuple(filter(None, self.cells)))


def label_column(columns: Sequence[Candidate], numeric: set[int]) -> int | None:
    """The column that names the rows: by its head, else the first one of words; without words one of signs or times.

    ``numeric`` are the indexes of the columns of numbers.
    """
    named = [column for column in columns if column.named == "label"]
    end = min((at for at in numeric if at), default=len(columns))
    worded = [column for column in columns if column.named is None and are_worded(column.texts)]
    worded = [column for column in worded if not is_of_codes(column)]
    before = [column for column in worded if column.at < end] or worded
    naming = [column for column in before if says_of_rows(column.head) != "tells"]
    if named and not numeric:
        return named[0].at
    if named or (naming and numeric):
        return _naming(named, naming).at
    if chosen := naming or [column for column in before if not measures_nothing(column.head)]:
        return chosen[0].at
    # Where nothing else names the rows, "Đơn vị" stands over kinds of organs (Trường mầm non), and not over units.
    units = (column.at for column in columns if column.named == "unit" and numeric and are_worded(column.texts))
    return next(units, _column_without_words(columns, numeric))


def _naming(named: Sequence[Candidate], others: Sequence[Candidate]) -> Candidate:
    """Of several columns of words the one that names the rows, and not their groups."""
    chosen = next(iter(named), None) or next(
        (column for column in others if says_of_rows(column.head) == "names"), others[0]
    )
    for column in others:
        if column.at > chosen.at and _groups(chosen, column):
            chosen = column
    return chosen


def _groups(outer: Candidate, inner: Candidate) -> bool:
    """Whether the cells of one column stand each over several rows of another."""
    blank = sum(bool(there) and not here for here, there in zip(outer.cells, inner.cells, strict=True))
    return blank > GROUPED * len(inner.texts) and len(inner.texts) > len(outer.texts)


def _column_without_words(columns: Sequence[Candidate], numeric: set[int]) -> int | None:
    """In a table of numbers the first column before them that names something: a period, a class of ages, a short word;
    else one that counts on under a head of its own (``Tháng``, ``Lớp``)."""
    named = (column for column in columns if column.texts and column.named not in ("stt", "code"))
    first = next((column for column in named if not is_of_codes(column)), None)
    if first is None or not numeric - {first.at} or any(at < first.at for at in numeric):
        return None
    counts = bool(first.head) and are_counted(first.texts)
    is_sign = first.at not in numeric and (are_times(first.texts) or bool(first.head))
    return first.at if is_sign or counts else None


def is_of_codes(column: Candidate) -> bool:
    """Whether a column under a head for codes holds some; a list may have words in it for rows without a code."""
    return is_code_head(column.head) and any(map(is_code_sign, column.texts))
