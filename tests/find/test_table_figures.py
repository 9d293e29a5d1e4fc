"""Figures in the cells of tables that are no statistical forms."""

from __future__ import annotations

from extractor.find.figures.cells import figures_in_row, with_units_and_times
from extractor.layout.tables.roles import columns_of
from extractor.model.facts import CELL_VALUE, Figure
from extractor.model.layout import Row, Table
from tests.tables import cells


def read(header: tuple[str, ...], *rows: tuple[str, ...], title: str | None = None) -> list[Figure]:
    """The figures of a table with these heads and rows."""
    in_cells = [cells(*texts) for texts in rows]
    columns = tuple(columns_of(header, in_cells, len(header), None))
    table = with_units_and_times(Table(None, title, 1, 1, len(rows), columns, ()), 2024)
    label = table.first("label")
    return [
        figure
        for at, of_row in enumerate(in_cells)
        for figure in figures_in_row(
            Row(0, at + 1, 1, 1, of_row, (), label=None if label is None else of_row[label].text), table, ","
        )
    ]


def test_a_cell_has_the_label_of_its_row_and_the_path_time_and_unit_of_its_column() -> None:
    header = ("STT", "Lĩnh vực", "Số hồ sơ tiếp nhận › Năm 2023", "Tỷ lệ (%)", "Thứ hạng")
    (count, rate) = read(header, ("1", "Đất đai", "1.274", "98,5", "12/63"))
    assert (count.value, count.unit, count.label) == (1274, "hồ sơ", "Đất đai › Số hồ sơ tiếp nhận › Năm 2023")
    assert (count.period_start, count.period_end, count.time_from) == ("2023-01-01", "2023-12-31", "head")
    assert (rate.value, rate.unit, rate.time_from) == (98.5, "%", None)
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


def test_the_unit_over_the_table_holds_where_the_head_names_none() -> None:
    (figure,) = read(("Nội dung", "Dự toán"), ("Chi thường xuyên", "1.250,5"), title="Chi (Đơn vị tính: triệu đồng)")
    assert (figure.value, figure.unit) == (1250.5, "triệu đồng")


def test_a_head_that_says_plan_names_no_unit() -> None:
    found = read(("Xã", "Diện tích (ha) › Kế hoạch", "Diện tích (ha) › Thực hiện"), ("Đức Trọng", "120,5", "118,2"))
    assert [(figure.value, figure.unit) for figure in found] == [(120.5, "ha"), (118.2, "ha")]


def test_what_is_no_figure() -> None:
    assert read(("STT", "Tên văn bản", "Năm ban hành"), ("1", "Kế hoạch kiểm tra", "2023")) == []
    assert read(("STT", "Tên văn bản", "Lần ký"), ("1", "Kế hoạch kiểm tra", "2023")) == []
    assert read(("Số", "Mã"), ("1", "25")) == []
