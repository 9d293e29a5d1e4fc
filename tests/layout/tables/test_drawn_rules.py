"""The same table however its rules are drawn, and heads however they are ruled."""

from itertools import pairwise

import pytest

from tests.layout.drawn import headers, only, read, rows, written

XS = [70, 110, 300, 380, 460, 540]
YS = [180, 200, 220, 240]
CELLS = [
    ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"],
    ["1", "Số thủ tục", "Thủ tục", "1.234", ""],
    ["2", "Số hồ sơ", "Hồ sơ", "-", "x"],
]


def thick_and_double(sheet):
    for y in YS:
        sheet.rule(XS[0], y, XS[-1], y, 2)
        sheet.rule(XS[0], y + 3, XS[-1], y + 3)
    for x in XS:
        sheet.rule(x, YS[0], x, YS[-1] + 3, 2)
        sheet.rule(x + 2.5, YS[0], x + 2.5, YS[-1] + 3)


def backgrounds_of_cells(sheet):
    for y in YS[:-1]:
        for left, right in pairwise(XS):
            sheet.bar(left + 1, y + 1, right - 1, y + 19)


def backgrounds_of_rows(sheet):
    for y in YS[:-1:2]:
        sheet.bar(XS[0], y, XS[-1], y + 20)


def dashes(sheet):
    for y in YS:
        for at in range(XS[0], XS[-1], 4):
            sheet.rule(at, y, at + 2.5, y)
    for x in XS:
        for at in range(YS[0], YS[-1], 4):
            sheet.rule(x, at, x, at + 2.5)


def thin_boxes(sheet):
    for top, bottom in pairwise(YS):
        for left, right in pairwise(XS):
            sheet.bar(left, top, right, top + 0.5)
            sheet.bar(left, bottom, right, bottom + 0.5)
            sheet.bar(left, top, left + 0.5, bottom)
            sheet.bar(right, top, right + 0.5, bottom)


def a_box_a_cell(sheet):
    for top, bottom in pairwise(YS):
        for left, right in pairwise(XS):
            sheet.frame(left, top, right, bottom)


KINDS = [thick_and_double, backgrounds_of_cells, backgrounds_of_rows, dashes, thin_boxes, a_box_a_cell]


@pytest.mark.parametrize("rules", KINDS, ids=lambda rules: rules.__name__)
def test_however_the_rules_are_drawn(tmp_path, rules):
    def page(sheet):
        sheet.body(80, 3)
        rules(sheet)
        sheet.cells(XS, 195, CELLS)
        sheet.body(560, 5)

    layout = read(written(tmp_path / "t.pdf", page))
    assert headers(layout) == [tuple(CELLS[0])]
    assert rows(layout) == [tuple(row) for row in CELLS[1:]]


# --- heads ----------------------------------------------------------------------------------------

LEVELS = [70, 100, 220, 290, 360, 430, 540]


def page_with_head(tmp_path, draw, cells):
    def page(sheet):
        sheet.body(80, 3)
        draw(sheet)
        sheet.cells(LEVELS, 254, cells)
        sheet.body(560, 5)

    return only(layout := read(written(tmp_path / "t.pdf", page))), rows(layout)


@pytest.mark.parametrize(
    "numbers", [[], [["(1)", "(2)", "(3)=(4)+(5)", "(4)", "(5)", "(6)"]]], ids=["plain", "numbered"]
)
def test_a_head_of_three_levels(tmp_path, numbers):
    cells = [*numbers, ["1", "Đất đai", "120", "100", "20", ""], ["2", "Hộ tịch", "60", "10", "50", ""]]
    ys = [240 + 20 * at for at in range(len(cells) + 1)]

    def draw(sheet):
        sheet.levels([180, *ys], LEVELS[0], LEVELS[-1])
        sheet.rule(LEVELS[2], 200, LEVELS[5], 200)
        sheet.rule(LEVELS[3], 220, LEVELS[5], 220)
        sheet.uprights([LEVELS[at] for at in (0, 1, 2, 5, 6)], 180, ys[-1])
        sheet.rule(LEVELS[3], 200, LEVELS[3], ys[-1])
        sheet.rule(LEVELS[4], 220, LEVELS[4], ys[-1])
        for x, y, text in [(74, 214, "TT"), (104, 214, "Nội dung"), (224, 224, "Tổng số"), (434, 214, "Ghi chú")]:
            sheet.text(x, y, text, 10)
        for x, y, text in [(325, 194, "Hồ sơ"), (360, 214, "Trong đó"), (325, 234, "Mạng"), (395, 234, "Giấy")]:
            sheet.text(x, y, text, 10, at="middle")

    table, found = page_with_head(tmp_path, draw, cells)
    outer = "Hồ sơ › Trong đó"
    assert table.header == ("TT", "Nội dung", "Hồ sơ › Tổng số", f"{outer} › Mạng", f"{outer} › Giấy", "Ghi chú")
    assert found == [tuple(row) for row in cells[-2:]]


def test_heads_of_two_columns_under_a_common_one_without_a_rule_between(tmp_path):
    def draw(sheet):
        sheet.levels([180, 240, 260, 280], LEVELS[0], LEVELS[-1])
        sheet.uprights([LEVELS[at] for at in (0, 1, 2, 4, 5, 6)], 180, 280)
        sheet.rule(LEVELS[3], 215, LEVELS[3], 280)
        for at, text in [(0, "TT"), (1, "Nội dung"), (4, "Tổng"), (5, "Ghi chú")]:
            sheet.text(LEVELS[at] + 4, 214, text, 10)
        for x, y, text in [(290, 205, "Kết quả"), (255, 225, "Cấp tỉnh"), (325, 225, "Cấp xã")]:
            sheet.text(x, y, text, 10, at="middle")

    table, _ = page_with_head(tmp_path, draw, [["1", "Thuế", "12", "3", "15", ""], ["2", "Phí", "5", "2", "7", ""]])
    assert table.header == ("TT", "Nội dung", "Kết quả › Cấp tỉnh", "Kết quả › Cấp xã", "Tổng", "Ghi chú")


def test_names_over_numbers_are_a_head_and_a_list_of_names_has_none(tmp_path):
    xs = [70, 250, 400, 540]
    counted = [["Tên xã", "Số hộ", "Số khẩu"], ["Nga An", "312", "1.200"], ["Nga Hải", "408", "1.610"]]
    named = [["Nga An", "Lê Văn A", "Chủ tịch"], ["Nga Hải", "Trần Thị B", "Bí thư"], ["Nga Sơn", "Vũ C", "Bí thư"]]

    def page(cells):
        return lambda sheet: (sheet.body(80, 3), sheet.ruled(xs, 180, cells), sheet.body(560, 5))

    assert headers(read(written(tmp_path / "a.pdf", page(counted)))) == [("Tên xã", "Số hộ", "Số khẩu")]
    layout = read(written(tmp_path / "b.pdf", page(named)))
    assert headers(layout) == [()]
    assert len(rows(layout)) == 3


def test_a_table_in_a_cell_is_its_own_and_its_text_stands_once(tmp_path):
    xs = [70, 110, 400, 540]

    def page(sheet):
        sheet.levels([180, 200, 300, 320], xs[0], xs[-1])
        sheet.uprights(xs, 180, 320)
        sheet.cells(xs, 194, [["TT", "Nội dung", "Ghi chú"]], bold=1)
        sheet.cells(xs, 214, [["1", "Theo xã", ""]])
        sheet.ruled(
            [130, 220, 300, 380], 225, [["Tên xã", "Số hộ", "Tỷ lệ"], ["Nga An", "31", "40"], ["Nga Hải", "4", "6"]]
        )
        sheet.cells(xs, 314, [["2", "Khác", ""]])

    layout = read(written(tmp_path / "t.pdf", page))
    assert rows(layout, 0) == [("1", "Theo xã", ""), ("2", "Khác", "")]
    assert rows(layout, 1) == [("Nga An", "31", "40"), ("Nga Hải", "4", "6")]
    assert layout.pages[0].text.count("Nga An") == 1


def test_a_head_in_two_lines_over_columns_told_by_gaps(tmp_path):
    def page(sheet):
        sheet.body(80, 3)
        for x, y, text in [(74, 200, "TT"), (114, 200, "Chỉ tiêu"), (304, 194, "Đơn vị"), (304, 206, "tính")]:
            sheet.text(x, y, text, 10, bold=True)
        sheet.cells(XS, 200, [["", "", "", "Số liệu", "Ghi chú"]], bold=1)
        sheet.cells(XS, 224, [["1", "Tổng số hồ sơ\nqua mạng", "Hồ sơ", "1.234", ""]])
        sheet.cells(XS, 256, [["2", "Số xã", "Xã", "12", ""], ["3", "Số đơn vị được\nkiểm tra", "Đơn vị", "-", ""]])
        sheet.body(560, 5)

    layout = read(written(tmp_path / "t.pdf", page))
    assert headers(layout) == [("TT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú")]
    assert rows(layout)[0] == ("1", "Tổng số hồ sơ qua mạng", "Hồ sơ", "1.234", "")
    assert [row[1] for row in rows(layout)][2] == "Số đơn vị được kiểm tra"
