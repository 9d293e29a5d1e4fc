"""The unit of a number in a table: in its cell, its row, the head, the label, over the table."""

from __future__ import annotations

import pytest

from extractor.find.columns.units import RowUnits, unit_of_cell, unit_of_head, units_of_row
from extractor.model.layout import Column, Row, Table


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("Diện tích (ha)", "ha"),
        ("Học sinh (người) › Cơ cấu (%)", "%"),
        ("Số mắc (ca) › Tháng 1", "ca"),
        ("Chất thải rắn sinh hoạt › Phát sinh (tấn/ngày)", "tấn/ngày"),
        ("Nước thải sinh hoạt (nghìn m³/tháng)", "nghìn m³/tháng"),
        ("Sản lượng dừa khô (nghìn trái)", "nghìn trái"),
        ("Số trạm y tế (trạm)", "trạm"),
        ("THỂ THAO › Câu lạc bộ (câu lạc bộ)", "câu lạc bộ"),
        ("Kiến nghị xử lý hành chính › Tổ chức (tổ chức)", "tổ chức"),
        ("Năm 2024 (kế hoạch)", None),
        ("Diện tích ô đất › m2", "m2"),
        ("Sản lượng, tấn", "tấn"),
        ("Số hồ sơ tiếp nhận › Năm 2023", "hồ sơ"),
        ("Điểm chuẩn tối đa", "điểm"),
        ("So sánh (%) › Kế hoạch năm", "%"),
        ("Tăng so với cùng kỳ › Tỷ lệ (%)", "%"),
        ("% thực hiện so với kế hoạch", "%"),
        ("Tỷ lệ đúng hạn", "%"),
        ("Cơ cấu", "%"),
        ("So sánh (%) › Số tuyệt đối", None),
        ("Tăng so với cùng kỳ › Số lượng", None),
        ("Tăng (+), giảm (-)", None),
        ("Kế hoạch", None),
        ("Chỉ tiêu", None),
        ("Diện tích (ha) › Kế hoạch", "ha"),
        ("Năm 2023", None),
        ("Nhà ở, đất", None),
        ("Số lượt khám bệnh", "lượt"),
        ("Tổng số cử tri", "cử tri"),
        ("Số ĐVHT", "ĐVHT"),
        ("Số tín chỉ", "tín chỉ"),
        ("Số tổ chức đảng được kiểm tra", "tổ chức đảng"),
        ("Số bệnh viện", "bệnh viện"),
        ("Tổng số phải thi hành › Việc", "Việc"),
        ("Tỷ lệ mắc/100.000 dân", None),
        ("Bình quân tiêu chí/xã", "tiêu chí/xã"),
        ("Số bác sĩ/10.000 dân", "bác sĩ/10.000 dân"),
        ("Ước 6 tháng/2024", None),
        ("Số HS bỏ học", "HS"),
        ("Số đơn thư tiếp nhận › Khiếu nại", "đơn thư"),
        ("Giá trị SX (Tr.đ)", "Tr.đ"),
        ("Sản lượng (1.000 tấn)", "1.000 tấn"),
        ("", None),
    ],
)
def test_the_unit_of_a_head(head: str, unit: str | None) -> None:
    assert unit_of_head(head) == unit


def test_what_is_nearest_to_a_number_says_its_unit() -> None:
    head, rate, plain = Column("", "measure", unit="ha"), Column("", "measure", unit="%"), Column("", "measure")
    assert unit_of_cell("12%", head, RowUnits("tấn", "con", "tỷ đồng")) == "%"
    assert unit_of_cell("12", head, RowUnits("tấn", "con", "tỷ đồng")) == "tấn"
    assert unit_of_cell("12", rate, RowUnits("tấn", "con", "tỷ đồng")) == "%"
    assert unit_of_cell("12", head, RowUnits("", "con", "tỷ đồng")) == "ha"
    assert unit_of_cell("12", plain, RowUnits(None, "con", "tỷ đồng")) == "con"
    assert unit_of_cell("12", plain, RowUnits(None, None, "tỷ đồng")) == "tỷ đồng"
    assert unit_of_cell("12", plain, RowUnits(None, None, None)) is None


def test_a_column_without_a_unit_of_its_own_has_that_of_the_table_and_gives_way_to_the_label() -> None:
    over = Column("Năm 2023", "measure", unit="tỷ đồng")
    assert unit_of_cell("12", over, RowUnits(None, "dự án", "tỷ đồng")) == "dự án"


def test_a_bracket_in_the_label_is_the_unit_of_a_row_in_a_form() -> None:
    row = Row(0, 1, 1, 1, (), (), label="Số cán bộ (người)")
    label, value = Column("Chỉ tiêu", "label"), Column("Kết quả (triệu đồng)", "measure", unit="triệu đồng")
    form = Table(None, None, 1, 1, 1, (label, value), ())
    several = Table(None, None, 1, 1, 1, (label, value, value), ())
    assert unit_of_cell("12", value, units_of_row(row, form)) == "người"
    assert unit_of_cell("12", value, units_of_row(row, several)) == "triệu đồng"


def test_a_unit_in_the_head_over_the_labels_is_that_of_the_table() -> None:
    columns = (Column("Nguồn vốn (tr.đ)", "label"), Column("2021", "measure"), Column("2022", "measure"))
    row = Row(0, 1, 1, 1, (), (), label="Ngân sách tỉnh")
    assert units_of_row(row, Table(None, None, 1, 1, 1, columns, ())).over_table == "tr.đ"
    of_money = Table(None, None, 1, 1, 1, columns, (), unit="tỷ đồng")
    assert units_of_row(row, of_money).over_table == "tỷ đồng"
