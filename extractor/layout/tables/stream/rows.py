"""Rows of a table without a grid: which of its lines begin a row, and which go on in one."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.layout.lines.line import Line
from extractor.layout.tables.cell_forms import is_column_number, is_row_number, is_value
from extractor.layout.tables.stream.bands import Band
from extractor.layout.tables.stream.columns import BETWEEN, MOST, PartsByColumn

# Times their size: lines that are nearer may be one cell. At .9 a head of two lines (test_drawn_rules.py) and two of 40
# documents are read otherwise, at 2.2 two tables with a label between them (test_unruled_rows.py) and one document.
TIGHT = 1.5

# Columns at the left that may hold labels: behind the row numbers (test_stream_heads.py).
LABELS = 2

# Points: gaps between lines that differ by less are equal. At .6 one of 40 documents is read otherwise, 1.5 changes
# nothing.
SAME_GAP = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class UnruledRow:
    """Cells by column: the end of the columns that each covers, and its lines."""

    cells: dict[int, tuple[int, list[Line]]]

    def text(self, column: int) -> str:
        """The lines of the cell that begins in a column as one text; "" where none does."""
        return _text(self.cells, column)


def _text(cells: PartsByColumn, column: int) -> str:
    return " ".join(line.text for line in cells[column][1]) if column in cells else ""


def rows_of_lines(lines: Sequence[Line], placed: Sequence[PartsByColumn], band: Band | None) -> list[UnruledRow]:
    """The rows: one for each line that begins one or holds its number and values, with the lines that go on in it.

    ``lines`` are those of the table from top to bottom, ``placed`` the parts of each by column; ``band`` are the level
    rules around them, None without rules.
    """
    data = {at for at, cells in enumerate(placed) if _holds_values(cells) or _is_number_between(lines, at, cells)}
    anchors = _anchors(lines, placed, data, band)
    starts = _starts(anchors, lines, placed, data, band)
    rows: list[dict[int, tuple[int, list[Line]]]] = [{} for _ in anchors]
    for at, cells in enumerate(placed):
        row = rows[max(bisect_right(starts, at) - 1, 0)]
        for column, (end, of_cell) in cells.items():
            row.setdefault(column, (end, []))[1].extend(of_cell)
    return [UnruledRow(row) for row in rows]


def _holds_values(cells: PartsByColumn) -> bool:
    texts = {column: _text(cells, column) for column in cells}
    return any(is_value(text) if column else len(texts) > 1 and is_row_number(text) for column, text in texts.items())


def _is_number_between(lines: Sequence[Line], at: int, cells: PartsByColumn) -> bool:
    """Whether a line only holds the number of a row, half-way between two lines of its label."""
    if list(cells) != [0] or not 0 < at < len(lines) - 1 or not is_row_number(_text(cells, 0)):
        return False
    return max(pitch(lines, at - 1, at), pitch(lines, at, at + 1)) < BETWEEN * lines[at].size


def _anchors(lines: Sequence[Line], placed: Sequence[PartsByColumn], data: set[int], band: Band | None) -> list[int]:
    """The line of each row that tells it from others: with its number or values, or with several of its cells."""
    begins = [
        at
        for at, row in enumerate(placed)
        if len(row) > 1 or (0 in row and (at in data or row[0][0] > 1)) or _opens_parts(row)
    ]
    numbered = sum(0 in placed[at] for at in begins) >= MOST * len(begins)
    first = min(data, default=len(lines))
    lead = row_of_first_value(lines, first) if numbered else first
    anchors: list[int] = []
    for at in begins:
        if lead <= at < first and 0 not in placed[at] and not lines[at].bold:
            continue
        if at not in data and _is_beside(lines, at, data):
            continue
        opens = _opens_parts(placed[at])
        if numbered and at > first and at not in data and 0 not in placed[at] and _touches(lines, at) and not opens:
            continue
        tight = bool(anchors) and pitch(lines, anchors[-1], at) < TIGHT * lines[at].size
        goes_on = at not in data and ((numbered and 0 not in placed[at] and not opens) or at < first)
        apart = band is not None and bool(anchors) and band.field(lines[at]) != band.field(lines[anchors[-1]])
        counts = all(is_column_number(_text(placed[at], column)) for column in placed[at])
        if apart or counts or not (anchors and tight and goes_on and (at < first) == (anchors[-1] < first)):
            anchors.append(at)
    return anchors if band is None else _one_a_field(_none_empty(anchors, lines, band), lines, band, data)


def _is_beside(lines: Sequence[Line], at: int, data: set[int]) -> bool:
    """Whether a line stands half a line over or under one with values: cells of two lines beside cells of one."""
    limit = BETWEEN * lines[at].size
    return (at - 1 in data and pitch(lines, at - 1, at) < limit) or (
        at + 1 in data and pitch(lines, at, at + 1) < limit
    )


def _opens_parts(cells: PartsByColumn) -> bool:
    """Whether a line is a label alone, over rows that are its parts: ``Trong đó:``."""
    text = _text(cells, min(cells))
    return len(cells) == 1 and min(cells) < LABELS and text.endswith(":") and not text[0].islower()


def row_of_first_value(lines: Sequence[Line], first: int) -> int:
    """Where the row of the first number begins: under the widest gap among the tight lines above it, if one is."""
    start = first
    while 0 < start < len(lines) and pitch(lines, start - 1, start) < TIGHT * lines[start].size:
        start -= 1
    gaps = [pitch(lines, at - 1, at) for at in range(max(start, 1), min(first + 1, len(lines)))]
    if not gaps or max(gaps) < min(gaps) + SAME_GAP:
        return first
    return max(start, 1) + max(at for at, gap in enumerate(gaps) if gap > max(gaps) - SAME_GAP)


def _touches(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is so near to the one above or below that both may stand in one row."""
    limit = TIGHT * lines[at].size
    return pitch(lines, at - 1, at) < limit or (at + 1 < len(lines) and pitch(lines, at, at + 1) < limit)


def pitch(lines: Sequence[Line], upper: int, lower: int) -> float:
    """How far the ``lines`` from ``upper`` to ``lower``, two indexes, are apart on average, in points."""
    return (lines[lower].bottom_of_type - lines[upper].bottom_of_type) / max(lower - upper, 1)


def _none_empty(anchors: list[int], lines: Sequence[Line], band: Band) -> list[int]:
    """The anchors, and the first line of each field between rules that has none: the rest of a row."""
    seen = {band.field(lines[at]) for at in anchors}
    first: dict[int, int] = {}
    for at, line in enumerate(lines):
        first.setdefault(band.field(line), at)
    return sorted([*anchors, *(at for field, at in first.items() if field not in seen)])


def _one_a_field(anchors: list[int], lines: Sequence[Line], band: Band, data: set[int]) -> list[int]:
    """The anchors with all of one field between rules made one, unless the field holds several rows of values."""
    fields: dict[int, list[int]] = {}
    for at in anchors:
        fields.setdefault(band.field(lines[at]), []).append(at)
    several = [len([at for at in of_field if at in data]) > 1 for of_field in fields.values()]
    return sorted(
        at
        for many, of_field in zip(several, fields.values(), strict=True)
        for at in (of_field if many else of_field[:1])
    )


def _starts(
    anchors: Sequence[int], lines: Sequence[Line], placed: Sequence[PartsByColumn], data: set[int], band: Band | None
) -> list[int]:
    """The first line of each row.

    A field between rules begins at its rule. Where every number stands beside the first line of its label, rows begin
    there; else numbers are in the middle of their row, and the widest gap between two lines is the border.
    """
    beside_first = _stand_beside_first(placed, data)
    starts = [0]
    for upper, lower in pairwise(anchors):
        fields = [band.field(lines[at]) for at in range(upper, lower + 1)] if band is not None else []
        if fields and fields[0] != fields[-1]:
            starts.append(upper + bisect_right(fields, fields[0]))
        elif beside_first or (upper not in data and lower not in data):
            starts.append(_beside(lines, upper, lower))
        else:
            starts.append(_widest_gap(lines, upper, lower))
    return starts


def _beside(lines: Sequence[Line], upper: int, lower: int) -> int:
    """The first of the lines right above a row's that stand beside it: cells of more lines reach over its middle."""
    first = lower
    while first - 1 > upper and pitch(lines, first - 1, first) < BETWEEN * lines[first].size:
        first -= 1
    return first


def _stand_beside_first(placed: Sequence[PartsByColumn], data: set[int]) -> bool:
    """Whether each line with number or values holds the beginning of a label, the longest text of its row."""
    lengths: Counter[int] = Counter()
    for cells in placed:
        lengths.update({column: len(_text(cells, column)) for column in cells})
    label = lengths.most_common(1)[0][0]
    texts = [_text(placed[at], label) for at in data]
    return all(text and not text[0].islower() for text in texts)


def _widest_gap(lines: Sequence[Line], upper: int, lower: int) -> int:
    """The line under the widest gap between two lines; of equal gaps one over a line that begins with a capital."""
    feet = [line.bottom_of_type for line in lines[upper : lower + 1]]
    gaps = [after - before for before, after in pairwise(feet)]
    widest = [upper + at + 1 for at, gap in enumerate(gaps) if gap > max(gaps) - SAME_GAP]
    capital = [at for at in widest if at != lower and not lines[at].text[:1].islower()]
    return (capital or widest)[-1]
