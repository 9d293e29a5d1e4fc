"""Frames around what is printed: a box of the database is as high as the type, which is not where its letters stand."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model.pages import Rectangle

# A box so much lower than the print of its line is a footnote marker, .58 to .78 as large as the text; it is not drawn
# down to the foot of the line (test_frames.py).
AS_HIGH = 0.8

# Boxes begin at the font's descent and are one size high; where it is not known what is printed in one, it is drawn so
# much of it higher, so that it does not cross the marks that stand on Vietnamese letters. Higher boxes are those of
# whole tables, which rules enclose (test_frames.py).
LIFT, HIGHEST_LINE = 0.14, 40.0

# A line of which more than this many points would have to be added is left cut: it runs through tables or pictures.
MOST_ADDED = 24.0

# Points between the outermost line of a cut-out and its rim (test_frames.py).
GAP = 1.5


def around_print(box: Rectangle, lines: Sequence[Rectangle], off: float = 0.0) -> Rectangle:
    """The box, as high as the print of its line and ``off`` points more on both sides.

    ``lines`` are boxes around the print of each line of the page, as in ``Picture.lines``. A box that has none of them
    is drawn a little higher on a page with level lines; one of a page without any, as a scan, stays, and a high one.
    """
    if sum(x1 - x0 - bottom + top for x0, top, x1, bottom in lines) < 0:
        return _turned(_around(_turned(box), [_turned(line) for line in lines], off, 0.0))
    return _around(box, lines, off, LIFT) if lines else box


def _around(box: Rectangle, lines: Sequence[Rectangle], off: float, lift: float) -> Rectangle:
    x0, top, x1, bottom = box
    if bottom - top >= HIGHEST_LINE:
        return box
    beside = [
        line
        for line in lines
        if line[0] < x1
        and x0 < line[2]
        and line[1] <= (top + bottom) / 2 <= line[3]
        and bottom - top >= AS_HIGH * (line[3] - line[1])
    ]
    if not beside:
        return x0, top - (bottom - top) * lift, x1, bottom
    _, highest, _, lowest = max(beside, key=lambda line: min(line[3], bottom) - max(line[1], top))
    return x0, highest - off, x1, lowest + off


def _turned(box: Rectangle) -> Rectangle:
    x0, top, x1, bottom = box
    return top, x0, bottom, x1


def between_lines(part: Rectangle, lines: Sequence[Rectangle]) -> Rectangle:
    """The part of a page, grown up and down until its rim runs through none of the ``lines``."""
    x0, top, x1, bottom = part
    across = [line for line in lines if line[0] < x1 and x0 < line[2]]
    return (
        x0,
        -_off([(-under, -over) for _, over, _, under in across], -top),
        x1,
        _off([(over, under) for _, over, _, under in across], bottom),
    )


def _off(spans: Sequence[tuple[float, float]], rim: float) -> float:
    """The rim moved on behind all ``spans`` that it runs through; where that is too far, as it was."""
    moved = rim
    # Behind one line, lines of the next column may be cut.
    while cut := [end for start, end in spans if start < moved < end]:
        moved = max(cut) + GAP
    return moved if moved - rim <= MOST_ADDED else rim
