"""The blanks that pdfium leaves out or makes up.

Of several blanks in a row it keeps one, so that the places left blank for a number or a day lose their width; and
where it sees a gap between words it makes one up, which may stand for a printed one.
"""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from extractor.model.pages import Characters, Floats, Mask
from extractor.read.pdfium.styles import Places

# A blank that pdfium makes up is kept over a gap wider than this share of the size: digits of a number set wide stand
# closer. At .2 words of squeezed lines and of heads in capitals run together, on 27 of 641 pages (test_opening.py).
MADE_UP_GAP = 0.12

# Over a gap wider than this many sizes a made-up blank parts columns and no words: at 1 the blank between the number of
# an item and its text was lost (60 of 641 pages), at 4 heads of neighbouring columns were joined by one (56 pages). No
# test of reading holds it; the databases do.
WIDE_GAP = 2.0

# So many times its own width free on both sides of a blank, and more blanks were there: places left blank for a number
# or a day, of which pdfium keeps one blank. At 1.1 lines that are justified wide got three blanks for one (39 pages),
# at 2.5 rows of blanks were lost (33 pages); some wide lines have three at 1.5 too.
MANY = 1.5

# A row of blanks is not longer than this many sizes. At 4 the blanks between the two halves of a head or of a signature
# were lost (16 pages), at 16 the whole gap between two columns was filled with them (9 pages).
WIDEST_ROW = 8.0

# Glyphs stand on one line if their bottoms differ by less than this share of the size: a raised number stays on the
# line of its word (it is raised by a third), the next line is a whole size away.
SAME_LINE = 0.6


def with_blanks(glyphs: Characters, kept: Places, made_up: Places, turns: Places) -> tuple[Characters, Places]:
    """The glyphs with the blanks between them, and for each the glyph whose style it has.

    glyphs: in drawing order, boxes as displayed. kept: the place of each glyph in pdfium's order of characters.
    made_up: the places of the characters that pdfium made up, in the same order. turns: by how many quarters of a
    circle clockwise each glyph is rotated.
    """
    if len(glyphs) < 2:
        return glyphs, np.arange(len(glyphs))
    if not turns.any():
        return _with_blanks(glyphs, kept, made_up, turns)
    level = _rotated(glyphs, turns, glyphs.upright | (turns > 0))
    found, source = _with_blanks(level, kept, made_up, turns)
    return _rotated(found, -turns[source] % 4, glyphs.upright[source]), source


def _rotated(glyphs: Characters, turns: Places, upright: Mask) -> Characters:
    """The glyphs rotated by so many quarters anticlockwise around the page's corner."""
    x0, top, x1, bottom = glyphs.x0, glyphs.top, glyphs.x1, glyphs.bottom
    quarters = ((x0, top, x1, bottom), (top, -x1, bottom, -x0), (-x1, -bottom, -x0, -top), (-bottom, x0, -top, x1))
    left, upper, right, lower = (np.choose(turns, sides) for sides in zip(*quarters, strict=True))
    return replace(glyphs, x0=left, top=upper, x1=right, bottom=lower, size=lower - upper, upright=upright)


def _with_blanks(glyphs: Characters, kept: Places, made_up: Places, turns: Places) -> tuple[Characters, Places]:
    at, gap, size = _gaps(glyphs, turns)
    text, own = glyphs.text, glyphs.x1 - glyphs.x0
    step, missing = np.zeros(len(at)), np.zeros(len(at))
    around = np.zeros(len(glyphs) + 1)
    around[at + 1] = gap
    for beside in (at, at + 1):
        blank = np.char.isspace(text[beside])
        step = np.maximum(step, np.where(blank, own[beside], 0.0))
        missing = np.maximum(missing, np.where(blank, around[beside] + around[beside + 1], 0.0))
    many = (step > 0) & (missing > MANY * step)
    said = np.zeros(len(glyphs) + 1, dtype=bool)
    said[np.searchsorted(kept, made_up)] = True
    counts = np.where((step == 0) & said[at + 1] & (gap < WIDE_GAP * size), 1, 0)
    counts[many] = np.round(gap[many] / step[many])
    if not counts.any():
        return glyphs, np.arange(len(glyphs))
    after, wide = np.zeros(len(glyphs), dtype=np.intp), np.zeros(len(glyphs))
    after[at], wide[at] = counts, gap
    return _inserted(glyphs, after, wide)


def _gaps(glyphs: Characters, turns: Places) -> tuple[Places, Floats, Floats]:
    """The glyphs after which there is a gap in their line that may hold blanks; its width, and the size beside it."""
    size = np.maximum(glyphs.size[:-1], glyphs.size[1:])
    gap = glyphs.x0[1:] - glyphs.x1[:-1]
    at = np.flatnonzero((gap > MADE_UP_GAP * size) & (gap < WIDEST_ROW * size))
    level = np.abs(glyphs.bottom[at + 1] - glyphs.bottom[at]) < SAME_LINE * size[at]
    at = at[level & glyphs.upright[at] & glyphs.upright[at + 1] & (turns[at] == turns[at + 1])]
    return at, gap[at], size[at]


def _inserted(glyphs: Characters, counts: Places, gap: Floats) -> tuple[Characters, Places]:
    """So many blanks after each glyph, in equal parts of the gap; they have the style of the larger neighbour."""
    left = np.repeat(np.arange(len(glyphs)), counts + 1)
    at = np.arange(len(left)) - np.repeat(np.cumsum(counts + 1) - counts - 1, counts + 1)
    new = at > 0
    right = np.minimum(left + 1, len(glyphs) - 1)
    source = np.where(new & (glyphs.size[right] > glyphs.size[left]), right, left)
    columns = {column.name: getattr(glyphs, column.name)[source] for column in fields(glyphs)}
    step = (gap / np.maximum(counts, 1))[left]
    columns["text"][new] = " "
    columns["x0"][new] = (glyphs.x1[left] + (at - 1) * step)[new]
    columns["x1"][new] = (glyphs.x1[left] + at * step)[new]
    return Characters(**columns), source
