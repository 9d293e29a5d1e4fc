"""Raised numbers of a cell are looked for in the cell alone."""

from __future__ import annotations

from extractor.read.ocr.cells.reading import IN_CELLS
from extractor.read.ocr.engine import Word
from extractor.read.ocr.raised_numbers.marks import marks_in
from tests.read.ocr.cells.sheets import sheet


def test_the_number_of_a_row_is_no_marker_of_the_cell_beside_it() -> None:
    picture = sheet((250, 200, "3.1.2"), (322, 214, "hạn"))

    def marks(block: int) -> int:
        number = Word("3.1.2", (251, 211, 312, 235), 0.9, (block, 1))
        return len(marks_in(picture, [number, Word("hạn", (322, 221, 376, 254), 0.9, (block, 2))]))

    assert marks(IN_CELLS) == 0
    assert marks(1) > 0
