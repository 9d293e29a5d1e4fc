"""Drawings with labels: charts are no text to read on and no tables, tables in small type are tables."""

from itertools import pairwise

from tests.layout.drawn import between_text, body, layout_of, only, rows


def scale(sheet, steps):
    """Level lines with numbers at their left end, from 350 up."""
    for at, text in enumerate(steps):
        sheet.rule(110, 350 - 30 * at, 530, 350 - 30 * at)
        sheet.text(100, 353 - 30 * at, text, 7, at="right")


def test_lines_of_a_chart_without_bars_or_frame(tmp_path):
    def draw(sheet):
        scale(sheet, ["0,0%", "2,5%", "5,0%", "7,5%", "10,0%"])
        for at in range(5):
            sheet.rule(120 + 80 * at, 340 - 20 * at, 200 + 80 * at, 320 - 20 * at)
            sheet.text(150 + 80 * at, 335 - 20 * at, f"{at},9", 7)
        sheet.rule(110, 350, 110, 230)

    layout = layout_of(tmp_path, between_text(draw))
    assert layout.tables == ()
    assert "3,9" in layout.pages[0].text
    assert "3,9" not in body(layout)


def test_the_heading_over_and_the_text_under_a_chart_are_read(tmp_path):
    def draw(sheet):
        sheet.text(70, 160, "1. Kết quả năm 2024", bold=True)
        scale(sheet, ["0", "10", "20", "30", "40"])
        for at in range(5):
            sheet.bar(130 + 80 * at, 350 - 17 * at - 9, 150 + 80 * at, 350)
            sheet.text(130 + 80 * at, 338 - 17 * at, f"{17 * at + 9}", 7)
        sheet.body(400, 2)

    found = body(layout_of(tmp_path, between_text(draw)))
    assert "1. Kết quả năm 2024" in found
    assert found.count("Ủy ban nhân dân tỉnh") == 10
    assert "43" not in found


def test_a_table_of_level_rules_in_small_type_is_a_table(tmp_path):
    xs = [70, 110, 300, 380, 460, 540]
    cells = [
        ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"],
        *([str(n), f"Tên {n}", "Xã", str(9 - n), ""] for n in range(1, 6)),
    ]

    def draw(sheet):
        sheet.levels([180 + 15 * at for at in range(7)], xs[0], xs[-1])
        for at, row in enumerate(cells):
            for x, text in zip(xs, row, strict=False):
                sheet.text(x + 4, 191 + 15 * at, text, 8)

    layout = layout_of(tmp_path, between_text(draw))
    assert only(layout).n_rows == 5
    assert rows(layout)[1] == ("2", "Tên 2", "Xã", "7", "")


def test_rules_drawn_as_thin_boxes_cell_by_cell_are_no_bars(tmp_path):
    xs = [70, 110, 240, *range(280, 541, 52)]
    inner = [[str(n), f"Tên {n}", "tấn", *(str(n * month) for month in range(11, 16))] for n in range(1, 6)]

    def draw(sheet):
        for at in range(8):
            for left, right in pairwise(xs if at != 1 else xs[3:]):
                sheet.bar(left, 180 + 15 * at, right, 180.75 + 15 * at)
        sheet.text(370, 191, "Năm 2024", 8)
        for at, row in enumerate([["TT", "Nội dung", "ĐVT", *"ABCDE"], *inner]):
            for x, text in zip(xs, row, strict=False):
                sheet.text(x + 4, 206 + 15 * at, text, 8)

    layout = layout_of(tmp_path, between_text(draw))
    assert only(layout).n_rows == 5
    assert rows(layout)[4] == ("5", "Tên 5", "tấn", "55", "60", "65", "70", "75")


def test_text_in_a_frame_is_read(tmp_path):
    def draw(sheet):
        sheet.frame(70, 160, 540, 260)
        for at in range(4):
            sheet.text(80, 185 + 20 * at, f"Điểm {at + 1}: tiếp tục rà soát, đơn giản hóa thủ tục hành chính.", 10)

    found = body(layout_of(tmp_path, between_text(draw)))
    assert "Điểm 3: tiếp tục rà soát" in found
