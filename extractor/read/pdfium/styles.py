"""What pdfium says of text objects and fonts: matrix, size, font, ink; asked once for each object."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from extractor.model.pages import Floats, Mask
from extractor.read.adapter import UNPAINTED, UnsureError, family
from extractor.read.pdfium import binding as pdfium

Handles = NDArray[np.uint64]
Codes = NDArray[np.uint32]
Places = NDArray[np.intp]

# Below it lie the letters, figures and signs of Vietnamese print. For speed alone: rarer ones are sorted.
COMMON_CODES = 0x2200

# At least one of so many characters is asked for its text object. For speed alone: between two characters of one object
# all are of it.
EVERY = 8

# Bytes. Names in a PDF have at most 127 (ISO 32000-1, annex C); longer ones are cut.
LONGEST_NAME = 256

MARKS = (0x0300, 0x036F)
"""The combining marks of Latin letters."""


@dataclass(frozen=True, slots=True, eq=False)
class Styles:
    """What holds for all glyphs of a text object, one element an object; ``font`` indexes ``fonts``."""

    handles: Handles
    matrix: Floats
    size: Floats
    font: NDArray[np.int32]
    fonts: Handles
    unpainted: Mask
    white: Mask


def text_objects(text_page: int, codes: Codes) -> Handles:
    """The text object that each character of a text page comes from; 0 for those that pdfium made up.

    The characters of an object stand together, with none but made-up blanks among them: all between two characters of
    an object are of it. So only blanks and some others are asked, and then those where one object ends in a word.
    """
    objects = np.zeros(len(codes), dtype=np.uint64)
    unasked = codes > ord(" ")
    unasked[::EVERY] = unasked[-1:] = False
    _ask(text_page, ~unasked, objects)
    known = objects.nonzero()[0]
    if len(known):
        spans = np.diff(known)
        before, after = objects[known[:-1]], objects[known[1:]]
        same = (before == after).repeat(spans)
        between = slice(known[0], known[-1])
        told = unasked[between] & same
        objects[between][told] = before.repeat(spans)[told]
        unasked[between] &= ~same
    _ask(text_page, unasked, objects)
    return objects


def _ask(text_page: int, asked: Mask, objects: Handles) -> None:
    places = asked.nonzero()[0]
    found = map(pdfium.text_object, repeat(text_page), places.tolist())
    objects[places] = np.fromiter(found, dtype=np.uint64, count=len(places))


def styles_of(text_page: int, objects: Handles) -> tuple[Styles, Places]:
    """The styles of the text objects that characters come from (0: none), and for each character its place in them."""
    starts = np.flatnonzero(np.append(True, objects[1:] != objects[:-1])[: len(objects)])
    runs = objects[starts].tolist()
    seen: dict[int, int] = {}
    for handle, start in zip(runs, starts.tolist(), strict=True):
        seen.setdefault(handle, start)
    seen.pop(0, None)
    rows = list(seen)
    number = {handle: at for at, handle in enumerate(rows)} | {0: -1}
    lengths = np.diff(np.append(starts, len(objects)))
    of = np.repeat(np.array([number[handle] for handle in runs], dtype=np.intp), lengths)
    matrix = pdfium.filled_rows(
        pdfium.text_matrix, np.zeros((len(rows), 6), np.float32), repeat(text_page), seen.values()
    )
    sizes = pdfium.filled(pdfium.font_size, np.zeros((len(rows), 1), dtype=np.float32), rows)[:, 0]
    font_of = list(map(pdfium.font_of, rows))
    fonts = {font: at for at, font in enumerate(dict.fromkeys(font_of))}
    styles = Styles(
        handles=np.array(rows, dtype=np.uint64),
        matrix=matrix.astype(float),
        size=sizes.astype(float),
        font=np.array([fonts[font] for font in font_of], dtype=np.int32),
        fonts=np.array([*fonts], dtype=np.uint64),
        unpainted=np.array([mode in UNPAINTED for mode in map(pdfium.render_mode, rows)], dtype=bool),
        white=is_white(pdfium.fill_colour, rows),
    )
    return styles, of


def is_white(colour: pdfium.Function, objects: list[int]) -> Mask:
    """Whether each page object's fill or stroke is white or quite transparent; an unknown colour is black."""
    colours = np.zeros((len(objects), 4), dtype=np.uint32)
    colours[:, 3] = 255
    colours = pdfium.filled(colour, colours, objects)
    white: Mask = (colours[:, :3] == 255).all(axis=1) | (colours[:, 3] == 0)
    return white


def font_names(fonts: Handles) -> list[str]:
    """The base name of each font."""
    buffer = ctypes.create_string_buffer(LONGEST_NAME)
    names = []
    for font in fonts.tolist():
        length = pdfium.font_name(font, ctypes.addressof(buffer), LONGEST_NAME)
        names.append(family(buffer.raw[: max(min(length, LONGEST_NAME) - 1, 0)].decode("utf-8", "replace")))
    return names


def font_descents(fonts: Handles) -> Floats:
    """How far each font reaches below the baseline, in parts of its size (negative)."""
    descents = np.zeros((len(fonts), 1), dtype=np.float32)
    pdfium.filled(pdfium.font_descent, descents, fonts.tolist(), repeat(1.0))
    return np.asarray(descents[:, 0], dtype=float)


def advances_of(
    text_page: int, styles: Styles, of: Places, codes: Codes, drawn: Places, joined: Mask, *, checked: bool = True
) -> Floats:
    """The advance of each drawn character in parts of its size.

    text_page: pdfium's handle of it. styles: those of its text objects. For each character, ``of`` is the place of its
    object in ``styles``, ``codes`` its code point, ``drawn`` its place in the text page, and ``joined`` says whether
    the next one stands at the same place: then both are of one glyph, whose box tells its advance, if the next is a
    mark or this one has an advance. The box of others may follow their ink. Raises ``UnsureError`` where a font does
    not tell what its glyphs mean, unless they are not to be ``checked``.
    """
    one, which = _one_of_each(styles.font[of], codes)
    if checked and 1 in map(pdfium.has_map_error, repeat(text_page), drawn[one].tolist()):
        raise UnsureError("glyphs without a known meaning")
    advances = glyph_widths(styles.fonts[styles.font[of[one]]], codes[one])[which]
    if not joined.any():
        return advances
    mark = (codes >= MARKS[0]) & (codes <= MARKS[1])
    many = np.flatnonzero(joined & (np.append(mark[1:], False) | (advances > 0)))
    if len(many):
        boxed = boxed_advances(text_page, styles, of[many], drawn[many])
        advances[many] = np.where(boxed > 0, boxed, advances[many])
    return advances


def _one_of_each(fonts: NDArray[np.int32], codes: Codes) -> tuple[Places, Places]:
    """The place of one character of each font and code, and for each character which of these it is.

    In place of sorting, each character leaves its number in a table at its font and code; the last one stays.
    """
    rare = codes >= COMMON_CODES
    columns = COMMON_CODES
    if rare.any():
        known, of_rare = np.unique(codes[rare], return_inverse=True)
        codes = codes.copy()
        codes[rare] = COMMON_CODES + of_rare
        columns += len(known)
    keys = fonts.astype(np.intp) * columns + codes
    table = np.empty(columns * (int(fonts.max(initial=0)) + 1), dtype=np.intp)
    everyone = np.arange(len(codes))
    table[keys] = everyone
    one = np.flatnonzero(table[keys] == everyone)
    table[keys[one]] = np.arange(len(one))
    return one, table[keys]


def boxed_advances(text_page: int, styles: Styles, of: Places, places: Places) -> Floats:
    """The advance of characters as their boxes have it, in parts of their size; 0 where they stand aslant.

    text_page: pdfium's handle of it. styles: those of its text objects. For each character, ``of`` is the place of its
    object in ``styles``, ``places`` its place in the text page.
    """
    boxes = np.zeros((len(places), 4), dtype=np.float32)
    pdfium.filled_rows(pdfium.loose_box, boxes, repeat(text_page), places.tolist())
    across, along = styles.matrix[of, :2].T
    reach = np.where(across == 0, boxes[:, 1] - boxes[:, 3], boxes[:, 2] - boxes[:, 0])
    scale = np.where((across == 0) | (along == 0), across + along, 0.0) * styles.size[of]
    advances: Floats = np.abs(reach / np.where(scale == 0, np.inf, scale))
    return advances


def glyph_widths(fonts: Handles, codes: Codes) -> Floats:
    """The advance of the first glyph of each font with this code point, in parts of the size."""
    widths = np.zeros((len(codes), 1), dtype=np.float32)
    pdfium.filled(pdfium.glyph_width, widths, fonts.tolist(), codes.tolist(), repeat(1.0))
    return np.asarray(widths[:, 0], dtype=float)
