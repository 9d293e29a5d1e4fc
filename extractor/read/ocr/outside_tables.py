"""The words of a page outside its tables, in a picture that is folded where there are only tables: quicker to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractor.read.ocr.engine import Engine, Picture, Word, read_words
from extractor.read.ocr.left_out import letters_in
from extractor.read.ocr.picture.ink import ink_in

# Inches that stay about what is printed beside a table, and within its edges: what stands over it and under it must
# not look like neighbouring lines (test_outside_tables.py).
PAPER = 0.2

# With fewer rows of pixels left there is nothing to read (test_outside_tables.py).
FEWEST_ROWS = 8

Span = tuple[int, int]


def read_outside(
    engine: Engine, picture: Picture, tables: Sequence[Span], dpi: int, timeout: float
) -> tuple[Word, ...]:
    """The words of a page outside its tables, in the coordinates of its ``picture``.

    engine: who reads. picture: the page with bare paper in place of tables. tables: where they begin and end, in rows
    of pixels. dpi: dots an inch. timeout: seconds that the engine may take. Raises as ``Engine.words`` does.
    """
    rows = _rows_read(picture, tables, dpi)
    if len(rows) == len(picture):
        return read_words(engine, picture, dpi, timeout)
    if len(rows) < FEWEST_ROWS:
        return ()
    words = read_words(engine, np.ascontiguousarray(picture[rows]), dpi, timeout)
    return tuple(_unfolded(word, rows) for word in words)


def _rows_read(picture: Picture, tables: Sequence[Span], dpi: int) -> NDArray[Any]:
    """The rows of pixels outside tables, and those of tables with letters beside them."""
    paper = round(PAPER * dpi)
    read = np.ones(len(picture), dtype=bool)
    for top, bottom in tables:
        read[max(top + paper, 0) : max(bottom - paper, 0)] = False
    if not read.all():
        _, boxes = letters_in(ink_in(picture, dpi), dpi)
        for _, top, _, height in boxes.tolist():
            read[max(top - paper, 0) : top + height + paper] = True
    return np.flatnonzero(read)


def _unfolded(word: Word, rows: NDArray[Any]) -> Word:
    """A word of the folded picture where it stands on the page; its foot is that of its last row."""
    x0, top, x1, bottom = word.box
    first = int(rows[min(max(int(top), 0), len(rows) - 1)])
    last = int(rows[min(max(int(np.ceil(bottom)) - 1, 0), len(rows) - 1)])
    return replace(word, box=(x0, first, x1, max(last + 1, first)))
