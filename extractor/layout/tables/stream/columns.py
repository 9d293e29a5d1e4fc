"""Columns that lines share: told by the places of their parts, which are far apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import regex

from extractor.layout.lines.line import Line, columns, part_at
from extractor.layout.tables.cell_forms import is_column_number, is_row_number, is_value

# Ems between two columns: wider than the blanks of nearly all stretched lines. At .7 one of 40 documents is read
# otherwise, at 1.8 five are.
GAP = 1.2

# Ems between two columns where the texts of other lines end or begin at the same places. At .9 columns told by aligned
# gaps are no longer found (test_kinds_of_tables.py, test_unruled_rows.py), .36 changes nothing on 40 documents.
NARROW = 0.6

# Points within which texts that end or begin are aligned. From .9 to 2.2 the tables of 40 documents stay the same.
ALIGNED = 1.5

# Of a column's cells: what holds for so many holds for the column. At .4 a table with columns of ticks is read
# otherwise, at .9 one whose rows go on over the page (both in test_kinds_of_tables.py), and one of 40 documents.
MOST = 0.6

# Times their size: lines that are nearer are not of one cell but stand side by side in a row. At .5 heads of two lines
# are read otherwise (test_kinds_of_tables.py, test_unruled_rows.py), 1.2 changes nothing on 40 documents.
BETWEEN = 0.8

# Aligned ends of other lines that make a narrow gap one between columns; one may be chance. With one, one of 40
# documents is read otherwise, with three a small table is (test_unruled_rows.py).
MIN_ALIGNED = 2

# Ems: between a row number and its label more than a blank is, which has a quarter (test_unruled_rows.py).
BLANK = 0.35

_SIGNED = regex.compile(r"[-–+]?\d{1,3}(?:(?:\.\d{3})+(?:,\d+)?|,\d+)")
_NUMBERS = regex.compile(rf"{_SIGNED.pattern}(?:\s+{_SIGNED.pattern})+")

# Lines under a head that tell the columns without it: one may be a total that leaves columns empty
# (test_stream_heads.py).
FEWEST_BELOW = 3

# Times as far a head behind a column of numbers counts as one before it (test_unruled_rows.py).
BEHIND = 4.0


@dataclass(frozen=True, slots=True)
class Column:
    """Where the text of a column begins and ends, in points."""

    x0: float
    x1: float

    def shared(self, part: Line) -> float:
        """How much of a part stands in the column; negative for the distance of one that stands outside."""
        return min(self.x1, part.x1) - max(self.x0, part.x0)


PartsByColumn = Mapping[int, tuple[int, list[Line]]]
"""The parts of a line by the column in which each begins, with the end of the columns that it covers."""


def parts_of_lines(lines: Sequence[Line]) -> list[list[Line]]:
    """The parts of each line: those far apart, and those nearer that are aligned with parts of other lines.

    A number at the right end of its column may stand near the text of the next one.
    """
    wide = [columns(line, GAP * line.size) for line in lines]
    # behind row numbers labels begin at one place, though no wide gap parts them
    numbered = (columns(of_line[0], NARROW * of_line[0].size) for of_line in wide)
    labels = [pieces[1].x0 for pieces in numbered if len(pieces) > 1 and is_row_number(pieces[0].text)]
    starts = sorted([*(part.x0 for part in chain.from_iterable(wide)), *labels])
    ends = sorted(part.x1 for part in chain.from_iterable(wide))
    behind = [_label_start(of_line[0]) for of_line in wide]
    if len(labels := sorted(filter(None, behind))) >= MIN_ALIGNED:
        wide = [
            [*_behind_number(of_line[0], x), *of_line[1:]] if x and _near(labels, x) >= MIN_ALIGNED else of_line
            for of_line, x in zip(wide, behind, strict=True)
        ]
    return [
        [number for part in of_line for piece in _at_aligned_gaps(part, starts, ends) for number in _numbers_in(piece)]
        for of_line in wide
    ]


def _label_start(first: Line) -> float | None:
    """Where the label behind the row number in the first part of a line begins, None where none is there; a number of
    two digits stands nearer to it than one of one."""
    number, _, label = first.text.partition(" ")
    if not label or not number[:1].isdigit() or not is_row_number(number):
        return None
    end, start = float(first.x1s[len(number) - 1]), float(first.x0s[len(number) + 1])
    return start if start - end > BLANK * first.size else None


def _behind_number(first: Line, x: float) -> list[Line]:
    """The row number and the label, which begins at ``x``, in the first part of a line."""
    return [part for part in part_at(first, x - ALIGNED / 2) if part.text]


def _numbers_in(part: Line) -> list[Line]:
    """The numbers that stand side by side in a part, each printed with its sign for thousands or decimals: a cell holds
    one of them, however near they are."""
    if not part.text[-1:].isdigit() or not _NUMBERS.fullmatch(part.text):
        return [part]
    return [part.part(*found.span()) for found in _SIGNED.finditer(part.text)]


def _at_aligned_gaps(part: Line, starts: Sequence[float], ends: Sequence[float]) -> list[Line]:
    pieces = columns(part, NARROW * part.size)
    kept = pieces[:1]
    for left, right in pairwise(pieces):
        # two numbers side by side are never one cell: within a number of groups a blank has a quarter of an em
        numbers = is_value(left.text) and is_value(right.text)
        if numbers or _near(ends, left.x1) + _near(starts, right.x0) >= MIN_ALIGNED:
            kept.append(right)
        else:
            start = kept[-1].start - part.start
            kept[-1] = part.part(start, right.start - part.start + len(right.text))
    return kept


def _near(ascending: Sequence[float], value: float) -> int:
    """How many of the values are within the tolerance."""
    return bisect_left(ascending, value + ALIGNED) - bisect_left(ascending, value - ALIGNED)


def columns_under_head(parts: Sequence[Sequence[Line]], n_head: int) -> list[Column]:
    """The columns, from left to right, by what stands under the first ``n_head`` lines; a head alone makes one where it
    stands over none.

    ``parts`` are those of each line. Heads are centred and of several lines, numbers are at the right of their columns.
    """
    below = [each for each in parts[n_head:] if len(each) > 1]
    if not n_head or len(below) < FEWEST_BELOW:
        return columns_of_lines(parts)
    found = columns_of_lines(below)
    numeric = {column for column in found if _is_numeric(_filling(column, below))}
    under: dict[Column, list[Line]] = {column: [] for column in found}
    alone: list[Line] = []
    for of_line in sorted(parts[:n_head], key=len, reverse=True):
        for part, column in zip(of_line, _columns_under(of_line, found, numeric), strict=True):
            if column is not None:
                under[column].append(part)
            elif len(of_line) > 1 and max(column.shared(part) for column in found) <= 0:
                alone.append(part)
    if any(map(_stand_apart, under.values())):
        return columns_of_lines(parts)
    widened = [_widened(column, heads, found) for column, heads in under.items()]
    for part in alone:
        if max(column.shared(part) for column in widened) <= 0:
            widened.append(Column(part.x0, part.x1))
    return sorted(widened, key=lambda column: column.x0)


def _columns_under(of_line: Sequence[Line], found: Sequence[Column], numeric: set[Column]) -> list[Column | None]:
    """For each part of a line of heads the column that it is over; None for one over several, or over none.

    Those over no column belong to those between the columns of their neighbours, in their order and to the nearest;
    one behind a column of numbers is the last to be its head, as numbers stand at the right.
    """
    over = [[at for at, column in enumerate(found) if column.shared(part) > 0] for part in of_line]
    under = [found[of_part[0]] if len(of_part) == 1 else None for of_part in over]
    start = 0
    while start < len(over):
        end = start
        while end < len(over) and not over[end]:
            end += 1
        free = found[over[start - 1][-1] + 1 if start else 0 : over[end][0] if end < len(over) else len(found)]
        for column, at in _pairs(free, of_line[start:end], numeric):
            under[start + at] = column
        start = end + 1
    return under


def _pairs(free: Sequence[Column], run: Sequence[Line], numeric: set[Column]) -> Iterator[tuple[Column, int]]:
    """Columns with their heads, told by their index in the run, in the order of both and near to each other."""

    def near(column: Column, part: Line) -> float:
        behind = column in numeric and part.x0 > column.x1
        return column.shared(part) * (BEHIND if behind else 1)

    first = 0
    if len(free) <= len(run):
        for left, column in enumerate(free, 1 - len(free)):
            best = max(range(first, len(run) + left), key=lambda at: near(column, run[at]))
            yield column, best
            first = best + 1
        return
    for left, part in enumerate(run, 1 - len(run)):
        best = max(range(first, len(free) + left), key=lambda at: near(free[at], part))
        yield free[best], left + len(run) - 1
        first = best + 1


def _stand_apart(heads: Sequence[Line]) -> bool:
    """Whether heads over one column stand side by side: two columns of which no row fills both."""
    ordered = sorted(heads, key=lambda part: part.x0)
    reach = ordered[0].x1 if ordered else 0.0
    for part in ordered[1:]:
        if part.x0 > reach:
            return True
        reach = max(reach, part.x1)
    return False


def _widened(column: Column, heads: Sequence[Line], found: Sequence[Column]) -> Column:
    """A column as wide as its heads, where no other one is in the way."""
    for part in heads:
        wide = Column(min(part.x0, column.x0), max(part.x1, column.x1))
        if sum(other.x1 > wide.x0 and other.x0 < wide.x1 for other in found) == 1:
            column = wide
    return column


def columns_of_lines(parts: Sequence[Sequence[Line]]) -> list[Column]:
    """The columns, from left to right.

    Lines with more parts come first; a part that reaches over two columns is a head over both. Neighbours that no
    line fills both are one: a head at the left end of its column over numbers at the right end.
    """
    found: list[Column] = []
    for of_line in sorted((each for each in parts if len(each) > 1), key=len, reverse=True):
        for part in of_line:
            near = [column for column in found if column.shared(part) > 0]
            if len(near) > 1:
                continue
            widened = Column(min(part.x0, *(c.x0 for c in near)), max(part.x1, *(c.x1 for c in near))) if near else None
            if widened is None:
                found.append(Column(part.x0, part.x1))
            elif all(column is near[0] or column.x1 <= widened.x0 or column.x0 >= widened.x1 for column in found):
                found[found.index(near[0])] = widened
    return _complements_joined(sorted(found, key=lambda column: column.x0), parts)


def _complements_joined(found: list[Column], parts: Sequence[Sequence[Line]]) -> list[Column]:
    """Neighbours that no line fills both made one, the nearest first.

    Numbers stand at the right of their head, so that they are joined with what stands at their right only last.
    """
    filled = [_filling(column, parts) for column in found]
    beside = _beside(found, parts) if len(found) > 1 else set()
    numeric = list(map(_is_numeric, filled))
    while True:
        pairs = [
            (numeric[at] and not numeric[at + 1], found[at + 1].x0 - found[at].x1, at)
            for at in range(len(found) - 1)
            if not _stand_side_by_side(filled[at], filled[at + 1])
            and not _hold_other_kinds(filled[at], filled[at + 1])
            and not any(found[at].x1 >= left.x1 and found[at + 1].x0 <= right.x0 for left, right in beside)
        ]
        if not pairs:
            return found
        at = min(pairs)[-1]
        found[at : at + 2] = [Column(found[at].x0, max(found[at].x1, found[at + 1].x1))]
        filled[at : at + 2] = [filled[at] | filled[at + 1]]
        numeric[at : at + 2] = [numeric[at] or numeric[at + 1]]


def _beside(found: Sequence[Column], parts: Sequence[Sequence[Line]]) -> set[tuple[Column, Column]]:
    """Neighbouring columns that hold cells of one row, whose lines are not level: one line beside two, say."""
    pairs: set[tuple[Column, Column]] = set()
    for upper, lower in pairwise(parts):
        if not upper or not lower or not 0 < abs(_foot(lower) - _foot(upper)) < BETWEEN * lower[0].size:
            continue
        places_of = [{at for part in line if (at := _own(part, found)) is not None} for line in (upper, lower)]
        for one, other in (places_of, places_of[::-1]):
            pairs |= {(found[at], found[at + 1]) for at in one if at + 1 in other}
    return pairs


def _foot(of_line: Sequence[Line]) -> float:
    return of_line[0].bottom_of_type


def _own(part: Line, found: Sequence[Column]) -> int | None:
    """The column in which a part stands, None where it reaches over several."""
    inside = [at for at, column in enumerate(found) if column.shared(part) > 0]
    return inside[0] if len(inside) == 1 else None


def _filling(column: Column, parts: Sequence[Sequence[Line]]) -> dict[int, Line]:
    """The part in a column, by line, of the lines that have several parts."""
    return {
        at: part for at, of_line in enumerate(parts) if len(of_line) > 1 for part in of_line if column.shared(part) > 0
    }


def _is_numeric(filled: Mapping[int, Line]) -> bool:
    """Whether most parts in a column are values."""
    return sum(is_value(part.text) for part in filled.values()) >= MOST * len(filled)


def _stand_side_by_side(left: dict[int, Line], right: dict[int, Line]) -> bool:
    """Whether some line has one part in the left column and another in the right one."""
    return any(left[at] is not right[at] for at in left.keys() & right.keys())


def _hold_other_kinds(left: dict[int, Line], right: dict[int, Line]) -> bool:
    """Whether under what may be their heads one column holds numbers and the other text."""
    below = [
        [each[at].text for at in sorted(each)[1:] if not is_column_number(each[at].text)] for each in (left, right)
    ]
    if not all(below):
        return False
    one, other = (sum(map(is_value, texts)) >= MOST * len(texts) for texts in below)
    return one != other


def covered(part: Line, found: Sequence[Column]) -> tuple[int, int]:
    """The first of the columns in which a part stands, and the end of them; the nearest one where it is in none."""
    shared = [column.shared(part) for column in found]
    inside = [at for at, share in enumerate(shared) if share > 0] or [shared.index(max(shared))]
    return inside[0], inside[-1] + 1


def places(parts: Sequence[Line], found: Sequence[Column]) -> PartsByColumn:
    """The parts of a line by the columns in which they stand."""
    placed: dict[int, tuple[int, list[Line]]] = {}
    for part in parts:
        first, end = covered(part, found)
        placed.setdefault(first, (end, []))[1].append(part)
    return placed
