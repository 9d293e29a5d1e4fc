"""Rows and columns of tables that no grid tells apart, and their parts on further pages."""

from tests.layout.drawn import between_text, headers, layout_of, only, rows

XS = [70, 110, 300, 380, 460, 540]
HEAD = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]


def centred(sheet, top, number, label, *others):
    """A row whose label has several lines and whose other cells stand in the middle of its height."""
    for at, line in enumerate(label):
        sheet.text(XS[1] + 4, top + 12 * at, line, 10)
    middle = top + 6 * (len(label) - 1)
    for column, text in zip((0, 2, 3, 4), (number, *others), strict=False):
        sheet.text(XS[column] + 4, middle, text, 10)


def test_numbers_in_the_middle_of_their_rows(tmp_path):
    def draw(sheet):
        sheet.levels([180, 200], XS[0], XS[-1])
        sheet.cells(XS, 194, [HEAD], bold=1)
        centred(
            sheet,
            216,
            "1",
            ["Tổng số hồ sơ tiếp nhận qua", "môi trường mạng và tại bộ phận", "một cửa"],
            "Hồ sơ",
            "1.234",
        )
        centred(sheet, 258, "2", ["Số hồ sơ đã giải quyết", "trước hạn"], "Hồ sơ", "98")
        centred(sheet, 288, "3", ["Số xã"], "Xã", "7")
        sheet.levels([296], XS[0], XS[-1])

    layout = layout_of(tmp_path, between_text(draw, 620))
    assert headers(layout) == [tuple(HEAD)]
    assert [row[:4] for row in rows(layout)] == [
        ("1", "Tổng số hồ sơ tiếp nhận qua môi trường mạng và tại bộ phận một cửa", "Hồ sơ", "1.234"),
        ("2", "Số hồ sơ đã giải quyết trước hạn", "Hồ sơ", "98"),
        ("3", "Số xã", "Xã", "7"),
    ]


def test_long_and_short_numbers_at_the_right_end_of_one_column(tmp_path):
    cells = [["1", "Thu", "Đồng", "9.424.000", ""], ["2", "Chi", "Đồng", "7", ""], ["3", "Nợ", "Đồng", "1.250", ""]]
    layout = layout_of(tmp_path, between_text(lambda sheet: sheet.cells(XS, 194, [HEAD, *cells]), 620))
    assert rows(layout) == [tuple(row) for row in cells]


def test_numbers_of_columns_between_level_rules_belong_to_the_head(tmp_path):
    cells = [["1", "Số xã", "Xã", "12", "mới"], ["2", "Số hộ", "Hộ", "1.250", ""]]

    def draw(sheet):
        sheet.levels([180, 200, 220, 240, 260], XS[0], XS[-1])
        sheet.cells(XS, 194, [HEAD, ["(1)", "(2)", "(3)", "(4)", "(5)"], *cells], bold=1)

    layout = layout_of(tmp_path, between_text(draw, 620))
    assert headers(layout) == [tuple(HEAD)]
    assert rows(layout) == [tuple(row) for row in cells]


def test_a_part_without_text_in_one_column_and_a_last_row_alone(tmp_path):
    cells = [[str(at), f"Chỉ tiêu số {at}", "Hồ sơ", str(10 * at), "mới" if at == 2 else ""] for at in range(1, 8)]

    def page(start, part):
        def draw(sheet):
            sheet.levels([start, start + 20, start + 20 * len(part)], XS[0], XS[-1])
            sheet.cells(XS, start + 14, part)

        return draw

    layout = layout_of(tmp_path, page(660, [HEAD, *cells[:3]]), page(60, cells[3:6]), page(60, cells[6:]))
    assert (only(layout).page_end, only(layout).n_cols) == (3, 5)
    assert rows(layout) == [tuple(row) for row in cells]


def test_a_counted_list_with_three_columns_needs_no_numbers_in_it(tmp_path):
    xs = [70, 110, 330, 460, 540]
    tasks = [("Rà soát", "Sở Nội vụ"), ("Công khai", "Sở Tư pháp"), ("Tổng kết", "Các sở"), ("Báo cáo", "Sở Nội vụ")]
    cells = [[str(at), f"{task} thủ tục", organ, "Quý I"] for at, (task, organ) in enumerate(tasks, 1)]
    head = ["TT", "Nội dung công việc", "Cơ quan chủ trì", "Thời hạn"]
    layout = layout_of(tmp_path, between_text(lambda sheet: sheet.cells(xs, 194, [head, *cells], bold=1), 620))
    assert headers(layout) == [tuple(head)]
    assert rows(layout) == [tuple(row) for row in cells]


def test_a_single_row_with_open_sides_goes_on_on_the_next_page(tmp_path):
    cells = [[str(at), f"Chỉ tiêu số {at}", "Hồ sơ", str(10 * at), "mới"] for at in range(1, 4)]

    def page(start, part):
        def draw(sheet):
            ys = [start + 20 * at for at in range(len(part) + 1)]
            sheet.levels(ys, XS[0], XS[-1])
            sheet.uprights(XS[1:-1], ys[0], ys[-1])
            sheet.cells(XS, start + 14, part)

        return draw

    layout = layout_of(tmp_path, page(700, [HEAD, *cells[:2]]), page(60, cells[2:]))
    assert (only(layout).page_end, only(layout).n_cols) == (2, 5)
    assert rows(layout) == [tuple(row) for row in cells]


def test_a_label_between_two_tables_parts_them(tmp_path):
    form = [["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"], ["1", "Số hồ sơ", "Hồ sơ", "12", "Quý I"]]

    def draw(sheet):
        sheet.cells(XS, 100, [*form, ["2", "Số phiếu", "Phiếu", "7", ""]], bold=1)
        sheet.text(305, 166, "Biểu mẫu 2", 12, bold=True, at="middle")
        sheet.text(305, 182, "Cải cách thể chế", 12, bold=True, at="middle")
        sheet.cells(XS, 204, [*form, ["2", "Số văn bản", "Văn bản", "9", ""]], bold=1)

    layout = layout_of(tmp_path, draw)
    assert [len(rows(layout, at)) for at in range(len(layout.tables))] == [2, 2]
    assert layout.tables[1].label == "Biểu mẫu 2"


def test_ticks_under_known_heads_are_no_formula(tmp_path):
    def draw(sheet):
        sheet.levels([180, 200, 220, 240], XS[0], XS[4])
        ticked = [
            ["STT", "Tên đơn vị", "Đơn vị tính", "Ghi chú"],
            ["1", "Sở Y tế", "Xã", "x"],
            ["2", "Sở Xây dựng", "Xã", "x"],
        ]
        sheet.cells(XS[:5], 194, ticked, bold=1)

    assert rows(layout_of(tmp_path, draw)) == [("1", "Sở Y tế", "Xã", "x"), ("2", "Sở Xây dựng", "Xã", "x")]


def test_a_heading_of_two_lines_with_its_number_on_a_line_between(tmp_path):
    def draw(sheet):
        sheet.cells(XS, 194, [HEAD], bold=1)
        sheet.cells(XS, 214, [["1", "Số thủ tục", "Thủ tục", "74"], ["1.1", "Số hồ sơ", "Hồ sơ", "98"]])
        for at, line in enumerate(["Thực hiện cơ chế tự chủ tại các", "đơn vị sự nghiệp công lập"]):
            sheet.text(XS[1] + 4, 254 + 12 * at, line, 10, bold=True)
        sheet.text(XS[0] + 4, 260, "2", 10, bold=True)
        sheet.cells(XS, 286, [["2.1", "Tổng số đơn vị", "Đơn vị", "1.188"], ["2.2", "Tự bảo đảm chi", "Đơn vị", "01"]])

    layout = layout_of(tmp_path, between_text(draw, 620))
    assert [row[:4] for row in rows(layout)] == [
        ("1", "Số thủ tục", "Thủ tục", "74"),
        ("1.1", "Số hồ sơ", "Hồ sơ", "98"),
        ("2", "Thực hiện cơ chế tự chủ tại các đơn vị sự nghiệp công lập", "", ""),
        ("2.1", "Tổng số đơn vị", "Đơn vị", "1.188"),
        ("2.2", "Tự bảo đảm chi", "Đơn vị", "01"),
    ]


def test_a_cell_merged_over_rows_whose_rules_leave_its_column_out(tmp_path):
    xs = [70, 110, 200, 420, 540]

    def draw(sheet):
        sheet.levels([180, 200, 240, 300], xs[0], xs[-1])
        for y in (220, 260, 280):
            sheet.rule(xs[0], y, xs[1], y)
            sheet.rule(xs[2], y, xs[-1], y)
        sheet.cells(xs, 194, [["TT", "Lĩnh vực", "Tên thủ tục", "Mức độ"]], bold=1)
        names = ["Cấp bản sao", "Đăng ký lại", "Cấp phép", "Gia hạn", "Thu hồi"]
        for at, name in enumerate(names):
            sheet.cells(xs, 214 + 20 * at, [[str(at + 1), "", name, "Toàn trình"]])
        sheet.text(xs[1] + 20, 224, "Hộ tịch", 10)
        sheet.text(xs[1] + 20, 274, "Đất đai", 10)

    layout = layout_of(tmp_path, between_text(draw, 620))
    assert headers(layout) == [("TT", "Lĩnh vực", "Tên thủ tục", "Mức độ")]
    assert rows(layout) == [
        ("1", "Hộ tịch", "Cấp bản sao", "Toàn trình"),
        ("2", "", "Đăng ký lại", "Toàn trình"),
        ("3", "Đất đai", "Cấp phép", "Toàn trình"),
        ("4", "", "Gia hạn", "Toàn trình"),
        ("5", "", "Thu hồi", "Toàn trình"),
    ]


def test_a_rule_under_some_heads_merges_no_rows(tmp_path):
    cells = [["1", "Số xã", "Xã", "12", "3"], ["2", "Số hộ", "Hộ", "1.250", "40"]]

    def draw(sheet):
        sheet.levels([175, 215, 260], XS[0], XS[-1])
        sheet.rule(XS[3], 195, XS[5], 195)
        sheet.text(430, 189, "Kết quả", 10, bold=True)
        sheet.cells(XS, 209, [["STT", "Chỉ tiêu", "Đơn vị tính", "Tỉnh", "Xã"]], bold=1)
        sheet.cells(XS, 230, cells)

    layout = layout_of(tmp_path, between_text(draw, 620))
    assert rows(layout) == [tuple(row) for row in cells]


def test_row_numbers_of_two_digits_and_numbers_a_blank_apart_are_cells_of_their_own(tmp_path):
    districts = ["An Phú", "Châu Phú", "Châu Thành", "Chợ Mới", "Phú Tân", "Thoại Sơn"]

    def draw(sheet):
        for x, head in ((72, "TT"), (110, "Huyện"), (200, "2021"), (246, "2022"), (292, "2023")):
            sheet.text(x, 180, head, 10, bold=True)
        for at, name in enumerate(districts):
            y = 200 + 20 * at
            sheet.text(87, y, str(9 + at), 10, at="right")
            sheet.text(91, y, f"Huyện {name}", 10)
            for x in (230, 272, 314):
                sheet.text(x, y, f"{1 + at}.{x}.16{at}", 10, at="right")

    layout = layout_of(tmp_path, draw)
    assert rows(layout) == [
        (str(9 + at), f"Huyện {name}", *(f"{1 + at}.{x}.16{at}" for x in (230, 272, 314)))
        for at, name in enumerate(districts)
    ]
