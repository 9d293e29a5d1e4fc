"""The columns of a table as they are read: by head, by formula, by the numbers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.find.columns.reader import with_columns_read
from extractor.model.layout import Column, Row, Table
from tests.tables import cells


def read(
    heads: Sequence[str],
    *rows: Sequence[str],
    numbers: tuple[str, ...] = (),
    unit: str | None = None,
    title: str | None = None,
) -> list[Column]:
    """The measures of a table whose first column names the rows."""
    columns = (Column(heads[0], "label"), *(Column(head, "measure") for head in heads[1:]))
    table = Table(None, title, 1, 1, len(rows), columns, (), numbers=numbers, unit=unit)
    made = [Row(0, at + 1, 1, 1, cells(*texts), (), label=texts[0]) for at, texts in enumerate(rows)]
    return list(with_columns_read(table, made, ",").columns[1:])


PLAN = ("Thu", "200", "150", "75"), ("Chi", "80", "60", "75"), ("Vay", "50", "20", "40"), ("Trả", "10", "9", "90")


def test_a_bare_rate_of_a_plan_is_a_ratio_to_it_and_one_of_a_whole_is_a_level() -> None:
    _, _, rate = read(("Nội dung", "Kế hoạch năm 2024", "Thực hiện quý III/2024", "Tỷ lệ (%)"), *PLAN)
    assert (rate.change, rate.base, rate.ratio_of) == ("ratio", "Kế hoạch năm 2024", (2, 1))
    _, _, rate = read(("Địa bàn", "Trẻ 5 tuổi (người)", "Ra lớp (người)", "Tỷ lệ (%)"), *PLAN)
    assert (rate.change, rate.unit, rate.ratio_of) == (None, "%", (2, 1))


def test_the_head_of_the_base_is_named_where_the_head_prints_none() -> None:
    rows = ("Thu", "100", "120", "20"), ("Chi", "50", "40", "-10"), ("Vay", "30", "33", "3")
    difference = read(("Nội dung", "Năm 2022", "Năm 2023", "Tăng, giảm"), *rows)[2]
    assert (difference.change, difference.base, difference.terms) == ("increase", "Năm 2022", ((2, 1), (1, -1)))


def test_a_column_said_to_rise_that_holds_an_index_is_a_ratio() -> None:
    rows = ("Thu", "100", "120", "120,0"), ("Chi", "50", "40", "80,0"), ("Vay", "30", "33", "110,0")
    index = read(("Nội dung", "Năm 2022", "Năm 2023", "Tăng, giảm (%)"), *rows)[2]
    assert (index.change, index.ratio_of) == ("ratio", (2, 1))
    rows = ("Thu", "100", "120", "20,0"), ("Chi", "50", "40", "-20,0"), ("Vay", "30", "33", "10,0")
    growth = read(("Nội dung", "Năm 2022", "Năm 2023", "Tăng, giảm (%)"), *rows)[2]
    assert (growth.change, growth.ratio_of) == ("increase", (2, 1))


def test_cells_with_the_sign_make_per_cents_under_any_head() -> None:
    heads = ("Cơ quan", "Hồ sơ (hồ sơ) › Tổng số", "Hồ sơ (hồ sơ) › Trực tuyến")
    rows = ("Sở Nội vụ", "12", "48,0%"), ("Sở Y tế", "30", "55,5%"), ("Sở Tư pháp", "8", "12,5%")
    assert [column.unit for column in read(heads, *rows)] == ["hồ sơ", "%"]
    once = ("Sở Nội vụ", "12", "48%"), ("Sở Y tế", "30", "55"), ("Sở Tư pháp", "8", "12")
    assert [column.unit for column in read(heads, *once)] == ["hồ sơ", "hồ sơ"]


def test_a_quotient_that_is_no_per_cent_keeps_its_formula_alone() -> None:
    heads = ("Cây trồng", "Diện tích (ha)", "Sản lượng (tấn)", "Năng suất (tạ/ha)")
    (_, _, crop) = read(heads, ("Lúa", "100", "600", "60"), numbers=("A", "1", "2", "3=2/1"))
    assert (crop.formula, crop.ratio_of, crop.unit) == ("3=2/1", None, "tạ/ha")


def test_a_sum_leaves_out_columns_of_differences() -> None:
    heads = ("Bệnh", "Tháng 1", "Tháng 2", "Cộng 2 tháng", "Cùng kỳ", "Tăng (+), giảm (-)")
    rows = ("Cúm", "4", "6", "10", "7", "+3"), ("Sởi", "5", "9", "14", "15", "-1"), ("Dại", "2", "6", "8", "3", "+5")
    columns = read(heads, *rows)
    assert columns[2].terms == ((1, 1), (2, 1))
    assert columns[4].terms == ((3, 1), (4, -1))


def test_columns_that_are_places_say_so() -> None:
    heads = ("Nông sản", "Cần Thơ › Diện tích (ha)", "Hậu Giang › Diện tích (ha)", "HN", "TP. Cà Mau")
    columns = read(heads, ("Lúa", "12", "15", "3", "4"))
    assert [column.place for column in columns] == ["can-tho", "hau-giang", None, "TP. Cà Mau"]


def test_the_unit_over_the_table_is_that_of_columns_without_one() -> None:
    columns = read(("Nội dung", "Dự toán", "Tỷ lệ (%)"), ("Chi", "12", "100"), unit="triệu đồng")
    assert [(column.unit, column.scenario) for column in columns] == [("triệu đồng", "plan"), ("%", None)]


def test_a_comparison_without_a_unit_is_in_per_cent_a_multiple_or_a_difference_as_its_numbers_are() -> None:
    heads = ("Nội dung", "Năm 2022", "Năm 2023", "So sánh")
    (_, _, per_cent) = read(heads, ("Thu", "100", "121", "121"), ("Chi", "50", "40", "80"))
    (_, _, multiple) = read(heads, ("Thu", "100", "121", "1,21"), ("Chi", "50", "40", "0,8"))
    rows = ("Thu", "100", "121", "21"), ("Chi", "50", "40", "-10"), ("Vay", "30", "52", "22")
    (_, _, difference) = read(heads, *rows)
    assert [(each.unit, each.change) for each in (per_cent, multiple)] == [("%", "ratio"), ("lần", "ratio")]
    assert (difference.unit, difference.change, difference.base) == (None, "increase", "Năm 2022")


@pytest.mark.parametrize(
    ("middle", "unit"), [("4", "lần"), ("7", None), ("15", None), ("30", "%"), ("400", "%"), ("700", None)]
)
def test_the_middle_of_a_comparison_without_a_unit_tells_which_it_is(middle: str, unit: str | None) -> None:
    heads = ("Nội dung", "Năm 2022", "Năm 2023", "So sánh")
    (_, _, compared) = read(heads, ("Thu", "1", "1", middle), ("Chi", "2", "1", middle))
    assert compared.unit == unit


def test_a_count_below_a_comparison_is_a_difference() -> None:
    heads = ("Loại án", "Quý I/2023", "Quý I/2024", "So sánh quý I/2024 với quý I/2023 › Số vụ")
    (_, _, difference) = read(heads, ("Hình sự", "12", "15", "3"), ("Dân sự", "20", "14", "6"))
    assert (difference.unit, difference.change, difference.base) == ("vụ", "increase", "quý I/2023")


def test_a_level_below_a_comparison_keeps_its_unit_and_is_none() -> None:
    heads = ("Loại đất", "Diện tích năm 2019 (ha)", "So với năm 2019 › Diện tích năm 2014 (ha)")
    (_, level) = read(heads, ("Đất lúa", "120,5", "130,1"), ("Đất ở", "12", "10"))
    assert (level.unit, level.change) == ("ha", None)


def test_a_comparison_in_times_is_a_ratio() -> None:
    rows = ("Nga", "100", "414", "4,14"), ("Hoa Kỳ", "50", "230", "4,60"), ("Thái Lan", "30", "121,8", "4,06")
    times = read(("Thị trường", "Năm 2022", "Năm 2023", "Năm 2023 so với 2022 (lần)"), *rows)[2]
    assert (times.change, times.base, times.unit) == ("ratio", "2022", "lần")


def test_per_cents_of_the_total_row_are_shares_under_any_head() -> None:
    rows = ("Tổng số", "400", "100"), ("Tỉnh", "100", "25"), ("Huyện", "61", "15"), ("Xã", "239", "60")
    for head in ("Tỷ lệ (%)", "%", ""):
        (_, share) = read(("Nguồn vốn", "Số vốn", head), *rows, unit="triệu đồng")
        assert (share.change, share.unit, share.base) == ("share", "%", "Tổng số")
    (_, named) = read(("Nguồn vốn", "Số vốn", "Cơ cấu (%)"), *rows)
    assert (named.change, named.base) == ("share", "Tổng số")


def test_per_cents_of_other_things_are_no_shares() -> None:
    rows = ("Tổng số", "400", "100"), ("Tỉnh", "100", "92"), ("Huyện", "61", "88"), ("Xã", "239", "95")
    (_, rate) = read(("Đơn vị", "Hồ sơ", "Tỷ lệ (%)"), *rows)
    assert (rate.change, rate.base) == (None, None)


BUDGET = ("Chi đầu tư", "120", "80"), ("Chi thường xuyên", "300", "140")


def test_a_title_says_plan_or_outcome_where_no_column_does() -> None:
    heads = ("Nội dung", "Cấp tỉnh", "Cấp huyện")
    for title, scenario in (
        ("DỰ TOÁN CHI NGÂN SÁCH ĐỊA PHƯƠNG NĂM 2025", "plan"),
        ("QUYẾT TOÁN CHI NGÂN SÁCH ĐỊA PHƯƠNG NĂM 2023", "actual"),
        ("ƯỚC THỰC HIỆN CHI NGÂN SÁCH NĂM 2024", "estimate"),
        ("CHI NGÂN SÁCH ĐỊA PHƯƠNG NĂM 2023", None),
    ):
        assert [column.scenario for column in read(heads, *BUDGET, title=title)] == [scenario, scenario]


def test_a_title_says_nothing_of_columns_that_name_a_scenario_another_year_or_what_is() -> None:
    title = "DỰ TOÁN CHI NGÂN SÁCH NĂM 2025"
    named = read(("Nội dung", "Ước thực hiện năm 2024", "Năm 2025"), *BUDGET, title=title)
    assert [column.scenario for column in named] == ["estimate", None]
    years = read(("Nội dung", "Năm 2024", "Năm 2025"), *BUDGET, title=title)
    assert [column.scenario for column in years] == [None, "plan"]
    held = read(("Dự án", "Tổng mức đầu tư", "Vốn năm 2025"), *BUDGET, title="KẾ HOẠCH VỐN NĂM 2025")
    assert [column.scenario for column in held] == [None, "plan"]
    rows = ("Kế hoạch", "120", "80"), ("Thực hiện", "300", "140")
    assert [column.scenario for column in read(("Nội dung", "Tỉnh", "Huyện"), *rows, title=title)] == [None, None]


def test_indices_around_a_hundred_under_a_head_that_only_compares_are_ratios() -> None:
    head = "Chỉ số giá tháng 8/2024 so với: › Kỳ gốc 2019"
    rows = ("Lương thực", "129,08", "12"), ("Giáo dục", "101,41", "105"), ("Giao thông", "98,77", "118")
    index, counts = read(("Nhóm hàng", head, "Số mặt hàng so với: › Tháng trước"), *rows)
    assert (index.change, index.base, index.unit) == ("ratio", "Kỳ gốc 2019", "%")
    assert (counts.change, counts.unit) != ("ratio", "%")
