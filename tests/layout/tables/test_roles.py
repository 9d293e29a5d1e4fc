"""What the columns of a table hold, by their heads and their cells."""

import pytest

from extractor.layout.tables.roles import AGREED, BY_CONTENT, BY_HEAD, columns_of
from tests.layout.drawn import between_text, layout_of, only
from tests.tables import cells


def roles(head: str, *rows: str, unit: str | None = None) -> list[str]:
    """The roles of the columns of a table; the cells of a line are parted by bars."""
    heads = [text.strip() for text in head.split("|")] if head else []
    in_cells = [cells(*(text.strip() for text in row.split("|"))) for row in rows]
    return [column.role for column in columns_of(heads, in_cells, len(in_cells[0]), unit)]


@pytest.mark.parametrize(
    ("head", "rows", "told"),
    [
        (
            "STT | Chỉ tiêu | ĐVT | Kế hoạch | Thực hiện | Ghi chú",
            ["1 | Diện tích lúa | ha | 1.200 | 1.150 | do hạn", "2 | Sản lượng | tấn | 9.000 | - |"],
            ["stt", "label", "unit", "measure", "measure", "note"],
        ),
        (
            "Số thứ | Tên xã | Số hộ",
            ["1 | Xã Nga An | 312", "2 | Xã Nga Hải | 408", "3 | Xã Nga Lĩnh | 51"],
            ["stt", "label", "measure"],
        ),
        (
            "STT | Đơn vị | Số hồ sơ | Thứ hạng",
            ["1 | Sở Nội vụ | 12 | 3", "2 | Sở Tư pháp | 40 | 1"],
            ["stt", "label", "measure", "text"],
        ),
        (
            "TT | Mã ngành | Tên ngành | Chỉ tiêu",
            ["1 | 7140201 | Giáo dục Mầm non | 120", "2 | 7140202 | Giáo dục Tiểu học | 200"],
            ["stt", "code", "label", "measure"],
        ),
        (
            "TT | Nhiệm vụ | Cơ quan chủ trì | Kết quả",
            ["1 | Rà soát thủ tục | Sở Nội vụ | Báo cáo", "2 | Công khai | Sở Tư pháp | Kế hoạch"],
            ["stt", "label", "text", "text"],
        ),
        (
            "TT | Tên văn bản | Lần ký",
            ["1 | Kế hoạch kiểm tra | 2023", "2 | Kế hoạch tập huấn | 2024"],
            ["stt", "label", "text"],
        ),
        (
            "TT | Tên TTHC | Số hồ sơ hỗ trợ/Tổng số",
            ["1 | Đăng ký kết hôn | 1.732/2.090 (82,9%)", "2 | Đăng ký khai sinh | 12/15"],
            ["stt", "label", "measure"],
        ),
        (
            "TT | Mã TTHC | Số điện thoại | Tên phòng | Số máy",
            ["1 | 1.000894 | 0937.796.768 | Phòng Một | 2", "2 | 2.000635 | 0975955717 | Phòng Hai | 12"],
            ["stt", "code", "code", "label", "measure"],
        ),
        (
            "STT | MSSV | Họ và tên | Điểm",
            ["1 | 20134501 | Lê Văn An | 8,5", "2 | 20134502 | Lê Văn Bình | 7"],
            ["stt", "code", "label", "measure"],
        ),
        (
            "S T T | Loại khoản | Nội dung chi | Đ V T | DỰ TOÁN NĂM 2024 | Thực hiện (bao gồm cả vốn kéo dài)",
            ["1 | 070 | Chi giáo dục | tr.đ | 1.200 | x", "2 | 130 | Chi y tế | tr.đ | 310 | 12"],
            ["stt", "code", "label", "unit", "measure", "measure"],
        ),
        (
            "TT | Chủ đầu tư | Tên gói thầu | Địa điểm | Giá",
            ["1 | UBND xã An Hòa | Đo đạc | Thôn 1 | 73,5", "2 | UBND xã An Hòa | Giám sát | Thôn 2 | 3,1"],
            ["stt", "text", "label", "text", "measure"],
        ),
        (
            "Cấp học | Loại hình | Số trường",
            ["Mầm non | Công lập | 109", "| Dân lập | 14", "Tiểu học | Công lập | 117", "| Dân lập | 2"],
            ["text", "label", "measure"],
        ),
        (
            "TT | Thông số | Đơn vị | Tháng 7 | Giới hạn",
            ["1 | pH | - | 7,2 | 6,5 - 8,5", "2 | Nhu cầu oxy | mg/l | 12 | ≤ 15", "3 | Dầu mỡ | mg/l | 1 | ≤ 2"],
            ["stt", "label", "unit", "measure", "text"],
        ),
        (
            "Tổng số | Trong đó: nữ | Ghi chú",
            ["120 | 64 | tính đến cuối kỳ"],
            ["measure", "measure", "note"],
        ),
        (
            "Thời điểm | Số vụ | Số người",
            ["Quý I/2023 | 12 | 31", "Quý II/2023 | 9 | 17", "6 tháng đầu năm 2023 | 21 | 48"],
            ["label", "measure", "measure"],
        ),
        (
            "STT | Tiêu chí | Điểm tối đa | Điểm tự đánh giá | Tài liệu",
            ["1 | Ban hành kế hoạch | 1,5 | | Kế hoạch", "2 | Báo cáo | 0,5 | | Báo cáo"],
            ["stt", "label", "measure", "measure", "text"],
        ),
        (
            "STT | Số | Ngày | Nội dung | Kết quả",
            ["1 | 125 | 12/3/2024 | Rà soát thủ tục | Đã xong", "2 | 130 | 15/3/2024 | Công khai | Đang làm"],
            ["stt", "text", "text", "label", "text"],
        ),
        (
            "Tháng | Lượng mưa (mm) | Nhiệt độ (°C)",
            ["1 | 12,5 | 18,2", "2 | 30 | 19", "3 | 45 | 22", "4 | 60 | 25"],
            ["label", "measure", "measure"],
        ),
        (
            "STT | Tên gói thầu | Thời gian lựa chọn nhà thầu | Ngày bắt đầu | Thời gian thực hiện",
            ["1 | Đo đạc | 5 ngày | 12/3/2024 | 12 tháng", "2 | Giám sát | 15 ngày | 15/3/2024 | 30 ngày"],
            ["stt", "label", "measure", "text", "measure"],
        ),
        (
            "STT | Dịch vụ | Mức thu | Đối tượng",
            ["1 | Trông giữ xe | 40.000 đồng/lượt | 1 hộ", "2 | Vệ sinh | 120.000 đồng/tháng | Hộ nghèo"],
            ["stt", "label", "measure", "text"],
        ),
        ("Lớp | Số học sinh", ["6 | 120", "7 | 110", "8 | 100"], ["label", "measure"]),
        (
            "Nhóm tuổi | Nam | Nữ",
            ["0-14 | 120 | 110", "15-59 | 400 | 410", "60+ | 50 | 70"],
            ["label", "measure", "measure"],
        ),
        (
            "STT | Mã HS | Tên hàng | Đơn vị | Số lượng",
            ["1 | 03061711 | Tôm | tấn | 120", "2 | 10063099 | Gạo | tấn | 5.000"],
            ["stt", "code", "label", "unit", "measure"],
        ),
        (
            "STT | Tiêu chí | Nội dung tiêu chí | Chỉ tiêu | Đánh giá",
            [
                "1 | Quy hoạch | Có quy hoạch | 100% | Đạt",
                "2 | Giao thông | Đường xã | 90% | Đạt",
                "| | Đường thôn | 80% | Đạt",
            ],
            ["stt", "text", "label", "measure", "text"],
        ),
        ("Năm | Số hợp đồng", ["2022 | 14", "2023 | 19"], ["label", "measure"]),
    ],
)
def test_roles_by_head_and_cells(head: str, rows: list[str], told: list[str]) -> None:
    assert roles(head, *rows) == told


def test_a_table_without_head_is_read_by_its_cells() -> None:
    assert roles("", "1 | Số văn bản | Văn bản | 36", "2 | Tỷ lệ hoàn thành | % | 44,7", "3 | Số xã | Xã | -") == [
        "stt",
        "label",
        "unit",
        "measure",
    ]
    assert roles("", "7 | Phí dịch vụ duy trì hệ thống | Bộ Tài chính") == ["stt", "label", "text"]


def test_what_may_be_row_numbers_under_an_unknown_head_counts_on_for_three_rows() -> None:
    groups = ["1 | Xã Nga An", "2 | Xã Nga Hải", "3 | Xã Nga Lĩnh"]
    assert roles("Số nhóm | Tên xã", *groups[:2]) == ["measure", "label"]
    assert roles("Th ứ tự | Tên xã", *groups) == ["stt", "label"]
    assert roles("Số nhóm | Tên xã", groups[0], groups[2], groups[1]) == ["measure", "label"]


def test_numbers_without_head_that_go_with_the_rows_number_them_though_some_are_misread() -> None:
    names = ["Xã Nga An", "Xã Nga Hải", "Xã Nga Lĩnh", "Xã Nga Bạch", "Xã Nga Trung", "Xã Nga Phú"]
    assert roles(" | ", *map("{} | {}".format, ("1", "1", "3", "4", "", "6"), names)) == ["stt", "label"]
    assert roles(" | ", *map("{} | {}".format, ("1", "1", "3", "8", "2", "6"), names)) == ["measure", "label"]


def test_nouns_are_units_only_where_something_is_measured() -> None:
    rows = ["Số cuộc họp | Huyện | 5", "Số lớp | Xã | 7"]
    assert roles("Nội dung | Cấp | Số", *rows) == ["label", "text", "measure"]
    assert roles("Nội dung | Tính theo | Số", *rows, "Tỷ lệ | % | 12") == ["label", "unit", "measure"]


def test_a_head_for_values_over_blank_cells_is_enough_where_there_are_units() -> None:
    assert roles("Chỉ tiêu | ĐVT | Số liệu", "Số hồ sơ | Hồ sơ |", "Số xã | Xã |") == ["label", "unit", "measure"]
    assert roles("Nội dung | Kết quả", "Số hồ sơ |", "Số xã |") == ["label", "text"]
    assert roles("Nội dung | Kết quả", "Chi cho y tế |", unit="triệu đồng") == ["label", "measure"]


def test_how_sure_a_role_is() -> None:
    rows = [cells("Số hồ sơ", "Hồ sơ", "", "12"), cells("Số xã", "Xã", "", "15")]
    columns = columns_of(("Chỉ tiêu", "ĐVT", "Số liệu", "Xã khác"), rows, 4, None)
    assert [(column.role, column.confidence) for column in columns] == [
        ("label", AGREED),
        ("unit", AGREED),
        ("measure", BY_HEAD),
        ("measure", BY_CONTENT),
    ]


def test_every_table_with_such_columns_says_number_label_unit_and_place_of_its_rows(tmp_path) -> None:
    xs = [70, 110, 300, 360, 450, 540]
    table = [
        ["TT", "Nội dung", "ĐVT", "Năm 2023", "Năm 2024"],
        ["I", "Trồng trọt", "", "", ""],
        ["1", "Diện tích lúa", "ha", "1.200", "1.150"],
        ["2", "Sản lượng lúa", "tấn", "9.000", "8.700"],
        ["", "Tổng cộng", "tấn", "9.100", "8.800"],
    ]
    layout = layout_of(tmp_path, between_text(lambda sheet: sheet.ruled(xs, 180, table)))
    assert (only(layout).is_form, only(layout).measures) == (False, (3, 4))
    assert [(row.stt, row.label, row.unit, row.level, row.parent, row.is_heading) for row in layout.rows] == [
        ("I", "Trồng trọt", "", 0, None, True),
        ("1", "Diện tích lúa", "ha", 1, 0, False),
        ("2", "Sản lượng lúa", "tấn", 1, 0, False),
        ("", "Tổng cộng", "tấn", 0, None, False),
    ]
    assert {(row.value_raw, row.value_kind) for row in layout.rows} == {(None, None)}


def test_a_table_with_one_column_of_numbers_is_a_form_whatever_its_head_says(tmp_path) -> None:
    table = [["STT", "Tên xã", "Số hộ nghèo", "Ghi chú"], ["1", "Nga An", "312", "mới"], ["2", "Nga Hải", "408", ""]]
    layout = layout_of(tmp_path, between_text(lambda sheet: sheet.ruled([70, 110, 300, 450, 540], 180, table)))
    assert only(layout).is_form
    assert [(row.label, row.value_raw, row.note) for row in layout.rows] == [
        ("Nga An", "312", "mới"),
        ("Nga Hải", "408", ""),
    ]


def test_a_total_has_its_label_where_it_is_printed(tmp_path) -> None:
    table = [
        ["TT", "Gói thầu", "Chủ đầu tư", "Giá gói thầu (đồng)"],
        ["1", "Đo đạc", "UBND Phường 1", "73.597.815"],
        ["2", "Giám sát", "UBND Phường 1", "3.053.964"],
        ["", "", "Cộng", "76.651.779"],
    ]
    layout = layout_of(tmp_path, between_text(lambda sheet: sheet.ruled([70, 110, 230, 380, 540], 180, table)))
    assert [(row.label, row.value_raw) for row in layout.rows][1:] == [
        ("Giám sát", "3.053.964"),
        ("Cộng", "76.651.779"),
    ]


def test_heads_of_signs_alone_name_no_role() -> None:
    told = roles("STT | Nội dung | \u0301 | Kế hoạch | \u0301", "1 | Thu | 12 | 30 |", "2 | Chi | 9 | 40 |")
    assert told[-1] == "text"
