"""Tables of every kind that offices print, drawn and read back; and what looks like a table and is none."""

import pytest

from tests.layout.drawn import between_text, body, form_rows, headers, layout_of, only, rows
from tests.layout.typeset import put

XS = [70, 110, 300, 380, 460, 540]
HEAD = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]
FORM = [
    HEAD,
    ["1", "Số thủ tục", "Thủ tục", "1.234", ""],
    ["2", "Số hồ sơ", "Hồ sơ", "98", "x"],
    ["3", "Số xã", "Xã", "7", ""],
]


READ = [
    ("1", "Số thủ tục", "Thủ tục", "1.234", ""),
    ("2", "Số hồ sơ", "Hồ sơ", "98", "x"),
    ("3", "Số xã", "Xã", "7", ""),
]


def test_level_rules_over_and_under_the_head_and_at_the_end(tmp_path):
    def draw(sheet):
        sheet.levels([180, 200, 262], XS[0], XS[-1])
        sheet.cells(XS, 194, FORM)

    layout = layout_of(tmp_path, between_text(draw))
    assert only(layout).header == tuple(HEAD)
    assert form_rows(layout) == READ
    assert "Số hồ sơ" not in body(layout)
    assert "1\tSố thủ tục\tThủ tục\t1.234\t\n" in layout.pages[0].text


def test_every_row_between_level_rules_with_cells_of_two_lines(tmp_path):
    def draw(sheet):
        sheet.levels([180, 200, 235, 270], XS[0], XS[-1])
        sheet.cells(XS, 194, [HEAD])
        sheet.cells(XS, 215, [["1", "Tỷ lệ hồ sơ được\ntrả đúng hạn", "%", "99,5", ""]])
        sheet.cells(XS, 250, [["2", "Số phản ánh đã\nđược xử lý xong", "Phản ánh", "12", ""]])

    layout = layout_of(tmp_path, between_text(draw))
    assert [row[1:4] for row in form_rows(layout)] == [
        ("Tỷ lệ hồ sơ được trả đúng hạn", "%", "99,5"),
        ("Số phản ánh đã được xử lý xong", "Phản ánh", "12"),
    ]


def test_columns_by_aligned_gaps_alone(tmp_path):
    layout = layout_of(tmp_path, between_text(lambda sheet: sheet.cells(XS, 194, FORM)))
    assert only(layout).header == tuple(HEAD)
    assert form_rows(layout) == READ


def test_an_outer_frame_alone(tmp_path):
    def draw(sheet):
        sheet.frame(XS[0], 175, XS[-1], 270)
        sheet.cells(XS, 194, FORM)

    layout = layout_of(tmp_path, between_text(draw))
    assert form_rows(layout) == READ


def test_columns_ruled_and_rows_not(tmp_path):
    def draw(sheet):
        sheet.levels([180, 200, 262], XS[0], XS[-1])
        sheet.uprights(XS, 180, 262)
        sheet.cells(XS, 194, FORM)

    layout = layout_of(tmp_path, between_text(draw))
    assert form_rows(layout) == READ
    assert [row.boxes[0][2] < row.boxes[0][4] for row in layout.rows] == [True] * 3
    assert layout.rows[0].boxes[0][4] <= layout.rows[1].boxes[0][2] + 0.01


def test_open_sides(tmp_path):
    def draw(sheet):
        sheet.levels([180, 200, 220, 240, 260], XS[0], XS[-1])
        sheet.uprights(XS[1:-1], 180, 260)
        sheet.cells(XS, 194, FORM)

    layout = layout_of(tmp_path, between_text(draw))
    assert only(layout).header == tuple(HEAD)
    assert form_rows(layout) == READ


def test_open_sides_with_one_closed_column(tmp_path):
    xs = [70, 250, 400, 540]

    def draw(sheet):
        sheet.levels([180, 200, 220, 240], xs[0], xs[-1])
        sheet.uprights(xs[1:-1], 180, 240)
        sheet.cells(xs, 194, [["Tên xã", "Số hộ", "Ghi chú"], ["Nga An", "312", "mới"], ["Nga Hải", "408", ""]])

    assert rows(layout_of(tmp_path, between_text(draw)))[-2:] == [("Nga An", "312", "mới"), ("Nga Hải", "408", "")]


def test_double_rules_and_an_empty_margin_column_make_no_ghosts(tmp_path):
    def draw(sheet):
        ys = [180, 200, 220, 240, 260]
        sheet.levels([ys[0] - 4, *ys, ys[-1] + 4], XS[0] - 9, XS[-1] + 4)
        sheet.uprights([XS[0] - 9, XS[0], *XS[1:-1], XS[-1], XS[-1] + 4], 176, 264)
        sheet.cells(XS, 194, FORM)

    layout = layout_of(tmp_path, between_text(draw))
    assert only(layout).n_cols == 5
    assert form_rows(layout) == READ


def test_two_tables_side_by_side_go_on_over_the_page(tmp_path):
    left, right = [70, 110, 200, 280], [320, 360, 450, 540]

    def page(numbers):
        def draw(sheet):
            head = [["TT", "Tên xã", "Số hộ"]]
            sheet.ruled(left, 700 if numbers[0] == "1" else 60, head + [[n, f"Nga {n}", n * 2] for n in numbers])
            sheet.ruled(right, 700 if numbers[0] == "1" else 60, head + [[n, f"Hà {n}", n * 3] for n in numbers])

        return draw

    layout = layout_of(tmp_path, page("12"), page("345"))
    assert [(each.n_rows, each.page, each.page_end) for each in layout.tables] == [(5, 1, 2), (5, 1, 2)]
    assert [row[1] for row in rows(layout, 1)] == ["Hà 1", "Hà 2", "Hà 3", "Hà 4", "Hà 5"]


def test_a_table_right_under_another_with_other_columns_is_its_own(tmp_path):
    def draw(sheet):
        bottom = sheet.ruled(
            [70, 110, 300, 540], 150, [["TT", "Tên sở", "Số văn bản"], ["1", "Sở Nội vụ", "12"]], bold=1
        )
        sheet.ruled(
            [70, 180, 420, 540], bottom, [["Tên xã", "Chủ tịch", "Số hộ"], ["Nga An", "Lê Văn A", "312"]], bold=1
        )

    layout = layout_of(tmp_path, between_text(draw))
    assert headers(layout) == [("TT", "Tên sở", "Số văn bản"), ("Tên xã", "Chủ tịch", "Số hộ")]
    assert rows(layout, 0) == [("1", "Sở Nội vụ", "12")]
    assert rows(layout, 1) == [("Nga An", "Lê Văn A", "312")]


def test_a_head_in_levels_with_column_numbers_and_a_unit_above(tmp_path):
    xs = [70, 110, 250, 350, 450, 540]

    def draw(sheet):
        sheet.text(300, 150, "Bảng 2. Thu ngân sách", bold=True, at="middle")
        sheet.text(540, 168, "Đơn vị tính: triệu đồng", 10, at="right")
        sheet.levels([180, 220, 240, 260, 280], xs[0], xs[-1])
        sheet.rule(xs[2], 200, xs[4], 200)
        sheet.uprights([xs[0], xs[1], xs[2], xs[4], xs[5]], 180, 280)
        sheet.rule(xs[3], 200, xs[3], 280)
        sheet.cells(xs, 202, [["TT", "Nội dung"]])
        sheet.text(350, 194, "Kết quả", 10, at="middle")
        sheet.cells(xs, 214, [["", "", "Cấp tỉnh", "Cấp xã", "Tổng"]])
        sheet.cells(xs, 234, [["(1)", "(2)", "(3)", "(4)", "(5)=(3)+(4)"]])
        sheet.cells(xs, 254, [["1", "Thuế", "12.000", "3.000", "15.000"], ["2", "Phí", "500", "20", "520"]])

    layout = layout_of(tmp_path, between_text(draw))
    table = only(layout)
    assert table.header == ("TT", "Nội dung", "Kết quả › Cấp tỉnh", "Kết quả › Cấp xã", "Tổng")
    assert (table.label, table.title) == ("Bảng 2", "Thu ngân sách (Đơn vị tính: triệu đồng)")
    assert rows(layout) == [("1", "Thuế", "12.000", "3.000", "15.000"), ("2", "Phí", "500", "20", "520")]
    assert not table.is_form


def test_several_value_columns_are_no_form(tmp_path):
    head = ["STT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm", "Thực hiện", "Ghi chú"]
    xs = [70, 110, 250, 320, 400, 480, 540]

    def draw(sheet):
        sheet.ruled(xs, 180, [head, ["1", "Sản lượng", "Tấn", "500", "420", ""], ["2", "Số xã", "Xã", "12", "9", ""]])

    layout = layout_of(tmp_path, between_text(draw))
    assert not only(layout).is_form
    assert only(layout).header == tuple(head)
    assert layout.rows[0].texts == ("1", "Sản lượng", "Tấn", "500", "420", "")


def test_a_row_of_an_unnumbered_table_goes_on_in_lower_case_over_the_page(tmp_path):
    xs = [70, 250, 420, 540]

    def first(sheet):
        sheet.ruled(
            xs, 700, [["Cơ quan", "Nhiệm vụ", "Thời hạn"], ["Sở Nội vụ", "Chủ trì, phối hợp với", "Quý I"]], bold=1
        )

    def second(sheet):
        sheet.ruled(xs, 60, [["", "các sở, ngành", ""], ["Sở Tài chính", "Bố trí kinh phí.", "Quý II"]])

    def third(sheet):
        sheet.ruled(xs, 60, [["", "Thẩm định dự toán.", "Quý III"], ["Sở Tư pháp", "Kiểm tra", "Quý IV"]])

    layout = layout_of(tmp_path, first, second)
    assert rows(layout) == [
        ("Sở Nội vụ", "Chủ trì, phối hợp với các sở, ngành", "Quý I"),
        ("Sở Tài chính", "Bố trí kinh phí.", "Quý II"),
    ]
    assert layout.rows[0].page_end == 2
    assert len(layout_of(tmp_path, second, third).rows) == 4


def test_a_head_broken_otherwise_on_the_next_page_is_the_same_and_a_bold_total_is_none(tmp_path):
    xs = [70, 110, 300, 420, 540]

    def first(sheet):
        sheet.ruled(xs, 700, [["TT", "Tên thủ tục", "Tổng số hồ sơ", "Đúng hạn"], ["1", "Cấp phép", "12", "11"]])

    def second(sheet):
        sheet.ruled(xs, 60, [["TT", "Tên thủ\ntục", "Tổng số\nhồ sơ", "Đúng hạn"], ["2", "Đăng ký", "7", "7"]], 30)

    def third(sheet):
        sheet.levels([60, 80, 100], xs[0], xs[-1])
        sheet.uprights(xs, 60, 100)
        sheet.cells(xs, 74, [["II", "Cấp xã", "40", "39"], ["1", "Hộ tịch", "40", "39"]], bold=1)

    layout = layout_of(tmp_path, first, second, third)
    assert only(layout).header == ("TT", "Tên thủ tục", "Tổng số hồ sơ", "Đúng hạn")
    assert [row[1] for row in rows(layout)] == ["Cấp phép", "Đăng ký", "Cấp xã", "Hộ tịch"]


def test_a_part_with_merged_columns_on_the_next_page_belongs_to_the_table(tmp_path):
    xs = [70, 110, 300, 420, 540]

    def first(sheet):
        sheet.ruled(xs, 720, [["TT", "Tên thủ tục", "Số hồ sơ", "Đúng hạn"], ["1", "Cấp phép", "12", "11"]])

    def second(sheet):
        sheet.ruled([70, 300, 420, 540], 60, [["Tổng cộng", "12", "11"], ["Tỷ lệ", "100", "92"]])

    layout = layout_of(tmp_path, first, second)
    assert only(layout).n_cols == 4
    assert rows(layout)[1:] == [("Tổng cộng", "", "12", "11"), ("Tỷ lệ", "", "100", "92")]


def test_a_table_in_a_frame_with_a_title_across(tmp_path):
    def draw(sheet):
        sheet.frame(60, 160, 550, 300)
        sheet.levels([180, 200, 220, 240, 260, 280], XS[0], XS[-1])
        sheet.rule(XS[0], 180, XS[0], 280)
        sheet.rule(XS[-1], 180, XS[-1], 280)
        sheet.uprights(XS[1:-1], 200, 280)
        sheet.text(305, 194, "Kết quả kiểm soát thủ tục", 10, bold=True, at="middle")
        sheet.cells(XS, 214, FORM)

    layout = layout_of(tmp_path, between_text(draw))
    assert only(layout).title == "Kết quả kiểm soát thủ tục"
    assert form_rows(layout) == READ


def test_the_labels_of_a_chart_are_kept_out_of_sentences(tmp_path):
    def draw(sheet):
        sheet.frame(70, 160, 540, 400)
        sheet.text(305, 176, "BIỂU ĐỒ KẾT QUẢ NĂM 2024", 10, bold=True, at="middle")
        sheet.levels([200, 230, 260, 290, 320, 350], 110, 530)
        for at, y in enumerate([350, 320, 290, 260, 230, 200]):
            sheet.text(95, y + 3, str(2 * at), 7, at="right")
        for at in range(8):
            x = 125 + 50 * at
            sheet.bar(x, 350 - 17 * at, x + 20, 350)
            sheet.text(x, 346 - 17 * at, f"{at},{at}3", 7)
            sheet.text(x, 362, f"Lĩnh vực {at}", 6)
            sheet.text(x, 370, "quản lý", 6)
        sheet.text(305, 390, "Lâm Đồng      Đắk Nông", 8, at="middle")

    layout = layout_of(tmp_path, between_text(draw))
    assert layout.tables == ()
    assert "Lĩnh vực 3" in layout.pages[0].text
    assert "Lĩnh vực" not in body(layout)
    assert "5,53" not in body(layout)
    assert body(layout).count("Ủy ban nhân dân") == 8


# --- no tables ------------------------------------------------------------------------------------


def nothing_taken(tmp_path, draw) -> str:
    layout = layout_of(tmp_path, between_text(draw))
    assert layout.tables == ()
    return body(layout)


def test_a_table_of_contents_is_none(tmp_path):
    def draw(sheet):
        for at in range(6):
            sheet.text(70, 160 + 18 * at, f"{at + 1}. Kết quả thực hiện nhiệm vụ " + "." * 60)
            sheet.text(540, 160 + 18 * at, str(3 + at), at="right")

    assert "3. Kết quả thực hiện" in nothing_taken(tmp_path, draw)


def test_a_list_with_tabs_is_none(tmp_path):
    def draw(sheet):
        for at, text in enumerate(["Kế hoạch năm 2024;", "Báo cáo quý I;", "Công văn số 12;", "Tờ trình; dự thảo"]):
            sheet.text(70, 160 + 18 * at, "-")
            sheet.text(110, 160 + 18 * at, text)

    assert "Công văn số 12;" in nothing_taken(tmp_path, draw)


def test_recipients_and_signature_are_none(tmp_path):
    def draw(sheet):
        sheet.body(80, 5)
        sheet.text(70, 220, "Nơi nhận:", 11, bold=True)
        for at, text in enumerate(["- Như trên;", "- Bộ Nội vụ;", "- UBND tỉnh;", "- Lưu: VT, 02."]):
            sheet.text(70, 236 + 14 * at, text, 10)
        for at, text in enumerate(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]):
            sheet.text(440, 222 + 14 * at, text, 11, bold=True, at="middle")
        sheet.text(440, 330, "Nguyễn Văn An", 11, bold=True, at="middle")

    layout = layout_of(tmp_path, draw)
    assert layout.tables == ()
    assert layout.head.recipients[0] == "Nơi nhận:"


def test_the_two_columns_of_the_head_are_none(tmp_path):
    def draw(sheet):
        for at, (left, right) in enumerate(
            [
                ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
                ("TỈNH THANH HÓA", "Độc lập - Tự do - Hạnh phúc"),
                ("Số: 12/BC-UBND", "Thanh Hóa, ngày 05 tháng 01 năm 2024"),
            ]
        ):
            sheet.text(150, 60 + 16 * at, left, 11, at="middle", bold=at < 2)
            sheet.text(420, 60 + 16 * at, right, 11, at="middle", bold=at < 2)
        sheet.body(200, 12)

    assert layout_of(tmp_path, draw).tables == ()


def test_wide_blanks_in_justified_text_are_none(tmp_path):
    words = [
        "Tổ chức thực hiện các nhiệm vụ",
        "được giao tại Quyết định số 12 và",
        "Kế hoạch năm 2024 của Ủy ban",
        "nhân dân tỉnh; chủ động rà soát,",
    ]

    def draw(sheet):
        for at, line in enumerate(words):
            parts = line.split(" ")
            room = (470 - sum(len(part) for part in parts) * 5.5) / (len(parts) - 1)
            x = 70.0
            for part in parts:
                sheet.text(x, 160 + 18 * at, part, 11)
                x += len(part) * 5.5 + room

    assert nothing_taken(tmp_path, draw).count("Quyết định số 12") == 1


def test_lines_of_formulae_are_none(tmp_path):
    def draw(sheet):
        for at, (left, right) in enumerate([("Tổng số hồ sơ", "120"), ("Số đúng hạn", "96"), ("Tỷ lệ", "80")]):
            sheet.text(110, 160 + 18 * at, left)
            sheet.text(250, 160 + 18 * at, "=")
            sheet.text(300, 160 + 18 * at, f"{right} x 100%", at="left")

    nothing_taken(tmp_path, draw)


def test_markers_in_a_caption_are_cut_and_linked(tmp_path):
    def draw(sheet):
        sheet.body(80, 3)
        put(sheet, 170, "|**Bảng 1. Số hồ sơ đã nhận**^1^", 12)
        put(sheet, 186, "(Đơn vị tính: hồ sơ^2^)", 11, x=400)
        sheet.ruled(XS, 195, FORM)
        sheet.body(400, 3)
        sheet.rule(85, 740, 230, 740)
        put(sheet, 755, "^1^ Không kể hồ sơ trả lại.", 10)
        put(sheet, 769, "^2^ Tính theo mã số hồ sơ.", 10)

    layout = layout_of(tmp_path, draw)
    assert only(layout).label == "Bảng 1"
    assert only(layout).title == "Số hồ sơ đã nhận (Đơn vị tính: hồ sơ)"
    assert [(note.number, note.marker_before[-6:]) for note in layout.footnotes] == [("1", "ã nhận"), ("2", " hồ sơ")]


def test_tick_columns_under_heads_of_one_and_two_lines(tmp_path):
    xs = [70, 110, 330, 400, 470, 540]

    def draw(sheet):
        sheet.levels([175, 204, 222, 240, 258, 276], xs[0], xs[-1])
        for x, text in zip([75, 180, 340, 490], ["STT", "Tên đơn vị", "Hoàn thành", "Tỷ lệ"], strict=True):
            sheet.text(x, 193, text, 9, bold=True)
        sheet.text(410, 187, "Chưa hoàn", 9, bold=True)
        sheet.text(418, 198, "thành", 9, bold=True)
        for at, (name, done) in enumerate(
            [("Sở Tư pháp", True), ("Sở Y tế", False), ("Sở Nội vụ", True), ("Sở Xây dựng", False)]
        ):
            y = 217 + 18 * at
            sheet.text(80, y, f"{at + 1}.", 9)
            sheet.text(114, y, name, 9)
            sheet.text(360 if done else 430, y, "x", 9)
            sheet.text(536, y, f"{20 + at},26%", 9, at="right")

    layout = layout_of(tmp_path, between_text(draw))
    assert only(layout).header == ("STT", "Tên đơn vị", "Hoàn thành", "Chưa hoàn thành", "Tỷ lệ")
    assert [row[2:4] for row in rows(layout)] == [("x", ""), ("", "x"), ("x", ""), ("", "x")]


def test_a_row_between_level_rules_goes_on_under_the_repeated_head(tmp_path):
    xs = [70, 110, 300, 540]
    head = ["STT", "Nhiệm vụ", "Kết quả thực hiện"]

    def first(sheet):
        sheet.body(80, 3)
        sheet.levels([680, 700, 725, 760], xs[0], xs[-1])
        sheet.cells(xs, 694, [head])
        sheet.cells(xs, 715, [["1", "Cải cách thể chế", "Đã ban hành văn bản"]])
        sheet.cells(xs, 740, [["2", "Cải cách thủ tục", "Đã công bố danh mục\nvà một số nội dung"]])

    def second(sheet):
        sheet.levels([80, 100, 135, 160], xs[0], xs[-1])
        sheet.cells(xs, 94, [head])
        sheet.cells(xs, 115, [["", "", "còn chậm so với kế\nhoạch đã đề ra"]])
        sheet.cells(xs, 150, [["3", "Cải cách tài chính", "Đã giao quyền tự chủ"]])
        sheet.body(400, 5)

    layout = layout_of(tmp_path, first, second)
    assert only(layout).header == tuple(head)
    assert rows(layout) == [
        ("1", "Cải cách thể chế", "Đã ban hành văn bản"),
        ("2", "Cải cách thủ tục", "Đã công bố danh mục và một số nội dung còn chậm so với kế hoạch đã đề ra"),
        ("3", "Cải cách tài chính", "Đã giao quyền tự chủ"),
    ]


@pytest.mark.parametrize(
    "goes_with",
    [
        ["(Kèm theo Báo cáo số 687/BC-SNNPTNT ngày 22/9/2023 của Sở Nông nghiệp và Phát triển nông thôn)"],
        ["(Ban hành kèm theo Báo cáo số 2318/BC-KHĐT ngày 27/9/2024 của Sở Kế hoạch và Đầu", "tư)"],
        ["Kèm theo Báo cáo số 12/BC-UBND ngày 05/6/2024"],
    ],
)
def test_what_an_annex_goes_with_is_no_part_of_its_title_nor_its_end(tmp_path, goes_with):
    xs = [70, 110, 330, 540]
    cells = [["TT", "Chỉ tiêu", "Năm 2023"], ["1", "Đàn lợn", "687"], ["2", "Đàn bò", "788"]]

    def draw(sheet):
        sheet.text(305, 100, "Biểu 02", 12, bold=True, at="middle")
        sheet.text(305, 116, "CHĂN NUÔI, THỦY SẢN", 12, bold=True, at="middle")
        for at, line in enumerate(goes_with):
            sheet.text(305, 132 + 14 * at, line, 10, at="middle")
        sheet.text(540, 160, "Đơn vị tính: con", 10, at="right")
        sheet.ruled(xs, 168, cells)

    table = only(layout_of(tmp_path, draw))
    assert (table.label, table.title) == ("Biểu 02", "CHĂN NUÔI, THỦY SẢN (Đơn vị tính: con)")


def test_bold_headings_between_rows_that_no_rule_parts(tmp_path):
    xs = [70, 300, 420, 540]
    cells = [
        ("THU NGÂN SÁCH", "", ""),
        ("Thu nội địa", "12", "13"),
        ("Thu khác", "22", "23"),
        ("CHI", "", ""),
        ("Chi khác", "32", "33"),
    ]

    def draw(sheet):
        sheet.levels([180, 200, 290], xs[0], xs[-1])
        sheet.uprights(xs, 180, 290)
        sheet.cells(xs, 194, [["Nội dung", "Năm 2023", "Năm 2024"]], bold=1)
        for at, row in enumerate(cells):
            sheet.cells(xs, 214 + 16 * at, [row], bold=0 if row[1] else 1)

    assert rows(layout_of(tmp_path, draw)) == cells


def test_a_rule_between_columns_that_ends_over_a_merged_row_parts_the_rows_above(tmp_path):
    xs = [70, 100, 260, 330, 400]
    districts = [
        ("6", "H. Văn Bàn", "919", "878"),
        ("7", "H. Bắc Hà", "651", "625"),
        ("8", "H. Si Ma Cai", "371", "350"),
    ]

    def draw(sheet):
        sheet.levels([180, 200, 280], xs[0], xs[-1])
        sheet.uprights([xs[0], *xs[2:]], 180, 280)
        sheet.rule(xs[1], 180, xs[1], 262)
        body = [
            ["6", "H. Văn Bàn", "919", "878"],
            ["7", "H. Bắc Hà", "651", "625"],
            ["8", "H. Si Ma Cai", "371", "350"],
        ]
        sheet.cells(xs, 194, [["TT", "Huyện", "Đăng ký", "Dự thi"], *body, ["", "", "1.941", "1.853"]])
        sheet.text(165, 274, "Toàn tỉnh", 10, bold=True, at="middle")

    layout = layout_of(tmp_path, draw)
    assert rows(layout)[:3] == districts
    assert [row.label for row in layout.rows][-1] == "Toàn tỉnh"
