"""The glyphs of a page from pdfium's text page, in columns.

pdfium returns characters, some of them made up, with boxes that follow the ink. What is wanted are glyphs with the
boxes that pdfminer returns: from the origin to the end of the advance, from the font's descent one size upwards.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from extractor.model.pages import FLAG_WIDGET, Characters, Floats, Mask
from extractor.read.adapter import TooMuchError, UnsureError, style
from extractor.read.geometry import Frame
from extractor.read.pdfium import binding as pdfium
from extractor.read.pdfium.styles import (
    Codes,
    Handles,
    Places,
    Styles,
    advances_of,
    boxed_advances,
    font_descents,
    font_names,
    glyph_widths,
    styles_of,
    text_objects,
)

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


# No text layer says in which lines its glyphs stand.
_COLUMNS = tuple(column.name for column in fields(Characters) if column.name != "line")


def _inserted(glyphs: Characters, counts: Places, gap: Floats) -> tuple[Characters, Places]:
    """So many blanks after each glyph, in equal parts of the gap; they have the style of the larger neighbour."""
    left = np.repeat(np.arange(len(glyphs)), counts + 1)
    at = np.arange(len(left)) - np.repeat(np.cumsum(counts + 1) - counts - 1, counts + 1)
    new = at > 0
    right = np.minimum(left + 1, len(glyphs) - 1)
    source = np.where(new & (glyphs.size[right] > glyphs.size[left]), right, left)
    columns = {name: getattr(glyphs, name)[source] for name in _COLUMNS}
    step = (gap / np.maximum(counts, 1))[left]
    columns["text"][new] = " "
    columns["x0"][new] = (glyphs.x1[left] + (at - 1) * step)[new]
    columns["x1"][new] = (glyphs.x1[left] + at * step)[new]
    return Characters(**columns), source


# A page with more is a hostile file (two million took pdfium 8 seconds); a full page of small print has some 10,000.
MAX_CHARACTERS = 200_000

# What pdfium puts in place of a hyphen, or of U+00AD, at a line end: the two must be told apart again, as the second is
# the letter ư in fonts of TCVN3.
HYPHENS, SOFT_HYPHEN = (0x0002, 0xFFFE), 0x00AD

# Points, and parts of a size: pdfium computes in single precision, so that equal places differ by less.
SAME_PLACE = 1e-3

# Text runs along a side of the page where it leaves it by less than this share of its way: matrices of sideways pages
# are exact but for rounding.
LEVEL = 1e-3

UPSIDE_DOWN = 2
"""Turned by so many quarters of a circle."""


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """The glyphs of a page; ``unpainted`` and ``white`` say how each was drawn."""

    characters: Characters
    fonts: tuple[str, ...]
    unpainted: Mask
    white: Mask
    objects: Handles
    """The text objects that some glyph came from."""


def read_glyphs(
    text_page: int, frame: Frame, drawn_by: Collection[int] | None = None, *, checked: bool = True
) -> Glyphs:
    """The glyphs of a text page.

    text_page: pdfium's handle. frame: the part of the page that is displayed. drawn_by: text objects that annotations
    draw; then only their glyphs come, with ``FLAG_WIDGET``. None: the glyphs of all objects.

    checked: False takes the glyphs as they are, be pdfium sure of them or not.

    Raises ``TooMuchError`` for a page over the cap, ``UnsureError`` where pdfium cannot tell what the glyphs mean.
    """
    count = max(pdfium.count_characters(text_page), 0)
    if count > MAX_CHARACTERS:
        raise TooMuchError(f"{count} characters on one page")
    codes = _codes(text_page, count)
    objects = text_objects(text_page, codes)
    styles, of = styles_of(text_page, objects)
    drawn = np.flatnonzero(objects if drawn_by is None else np.isin(objects, list(drawn_by)))
    origins = pdfium.filled(pdfium.origin, np.zeros((len(drawn), 2)), repeat(text_page), drawn.tolist())
    codes = _with_hyphens(text_page, codes, styles, of)[drawn]
    joined = _joined(objects[drawn], origins)
    advances = advances_of(text_page, styles, of[drawn], codes, drawn, joined, checked=checked)
    heads = _heads(joined, advances)
    kept = drawn[heads]
    of = of[kept]
    names = font_names(styles.fonts)
    characters = _placed(_texts(codes, heads), origins.take(heads, axis=0), advances[heads], styles, of, frame)
    characters.flags[:] = np.array([style(name) for name in names] or [0], dtype=np.uint8)[characters.font]
    if drawn_by is None:
        turns = _turns(styles, frame)[of]
        if checked and np.count_nonzero(turns == UPSIDE_DOWN) > len(turns) / 2:
            raise UnsureError("text upside down, the words of which pdfium puts in the wrong order")
        characters, source = with_blanks(characters, kept, np.flatnonzero(objects == 0), turns)
        of = of[source]
    else:
        characters.flags[:] |= FLAG_WIDGET
    return Glyphs(characters, tuple(names), styles.unpainted[of], styles.white[of], styles.handles)


def joined(first: Glyphs, second: Glyphs) -> Glyphs:
    """The glyphs of both, one after the other."""
    parts = [first.characters, replace(second.characters, font=second.characters.font + np.int32(len(first.fonts)))]
    return Glyphs(
        Characters(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in _COLUMNS}),
        first.fonts + second.fonts,
        np.concatenate([first.unpainted, second.unpainted]),
        np.concatenate([first.white, second.white]),
        np.concatenate([first.objects, second.objects]),
    )


def _codes(text_page: int, count: int) -> Codes:
    """The code point of each character; in one call where no character stands for none or two of UTF-16."""
    units = np.zeros(count + 1, dtype=np.uint16)
    if count and pdfium.text_of(text_page, 0, count, units.ctypes.data) == count + 1:
        return units[:count].astype(np.uint32)
    return np.asarray(pdfium.collected(pdfium.unicode_of, text_page, count, np.uint32))


def _with_hyphens(text_page: int, codes: Codes, styles: Styles, of: Places) -> Codes:
    for at in np.flatnonzero((codes == HYPHENS[0]) | (codes == HYPHENS[1])).tolist():
        codes[at] = _hyphen(text_page, at, styles, of)
    return codes


def _hyphen(text_page: int, at: int, styles: Styles, of: Places) -> int:
    """Which of the two a hyphen at a line end was, told by its advance."""
    if of[at] < 0:
        return ord("-")
    (advance,) = boxed_advances(text_page, styles, of[[at]], np.array([at])).tolist()
    fonts = styles.fonts[styles.font[of[[at, at]]]]
    hyphen, soft = glyph_widths(fonts, np.array([ord("-"), SOFT_HYPHEN], dtype=np.uint32))
    return SOFT_HYPHEN if abs(soft - advance) < abs(hyphen - advance) - SAME_PLACE else ord("-")


def _joined(objects: Handles, origins: Floats) -> Mask:
    """Whether the next character stands at the same place: in a ligature, or a letter with its marks."""
    joined = np.zeros(len(objects), dtype=bool)
    steps = np.abs(origins[1:] - origins[:-1]) < SAME_PLACE
    near = steps[:, 0] & steps[:, 1]
    joined[:-1] = near & (objects[1:] == objects[:-1])
    return joined


def _heads(joined: Mask, advances: Floats) -> Places:
    """Where each glyph begins.

    An accent that is a glyph of its own stands at the place of the next one too, but takes no width.
    """
    begins = np.ones(len(joined), dtype=bool)
    begins[1:] = ~joined[:-1] | (advances[:-1] < SAME_PLACE)
    return np.flatnonzero(begins)


def _texts(codes: Codes, heads: Places) -> NDArray[np.str_]:
    """The text of each glyph."""
    if len(heads) == len(codes):
        return codes.view("<U1")
    sizes = np.diff(np.append(heads, len(codes)))
    at = np.arange(len(codes)) - np.repeat(heads, sizes)
    letters = np.zeros((len(heads), int(sizes.max())), dtype=np.uint32)
    letters[np.repeat(np.arange(len(heads)), sizes), at] = codes
    return letters.view(f"<U{letters.shape[1]}")[:, 0]


def _placed(
    text: NDArray[np.str_], origins: Floats, advances: Floats, styles: Styles, of: Places, frame: Frame
) -> Characters:
    """The glyphs with their boxes as displayed: one advance wide, one size high from the descent upwards."""
    right, up = _steps(styles, frame)
    low = font_descents(styles.fonts)[styles.font] if len(styles.font) else np.zeros(0)
    below, above = up * low[:, None], up * (low[:, None] + 1)
    first, last = np.minimum(below, above), np.maximum(below, above)
    places = frame.points(origins)
    x0, x1 = _span(places[:, 0], first[:, 0], last[:, 0], right[:, 0], advances, of)
    top, bottom = _span(places[:, 1], first[:, 1], last[:, 1], right[:, 1], advances, of)
    upright = (right[:, 0] * -up[:, 1] > 0) & (-right[:, 1] * up[:, 0] <= 0)
    return Characters(
        text=text,
        x0=x0,
        top=top,
        x1=x1,
        bottom=bottom,
        size=bottom - top,
        upright=upright[of],
        font=styles.font[of],
        flags=np.zeros(len(text), dtype=np.uint8),
    )


def _span(
    places: Floats, first: Floats, last: Floats, step: Floats, advances: Floats, of: Places
) -> tuple[Floats, Floats]:
    """From where to where the glyphs reach in one direction; ``first``, ``last`` and ``step`` are by style."""
    start, end = places + first[of], places + last[of]
    if step.any():
        reach = step[of] * advances
        start += np.minimum(reach, 0)
        end += np.maximum(reach, 0)
    return start, end


def _turns(styles: Styles, frame: Frame) -> Places:
    """By how many quarters of a circle clockwise the glyphs of a style are rotated; 0 for slanting ones."""
    right, _ = _steps(styles, frame)
    across, down = right.T
    if not down.any() and (across > 0).all():  # nearly every page
        return np.zeros(len(across), dtype=np.intp)
    sideways = np.abs(across) < LEVEL * np.abs(down)
    upside_down = (across < 0) & (np.abs(down) < LEVEL * -across)
    return np.select([upside_down, sideways & (down > 0), sideways], [UPSIDE_DOWN, 1, 3], 0)


def _steps(styles: Styles, frame: Frame) -> tuple[Floats, Floats]:
    """How far one size along the baseline, and one up from it, goes on the page as displayed (x, y), by style."""
    a, b, c, d, _, _ = frame.matrix
    turn = np.array([[a, b], [c, d]])
    size = styles.size[:, None]
    return styles.matrix[:, :2] * size @ turn, styles.matrix[:, 2:4] * size @ turn
