"""What the whole head of a column says of scenario, change and base."""

from __future__ import annotations

import pytest

from extractor.find.columns.heads import read_head, scenario_of_row
from patterns.tables.heads import names_a_level


@pytest.mark.parametrize(
    ("head", "scenario"),
    [
        ("Thực hiện năm 2022", "actual"),
        ("Năm 2023 › Kế hoạch", "plan"),
        ("Năm 2023 › Ước thực hiện", "estimate"),
        ("Kế hoạch vốn năm 2024 › Trong đó › Vốn NSTW", "plan"),
        ("Quý II năm 2024 › Ước tháng 6", "estimate"),
        ("Dự toán › Chia ra › Cấp huyện", "plan"),
        ("THỰC HIỆN 6 THÁNG NĂM 2024", "actual"),
        ("TH 2023", "actual"),
        ("Dự kiến KH 2025", "plan"),
        ("Dự kiến năm 2025", "forecast"),
        ("So sánh (%) › Kế hoạch năm", None),
        ("Giảm so với kế hoạch (ha)", None),
        ("Năm 2024 (kế hoạch)", "plan"),
        ("Khả năng thực hiện năm 2024", "estimate"),
        ("Năm 2023", None),
        ("Sở Kế hoạch và Đầu tư", None),
        ("K.H 2024", "plan"),
        ("K.hoạch 2024", "plan"),
        ("U.T.H cả năm 2024", "estimate"),
        ("Thưc hiện năm 2023", "actual"),
        ("Kế họach năm 2024", "plan"),
        ("Actual 2023", "actual"),
        ("Kết quả TH đến 30/6/2024", "actual"),
        ("Số cuộc thanh tra › Theo kế hoạch", None),
        ("Chỉ tiêu biên chế năm 2024", "plan"),
        ("TP.HCM", None),
    ],
)
def test_the_innermost_scenario_holds(head: str, scenario: str | None) -> None:
    assert read_head(head).scenario == scenario


@pytest.mark.parametrize(
    ("head", "change", "base"),
    [
        ("So sánh (%)", "ratio", None),
        ("So sánh (%) › Kế hoạch năm", "ratio", "Kế hoạch năm"),
        ("So sánh (%) › UTH 2024/KH 2024", "ratio", "KH 2024"),
        ("SO SÁNH THỰC HIỆN VỚI (%) › CÙNG KỲ NĂM TRƯỚC", "ratio", "CÙNG KỲ NĂM TRƯỚC"),
        ("So sánh › Tăng", "increase", None),
        ("So sánh › %", "ratio", None),
        ("So sánh › Giảm so với kế hoạch (ha)", "decrease", "kế hoạch"),
        ("So sánh › Số tuyệt đối", "increase", None),
        ("Tăng so với cùng kỳ › Tỷ lệ (%)", "increase", "cùng kỳ"),
        ("Tăng so với cùng kỳ › Số lượng", "increase", "cùng kỳ"),
        ("Tăng (+), giảm (-) (ha)", "increase", None),
        ("Tốc độ tăng (%)", "increase", None),
        ("Hộ nghèo (hộ) › Giảm trong năm", "decrease", None),
        ("Quý II tăng so với quý I", "increase", "quý I"),
        ("Năm 2024 so với năm 2023 (%)", "ratio", "năm 2023"),
        ("Tỷ lệ quyết toán/ dự toán (%)", "ratio", "dự toán"),
        ("Tỷ lệ thực hiện (%)", "ratio", None),
        ("Đạt (%)", "ratio", None),
        ("Học sinh (người) › Cơ cấu (%)", "share", None),
        ("Tỷ trọng số dự án (%)", "share", None),
        ("Tháng 10 năm 2024 so với (%) › Kỳ gốc 2019", "ratio", "Kỳ gốc 2019"),
        ("Tháng 10 năm 2024 so với (%) › Tháng 10 năm 2023", "ratio", "Tháng 10 năm 2023"),
        ("Năm 2010 = 100 (%)", "ratio", "Năm 2010"),
        ("Chỉ số giá (kỳ gốc 2019=100)", "ratio", "kỳ gốc 2019"),
        ("Tháng 6 năm 2024 so với (%) › Tháng 5 năm 2024", "ratio", "Tháng 5 năm 2024"),
        ("Chỉ số giá tháng 6 so với (%) › Kỳ gốc 2019", "ratio", "Kỳ gốc 2019"),
        ("So với cùng kỳ › Số cùng kỳ (%)", "ratio", "cùng kỳ"),
        ("So sánh (%) › Số cùng kỳ năm trước", "ratio", "Số cùng kỳ năm trước"),
        ("So cùng kỳ (+/-)", "increase", "cùng kỳ"),
        ("Vượt/thiếu so với KH", "increase", "KH"),
        ("So CK (%)", "ratio", "CK"),
        ("6T/2024 so 6T/2023 (%)", "ratio", "6T/2023"),
        ("So sánh quý I/2024 với quý I/2023 › %", "ratio", "quý I/2023"),
        ("So sánh cùng kỳ", "ratio", "cùng kỳ"),
        ("So sánh TH/DT (%)", "ratio", "DT"),
        ("So sánh 2024/2023 (%)", "ratio", "2023"),
        ("Giá trị sản xuất (giá so sánh 2010)", None, None),
        ("Tỷ lệ trên tổng số (%)", "share", None),
        ("% TH/KH năm", "ratio", "KH năm"),
        ("So sánh (%) với cùng kỳ năm trước", "ratio", "cùng kỳ năm trước"),
        ("Giải ngân từ 01/01/2024 đến 30/6/2024", None, None),
        ("Mật độ xây dựng (%)", "share", None),
        ("Đóng góp vào tăng trưởng (điểm %)", None, None),
        ("Tỷ lệ tăng dân số tự nhiên (‰)", None, None),
        ("Thay đổi so với 2022", "increase", "2022"),
        ("Tăng thu so với dự toán", "increase", "dự toán"),
        ("Tăng/giảm so với dự toán", "increase", "dự toán"),
        ("Đạt % KH", "ratio", None),
        ("% HTKH", "ratio", None),
        ("Nhịp độ tăng (%)", "increase", None),
        ("Chỉ số CCHC (%) › Tăng/giảm so với 2022", "increase", "2022"),
        ("Số thu (triệu đồng) › Tỷ lệ đạt KH (%)", "ratio", None),
        ("Tỷ lệ (a/b/c/d) TH/KH", "ratio", "KH"),
        ("Tỷ lệ (a/b/c/d/e) TH/KH", None, None),
        ("Tháng 9/2024", None, None),
        ("Tỷ lệ giải ngân (%)", None, None),
        ("Năm học 2023/2024", None, None),
        ("Thuế giá trị gia tăng", None, None),
    ],
)
def test_changes_and_their_base(head: str, change: str | None, base: str | None) -> None:
    said = read_head(head)
    assert (said.change, said.base) == (change, base)


@pytest.mark.parametrize(
    ("label", "scenario"),
    [
        ("- Kế hoạch năm 2024", "plan"),
        ("Thực hiện", "actual"),
        ("+ Ước thực hiện", "estimate"),
        ("Dự toán chi thường xuyên", None),
        ("Thu nội địa", None),
        ("So với kế hoạch (%)", None),
    ],
)
def test_the_label_of_a_row_that_is_a_scenario(label: str, scenario: str | None) -> None:
    assert scenario_of_row(label) == scenario


@pytest.mark.parametrize(("step", "is_one"), [("số liệu cùng kỳ", True), ("số hồ sơ cùng kỳ", False), ("Số vụ", False)])
def test_a_step_with_two_words_beside_its_time_is_a_level_and_one_with_three_counts_something(
    step: str, is_one: bool
) -> None:
    assert names_a_level(step) == is_one
