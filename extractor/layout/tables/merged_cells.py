"""Tables with level rules alone, some of which leave columns out: there a cell is merged over several rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from extractor.layout.lines.line import Line
from extractor.layout.tables.bands import Band
from extractor.layout.tables.drafts import TableDraft, table_draft
from extractor.layout.tables.edges import SAME_END
from extractor.layout.tables.heads import with_head
from extractor.layout.tables.lattice import Cell, Grid
from extractor.layout.tables.stream_columns import Column, columns_of_lines, covered, parts_of_lines

# Columns: a merged one and two of the rows beside it; with fewer it would be a rule under a word. Two and four read 40
# documents alike.
MIN_COLUMNS = 3

# Of the table's width: so much of it the rules that end a row take, where they leave columns out; shorter ones
# underline words. No document that was tried tells the value: from .24 to .6 the tables of 40 stay the same.
BORDER = 0.4

# Shorter rules in one band: more are a drawing, and each is compared with each column. With 10 the tables of 75
# documents are the same.
MAX_RULES = 1000

_Span = tuple[int, int, int, int]
"""Row, column, end of the rows, end of the columns."""


def merged_draft(number: int, lines: Sequence[Line], band: Band) -> TableDraft | None:
    """The table of a band in which a cell goes over several rows, None where no rule leaves columns out.

    ``number`` is the page's, ``lines`` are those that the ``band`` holds.
    """
    borders = _borders(band) if len(band.partial) <= MAX_RULES else []
    if not borders:
        return None
    by_line = parts_of_lines(lines)
    found = columns_of_lines(by_line)
    if len(found) < MIN_COLUMNS:
        return None
    parts = list(chain.from_iterable(by_line))
    ys = tuple(sorted({*band.ys, *borders}))
    places = [_place(part, found, ys) for part in parts]
    spans = sorted({span for column in range(len(found)) for span in _spans(column, found, ys, band)})
    spans = _joined_across(spans, places)
    held: dict[_Span, list[Line]] = {span: [] for span in spans}
    for part, (row, column, _) in zip(parts, places, strict=True):
        held[next(s for s in spans if s[0] <= row < s[2] and s[1] <= column < s[3])].append(part)
    xs = (band.x0, *(_between(left, right, band) for left, right in pairwise(found)), band.x1)
    cells = tuple(
        Cell(
            row=row,
            row_end=row_end,
            column=column,
            column_end=column_end,
            x0=xs[column],
            top=ys[row],
            x1=xs[column_end],
            bottom=ys[row_end],
        )
        for row, column, row_end, column_end in spans
    )
    draft = table_draft(number, Grid(xs, ys, cells), list(held.values()), {})
    return draft and replace(with_head(draft), text_columns=tuple((column.x0, column.x1) for column in found))


def _borders(band: Band) -> list[float]:
    """The heights under the head at which rules that leave columns out are the border of a row."""
    widths: dict[float, float] = {}
    for x0, x1, y in band.partial:
        at = next((known for known in widths if abs(known - y) < SAME_END), y)
        widths[at] = widths.get(at, 0.0) + x1 - x0
    return [y for y, width in widths.items() if width > BORDER * (band.x1 - band.x0) and y > band.ys[1]]


def _place(part: Line, found: Sequence[Column], ys: Sequence[float]) -> tuple[int, int, int]:
    """The row in which the middle of a part stands, its first column, and the end of those that it covers."""
    row = min(max(bisect_right(ys, (part.top + part.bottom) / 2) - 1, 0), len(ys) - 2)
    return row, *covered(part, found)


def _spans(column: int, found: Sequence[Column], ys: Sequence[float], band: Band) -> Iterator[_Span]:
    """The cells of a column, from one rule that crosses it to the next."""
    middle = (found[column].x0 + found[column].x1) / 2
    crossed = [
        at
        for at, y in enumerate(ys)
        if y in band.ys or any(x0 < middle < x1 and abs(y - at_y) < SAME_END for x0, x1, at_y in band.partial)
    ]
    return ((upper, column, lower, column + 1) for upper, lower in pairwise(crossed))


def _joined_across(spans: list[_Span], places: Sequence[tuple[int, int, int]]) -> list[_Span]:
    """The cells with those of one height made one that a text reaches over."""
    for row, first, end in places:
        if end - first < 2:
            continue
        over = [span for span in spans if span[0] <= row < span[2] and first < span[3] and span[1] < end]
        if len(over) > 1 and len({(span[0], span[2]) for span in over}) == 1:
            spans = sorted([*(span for span in spans if span not in over), (*over[0][:3], over[-1][3])])
    return spans


def _between(left: Column, right: Column, band: Band) -> float:
    """The line between two columns: where a rule ends there, else half-way."""
    ends = (x for x0, x1, _ in band.partial for x in (x0, x1))
    inside = [x for x in ends if left.x1 - SAME_END < x < right.x0 + SAME_END]
    return inside[0] if inside else (left.x1 + right.x0) / 2
