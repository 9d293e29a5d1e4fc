"""Tables as they come out of ``find``: values of rows, figures that know their column, what the columns say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractor.find.document import find_all
from extractor.model.facts import FORM_VALUE, Figure, Findings
from extractor.model.layout import Layout
from extractor.resolve.document import Source, resolve
from tests.layout.drawn import between_text, layout_of

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
    assert [(figure.raw, figure.column, figure.unit, figure.time_from) for figure in in_rows(layout, found)] == [
        ("1.200", 3, "ha", "head"),
        ("98,5", 4, "%", None),
        ("12", 3, "trang trại", "head"),
        ("104", 4, "%", None),
    ]
    year, rate = found.tables[0].columns[3:]
    assert (year.period_start, year.period_end, year.unit) == ("2023-01-01", "2023-12-31", None)
    assert (rate.period_start, rate.unit) == (None, "%")


def test_the_value_of_a_form_has_the_unit_and_time_of_its_column(tmp_path: Path) -> None:
    layout = drawn(tmp_path, [["TT", "Tên xã", "Số hộ nghèo năm 2023"], ["1", "Nga An", "12"], ["2", "Nga Hải", "8"]])
    found = find_all(layout)
    assert [(row.unit, row.value, row.value_kind) for row in found.rows] == [
        ("hộ nghèo", 12, "number"),
        ("hộ nghèo", 8, "number"),
    ]
    assert [(each.label, each.period_end, each.time_from, each.column) for each in values(layout, found)] == [
        ("Nga An › Số hộ nghèo năm 2023", "2023-12-31", "head", 2),
        ("Nga Hải › Số hộ nghèo năm 2023", "2023-12-31", "head", 2),
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
