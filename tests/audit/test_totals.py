"""Total rows: which rows are their parts is told by what adds up."""

from __future__ import annotations

from dataclasses import replace

from extractor.audit.grids import grids
from extractor.audit.totals import totals
from extractor.model.document import Document
from tests.audit.made import measure, table

TWO = (measure("Tiếp nhận"), measure("Giải quyết"))


def parts_of(document: Document) -> dict[str, list[str]]:
    """The labels of the parts of each total that adds up anywhere."""
    labels = [row.label or "" for row in document.rows]
    return {
        labels[total.row]: [labels[part] for part in total.parts]
        for grid in grids(document)
        for total in totals(grid)
        if total.kept
    }


def test_the_total_of_a_flat_table_stands_first_or_last() -> None:
    rows = (("Huyện A", "10", "20"), ("Huyện B", "30", "-"), ("Huyện C", "5", "6"))
    first = parts_of(table(TWO, ("TOÀN TỈNH", "45", "26"), *rows))
    last = parts_of(table(TWO, *rows, ("Cộng", "45", "26")))
    assert first == {"TOÀN TỈNH": ["Huyện A", "Huyện B", "Huyện C"]}
    assert last == {"Cộng": ["Huyện A", "Huyện B", "Huyện C"]}


def test_groups_are_sums_of_their_rows_and_the_total_that_of_groups() -> None:
    found = parts_of(
        table(
            TWO,
            ("Tổng số", "60", "76"),
            ("Khu vực thành thị", "40", "50"),
            ("  Phường A", "15", "20"),
            ("  Phường B", "25", "30"),
            ("Khu vực nông thôn", "20", "26"),
            ("  Xã C", "12", "14"),
            ("  Xã D", "8", "12"),
        )
    )
    assert found["Khu vực thành thị"] == ["Phường A", "Phường B"]
    assert found["Khu vực nông thôn"] == ["Xã C", "Xã D"]
    assert found["Tổng số"] == ["Khu vực thành thị", "Khu vực nông thôn"]


def test_a_sum_over_the_rows_since_the_sum_before() -> None:
    found = parts_of(
        table(
            TWO,
            ("Sở A", "10", "20"),
            ("Sở B", "30", "5"),
            ("Cộng cấp sở", "40", "25"),
            ("Huyện C", "7", "8"),
            ("Huyện D", "9", "11"),
            ("Cộng cấp huyện", "16", "19"),
        )
    )
    assert found == {"Cộng cấp sở": ["Sở A", "Sở B"], "Cộng cấp huyện": ["Huyện C", "Huyện D"]}


def test_what_a_row_is_made_of_in_part_adds_up_nowhere() -> None:
    assert parts_of(
        table(
            TWO,
            ("Hồ sơ tiếp nhận", "100", "120"),
            ("  Trong đó: trực tuyến", "60", "70"),
            ("  Quá hạn", "3", "4"),
        )
    ) == {}  # fmt: skip


def test_a_ratio_and_a_cell_that_is_not_read_have_no_sum() -> None:
    columns = (measure("Số hộ", "hộ"), measure("Tỷ lệ", "%"), measure("Nhân khẩu", "người"))
    document = table(
        columns,
        ("Tổng số", "30", "100", "90"),
        ("  Xã A", "10", "33", "khoảng 40"),
        ("  Xã B", "20", "67", "50"),
    )
    (total,) = (each for grid in grids(document) for each in totals(grid))
    assert list(total.equations) == [1]


def test_parts_stand_below_a_row_that_only_opens_them_or_behind_dashes() -> None:
    opened = parts_of(
        table(
            TWO,
            ("Lương thực", "13.359", "15.457"),
            ("  Trong đó:", "", ""),
            ("    Thóc", "10.695", "12.546"),
            ("    Ngô", "2.664", "2.911"),
        )
    )
    dashed = parts_of(
        table(TWO, ("Cá", "541", "308"), ("- Khai thác", "450", "101"), ("- Nuôi trồng", "91", "207"), ("Gỗ", "5", "6"))
    )
    assert opened == {"Lương thực": ["Thóc", "Ngô"]}
    assert dashed == {"Cá": ["- Khai thác", "- Nuôi trồng"]}


def test_a_run_of_rows_that_adds_up_in_three_columns_needs_no_other_sign() -> None:
    columns = (*TWO, measure("Trả lại"))
    lines = (("Dân số", "591", "594", "597"), ("Thành thị", "209", "211", "213"), ("Nông thôn", "382", "383", "384"),
             ("Lao động", "331", "334", "329"))  # fmt: skip
    assert parts_of(table(columns, *lines)) == {"Dân số": ["Thành thị", "Nông thôn"]}
    assert parts_of(table(TWO, *(line[:3] for line in lines))) == {}


def test_rows_that_are_times_are_the_sums_of_the_times_within_them() -> None:
    """Quarters stand behind their months and the year behind all: no run of rows, and the tree says nothing of it."""
    days = {
        "Tháng 1": ("01-01", "01-31"), "Tháng 2": ("02-01", "02-28"), "Tháng 3": ("03-01", "03-31"),
        "Quý I": ("01-01", "03-31"), "9 tháng sau": ("04-01", "12-31"), "Cả năm": ("01-01", "12-31"),
    }  # fmt: skip
    counts = (("10", "5"), ("12", "6"), ("9", "7"), ("31", "18"), ("60", "20"), ("91", "38"))
    document = table(TWO, *((label, *cells) for label, cells in zip(days, counts, strict=True)))
    rows = tuple(replace(row, time=row.label) for row in document.rows)
    spans = [days[row.label or ""] for row in rows]
    figures = tuple(
        replace(
            each,
            fact=replace(
                each.fact, period_start=f"2023-{spans[each.row or 0][0]}", period_end=f"2023-{spans[each.row or 0][1]}"
            ),
        )
        for each in document.figures
    )
    found = parts_of(replace(document, rows=rows, figures=figures))
    assert found == {"Quý I": ["Tháng 1", "Tháng 2", "Tháng 3"], "Cả năm": ["Quý I", "9 tháng sau"]}
