"""Numbers of a list in one cell stay numbers of their own, and a number with its marks stays one."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from extractor.read.ocr import trueocr
from extractor.read.ocr.cells.cutting import cut_cells, grids_in
from extractor.read.ocr.cells.text_lines import number_boxes, text_lines
from tests.read.ocr.cells.sheets import DPI, rules, sheet

LISTS = [("67, 68", 2), ("65, 83, 95", 3), ("48, 49 , 86", 3), ("11, 71", 2)]
NUMBERS = [("1.234.567,8", 1), ("111,11", 1), ("1.117,4", 1), ("44,7", 1), ("2.1.", 1), ("-", 1), ("…", 1), ("11", 1)]


@pytest.mark.parametrize("size", [8, 10, 14])
@pytest.mark.parametrize(("text", "count"), LISTS + NUMBERS)
def test_a_line_is_parted_at_blanks_behind_marks_only(text: str, count: int, size: float) -> None:
    [cell] = cut_cells(sheet((320, 200, text), size=size), grids_in(rules(), DPI), DPI)
    [line] = text_lines(cell.picture, DPI)
    boxes = number_boxes(cell.picture, line)
    assert len(boxes) == count
    assert (boxes[0][0], boxes[-1][2]) == (line[0], line[2])


@pytest.mark.skipif(find_spec(trueocr.PACKAGE) is None, reason="trueocr is not installed")
@pytest.mark.parametrize("text", [text for text, _ in LISTS[:2]] + ["1.234.567,8", "111,11"])
def test_lists_are_read_with_their_blanks_in_one_line(text: str) -> None:
    [cell] = cut_cells(sheet((320, 200, text)), grids_in(rules(), DPI), DPI)
    [words] = trueocr.TrueOcr().cells([cell.picture], DPI, 9.0)
    assert " ".join(word.text for word in words) == text
    assert len({word.line for word in words}) == 1
