"""Which parts of a page show a fact: its lines, or the row of a table with the head over it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from extractor.export.evidence.sheet import HEAD, PLACE, Cutting
from extractor.query.facts import Box, Cell, Fact

# Width and height of pages in points, by document and number.
Sizes = Mapping[tuple[str, int], tuple[float, float]]

# Points above and below a fact in running text: two lines of 13 points each way, so that its sentence can be read
# (test_cutting.py).
AROUND = 30.0

# Points that are left off at both sides of a page: less than the margin of any paper (20 mm by Decree 30/2020).
OFF = 30.0

# Points around a row, so that its rules are seen, and over the head of a table for its caption.
AROUND_ROW, CAPTION = 5.0, 34.0

# A row so near under the head is shown with it in one cut-out, in points: two pictures would show the same rows twice
# (test_a_row_near_the_head_is_one_cut_out_with_it).
NEAR_HEAD = 90.0

# The most of a head, and half the most of running text, that is shown, in points: a third of a page. A row is shown
# whole, however high it is (test_a_high_row_is_shown_whole).
HIGHEST = 280.0

# Facts that are shown whole and without a mark: it would be the rim of the picture.
WHOLE = frozenset(("pages", "tables", "table_columns"))

# Facts whose boxes are those of cells, between rules.
HIGH = frozenset(("table_rows",))


def cuttings(fact: Fact, sizes: Sizes) -> tuple[Cutting, ...]:
    """The parts to cut out for a fact, in the order in which a reader looks; none where it has no place.

    ``sizes`` are those of the pages.
    """
    if fact.cell is not None and fact.cell.row_boxes:
        return _of_cell(fact, fact.cell, sizes)
    found = []
    for page in sorted({box[0] for box in fact.boxes}):
        marks = tuple(box for box in fact.boxes if box[0] == page)
        if fact.kind in WHOLE:
            found.append(_within(Cutting(PLACE, _union(list(marks))), fact, sizes))
        else:
            cutting = Cutting(PLACE, _around(marks, page), marks, fact.kind not in HIGH)
            found.append(_within(cutting, fact, sizes))
    return tuple(found)


def _of_cell(fact: Fact, cell: Cell, sizes: Sizes) -> tuple[Cutting, ...]:
    found = []
    for page in sorted({box[0] for box in fact.boxes}):
        marks = tuple(box for box in fact.boxes if box[0] == page)
        row = _union([*(box for box in cell.row_boxes if box[0] == page), *marks])
        table = next((box for box in cell.table_boxes if box[0] == page), row)
        found.append(Cutting(PLACE, (page, table[1], row[2] - AROUND_ROW, table[3], row[4] + AROUND_ROW), marks))
    head = _head(cell)
    if head is not None and found:
        first = found[0]
        if head[0] == first.box[0] and 0 <= first.box[2] + AROUND_ROW - head[4] < NEAR_HEAD:
            found[0] = Cutting(PLACE, _union([head, first.box]), first.marks)
        elif first.box[2] + AROUND_ROW >= head[4] or head[0] != first.box[0]:
            found.insert(0, Cutting(HEAD, head))
    return tuple(_within(each, fact, sizes) for each in found)


def _head(cell: Cell) -> Box | None:
    """The head of a table with its caption; None where nothing stands over the first row, as in sideways tables."""
    if cell.first_row is None:
        return None
    page, _, bottom, _, _ = cell.first_row
    table = next((box for box in cell.table_boxes if box[0] == page), None)
    if table is None or bottom - table[2] < AROUND_ROW:
        return None
    return page, table[1], max(table[2] - CAPTION, bottom - HIGHEST), table[3], bottom


def _around(boxes: Iterable[Box], page: int) -> Box:
    """The lines of a page that hold the boxes, with those next to them."""
    _, _, top, _, bottom = _union(list(boxes))
    return page, 0.0, top - AROUND, math.inf, min(bottom, top + 2 * HIGHEST) + AROUND


def _union(boxes: list[Box]) -> Box:
    return (
        boxes[0][0],
        min(box[1] for box in boxes),
        min(box[2] for box in boxes),
        max(box[3] for box in boxes),
        max(box[4] for box in boxes),
    )


def _within(cutting: Cutting, fact: Fact, sizes: Sizes) -> Cutting:
    """The cutting without what lies outside of the page and of its margins; marks are never cut off."""
    page, x0, top, x1, bottom = cutting.box
    width, height = sizes.get((fact.document.id, page), (595.0, 842.0))
    left = min([OFF, *(mark[1] for mark in cutting.marks)])
    right = max([width - OFF, *(mark[3] for mark in cutting.marks)])
    # Whole points: pictures are kept by them.
    first, over = math.floor(max(min(x0 - AROUND_ROW, width), left, 0.0)), math.floor(max(top, 0.0))
    last, under = math.ceil(min(x1 + AROUND_ROW, right, width)), math.ceil(min(bottom, height))
    return replace(cutting, box=(page, float(first), float(over), float(last), float(under)))
