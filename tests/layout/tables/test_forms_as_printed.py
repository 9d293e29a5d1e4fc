"""Statistical forms as offices print them: where the unit stands, how rows hang together, what the head is."""

from tests.layout.drawn import between_text, form_rows, headers, layout_of, only, rows

XS = [70, 110, 300, 380, 460, 540]
HEAD = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]
FORM = [
    ["1", "Số thủ tục", "Thủ tục", "1.234", ""],
    ["2", "Số hồ sơ", "Hồ sơ", "-", "x"],
    ["2.1", "Đúng hạn", "Hồ sơ", "0", ""],
    ["2.2", "Quá hạn", "Hồ sơ", "", ""],
]
NO_UNIT = [70, 110, 350, 450, 540]


def ruled(tmp_path, xs, cells, *texts):
    """A ruled table from 180 down with further texts (x, y, text, at) above it."""

    def draw(sheet):
        for x, y, text, at in texts:
            sheet.text(x, y, text, 10, bold=True, at=at)
        sheet.ruled(xs, 180, cells)

    return layout_of(tmp_path, between_text(draw))


# --- units and captions ---------------------------------------------------------------------------


def test_the_unit_stands_in_the_line_of_the_title(tmp_path):
    title = "Biểu số 02: THU NGÂN SÁCH (Đơn vị tính: triệu đồng)"
    cells = [["STT", "Chỉ tiêu", "Kết quả", "Ghi chú"], ["1", "Tổng thu", "1.200", ""], ["2", "Tỷ lệ", "97%", ""]]
    layout = ruled(tmp_path, NO_UNIT, cells, (305, 166, title, "middle"))
    assert (only(layout).label, only(layout).title) == ("Biểu số 02", "THU NGÂN SÁCH (Đơn vị tính: triệu đồng)")


def test_a_label_at_the_left_and_the_unit_at_the_right_of_one_line(tmp_path):
    cells = [["STT", "Chỉ tiêu", "Kết quả", "Ghi chú"], ["1", "Tổng thu", "1.200", ""], ["2", "Tổng chi", "970", ""]]
    above = [(74, 152, "Biểu số: 01/CCHC-TC", "left"), (540, 152, "ĐVT: tỷ đồng", "right")]
    layout = ruled(tmp_path, NO_UNIT, cells, *above, (305, 168, "THU, CHI NGÂN SÁCH", "middle"))
    assert only(layout).label == "Biểu số: 01/CCHC-TC"
    assert only(layout).title == "THU, CHI NGÂN SÁCH (Đơn vị tính: tỷ đồng)"


def test_beside_a_per_cent_the_unit_of_amounts_is_that_of_the_table(tmp_path):
    cells = [["STT", "Nội dung", "Số vốn", "Tỷ lệ"], ["1", "Vốn tỉnh", "1.200", "55"], ["2", "Vốn huyện", "970", "45"]]
    for printed in ("ĐVT: Triệu đồng, %", "Đơn vị: Triệu đồng; %"):
        layout = ruled(tmp_path, NO_UNIT, cells, (540, 166, printed, "right"))
        assert only(layout).unit == "Triệu đồng"
    layout = ruled(tmp_path, NO_UNIT, cells, (540, 166, "ĐVT: %", "right"))
    assert only(layout).unit == "%"


def test_who_reports_is_no_unit(tmp_path):
    cells = [["STT", "Chỉ tiêu", "Kết quả", "Ghi chú"], ["1", "Tổng thu", "1.200", ""], ["2", "Tổng chi", "970", ""]]
    layout = ruled(tmp_path, NO_UNIT, cells, (305, 166, "Đơn vị: Sở Tài chính", "middle"))
    assert [row[2] for row in form_rows(layout)] == ["", ""]


def test_what_the_annex_goes_with_is_no_title(tmp_path):
    texts = [(305, 152, "Phụ lục I", "middle"), (305, 166, "(Kèm theo Báo cáo số 12/BC-UBND)", "middle")]
    layout = ruled(tmp_path, XS, [HEAD, *FORM], *texts)
    assert (only(layout).label, only(layout).title) == ("Phụ lục I", None)


def test_a_form_without_any_unit(tmp_path):
    cells = [["STT", "Chỉ tiêu", "Số liệu", "Ghi chú"], ["1", "Số hồ sơ", "1.200", ""], ["2", "Số xã", "97", "mới"]]
    layout = ruled(tmp_path, NO_UNIT, cells)
    assert form_rows(layout) == [("1", "Số hồ sơ", "", "1.200", ""), ("2", "Số xã", "", "97", "mới")]


def test_a_period_over_the_only_values_makes_a_form_and_over_several_none(tmp_path):
    one = [["STT", "Chỉ tiêu", "ĐVT", "Năm 2024", "Ghi chú"], ["1", "Thu", "Tỷ đồng", "150", ""]]
    assert form_rows(ruled(tmp_path, XS, one)) == [("1", "Thu", "Tỷ đồng", "150", "")]
    xs = [70, 100, 220, 280, 350, 420, 540]
    head = ["STT", "Chỉ tiêu", "ĐVT", "Năm 2023", "Năm 2024", "So sánh (%)"]
    several = ruled(tmp_path, xs, [head, ["1", "Thu", "Tỷ đồng", "120", "150", "125"]])
    assert headers(several) == [tuple(head)]
    assert not only(several).is_form
    assert rows(several) == [("1", "Thu", "Tỷ đồng", "120", "150", "125")]


# --- rows -----------------------------------------------------------------------------------------


def test_a_dash_a_zero_and_a_blank_stay_apart(tmp_path):
    layout = ruled(tmp_path, XS, [HEAD, *FORM])
    assert [row.value_raw for row in layout.rows] == ["1.234", "-", "0", ""]
    assert [row.parent for row in layout.rows] == [None, None, 1, 1]


def test_headings_across_the_table_hold_the_rows_below(tmp_path):
    def draw(sheet):
        sheet.levels([180, 200, 220, 240, 260, 280], XS[0], XS[-1])
        for top, bottom, xs in [(180, 200, XS), (200, 220, [70, 540]), (220, 240, XS), (240, 260, [70, 540])]:
            sheet.uprights(xs, top, bottom)
        sheet.uprights(XS, 260, 280)
        sheet.cells(XS, 194, [HEAD])
        sheet.text(74, 214, "I. CẢI CÁCH THỂ CHẾ", 10, bold=True)
        sheet.cells(XS, 234, FORM[:1])
        sheet.text(74, 254, "II. TỔ CHỨC BỘ MÁY", 10, bold=True)
        sheet.cells(XS, 274, [["1", "Số xã", "Xã", "12", ""]])

    layout = layout_of(tmp_path, between_text(draw))
    assert layout.rows[0].texts == ("I. CẢI CÁCH THỂ CHẾ", "", "", "", "")
    assert [(row.stt, row.label, row.is_heading) for row in layout.rows] == [
        ("I.", "CẢI CÁCH THỂ CHẾ", True),
        ("1", "Số thủ tục", False),
        ("II.", "TỔ CHỨC BỘ MÁY", True),
        ("1", "Số xã", False),
    ]
    assert [row.parent for row in layout.rows] == [None, 0, None, 2]


def test_indented_labels_without_numbers(tmp_path):
    xs = [70, 300, 380, 460, 540]
    labels = [("Tổng số đơn", 0, True), ("Trực tuyến", 12, False), ("Toàn trình", 24, False), ("Trực tiếp", 12, False)]

    def draw(sheet):
        ys = [180 + 20 * at for at in range(len(labels) + 2)]
        sheet.levels(ys, xs[0], xs[-1])
        sheet.uprights(xs, 180, ys[-1])
        sheet.cells(xs, 194, [["Chỉ tiêu", "ĐVT", "Số liệu", "Ghi chú"]], bold=1)
        for at, (label, indent, bold) in enumerate(labels):
            sheet.text(74 + indent, 214 + 20 * at, label, 10, bold=bold)
            sheet.cells(xs, 214 + 20 * at, [["", "Hồ sơ", str(10 - at), ""]])

    layout = layout_of(tmp_path, between_text(draw))
    assert [(row.label, row.level, row.parent) for row in layout.rows] == [
        ("Tổng số đơn", 1, None),
        ("Trực tuyến", 2, 0),
        ("Toàn trình", 3, 1),
        ("Trực tiếp", 2, 0),
    ]


def test_a_note_over_several_rows_is_kept_as_one(tmp_path):
    def draw(sheet):
        sheet.levels([180, 200, 280], XS[0], XS[-1])
        sheet.levels([220, 240, 260], XS[0], XS[4])
        sheet.uprights(XS, 180, 280)
        sheet.cells(XS, 194, [HEAD, *([*row[:4], ""] for row in FORM)])
        sheet.text(464, 244, "Chung cho cả", 10)

    layout = layout_of(tmp_path, between_text(draw))
    assert [(row.note, row.note_is_merged, row.texts[4]) for row in layout.rows] == [
        ("Chung cho cả", False, "Chung cho cả"),
        *[("Chung cho cả", True, "")] * 3,
    ]


# --- over pages -----------------------------------------------------------------------------------

NUMBERS = ["(1)", "(2)", "(3)", "(4)", "(5)"]


def test_only_the_numbers_of_columns_stand_again(tmp_path):
    cells = [[str(at), f"Chỉ tiêu số {at}", "Hồ sơ", str(10 * at), ""] for at in range(1, 9)]
    layout = layout_of(
        tmp_path,
        lambda sheet: sheet.ruled(XS, 700, [HEAD, NUMBERS, *cells[:3]]),
        lambda sheet: sheet.ruled(XS, 60, [NUMBERS, *cells[3:6]]),
        lambda sheet: sheet.ruled(XS, 60, [NUMBERS, *cells[6:]]),
    )
    assert (only(layout).page, only(layout).page_end) == (1, 3)
    assert [row.stt for row in layout.rows] == list("12345678")


def test_other_widths_under_the_same_head_and_a_line_that_says_it_goes_on(tmp_path):
    def second(sheet):
        sheet.text(300, 50, "Bảng 3 (tiếp theo)", 10, at="middle")
        sheet.ruled([70, 122, 315, 380, 458, 540], 60, [HEAD, *FORM[2:]])

    layout = layout_of(tmp_path, lambda sheet: sheet.ruled(XS, 700, [HEAD, *FORM[:2]]), second)
    assert (only(layout).n_rows, only(layout).page_end) == (4, 2)


def test_a_note_block_at_the_page_end_stands_between_the_parts(tmp_path):
    def first(sheet):
        sheet.body(80, 3)
        sheet.text(70, 150, "Theo quyết định")
        sheet.text(148, 146, "1", 6.5)
        sheet.ruled(XS, 600, [HEAD, *FORM[:3]])
        sheet.rule(70, 740, 200, 740)
        sheet.text(70, 752, "1", 6.5)
        sheet.text(76, 755, "Quyết định số 12/QĐ-UBND ngày 05/01/2024 của Ủy ban nhân dân tỉnh.", 10)

    def second(sheet):
        sheet.ruled(XS, 60, FORM[3:])
        sheet.body(200, 10)

    layout = layout_of(tmp_path, first, second)
    assert [each.number for each in layout.footnotes] == ["1"]
    assert (only(layout).n_rows, only(layout).page_end) == (4, 2)


def test_a_row_goes_on_under_the_head_that_stands_again(tmp_path):
    broken = ["2", "Số hồ sơ giải quyết", "Hồ sơ", "98", "Trong đó có"]
    layout = layout_of(
        tmp_path,
        lambda sheet: sheet.ruled(XS, 720, [HEAD, FORM[0], broken]),
        lambda sheet: sheet.ruled(XS, 60, [HEAD, ["", "trong kỳ", "", "", "hồ sơ mới"], ["3", "Số xã", "Xã", "1", ""]]),
    )
    assert rows(layout)[1] == ("2", "Số hồ sơ giải quyết trong kỳ", "Hồ sơ", "98", "Trong đó có hồ sơ mới")
    assert len(layout.rows) == 3


def over_two_pages(tmp_path, last, first, *others):
    """The rows of a list whose last row on page 1 and first on page 2 are given."""
    xs = [70, 110, 400, 540]
    head = [["STT", "Nhiệm vụ", "Thời hạn"], ["1", "Rà soát thủ tục", "Quý I"], ["2", "Công khai kết quả", "Quý I"]]
    layout = layout_of(
        tmp_path,
        lambda sheet: sheet.ruled(xs, 700, [*head, last]),
        lambda sheet: sheet.ruled(xs, 60, [first, *others, ["8", "Tổng kết", "Quý IV"], ["9", "Báo cáo", "Quý IV"]]),
    )
    return rows(layout)


def test_a_word_broken_at_its_hyphen_by_the_page_end(tmp_path):
    found = over_two_pages(tmp_path, ["3", "Thực hiện Kế hoạch số 12/KH-", "Quý II"], ["", "UBND của tỉnh", ""])
    assert found[2] == ("3", "Thực hiện Kế hoạch số 12/KH-UBND của tỉnh", "Quý II")


def test_the_number_of_a_broken_row_may_stand_in_its_lower_part(tmp_path):
    found = over_two_pages(tmp_path, ["", "Thẩm định, trình cấp có", ""], ["3", "thẩm quyền ban hành", "Quý II"])
    assert found[2] == ("3", "Thẩm định, trình cấp có thẩm quyền ban hành", "Quý II")


def test_a_dash_goes_on_in_its_cell_unless_dashes_begin_rows(tmp_path):
    last, first = ["3", "- Xây dựng kế hoạch;", "Quý II"], ["", "- Tổ chức thực hiện", ""]
    assert over_two_pages(tmp_path, last, first)[2] == ("3", "- Xây dựng kế hoạch; - Tổ chức thực hiện", "Quý II")
    found = over_two_pages(tmp_path, last, first, ["", "- Kiểm tra", ""])
    assert found[2:5] == [("3", "- Xây dựng kế hoạch;", "Quý II"), tuple(first), ("", "- Kiểm tra", "")]
