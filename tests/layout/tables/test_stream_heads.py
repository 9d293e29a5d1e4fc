"""Heads of tables without a grid: nested by rules or by places, of several lines; two tables under one set of rules."""

import pytest

from tests.layout.drawn import headers, layout_of, only, rows

XS = [70, 100, 250, 310, 370, 430, 490, 550]
BODY = [["1", "Thu nội địa", "12", "13", "14", "15", "16"], ["2", "Thu khác", "22", "23", "24", "25", "26"]]
INNER = ["Tổng số", "Tỉnh", "Xã"]


def rows_of(sheet, y, cells, size=9):
    for at, row in enumerate(cells):
        for column, text in enumerate(row):
            number = column > 1 and text.replace(".", "").isdigit()
            x = XS[column + 1] - 6 if number else XS[column] + 4
            sheet.text(x, y + 16 * at, text, size, at="right" if number else "left")


def centred(sheet, first, end, y, text):
    sheet.text((XS[first] + XS[end]) / 2, y, text, 9, bold=True, at="middle")


@pytest.mark.parametrize("by_cell", [True, False])
def test_short_heads_over_one_long_rule_stand_over_the_columns_in_whose_middle_they_are(tmp_path, by_cell):
    def draw(sheet):
        for y, first in ((180, 0), (196, 2), (212, 5), (228, 0), (244, 0), (260, 0)):
            for left, right in zip(XS[first:-1], XS[first + 1 :], strict=True) if by_cell else [(XS[first], XS[-1])]:
                sheet.rule(left, y, right, y)
        centred(sheet, 0, 1, 208, "TT")
        centred(sheet, 1, 2, 208, "Nội dung")
        centred(sheet, 2, 4, 192, "Dự toán")
        centred(sheet, 4, 7, 192, "Quyết toán")
        centred(sheet, 5, 7, 208, "Chia ra")
        for at, text in enumerate(["Tổng", "Tỉnh", "Tổng"]):
            centred(sheet, 2 + at, 3 + at, 216, text)
        for at, text in enumerate(["Huyện", "Xã"]):
            centred(sheet, 5 + at, 6 + at, 224, text)
        rows_of(sheet, 240, BODY)

    layout = layout_of(tmp_path, draw)
    assert headers(layout)[0][2:] == (
        "Dự toán › Tổng",
        "Dự toán › Tỉnh",
        "Quyết toán › Tổng",
        "Quyết toán › Chia ra › Huyện",
        "Quyết toán › Chia ra › Xã",
    )
    assert rows(layout)[1] == ("2", "Thu khác", "22", "23", "24", "25", "26")


def test_a_head_of_several_lines_without_rules_is_one(tmp_path):
    inner = [["Năm", "2023"], ["So với", "năm", "2023"], ["Cả", "năm"], ["Thị xã", "Bình An"], ["Thị xã", "Bình Hòa"]]

    def draw(sheet):
        sheet.text(XS[0] + 4, 208, "TT", 9, bold=True)
        centred(sheet, 1, 2, 208, "Chỉ tiêu")
        centred(sheet, 5, 7, 192, "Diện tích phân theo xã")
        for at, lines in enumerate(inner, 2):
            for line, text in enumerate(lines):
                centred(sheet, at, at + 1, 208 + 10 * (line - len(lines) / 2 + 0.5) + 4 * (at > 4), text)
        rows_of(sheet, 240, [[str(n), f"Xã {n}", *(f"{n}.23{at}.100" for at in range(5))] for n in range(1, 4)])

    layout = layout_of(tmp_path, draw)
    over = "Diện tích phân theo xã"
    plain = ("TT", "Chỉ tiêu", "Năm 2023", "So với năm 2023", "Cả năm")
    assert headers(layout) == [(*plain, f"{over} › Thị xã Bình An", f"{over} › Thị xã Bình Hòa")]
    assert only(layout).n_rows == 3


def test_years_are_heads_where_nothing_stands_over_the_labels(tmp_path):
    def draw(sheet):
        for at, year in enumerate(["2020", "2021", "2022"]):
            centred(sheet, 2 + at, 3 + at, 200, year)
        for at, row in enumerate(
            [["Dân số", "591", "594", "597"], ["Thành thị", "209", "211", "213"], ["Nông thôn", "381", "382", "383"]]
        ):
            sheet.text(74, 226 + 16 * at, row[0], 9)
            for column, text in enumerate(row[1:], 2):
                sheet.text(XS[column + 1] - 6, 226 + 16 * at, text, 9, at="right")

    layout = layout_of(tmp_path, draw)
    assert headers(layout) == [("", "2020", "2021", "2022")]
    assert rows(layout)[0] == ("Dân số", "591", "594", "597")


def test_heads_that_stand_close_are_those_of_their_columns(tmp_path):
    def draw(sheet):
        for y in (192, 214, 228, 244, 260):
            sheet.rule(70, y, 330, y)
        for x, text in ((120, "Chỉ tiêu"), (216, "Đơn vị"), (245, "2021"), (269.5, "2022"), (294, "2023")):
            sheet.text(x, 208, text, 9, bold=True, at="middle")
        for y, label, unit, *values in (
            (224, "Số vụ vi phạm", "vụ", "12", "13", "14"),
            (240, "Diện tích", "ha", "6", "5", "4"),
        ):
            sheet.text(74, y, label, 9)
            sheet.text(216, y, unit, 9, at="middle")
            for x, value in zip((254, 278, 303), values, strict=True):
                sheet.text(x, y, value, 9, at="right")

    assert headers(layout_of(tmp_path, draw)) == [("Chỉ tiêu", "Đơn vị", "2021", "2022", "2023")]


def test_a_head_is_over_the_columns_in_whose_middle_it_stands_though_it_covers_fewer(tmp_path):
    xs = (275, 330, 390, 470)

    def draw(sheet):
        sheet.text(367, 196, "Tháng 5 năm 2024 so với các kỳ (%)", 9, bold=True, at="middle")
        for x, text in zip(xs, ("Kỳ gốc 2019", "Tháng 5", "Tháng 12", "Tháng 4"), strict=True):
            sheet.text(x, 208, text, 9, bold=True, at="middle")
        sheet.text(530, 208, "Bình quân", 9, bold=True, at="middle")
        for y, label, *values in (
            (228, "CHỈ SỐ GIÁ", "119,39", "102,67", "103,63", "100,75", "103,9"),
            (244, "Lương thực", "118,7", "102,5", "102,1", "100,3", "105,1"),
        ):
            sheet.text(74, y, label, 9)
            for x, value in zip((*xs, 530), values, strict=True):
                sheet.text(x + 16, y, value, 9, at="right")

    over = "Tháng 5 năm 2024 so với các kỳ (%) › "
    assert headers(layout_of(tmp_path, draw))[0][1:] == (
        f"{over}Kỳ gốc 2019", f"{over}Tháng 5", f"{over}Tháng 12", f"{over}Tháng 4", "Bình quân",
    )  # fmt: skip


def test_what_opens_parts_is_a_row(tmp_path):
    def draw(sheet):
        rows_of(sheet, 200, [["TT", "Nội dung", "Quý I", "Quý II"], ["1", "Thu nội địa", "12", "13"]])
        sheet.text(104, 230, "Trong đó:", 9)
        rows_of(sheet, 244, [["", "Thu ngoài", "2", "3"], ["2", "Thu khác", "22", "23"]])

    assert rows(layout_of(tmp_path, draw))[:3] == [
        ("1", "Thu nội địa", "12", "13"),
        ("", "Trong đó:", "", ""),
        ("", "Thu ngoài", "2", "3"),
    ]


def test_tables_under_rules_of_one_width_are_parted_by_their_labels(tmp_path):
    def table(sheet, top, label):
        sheet.text(310, top, label, 11, bold=True, at="middle")
        sheet.levels([top + 10 + 16 * at for at in range(4)], XS[0], XS[-1])
        rows_of(sheet, top + 22, [["TT", "Nội dung", "Quý I", "Quý II", "Quý III", "Quý IV", "Năm"], *BODY])

    def draw(sheet):
        table(sheet, 180, "Biểu 1")
        table(sheet, 280, "Biểu 2")

    layout = layout_of(tmp_path, draw)
    assert [(table.label, table.n_rows) for table in layout.tables] == [("Biểu 1", 2), ("Biểu 2", 2)]


def test_row_numbers_near_their_labels_are_a_column(tmp_path):
    def draw(sheet):
        for at, row in enumerate(
            [["TT", "Tên bệnh", "ĐVT", "Năm 2022"], *([f"{n}", f"Bệnh {n}", "ca", f"{n}8"] for n in range(1, 5))]
        ):
            for x, text in zip([80, 95 if at else 150, 250, 310], row, strict=True):
                sheet.text(x, 200 + 16 * at, text, 10)

    assert rows(layout_of(tmp_path, draw))[2] == ("3", "Bệnh 3", "ca", "38")


def test_a_unit_of_two_lines_stands_in_the_row_whose_middle_it_reaches_over(tmp_path):
    def draw(sheet):
        rows_of(sheet, 200, [["Loại hình", "", "2021", "2022"], ["Cơ sở", "", "2.972", "3.462"]])
        sheet.text(254, 200, "ĐVT", 9)
        sheet.text(254, 216, "cơ sở", 9)
        rows_of(sheet, 236, [["Tiền phạt", "", "9.356", "9.277"]])
        for at, text in enumerate(["triệu", "đồng"]):
            sheet.text(254, 231 + 10 * at, text, 9)

    layout = layout_of(tmp_path, draw)
    assert rows(layout) == [("Cơ sở", "cơ sở", "2.972", "3.462"), ("Tiền phạt", "triệu đồng", "9.356", "9.277")]


def test_heads_nearer_than_columns_stand_over_their_own_column(tmp_path):
    def draw(sheet):
        sheet.levels([180, 212, 228, 244, 260], XS[0], XS[-1])
        rows_of(sheet, 200, [["TT", "Nội dung"]])
        for at, (upper, lower) in enumerate(
            [("So với cùng", "kỳ (%)"), ("Ước cả năm", "2024"), ("Kế hoạch năm", "2025")]
        ):
            for line, text in enumerate((upper, lower)):
                sheet.text(340 + 64 * at, 194 + 11 * line, text, 9, bold=True, at="middle")
        for at, n in enumerate("123"):
            for column, text in enumerate([n, f"Tên {n}", f"{n}.235.100", f"{n}1.235.100", f"{n}2.235.100"]):
                x = [74, 104, 369, 433, 497][column]
                sheet.text(x, 224 + 16 * at, text, 9, at="left" if column < 2 else "right")

    heads = ("TT", "Nội dung", "So với cùng kỳ (%)", "Ước cả năm 2024", "Kế hoạch năm 2025")
    assert headers(layout_of(tmp_path, draw)) == [heads]


def test_a_rule_under_the_innermost_heads_alone_parts_none(tmp_path):
    def draw(sheet):
        sheet.levels([180, 270], XS[1], XS[4])
        sheet.rule(XS[2], 214, XS[4], 214)
        centred(sheet, 1, 2, 202, "Xã")
        centred(sheet, 2, 4, 193, "Chia ra")
        centred(sheet, 2, 3, 209, "Thực hiện")
        centred(sheet, 3, 4, 209, "Kế hoạch")
        for at, n in enumerate("123"):
            for column, text in enumerate([f"Xã {n}", f"{n}.235.100", f"{n}1,2"]):
                x = XS[column + 2] - 4 if column else XS[1]
                sheet.text(x, 228 + 16 * at, text, 9, at="right" if column else "left")

    assert headers(layout_of(tmp_path, draw)) == [("Xã", "Chia ra › Thực hiện", "Chia ra › Kế hoạch")]


def test_long_numbers_close_to_each_other_are_cells_of_their_own(tmp_path):
    numbers = [("34.421.418.814", "395.252.100"), ("12", "34.395.252.100"), ("15", "16")]

    def draw(sheet):
        cells = [
            ("TT", "Nội dung", "Quý I", "Quý II"),
            *((str(at), f"Thu {at}", *row) for at, row in enumerate(numbers, 1)),
        ]
        for at, row in enumerate(cells):
            for x, text in zip([74, 104, 364, 433], row, strict=True):
                sheet.text(x, 200 + 16 * at, text, 9, at="left" if x < 200 else "right")

    assert [row[2:] for row in rows(layout_of(tmp_path, draw))] == numbers


def test_the_second_line_of_a_unit_in_the_last_row_is_part_of_it(tmp_path):
    def draw(sheet):
        rows_of(sheet, 200, [["TT", "Nội dung", "ĐVT", "Số liệu"], ["1", "Thu", "hộ", "12"], ["2", "Chi", "tấn", "15"]])
        rows_of(sheet, 253, [["3", "Nợ", "", "16"]])
        for at, (x, text) in enumerate([(258, "tỷ"), (254, "đồng")]):
            sheet.text(x, 248 + 10 * at, text, 9)
        sheet.body(330, 3)

    assert rows(layout_of(tmp_path, draw))[-1] == ("3", "Nợ", "tỷ đồng", "16")


def test_a_row_of_two_lines_beside_numbers_in_its_middle_is_one(tmp_path):
    def draw(sheet):
        rows_of(sheet, 200, [["TT", "Nội dung", "ĐVT", "Số liệu"], ["1", "Thu", "hộ", "12"], ["2", "Chi", "tấn", "15"]])
        for at, (label, unit) in enumerate([("Tổng diện tích gieo", "tỷ"), ("trồng cây lâu năm", "đồng")]):
            sheet.text(104, 249 + 11 * at, label, 9)
            sheet.text(256, 249 + 11 * at, unit, 9)
        rows_of(sheet, 254.5, [["3", "", "", "1.234"], ["", "", "", ""], ["4", "Nợ", "hộ", "18"]])

    assert rows(layout_of(tmp_path, draw))[2:] == [
        ("3", "Tổng diện tích gieo trồng cây lâu năm", "tỷ đồng", "1.234"),
        ("4", "Nợ", "hộ", "18"),
    ]


def test_the_upper_line_of_close_heads_without_rules_is_part_of_them(tmp_path):
    def draw(sheet):
        sheet.text(540, 180, "Đơn vị tính: Triệu đồng", 9, at="right")
        for at, text in enumerate(["So với kế hoạch", "So với cùng kỳ", "Kế hoạch năm"]):
            sheet.text(330 + 75 * at, 200, text, 9, bold=True, at="middle")
            sheet.text(330 + 75 * at, 212, ["(%)", "(%)", "2024"][at], 9, bold=True, at="middle")
        sheet.text(74, 206, "TT", 9, bold=True)
        sheet.text(150, 206, "Địa phương", 9, bold=True)
        for at in range(1, 4):
            texts = [str(at), f"Xã {at}", f"{at}1,5", f"{at}2,5", f"{at}.500"]
            for x, text in zip([74, 104, 350, 430, 505], texts, strict=True):
                sheet.text(x, 212 + 16 * at, text, 9, at="left" if x < 200 else "right")

    heads = ("TT", "Địa phương", "So với kế hoạch (%)", "So với cùng kỳ (%)", "Kế hoạch năm 2024")
    layout = layout_of(tmp_path, draw)
    assert headers(layout) == [heads]
    assert only(layout).title == "(Đơn vị tính: Triệu đồng)"


def test_a_head_on_a_ground_of_its_own_stands_over_the_first_rule(tmp_path):
    xs = [70, 110, 260, 360, 460]

    def page(first):
        def draw(sheet):
            sheet.bar(xs[0], 160, xs[-1], 180)
            sheet.levels([180 + 20 * at for at in range(7)], xs[0], xs[-1])
            sheet.cells(xs, 174, [["TT", "Đơn vị", "Kế hoạch", "Thực hiện"]], bold=1)
            body = [[str(at), f"Huyện An Phú {at}", f"1{at}2", f"1{at}7"] for at in range(first, first + 6)]
            sheet.cells(xs, 194, [["", "Tổng số", "900", "910"], *body[1:]], bold=1)

        return draw

    layout = layout_of(tmp_path, page(0), page(6))
    assert headers(layout) == [("TT", "Đơn vị", "Kế hoạch", "Thực hiện")]
    assert rows(layout)[0] == ("", "Tổng số", "900", "910")
    assert len(rows(layout)) == 12
