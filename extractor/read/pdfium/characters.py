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
from extractor.read.pdfium.blanks import with_blanks
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

# A page with more is a hostile file (two million took pdfium 8 seconds); a full page of small print has some 10,000.
MAX_CHARACTERS = 200_000

# What pdfium puts in place of a hyphen, or of U+00AD, at a line end: the two must be told apart again, as the second is
# the letter ư in fonts of TCVN3.
HYPHENS = (0x0002, 0xFFFE)
SOFT_HYPHEN = 0x00AD

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


def read_glyphs(text_page: int, frame: Frame, drawn_by: Collection[int] | None = None) -> Glyphs:
    """The glyphs of a text page.

    text_page: pdfium's handle. frame: the part of the page that is displayed. drawn_by: text objects that annotations
    draw; then only their glyphs come, with ``FLAG_WIDGET``. None: the glyphs of all objects.

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
    advances = advances_of(text_page, styles, of[drawn], codes, drawn, joined)
    heads = _heads(joined, advances)
    kept = drawn[heads]
    of = of[kept]
    names = font_names(styles.fonts)
    characters = _placed(_texts(codes, heads), origins.take(heads, axis=0), advances[heads], styles, of, frame)
    characters.flags[:] = np.array([style(name) for name in names] or [0], dtype=np.uint8)[characters.font]
    if drawn_by is None:
        turns = _turns(styles, frame)[of]
        if np.count_nonzero(turns == UPSIDE_DOWN) > len(turns) / 2:
            raise UnsureError("text upside down, the words of which pdfium puts in the wrong order")
        characters, source = with_blanks(characters, kept, np.flatnonzero(objects == 0), turns)
        of = of[source]
    else:
        characters.flags[:] |= FLAG_WIDGET
    return Glyphs(characters, tuple(names), styles.unpainted[of], styles.white[of], styles.handles)


def joined(first: Glyphs, second: Glyphs) -> Glyphs:
    """The glyphs of both, one after the other."""
    parts = [first.characters, replace(second.characters, font=second.characters.font + np.int32(len(first.fonts)))]
    columns = [column.name for column in fields(Characters)]
    return Glyphs(
        Characters(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in columns}),
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
    sideways = np.abs(across) < LEVEL * np.abs(down)
    upside_down = (across < 0) & (np.abs(down) < LEVEL * -across)
    return np.select([upside_down, sideways & (down > 0), sideways], [UPSIDE_DOWN, 1, 3], 0)


def _steps(styles: Styles, frame: Frame) -> tuple[Floats, Floats]:
    """How far one size along the baseline, and one up from it, goes on the page as displayed (x, y), by style."""
    a, b, c, d, _, _ = frame.matrix
    turn = np.array([[a, b], [c, d]])
    size = styles.size[:, None]
    return styles.matrix[:, :2] * size @ turn, styles.matrix[:, 2:4] * size @ turn
