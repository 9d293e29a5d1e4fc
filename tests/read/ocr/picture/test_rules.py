"""Rules found in pictures and taken away from them, and what looks like a rule and is none."""

from __future__ import annotations

import numpy as np
import pytest

from corpus import typefaces
from extractor.read.ocr.engine import Picture
from extractor.read.ocr.picture.rules import rules_in
from extractor.ruled.edges import ruled_grids
from tests.read.ocr.picture.sheets import Sheet

XS, YS = [1.0, 1.6, 4.0, 5.2, 7.2], [2.0, 2.4, 2.8, 3.2, 3.6, 4.4]
PROSE = "Uỷ ban nhân dân tỉnh chỉ đạo thực hiện nhiệm vụ, hướng dẫn tại"


def cells(grey: Picture, dpi: int) -> int:
    rules, _ = rules_in(grey, dpi)
    return sum(len(grid.cells) for grid in ruled_grids(rules * 72 / dpi))


def ink(grey: Picture) -> int:
    return int((grey < 128).sum())


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize(("points", "shade"), [(0.25, 0), (0.5, 0), (1.5, 0), (3, 0), (0.5, 215)])
def test_rules_thin_thick_and_faint_make_a_grid(dpi: int, points: float, shade: int) -> None:
    sheet = Sheet(dpi)
    sheet.grid(XS, YS, points, shade)
    sheet.text(1.7, 2.3, "Chỉ tiêu")
    assert cells(sheet.grey, dpi) == 20


def test_a_rule_lies_along_its_middle() -> None:
    sheet = Sheet()
    sheet.rule(1, 3, 3, 3, points=2)
    rules, without = rules_in(sheet.grey, 200)
    assert rules.tolist() == [pytest.approx([200, 600, 600, 600], abs=1.5)]
    assert (without == 255).all()


@pytest.mark.parametrize("deviation", [4, 9])
def test_grain_breaks_no_rule_and_makes_none(deviation: float) -> None:
    sheet = Sheet(paper=225)
    sheet.grid(XS, YS)
    grey = sheet.noisy(deviation)
    assert cells(grey, 200) == 20
    assert len(rules_in(grey, 200)[0]) == len(XS) + len(YS)


def test_double_rules_are_one_grid() -> None:
    sheet = Sheet()
    for offset in (0, 1.5 / 72):
        sheet.grid([x + offset for x in XS], [y + offset for y in YS])
    assert cells(sheet.grey, 200) == 20


@pytest.mark.parametrize(("on", "off"), [(0.5, 0.75), (3, 1), (1.5, 1.2)])
def test_dotted_and_dashed_rules_between_rules_make_a_grid(on: float, off: float) -> None:
    sheet = Sheet()
    sheet.grid(XS, [YS[0], YS[-1]])
    for y in YS[1:-1]:
        sheet.dashes(XS[0], XS[-1], y, on, off)
    assert cells(sheet.grey, 200) == 20


def test_a_dotted_line_that_meets_no_rules_is_none() -> None:
    sheet = Sheet()
    sheet.dashes(2, 5, 3, 0.7, 0.9)
    assert len(rules_in(sheet.grey, 200)[0]) == 0


@pytest.mark.parametrize("size", [12, 13, 14])
@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_leaders_are_no_rules(dpi: int, size: float) -> None:
    sheet = Sheet(dpi)
    sheet.grid([0.9, 7.1], [1.5, 5.5])
    sheet.text(1, 2, "Họ và tên: " + "." * 60, size)
    sheet.text(1, 3, "Chức vụ " + "…" * 20, size)
    assert len(rules_in(sheet.grey, dpi)[0]) == 4


@pytest.mark.parametrize("face", [typefaces.REGULAR, typefaces.BOLD, typefaces.ITALIC])
@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_letters_are_no_rules(dpi: int, face: str) -> None:
    sheet = Sheet(dpi)
    for line, size in enumerate((8, 11, 13, 14, 18, 24)):
        sheet.text(0.9, 1.5 + line / 2, PROSE, size, face)
        sheet.text(0.9, 5.5 + line / 2, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA EFTZ–L", size, face)
    rules, without = rules_in(sheet.grey, dpi)
    assert len(rules) == 0
    assert (without == sheet.grey).all()


def test_serifs_that_run_together_are_no_rule() -> None:
    sheet = Sheet()
    for x in np.arange(2, 2.7, 0.05).tolist():
        sheet.rule(x, 2.9, x, 3.01, points=1.4)
    sheet.rule(1.97, 3.01, 2.68, 3.01, points=0.8)
    rules, without = rules_in(sheet.grey, 200)
    assert len(rules) == 0
    assert ink(without) == ink(sheet.grey)


def test_underlines_go_and_descenders_stay() -> None:
    plain, underlined = Sheet(), Sheet()
    for sheet in (plain, underlined):
        end = sheet.text(1.5, 3, "gặp gỡ nghiệp quý tháng", 14)
    underlined.rule(1.5, 3.03, end, 3.03, points=0.7)
    rules, without = rules_in(underlined.grey, 200)
    assert len(rules) == 1
    changed = (without < 128) != (plain.grey < 128)
    assert changed.sum() < 0.035 * ink(plain.grey)


def test_letters_that_cross_a_rule_of_a_table_stay_whole() -> None:
    plain, ruled = Sheet(), Sheet()
    for sheet in (plain, ruled):
        sheet.text(1.65, 2.46, "Huyện Đông Sơn", 14)
    ruled.grid(XS, YS)
    _, without = rules_in(ruled.grey, 200)
    letters = plain.grey < 128
    assert (without[letters] < 128).mean() > 0.95


def test_no_dots_are_left_where_rules_cross() -> None:
    sheet = Sheet()
    sheet.grid(XS, YS, points=1)
    assert ink(rules_in(sheet.grey, 200)[1]) == 0


def test_worn_rules_and_missing_corners_make_a_grid() -> None:
    sheet = Sheet()
    sheet.grid(XS, YS)
    for x, y in ((2.5, 2.4), (3.1, 2.8), (6, 3.6)):
        sheet.rule(x, y, x + 0.12, y, points=6, ink=255)
    for x, y in ((1, 2), (7.2, 4.4), (4, 3.2)):
        sheet.pen.rectangle([200 * x - 8, 200 * y - 8, 200 * x + 8, 200 * y + 8], fill=255)
    assert cells(sheet.grey, 200) == 20


def test_the_rule_over_the_notes_and_the_one_under_a_motto_stay() -> None:
    sheet = Sheet()
    sheet.text(4.6, 1.2, "Độc lập - Tự do - Hạnh phúc", 13, typefaces.BOLD)
    sheet.rule(4.7, 1.26, 6.7, 1.26)
    sheet.rule(1.2, 9, 3.2, 9, points=0.4)
    sheet.rule(1.7, 1.4, 2.4, 1.4)
    rules, _ = rules_in(sheet.grey, 200)
    assert sorted(round(x1 - x0) for x0, _, x1, _ in rules.tolist()) == [140, 400, 400]


def test_hatching_is_no_rule() -> None:
    sheet = Sheet()
    for line in range(20):
        sheet.rule(2, 3 + line * 0.02, 3, 3 + line * 0.02)
    assert len(rules_in(sheet.grey, 200)[0]) == 0


def test_stamps_are_no_rules() -> None:
    sheet = Sheet()
    for radius in (142, 95):
        sheet.pen.ellipse((800 - radius, 800 - radius, 800 + radius, 800 + radius), outline=0, width=4)
    assert len(rules_in(sheet.grey, 200)[0]) == 0


def test_bars_are_no_rules() -> None:
    sheet = Sheet()
    sheet.rule(2, 3, 5, 3, points=9)
    rules, without = rules_in(sheet.grey, 200)
    assert len(rules) == 0
    assert (without == sheet.grey).all()


def test_what_the_scanner_leaves_at_the_sides_is_no_rule() -> None:
    sheet = Sheet()
    sheet.pen.rectangle((0, 0, 20, 2338), fill=0)
    sheet.rule(8.2, 0, 8.2, 11, points=1)
    sheet.rule(4, 0, 4, 11.69, points=1, ink=180)
    rules, without = rules_in(sheet.grey, 200)
    assert len(rules) == 0
    assert without[1000, 800] == 255


def test_noise_has_no_rules() -> None:
    noise = np.random.default_rng(13).integers(0, 256, (2339, 1654)).astype(np.uint8)
    rules, without = rules_in(noise, 200)
    assert len(rules) == 0
    assert (without == noise).all()


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_stems_under_one_another_in_rows_of_small_type_are_no_rule(dpi: int) -> None:
    row, room = 16 / 72, 3.1 / 72
    sheet = Sheet(dpi)
    sheet.grid([1.0, 1.4, 3.0, 4.0], [2 + at * row for at in range(5)])
    for top in (2 + row, 2 + 2 * row):
        sheet.rule(1.65, top + room, 1.65, top + row - room, points=1)
    assert cells(sheet.grey, dpi) == 12
