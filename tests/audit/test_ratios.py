"""Columns that are made of others: what their rows say of it."""

from __future__ import annotations

import pytest

from extractor.audit.grids import grids
from extractor.audit.ratios import Made, made_columns
from extractor.model.layout import Column
from tests.audit.made import measure, table


def made(column: Column, *lines: tuple[str, ...]) -> Made:
    """The last of three columns, which is made of the two before it."""
    columns = (measure("Quý I/2024", "triệu USD"), measure("Quý I/2025", "triệu USD"), column)
    document = table(columns, *lines)
    (found,) = (each for grid in grids(document) for each in made_columns(grid))
    return found


@pytest.mark.parametrize(
    "printed",
    [
        ("120,0", "110,0", "80,0"),
        ("20,0", "10,0", "-20,0"),
        ("-20,0", "-10,0", "20,0"),
    ],
    ids=["ratio", "growth", "decline"],
)
def test_whether_a_ratio_is_a_growth_is_told_by_the_rows(printed: tuple[str, str, str]) -> None:
    values = (("100,0", "120,0"), ("200,0", "220,0"), ("300,0", "240,0"))
    lines = [(f"Mặt hàng {at}", *pair, rate) for at, (pair, rate) in enumerate(zip(values, printed, strict=True))]
    found = made(measure("So sánh (%)", "%", ratio_of=(2, 1)), *lines)
    assert (found.kept, found.missed) == (3, 0)


def test_a_difference_is_the_second_less_the_first() -> None:
    column = measure("Tăng, giảm", "triệu USD", terms=((2, 1), (1, -1)), change="increase")
    found = made(column, ("A", "100,0", "120,0", "20,0"), ("B", "90,0", "80,0", "10,0"), ("C", "5,0", "9,0", "6,0"))
    assert (found.kept, found.missed) == (2, 1)
    assert {each.kind for each in found.equations.values()} == {"difference"}


def test_a_dash_is_nothing_and_a_cell_of_words_leaves_the_row_out() -> None:
    column = measure("Tổng", "triệu USD", terms=((1, 1), (2, 1)), formula="3=1+2")
    found = made(column, ("A", "100,0", "-", "100,0"), ("B", "90,0", "chưa có", "90,0"), ("C", "5,0", "", "5,0"))
    assert {row: each.is_complete for row, each in found.equations.items()} == {0: True, 2: False}
    assert found.is_printed


def test_a_share_is_of_the_row_with_a_hundred_per_cent() -> None:
    columns = (measure("Số dự án", "dự án"), measure("Vốn", "tỷ đồng"), measure("Cơ cấu vốn", "%", change="share"))
    lines = (
        ("A", "10", "640,5", "16,0"), ("B", "31", "1.360,0", "34,0"), ("C", "40", "1.999,5", "50,0"),
        ("Cộng", "81", "4.000,0", "100,0"),
    )  # fmt: skip
    (found,) = (each for grid in grids(table(columns, *lines)) for each in made_columns(grid))
    assert (found.kept, found.missed) == (3, 0)
    assert found.equations[0].words == "640,5/4.000,0"
    assert not [each for grid in grids(table(columns, *lines[:3])) for each in made_columns(grid)]


def test_scores_of_which_many_are_full_are_no_shares() -> None:
    columns = (measure("Điểm tối đa", "điểm"), measure("Điểm đạt", "điểm"), measure("Chỉ số", "%"))
    lines = [(f"Sở {at}", "5,00", "5,00", "100,00") for at in range(4)]
    lines += [("Sở A", "5,00", "4,00", "80,00"), ("Sở B", "5,00", "3,50", "70,00"), ("Sở C", "3,00", "2,00", "66,67")]
    assert not [each for grid in grids(table(columns, *lines)) for each in made_columns(grid)]


def test_a_column_of_a_quarter_is_made_of_those_of_its_months() -> None:
    days = (("01-01", "01-31"), ("02-01", "02-28"), ("03-01", "03-31"), ("01-01", "03-31"))
    columns = [
        measure(head, period_start=f"2023-{first}", period_end=f"2023-{last}")
        for head, (first, last) in zip(("Tháng 1", "Tháng 2", "Tháng 3", "Quý I"), days, strict=True)
    ]
    document = table(
        columns, ("Xã A", "10", "12", "9", "31"), ("Xã B", "20", "25", "21", "66"), ("Dân số", *["90"] * 4)
    )
    (found,) = (each for grid in grids(document) for each in made_columns(grid))
    assert (found.column, found.kept, found.missed, found.is_time) == (4, 2, 1, True)
