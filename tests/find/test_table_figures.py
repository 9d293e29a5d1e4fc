"""Figures in the cells of tables that are no statistical forms."""

from __future__ import annotations

from extractor.find.columns.reader import with_columns_read
from extractor.find.figures.cells import figures_in_row
from extractor.find.rows.names import with_names
from extractor.layout.tables.roles import columns_of
from extractor.model.facts import CELL_VALUE, Figure
from extractor.model.layout import Row, Table
from tests.tables import cells


def read(
    header: tuple[str, ...], *rows: tuple[str, ...], unit: str | None = None, numbers: tuple[str, ...] = ()
) -> list[Figure]:
    """The figures of a table with these heads, column numbers and rows."""
    in_cells = [cells(*texts) for texts in rows]
    columns = tuple(columns_of(header, in_cells, len(header), None))
    table = Table(None, None, 1, 1, len(rows), columns, (), numbers=numbers, unit=unit)
    label = table.first("label")
    made = [
        Row(0, at + 1, 1, 1, of_row, (), label=None if label is None else of_row[label].text)
        for at, of_row in enumerate(in_cells)
    ]
    table = with_columns_read(table, made, ",")
    made = with_names(table, made, 0)
    return [figure for row in made for figure in figures_in_row(row, table, ",")]


def test_a_cell_has_the_label_of_its_row_and_the_path_and_unit_of_its_column() -> None:
    header = ("STT", "Lĩnh vực", "Số hồ sơ tiếp nhận › Năm 2023", "Tỷ lệ (%)", "Thứ hạng")
    (count, rate) = read(header, ("1", "Đất đai", "1.274", "98,5", "12/63"))
    assert (count.value, count.unit, count.label) == (1274, "hồ sơ", "Đất đai › Số hồ sơ tiếp nhận › Năm 2023")
    assert (rate.value, rate.unit) == (98.5, "%")
    assert {count.method, rate.method} == {CELL_VALUE}


def test_offsets_index_the_text_of_the_row() -> None:
    found = read(("STT", "Địa phương", "Số hồ sơ", "Số văn bản"), ("2", "Xã Đức Trọng 2", "2", "2"))
    text = "2\nXã Đức Trọng 2\n2\n2\n"
    assert [(figure.start, text[figure.start : figure.end]) for figure in found] == [(17, "2"), (19, "2")]


def test_a_fraction_with_its_rate_is_three_linked_figures() -> None:
    found = read(("TT", "Tên TTHC", "Số hồ sơ hỗ trợ/Tổng số hồ sơ"), ("1", "Đăng ký kết hôn", "1.732/2.090 (82,9%)"))
    assert [(figure.value, figure.unit, figure.link, figure.linked) for figure in found] == [
        (1732, "hồ sơ", "numerator", 1),
        (2090, "hồ sơ", None, None),
        (82.9, "%", "rate", -2),
    ]


def test_the_mark_of_a_note_close_behind_an_amount_is_no_figure() -> None:
    found = read(("Ô đất", "Diện tích sàn (m2)", "Số hộ"), ("CQ1", "39.202(1)", "5(2)"))
    assert [figure.value for figure in found] == [39202, 5, 2]


def test_the_unit_over_the_table_holds_where_the_head_names_none() -> None:
    (figure,) = read(("Nội dung", "Dự toán"), ("Chi thường xuyên", "1.250,5"), unit="triệu đồng")
    assert (figure.value, figure.unit) == (1250.5, "triệu đồng")


def test_a_unit_in_the_cell_is_that_of_its_number_whatever_stands_elsewhere() -> None:
    header = ("TT", "Dịch vụ", "Mức thu (nghìn đồng)", "Thời hạn")
    found = read(header, ("1", "Gửi xe", "40", "12 tháng"), ("2", "Vệ sinh", "2,5 triệu đồng", "5 ngày"))
    assert [(figure.raw, figure.value, figure.unit) for figure in found] == [
        ("40", 40, "nghìn đồng"),
        ("12 tháng", 12, "tháng"),
        ("2,5 triệu đồng", 2.5, "triệu đồng"),
        ("5 ngày", 5, "ngày"),
    ]


def test_a_figure_has_the_scenario_change_base_and_place_of_its_column() -> None:
    header = ("Nông sản", "Cần Thơ › Kế hoạch", "Cần Thơ › Thực hiện", "Cần Thơ › So với kế hoạch (%)")
    plan, outcome, ratio = read(header, ("Lúa", "200", "150", "75"))
    assert (plan.scenario, plan.change, plan.place) == ("plan", None, "can-tho")
    assert (outcome.scenario, outcome.change, outcome.place) == ("actual", None, "can-tho")
    assert (ratio.scenario, ratio.change, ratio.base, ratio.place) == (None, "ratio", "kế hoạch", "can-tho")


def test_a_row_that_is_a_scenario_gives_it_to_figures_of_columns_that_say_none() -> None:
    found = read(("Nội dung", "Năm 2023", "Năm 2024"), ("- Kế hoạch", "12", "13"), ("Số hồ sơ", "15", "16"))
    assert [figure.scenario for figure in found] == ["plan", "plan", None, None]


def test_a_head_that_says_plan_names_no_unit() -> None:
    found = read(("Xã", "Diện tích (ha) › Kế hoạch", "Diện tích (ha) › Thực hiện"), ("Đức Trọng", "120,5", "118,2"))
    assert [(figure.value, figure.unit) for figure in found] == [(120.5, "ha"), (118.2, "ha")]


def test_what_is_no_figure() -> None:
    assert read(("STT", "Tên văn bản", "Năm ban hành"), ("1", "Kế hoạch kiểm tra", "2023")) == []
    assert read(("STT", "Tên văn bản", "Lần ký"), ("1", "Kế hoạch kiểm tra", "2023")) == []
    assert read(("Số", "Mã"), ("1", "25")) == []


def test_a_ratio_and_a_difference_know_the_number_they_are_measured_against() -> None:
    header = ("Nội dung", "Dự toán", "Thực hiện", "Tỷ lệ (%)", "Còn lại")
    rows = (("Chi đầu tư", "200", "150", "75", "50"), ("Chi khác", "", "150", "", ""))
    found = read(header, *rows, numbers=("A", "1", "2", "3=2/1", "4=1-2"))
    assert [(figure.raw, figure.base_at) for figure in found] == [
        ("200", None),
        ("150", None),
        ("75", -2),
        ("50", -2),
        ("150", None),
    ]


def test_the_numbers_of_most_rows_tell_the_base_where_no_formula_is_printed() -> None:
    header = ("Nội dung", "Quý I/2024", "Quý I/2025", "Tốc độ tăng (%)")
    rows = (("Doanh thu", "28.389", "32.542", "14,63"), ("Xuất khẩu", "1.157", "1.293", "11,75"))
    found = read(header, *rows, ("Nhập khẩu", "902", "1.064", "17,96"))
    assert [figure.base_at for figure in found] == [None, None, -2] * 3


def test_a_difference_in_brackets_is_negative_and_a_level_in_brackets_is_not_read() -> None:
    header = ("Nhóm hàng", "Năm 2022 (triệu USD)", "Năm 2023 (triệu USD)", "Chênh lệch (triệu USD)")
    rows = (
        ("Dệt may", "62,0", "60,5", "(1,5)"),
        ("Giày dép", "10,0", "(12,0)", "2,0"),
        ("Gỗ", "7,0", "8,0", "1,0"),
    )
    found = read(header, *rows)
    told = [(figure.raw, figure.value) for figure in found if figure.change]
    assert told == [("(1,5)", -1.5), ("2,0", 2.0), ("1,0", 1.0)]
    assert "(12,0)" not in [figure.raw for figure in found]
    text = "Dệt may\n62,0\n60,5\n(1,5)\n"
    negative = next(figure for figure in found if figure.raw == "(1,5)")
    assert text[negative.start : negative.end] == "(1,5)"
