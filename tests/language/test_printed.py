"""Days, periods, numbers and places in print."""

from __future__ import annotations

import pytest

from extractor.language.catalogue import words_of
from extractor.language.numbers import printed_number
from extractor.language.printed import printed_day, printed_period, printed_place


@pytest.mark.parametrize(
    ("kind", "start", "end", "vi", "en"),
    [
        ("Q1", "2024-01-01", "2024-03-31", "quý I/2024", "quarter I of 2024"),
        ("Y", "2023-01-01", "2023-12-31", "năm 2023", "2023"),
        ("9M", "2023-01-01", "2023-09-30", "9 tháng đầu năm 2023", "first nine months of 2023"),
        ("M05", "2023-05-01", "2023-05-31", "tháng 5/2023", "May 2023"),
        ("multi", "2021-01-01", "2025-12-31", "2021–2025", "2021–2025"),
        ("multi", "2023-09-05", "2024-05-31", "05/9/2023 – 31/5/2024", "5 September 2023 – 31 May 2024"),
        (None, None, None, "", ""),
    ],
)
def test_a_period_is_said_in_words(kind: str, start: str, end: str, vi: str, en: str) -> None:
    assert (printed_period(kind, start, end, "vi"), printed_period(kind, start, end, "en")) == (vi, en)


def test_numbers_have_the_signs_of_the_language() -> None:
    assert (printed_number(1234567.5, "vi"), printed_number(1234567.5, "en")) == ("1.234.567,5", "1,234,567.5")
    assert (printed_number(2024, "vi"), printed_number(None, "vi"), printed_number(0.05, "vi")) == ("2.024", "", "0,05")


def test_what_is_left_of_a_difference_of_floats_is_nothing() -> None:
    assert [printed_number(value, "vi") for value in (0.1 + 0.2 - 0.3, -1e-9, -0.0, 1234.99999999)] == [
        *("0", "0", "0", "1.235")
    ]
    assert [printed_number(value, "en") for value in (-0.25, 1e15, 100)] == ["-0.25", "1,000,000,000,000,000", "100"]


def test_days_and_places_are_those_of_print() -> None:
    assert [printed_day(day, "vi") for day in ("2024-03-05", "2024-02-05", None)] == ["05/3/2024", "05/02/2024", ""]
    assert printed_place("thanh-hoa") == "tỉnh Thanh Hóa"
    assert printed_place("Huyện Như Thanh") == "Huyện Như Thanh"


def test_words_are_translated_and_filled_in() -> None:
    assert words_of("vi")("Search") == "Tìm kiếm"
    assert words_of("en")("Search") == "Search"
    assert words_of("vi").several("{number} failure", "{number} failures", 1200) == "1.200 lỗi"
    assert words_of("en").several("{number} failure", "{number} failures", 1) == "1 failure"
    assert words_of("fr") == words_of("vi")
