"""Cells are cut out of a picture by its rules, clean, and read each for itself by the readers that know them best."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from extractor.read.ocr.cells.cutting import CutCell, cut_cells, grids_in, without_tables
from extractor.read.ocr.cells.reading import read_tables
from extractor.read.ocr.cells.text_lines import ink_of, text_lines
from extractor.read.ocr.engine import BadOutputError, CellReader, Picture, Word
from tests.read.ocr.cells.sheets import DPI, XS, YS, rules, sheet, with_dots

BLANK = sheet()


def cut(picture: Picture) -> dict[tuple[int, int], CutCell]:
    return {(cell.cell.row, cell.cell.column): cell for cell in cut_cells(picture, grids_in(rules(), DPI), DPI)}


def inked(cell: CutCell) -> int:
    return int(np.count_nonzero(ink_of(cell.picture)))


def test_only_cells_with_print_are_cut_out_each_with_paper_about_it() -> None:
    cells = cut(sheet((120, 110, "1.1"), (320, 200, "Hộ nghèo")))
    assert set(cells) == {(0, 0), (1, 1)}
    cell = cells[1, 1]
    height, width = cell.picture.shape
    assert XS[2] - XS[1] < width < XS[2] - XS[1] + 30
    assert (cell.picture[:8] == 255).all()
    assert (cell.picture[:, :8] == 255).all()
    assert cell.y < YS[1] < cell.y + height


def test_dust_and_what_is_left_of_rules_are_no_print() -> None:
    assert cut(with_dots(BLANK, (400, 240), (800, 130))) == {}
    frayed = BLANK.copy()
    frayed[182:184, 303:600] = 0
    assert cut(frayed) == {}


def test_the_dots_of_a_number_stay_and_dust_about_it_goes() -> None:
    number = sheet((320, 200, "1.234.567,8"))
    assert inked(cut(with_dots(number, (650, 190)))[1, 1]) == inked(cut(number)[1, 1])
    without_marks = sheet((320, 200, "12345678"))
    assert inked(cut(number)[1, 1]) > 0
    assert len(text_lines(cut(without_marks)[1, 1].picture, DPI)) == 1


@pytest.mark.parametrize("size", [8, 14])
@pytest.mark.parametrize("text", ["-", "…", "3.", "0"])
def test_small_print_alone_in_a_cell_is_print(text: str, size: float) -> None:
    assert (1, 1) in cut(sheet((400, 200, text), size=size))


def test_lines_have_their_marks_and_no_others() -> None:
    picture = cut(sheet((310, 185, "Ế Ậ ở"), (310, 235, "Ộ ẹ Ỹ"), size=10))[1, 1].picture
    lines = text_lines(picture, DPI)
    assert len(lines) == 2
    assert lines[0][3] <= lines[1][1]
    assert sum(bottom - top for _, top, _, bottom in lines) >= np.count_nonzero(ink_of(picture).any(axis=1))


def test_faint_print_on_grey_paper_is_ink() -> None:
    faint = (200 - (255 - sheet((320, 200, "44,7"))) * 0.25).astype(np.uint8)
    assert ink_of(faint).any()
    grain = np.clip(np.random.default_rng(1).normal(200, 12, faint.shape), 0, 255).astype(np.uint8)
    assert np.count_nonzero(ink_of(grain)) < grain.size / 1000


class Reader:
    """Reads in each picture what it is told, or what it is told to raise."""

    name = "reader"

    def __init__(self, answer: Callable[[int], Sequence[Word]]) -> None:
        self.answer = answer
        self.asked: list[tuple[int, int]] = []

    def parts(self) -> tuple[()]:
        return ()

    def settings(self) -> str:
        return ""

    def cells(self, pictures: Sequence[Picture], dpi: int, timeout: float) -> tuple[tuple[Word, ...], ...]:
        self.asked = [(picture.shape[0], picture.shape[1]) for picture in pictures]
        return tuple(tuple(self.answer(at)) for at in range(len(pictures)))


def one(text: str, confidence: float = 0.9) -> Reader:
    return Reader(lambda at: [Word(text, (10, 12, 40, 30), confidence, (1,))])


LONG = "Số hộ nghèo, hộ cận nghèo theo chuẩn đa chiều"
PRINTED = sheet((120, 110, "44,7"), (305, 195, LONG), (305, 245, "nhỏ"), size=6)


def read(words: CellReader, numbers: Reader | None) -> list[tuple[str, str]]:
    found, _, _ = read_tables(PRINTED, rules(), DPI, (words, numbers), 9.0)
    return [(word.text, word.other) for word in found]


def test_words_stand_in_the_picture_of_the_page_and_each_cell_has_lines_of_its_own() -> None:
    found, rest, heights = read_tables(PRINTED, rules(), DPI, (one("a"), None), 9.0)
    assert [word.box[0] > x for word, x in zip(found, (XS[0] - 10, XS[1] - 10), strict=True)] == [True, True]
    assert found[0].line != found[1].line
    assert (rest == 255).all()
    assert heights == ((YS[0], YS[-1]),)


def test_what_is_left_of_a_table_is_paper_as_grey_as_around_it() -> None:
    shadow = np.linspace(150, 230, PRINTED.shape[1])[np.newaxis, :]
    dark = (PRINTED * (shadow / 255)).astype(np.uint8)
    rest = without_tables(dark, grids_in(rules(), DPI), DPI)
    field = rest[YS[0] : YS[-1], XS[0] : XS[-1]].astype(float)
    assert abs(field - shadow[:, XS[0] : XS[-1]]).max() < 12
    assert (rest[: YS[0] - 5] == dark[: YS[0] - 5]).all()


def test_a_page_without_tables_stays_as_it_is() -> None:
    found, rest, heights = read_tables(PRINTED, np.zeros((0, 4)), DPI, (one("a"), None), 9.0)
    assert (found, heights) == ((), ())
    assert rest is PRINTED


def test_numbers_are_what_the_reader_of_numbers_says_and_text_is_not_shown_to_it() -> None:
    numbers = one("44,7", 0.99)
    assert read(one("A47", 0.4), numbers) == [("44,7", "A47"), ("A47", "")]
    assert len(numbers.asked) == 1


def test_a_span_of_days_is_shown_to_the_reader_of_numbers() -> None:
    numbers = one("28/08/2017", 0.99)
    picture = sheet((305, 195, "28/08/2017 - 04/11/2017"))
    read_tables(picture, rules(), DPI, (one("a"), numbers), 9.0)
    assert len(numbers.asked) == 1


def test_a_broken_reader_of_numbers_leaves_them_to_the_engine() -> None:
    def broken(at: int) -> Sequence[Word]:
        raise RuntimeError("no weights")

    assert read(one("44,7"), Reader(broken)) == [("44,7", ""), ("44,7", "")]


def test_an_answer_for_fewer_cells_is_an_error_of_the_page() -> None:
    class Short(Reader):
        def cells(self, pictures: Sequence[Picture], dpi: int, timeout: float) -> tuple[tuple[Word, ...], ...]:
            return super().cells(pictures[1:], dpi, timeout)

    with pytest.raises(BadOutputError, match="1 of 2 cells"):
        read(Short(lambda at: ()), None)


def test_a_table_within_a_cell_is_read_once() -> None:
    inner = np.concatenate([rules(), rules((320, 400, 500, 600), (190, 230, 290))])
    grids = grids_in(inner, DPI)
    cells = cut_cells(sheet((330, 195, "7")), grids, DPI)
    assert len(grids) == 2
    assert [(cell.table, cell.cell.row, cell.cell.column) for cell in cells] == [(1, 0, 0)]
    assert (without_tables(PRINTED, grids, DPI)[YS[0] : YS[-1], XS[0] : XS[-1]] == 255).all()
