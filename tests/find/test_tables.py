"""Tables as they come out of ``find``: values of rows, figures that know their column, what the columns say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractor.find.document import find_all
from extractor.model.facts import FORM_VALUE, Figure, Findings
from extractor.model.layout import Layout
from extractor.resolve.document import Source, resolve
from tests.layout.drawn import Sheet, between_text, layout_of

XS = [70, 110, 300, 380, 460, 540]


def drawn(folder: Path, table: Sequence[Sequence[str]]) -> Layout:
    xs = [*XS[: len(table[0])], XS[-1]]
    return layout_of(folder, between_text(lambda sheet: sheet.ruled(xs, 180, table)))


def in_rows(layout: Layout, found: Findings) -> list[Figure]:
    return [
        figure
        for region, each in zip(layout.regions, found.regions, strict=True)
        if region.row is not None
        for figure in each.figures
    ]


def values(layout: Layout, found: Findings) -> list[Figure]:
    """The values of forms as the record has them."""
    document = resolve(layout, found, Source("0" * 64, "a.pdf", 1, "1"))
    return [located.fact for located in document.figures if located.fact.method == FORM_VALUE]


def test_a_figure_knows_its_column_and_takes_the_unit_of_its_row_but_for_rates(tmp_path: Path) -> None:
    layout = drawn(
        tmp_path,
        [
            ["TT", "Nội dung", "ĐVT", "Năm 2023", "So sánh (%)"],
            ["1", "Diện tích lúa", "ha", "1.200", "98,5"],
            ["2", "Số trang trại", "trang trại", "12", "104"],
        ],
    )
    found = find_all(layout)
    assert [(figure.raw, figure.column, figure.unit) for figure in in_rows(layout, found)] == [
        ("1.200", 3, "ha"),
        ("98,5", 4, "%"),
        ("12", 3, "trang trại"),
        ("104", 4, "%"),
    ]
    assert [column.unit for column in found.tables[0].columns[3:]] == [None, "%"]


def test_columns_have_their_days_in_the_record_and_figures_those_of_their_column(tmp_path: Path) -> None:
    head = ["TT", "Nội dung", "Năm 2022", "Năm 2023", "Số xã"]
    layout = drawn(tmp_path, [head, ["1", "Nga An", "12", "13", "4"], ["2", "Nga Hải", "8", "9", "5"]])
    document = resolve(layout, find_all(layout), Source("0" * 64, "a.pdf", 1, "1"))
    days = [(column.period_start, column.period_end) for column in document.tables[0].columns[2:]]
    assert days == [("2022-01-01", "2022-12-31"), ("2023-01-01", "2023-12-31"), (None, None)]
    figures = [located.fact for located in document.figures if located.row is not None]
    assert [(each.raw, each.period_end, each.time_from) for each in figures[:3]] == [
        ("12", "2022-12-31", "head"),
        ("13", "2023-12-31", "head"),
        ("4", None, None),
    ]


FORM_HEAD = ["STT", "Chỉ tiêu", "Kết quả", "Ghi chú"]


def units_in_form(
    folder: Path, table: Sequence[Sequence[str]], *above: tuple[float, float, str, str]
) -> list[str | None]:
    """The unit of each row of a form with texts (x, y, text, where) above it."""

    def draw(sheet: Sheet) -> None:
        for x, y, text, at in above:
            sheet.text(x, y, text, 10, at=at)
        sheet.ruled([70, 110, 350, 450, 540], 180, table)

    return [row.unit for row in find_all(layout_of(folder, between_text(draw))).rows]


def test_the_unit_over_a_form_holds_for_its_values_but_for_rates(tmp_path: Path) -> None:
    table = [FORM_HEAD, ["1", "Tổng thu", "1.200", ""], ["2", "Tỷ lệ", "97%", ""]]
    title = "Biểu số 02: THU NGÂN SÁCH (Đơn vị tính: triệu đồng)"
    assert units_in_form(tmp_path, table, (305, 166, title, "middle")) == ["triệu đồng", "%"]
    assert units_in_form(tmp_path, table, (540, 168, "ĐVT: tỷ đồng", "right")) == ["tỷ đồng", "%"]


def test_the_unit_of_a_form_stands_behind_the_head_or_the_label(tmp_path: Path) -> None:
    table = [
        ["STT", "Chỉ tiêu", "Kết quả (triệu đồng)", "Ghi chú"],
        ["1", "Tổng thu", "1.200", ""],
        ["2", "Số cán bộ (người)", "12", ""],
        ["3", "Tỷ lệ (lũy kế)", "97%", ""],
    ]
    assert units_in_form(tmp_path, table) == ["triệu đồng", "người", "%"]


def test_the_value_of_a_form_has_the_unit_and_time_of_its_column(tmp_path: Path) -> None:
    layout = drawn(tmp_path, [["TT", "Tên xã", "Số hộ nghèo năm 2023"], ["1", "Nga An", "12"], ["2", "Nga Hải", "8"]])
    found = find_all(layout)
    assert [(row.unit, row.value, row.value_kind) for row in found.rows] == [
        ("hộ nghèo", 12, "number"),
        ("hộ nghèo", 8, "number"),
    ]
    assert [(each.label, each.period_end, each.time_from, each.column) for each in values(layout, found)] == [
        ("Số hộ nghèo năm 2023", "2023-12-31", "head", 2),
        ("Số hộ nghèo năm 2023", "2023-12-31", "head", 2),
    ]
    assert in_rows(layout, found) == []


def test_a_head_that_only_says_that_there_are_values_is_no_part_of_a_label(tmp_path: Path) -> None:
    layout = drawn(tmp_path, [["STT", "Chỉ tiêu", "ĐVT", "Số liệu"], ["1", "Số xã", "Xã", "12"]])
    assert [each.label for each in values(layout, find_all(layout))] == ["Số xã"]


def test_what_is_printed_in_a_form_beside_plain_numbers(tmp_path: Path) -> None:
    layout = drawn(
        tmp_path,
        [
            ["STT", "Chỉ tiêu", "ĐVT", "Số liệu", "Ghi chú"],
            ["1", "Số 12 hồ sơ quá hạn", "Hồ sơ", "12/40 (30%)", "gồm 5 hồ sơ đất đai"],
            ["2", "Có khảo sát", "Có = 1; Không = 0", "1", ""],
            ["3", "Số xã", "Xã", "-", ""],
        ],
    )
    found = find_all(layout)
    assert [row.value_kind for row in found.rows] == ["text", "code", "dash"]
    assert [(figure.raw, figure.column, figure.link) for figure in in_rows(layout, found)] == [
        ("12", 3, "numerator"),
        ("40", 3, None),
        ("30%", 3, "rate"),
        ("5", 4, None),
    ]
