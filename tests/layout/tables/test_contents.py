"""What the cells of a column are, taken together."""

import pytest

from extractor.layout.tables.contents import are_codes, are_row_numbers, are_times, count_on, is_worded, may_be_units


@pytest.mark.parametrize(
    "numbers",
    [
        "I 1 2 3 II 1 2",
        "A I 1 2 II 1 2 B I II",
        "1 1.1 1.2 1.2.1 1.2.2 2 2.1",
        "1 a b c d đ e 2 a b",
        "I. II. III. IV. V. VI. VII. VIII. IX. X.",
        "1 2 3 5 6 7 8 9",
    ],
)
def test_numbers_of_rows_count_on_on_all_levels(numbers: str) -> None:
    assert count_on(numbers.split())


@pytest.mark.parametrize("numbers", ["1 1 1 1", "3 1 2", "12 4 7 8", "2 1 4 3 1 5 6 2", "7"])
def test_small_values_do_not(numbers: str) -> None:
    assert not count_on(numbers.split())


def test_under_an_unknown_head_two_numbers_are_not_enough() -> None:
    assert are_row_numbers("Th ứ tự", ["1", "2"], known=True)
    assert not are_row_numbers("Số nhóm", ["1", "2"], known=False)
    assert are_row_numbers("", ["1", "2"], known=False)
    assert are_row_numbers("", ["1.", "1. 1", "-", "1. 2", "+", "2."], known=False)


@pytest.mark.parametrize(
    ("texts", "are"),
    [
        (["7860100", "7860101"], True),
        (["070", "130", "093"], True),
        (["0937.796.768", "0975 955 717"], True),
        (["05", "12", "31"], False),
        (["12345", "23456"], False),
        (["1.250.000", "1.310.000"], False),
        (["1025000", "310000"], False),
    ],
)
def test_codes_have_one_length_and_no_groups(texts: list[str], are: bool) -> None:
    assert are_codes(texts) is are


def test_times_name_a_period_and_little_else() -> None:
    assert are_times(["2019", "2020", "2021 (ước)", "Năm 2022"])
    assert are_times(["Quý I", "Quý II", "6 tháng đầu năm 2024"])
    assert are_times(["2021 - 2025", "2026-2030"]) and are_times(["Ước năm 2024", "Năm 2025 (*)"])
    assert not are_times(["Kế hoạch kiểm tra năm 2023", "Kế hoạch tập huấn năm 2024"])


def test_names_are_no_units_and_compounds_are() -> None:
    assert may_be_units(["mg/l", "MPN/100ml", "-"])
    assert not may_be_units(["Sở Y tế", "Sở Tư pháp", "Huyện"])
    assert not is_worded("km") and is_worded("Diện tích")
