"""Pictures that stand sideways or on their heads are turned upright; the engine is asked where nothing else tells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from extractor.read.ocr.engine import Picture, Word
from extractor.read.ocr.picture.straight import turned
from extractor.read.ocr.picture.upright import upright
from tests.read.ocr.picture.sheets import Sheet

LINES = (
    "Thực hiện Kế hoạch số 25/KH-UBND ngày 12 tháng 01 năm 2024",
    "của Uỷ ban nhân dân tỉnh về việc triển khai nhiệm vụ phát triển",
    "kinh tế - xã hội, Sở Kế hoạch và Đầu tư báo cáo kết quả đạt được",
)


def no_reader(strip: Picture) -> Sequence[Word]:
    raise AssertionError("nothing is in doubt")


def page(dpi: int = 200) -> Picture:
    sheet = Sheet(dpi)
    for line in range(18):
        sheet.text(1, 1.5 + line * 0.3, LINES[line % 3], 14)
    return sheet.grey


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize("turn", [0, 90, 270])
@pytest.mark.parametrize("skew", [0.0, 1.7, -2.6])
def test_text_is_turned_upright(turn: int, skew: float, dpi: int) -> None:
    grey = page(dpi)
    lying = np.ascontiguousarray(np.rot90(turned(grey, -skew), -turn // 90))
    stood = upright(lying, dpi, no_reader)
    assert (stood.turn, stood.skew) == (turn, pytest.approx(skew, abs=0.11))
    assert stood.picture.shape == grey.shape
    ink = grey < 128
    assert (stood.picture[ink] < 200).mean() > 0.9


def word(text: str, confidence: float) -> list[Word]:
    return [Word(text, (0, 0, 10, 10), confidence, (1,))]


@pytest.mark.parametrize(("sense", "turn"), [(True, 180), (False, 0)])
def test_a_page_is_upside_down_where_it_reads_so(sense: bool, turn: int) -> None:
    headlong = np.ascontiguousarray(page()[::-1, ::-1])
    feet = (headlong < 128).sum(axis=1).nonzero()[0][0]
    seen = []

    def reads(strip: Picture) -> Sequence[Word]:
        seen.append(strip.shape)
        return word("báocáo", 0.9 if (len(seen) == 1) == sense else 0.6)

    stood = upright(headlong, 200, reads)
    assert stood.turn == turn
    assert seen == [(300, 1654)] * 2
    assert feet > 0


def test_a_table_stands_as_its_figures_do() -> None:
    sheet = Sheet()
    xs = [1 + 0.7 * column for column in range(9)]
    ys = [1.5 + 0.35 * row for row in range(24)]
    sheet.grid(xs, ys)
    for y in ys[1:]:
        for x in xs[:-1]:
            sheet.text(x + 0.08, y - 0.09, "12.345,6", 10)
    grey = sheet.grey
    assert upright(grey, 200, no_reader).turn == 0
    side = np.ascontiguousarray(np.rot90(grey, -1))
    assert upright(side, 200, lambda strip: word("a", 0.9)).turn == 90


def test_a_sheet_with_a_stray_word_stands_as_it_stands() -> None:
    sheet = Sheet()
    sheet.text(4, 1, "12", 14)
    assert upright(np.ascontiguousarray(np.rot90(sheet.grey)), 200, no_reader).turn == 0
