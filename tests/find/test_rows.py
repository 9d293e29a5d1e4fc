"""What the rows of tables are of: places, times, labels with what they stand under."""

from __future__ import annotations

from extractor.find.rows.names import with_names
from extractor.layout.tables.levels import RowHead, levels_of, number_in, parents_of
from extractor.layout.tables.roles import columns_of
from extractor.model.layout import Row, Table
from tests.tables import cells


def rows_of(head: str, *printed: str, title: str | None = None) -> list[Row]:
    """The rows of a table, named; its cells are parted by bars."""
    in_cells = [cells(*(text.strip() for text in row.split("|"))) for row in printed]
    heads = [text.strip() for text in head.split("|")]
    table = Table(None, title, 1, 1, len(printed), tuple(columns_of(heads, in_cells, len(heads), None)), ())
    at, stt, unit = table.first("label"), table.first("stt"), table.first("unit")
    assert at is not None
    numbers = ["" if stt is None else row[stt].text for row in in_cells]
    labels = [row[at].text for row in in_cells]
    blank = [not any(row[measure].text for measure in table.measures) for row in in_cells]
    levels = levels_of(
        [
            RowHead(n or number_in(label), label, alone, False, 4.0)
            for n, label, alone in zip(numbers, labels, blank, strict=True)
        ]
    )
    rows = [
        Row(
            table=0,
            position=place + 1,
            page=1,
            page_end=1,
            cells=row,
            boxes=(),
            stt=numbers[place],
            label=labels[place],
            unit=None if unit is None else row[unit].text,
            is_heading=blank[place],
            parent=None if parent is None else 7 + parent,
        )
        for place, (row, parent) in enumerate(zip(in_cells, parents_of(levels), strict=True))
    ]
    return with_names(table, rows, 7)


def counted(head: str, *printed: str, title: str | None = None) -> list[str]:
    return [row.counted for row in rows_of(head, *printed, title=title)]


def places(head: str, *printed: str, title: str | None = None) -> list[str | None]:
    return [row.place for row in rows_of(head, *printed, title=title)]


def test_a_label_that_says_nothing_alone_carries_what_it_stands_under() -> None:
    assert counted(
        "TT | Chỉ tiêu | ĐVT | Năm 2024",
        "1 | Số lao động có việc làm | người | 29.362",
        "| Trong đó: nữ | người | 12.100",
        "| - Tỷ lệ | % | 41,2",
        "2 | Lúa cả năm | | ",
        "a | Diện tích | ha | 1.250",
        "b | Năng suất (tạ/ha) | tạ/ha | 61",
        "3 | Tỷ lệ hộ nghèo | % | 3,1",
    ) == [
        "Số lao động có việc làm",
        "Số lao động có việc làm › Trong đó: nữ",
        "Số lao động có việc làm › - Tỷ lệ",
        "Lúa cả năm",
        "Lúa cả năm › Diện tích",
        "Lúa cả năm › Năng suất (tạ/ha)",
        "Tỷ lệ hộ nghèo",
    ]


def test_rows_behind_an_opener_carry_the_whole_and_not_the_opener() -> None:
    assert counted(
        "Chỉ tiêu | Năm 2023 | Năm 2024",
        "Số đảng viên | 120 | 130",
        "Trong đó: | |",
        "- Nam | 70 | 75",
        "- Nữ | 50 | 55",
    ) == ["Số đảng viên", "Số đảng viên › Trong đó:", "Số đảng viên › - Nam", "Số đảng viên › - Nữ"]


def test_a_kind_of_what_the_row_above_measures_carries_it() -> None:
    rows = (
        "1 | Tổng giá trị sản xuất | tỷ đồng | 7",
        "1.1 | Nông nghiệp | tỷ đồng | 3",
        "1.2 | Thu khác | tỷ đồng | 4",
    )
    assert counted("TT | Chỉ tiêu | ĐVT | Năm 2024", *rows) == [
        "Tổng giá trị sản xuất",
        "Tổng giá trị sản xuất › Nông nghiệp",
        "Thu khác",
    ]
    roads = ("I | Lĩnh vực giao thông | 472.801", "1 | Cầu Cửa Nhượng | 162.876", "2 | Đường ven biển | 101.626")
    assert counted("TT | Dự án | Kế hoạch vốn", *roads)[1:] == ["Cầu Cửa Nhượng", "Đường ven biển"]


def test_groups_in_merged_cells_stand_before_the_label() -> None:
    assert counted(
        "Cấp học | Loại hình | Số trường | Số lớp",
        "Mầm non | Công lập | 109 | 1.516",
        "| Ngoài công lập | 14 | 121",
        "Tiểu học | Công lập | 117 | 2.402",
        "| Ngoài công lập | 2 | 31",
        "| Tổng cộng | 242 | 4.070",
    ) == [
        "Mầm non › Công lập",
        "Mầm non › Ngoài công lập",
        "Tiểu học › Công lập",
        "Tiểu học › Ngoài công lập",
        "Tổng cộng",
    ]


def test_rows_that_are_places_count_what_the_head_says() -> None:
    rows = rows_of(
        "TT | Đơn vị | Số đối tượng | Số đã tiêm",
        "| TOÀN TỈNH | 9.811 | 8.461",
        "1 | Thành phố Yên Bái | 487 | 415",
        "2 | Huyện Trấn Yên (miền núi) | 1.777 | 1.517",
        "| Trong đó: nữ | 900 | 700",
        "3 | Lục Yên | 606 | 492",
    )
    assert [(row.place, row.counted, row.label) for row in rows] == [
        (None, "", "TOÀN TỈNH"),
        ("Thành phố Yên Bái", "", "Thành phố Yên Bái"),
        ("Huyện Trấn Yên", "", "Huyện Trấn Yên (miền núi)"),
        ("Huyện Trấn Yên", "Trong đó: nữ", "Trong đó: nữ"),
        ("Lục Yên", "", "Lục Yên"),
    ]


def test_provinces_are_slugs_and_a_commune_of_that_name_is_none() -> None:
    assert places(
        "TT | Tỉnh, thành phố | Số hồ sơ", "1 | An Giang | 90", "2 | Bắc Ninh | 133", "3 | TP. Hồ Chí Minh | 32"
    ) == [
        "an-giang",
        "bac-ninh",
        "ho-chi-minh",
    ]
    assert places("TT | Tên xã | Số hộ", "1 | Hòa Bình | 90", "2 | Nga An | 133", "3 | Nga Hải | 32") == [
        "Hòa Bình",
        "Nga An",
        "Nga Hải",
    ]


def test_villages_are_places_under_their_commune() -> None:
    rows = (
        "1 | Xã Nga An | Thôn 1 | 120",
        "2 | | Thôn Đông | 100",
        "3 | Xã Nga Hải | Thôn 3 | 80",
        "4 | | Thôn 4 | 70",
    )
    assert places("STT | Xã | Thôn | Số hộ", *rows) == ["Thôn 1", "Thôn Đông", "Thôn 3", "Thôn 4"]


def test_organs_are_told_by_their_names_under_any_head() -> None:
    rows = ("1 | Sở Y tế | 12 | 3", "2 | Ban Dân tộc | 4 | 1", "3 | UBND huyện Nga Sơn | 9 | 2", "| Cộng | 25 | 6")
    assert places("TT | Nơi tiếp nhận đơn | Số đơn | Số vụ", *rows) == [
        "Sở Y tế",
        "Ban Dân tộc",
        "UBND huyện Nga Sơn",
        None,
    ]


def test_under_a_head_of_organs_single_rows_are_organs_and_groups_are_none() -> None:
    rows = ("I | Cấp tỉnh | 74 | 60", "1 | Văn phòng | 20 | 8", "2 | Sở Y tế | 54 | 52")
    more = ("II | Cấp huyện | 99 | 95", "1 | Huyện A Lưới | 40 | 30", "2 | Thành phố Huế | 59 | 65")
    assert places("STT | Cơ quan, đơn vị | Số hồ sơ | Đúng hạn", *rows, *more) == [
        None,
        "Văn phòng",
        "Sở Y tế",
        None,
        "Huyện A Lưới",
        "Thành phố Huế",
    ]


def test_what_is_counted_is_no_place_under_a_head_of_units_or_sectors() -> None:
    assert (
        places("TT | Đơn vị | Số cơ sở", "1 | Trường mầm non | 12", "2 | Trường tiểu học | 31", "3 | Trạm y tế | 4")
        == [None] * 3
    )
    assert (
        places("Khu vực | Số người", "Nông, lâm nghiệp và thủy sản | 336", "Dịch vụ | 293", "Công nghiệp | 12")
        == [None] * 3
    )
    assert places("Nội dung | Số người", "Lúa | 336", "Ngô | 293", "Sắn | 12") == [None] * 3


def test_a_heading_that_is_a_place_holds_the_rows_below_it() -> None:
    rows = (
        "I | Huyện Nga Sơn | |",
        "1 | Số hộ nghèo | hộ | 12",
        "2 | Số hộ cận nghèo | hộ | 20",
        "II | Thị xã Bỉm Sơn | |",
        "1 | Số hộ nghèo | hộ | 3",
    )
    assert places("TT | Chỉ tiêu | ĐVT | Năm 2024", *rows) == ["Huyện Nga Sơn"] * 3 + ["Thị xã Bỉm Sơn"] * 2


def test_a_place_before_the_label_is_the_rows() -> None:
    rows = (
        "Xã Nga An | Đường liên thôn | 1.200 | 800",
        "| Trạm y tế | 300 | 310",
        "Xã Nga Hải | Chợ trung tâm | 90 | 12",
    )
    found = rows_of("Địa bàn | Tên công trình | Kế hoạch vốn | Giải ngân", *rows)
    assert [(row.place, row.counted) for row in found] == [
        ("Xã Nga An", "Đường liên thôn"),
        ("Xã Nga An", "Trạm y tế"),
        ("Xã Nga Hải", "Chợ trung tâm"),
    ]


def test_times_as_rows_count_what_the_head_says() -> None:
    assert counted("Năm | Số hợp đồng | Diện tích (ha)", "2022 | 14 | 8", "2023 | 19 | 9", "Tổng cộng | 33 | 17") == [
        "",
        "",
        "",
    ]


def test_periods_as_rows_are_of_the_year_above_them() -> None:
    rows = rows_of(
        "Thời điểm | Số vụ | Số người",
        "Năm 2023 | 120 | 300",
        "Quý I | 30 | 70",
        "Quý II | 30 | 80",
        "Năm 2024 | 130 | 310",
    )
    assert [row.time for row in rows] == ["Năm 2023", "Năm 2023 › Quý I", "Năm 2023 › Quý II", "Năm 2024"]
    behind = rows_of("Quý | Số vụ | Số người", "Quý I | 30 | 70", "Quý II | 30 | 80", "Năm 2023 | 60 | 150")
    assert [row.time for row in behind] == ["Quý I", "Quý II", "Năm 2023"]


def test_a_number_under_a_head_of_months_is_a_month() -> None:
    rows = rows_of("Tháng | Lượng mưa (mm) | Nhiệt độ", "1 | 12,5 | 18,2", "2 | 30 | 19", "3 | 45 | 22")
    assert [(row.time, row.counted) for row in rows] == [("Tháng 1", ""), ("Tháng 2", ""), ("Tháng 3", "")]


def test_a_name_with_a_year_is_no_period() -> None:
    rows = rows_of("Nội dung | Kế hoạch | Thực hiện", "Chỉ số PCI năm 2023 | 60 | 65", "Chỉ số PAPI năm 2023 | 40 | 42")
    assert [row.time for row in rows] == [None, None]
    assert rows_of("Nội dung | Số vụ | Số người", "A. Năm 2022 | |", "Trộm cắp | 12 | 14")[1].time == "A. Năm 2022"


def test_scenarios_as_rows_are_said_of_what_they_stand_under() -> None:
    rows = rows_of(
        "TT | Chỉ tiêu | Quý I | Quý II",
        "1 | Diện tích lúa | 1.000 | 1.200",
        "- | Kế hoạch năm 2024 | 1.100 | 1.250",
        "- | So với kế hoạch (%) | 90,9 | 96",
        "2 | Thực hiện chính sách | 3 | 4",
    )
    assert [(row.counted, row.scenario, row.change, row.time) for row in rows] == [
        ("Diện tích lúa", None, None, None),
        ("Diện tích lúa", "plan", None, "Kế hoạch năm 2024"),
        ("Diện tích lúa", None, "ratio", None),
        ("Thực hiện chính sách", None, None, None),
    ]


def test_an_amount_under_its_rate_keeps_its_label() -> None:
    rows = rows_of(
        "TT | Chỉ tiêu | ĐVT | Quý I | Quý II",
        "1 | Tỷ lệ giải ngân | % | 81 | 96",
        "1.1 | Kế hoạch | Triệu đồng | 100 | 100",
        "1.2 | Thực hiện | Triệu đồng | 81 | 96",
    )
    assert [(row.counted, row.scenario) for row in rows][1:] == [
        ("Tỷ lệ giải ngân › Kế hoạch", "plan"),
        ("Tỷ lệ giải ngân › Thực hiện", "actual"),
    ]


def test_bare_names_under_no_head_are_places_where_the_title_says_so() -> None:
    rows = ("Phan Rang | 12", "Bác Ái | 30", "Ninh Hải | 9")
    assert places("| Số hộ", *rows, title="Số hộ nghèo phân theo huyện") == ["Phan Rang", "Bác Ái", "Ninh Hải"]
    assert places("| Số hộ", *rows, title="Số hộ nghèo") == [None, None, None]
    assert places("| Số hộ", *rows[:2], title="Số hộ nghèo phân theo huyện") == [None, None]
