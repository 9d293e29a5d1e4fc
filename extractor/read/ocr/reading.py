"""What is read in the picture of a page, whichever engine reads it: words, rules, and how the picture stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from extractor.model.pages import Floats
from extractor.read.ocr.cells.reading import read_tables
from extractor.read.ocr.engine import CellReader, ColourPicture, Engine, Picture, Word, number_reader, read_words
from extractor.read.ocr.left_out import read_left_out
from extractor.read.ocr.outside_tables import Span, read_outside
from extractor.read.ocr.picture.colours import grey_without_ink
from extractor.read.ocr.picture.rules import rules_in
from extractor.read.ocr.picture.stroke_heights import with_ink
from extractor.read.ocr.picture.upright import upright
from extractor.read.ocr.raised_numbers.marks import marks_in
from extractor.read.ocr.raised_numbers.reading import numbers_of
from extractor.read.ocr.raised_numbers.words import with_raised

# Dots: a picture that is lower or narrower has no letter, and engines fail on it (test_bad_pictures.py).
SMALLEST = 8


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What is read in a picture. Boxes are in pixels of the picture turned upright and straight, origin top left.

    ``words`` are in reading order, ``rules`` an array (n, 4: x0, top, x1, bottom) of drawn lines, each along its
    middle. ``turn`` is by how many degrees clockwise the picture stands (0, 90, 180, 270), ``skew`` by how many more
    its lines fall.
    """

    words: Sequence[Word]
    rules: Floats = field(default_factory=lambda: np.zeros((0, 4)))
    skew: float = 0.0
    turn: int = 0


def read_picture(picture: ColourPicture, dpi: int, engine: Engine, timeout: float) -> Reading:
    """Reads the picture of a whole page: without coloured ink, upright, straight, without its rules.

    picture: in colour. dpi: its dots per inch. engine: who reads its words. timeout: seconds that the engine may take.

    Raises ``RecognitionError`` or ``MissingPartError``.
    """
    if min(picture.shape[:2]) < SMALLEST:
        return Reading(())
    stood = upright(grey_without_ink(picture, dpi), dpi, lambda strip: read_words(engine, strip, dpi, timeout))
    rules, without = rules_in(stood.picture, dpi)
    in_cells: tuple[Word, ...] = ()
    outside: Picture = without
    tables: tuple[Span, ...] = ()
    if isinstance(engine, CellReader):
        in_cells, outside, tables = read_tables(without, rules, dpi, (engine, number_reader()), timeout)
    of_page = read_outside(engine, outside, tables, dpi, timeout)
    if of_page and isinstance(engine, CellReader):
        of_page = (*of_page, *read_left_out(of_page, outside, dpi, engine, timeout))
    words = (*with_ink(of_page, outside), *in_cells)
    numbers = numbers_of(without, marks_in(without, words), dpi, engine, timeout)
    return Reading(with_raised(words, numbers), rules, stood.skew, stood.turn)
