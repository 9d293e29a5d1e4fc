"""Loose queries: what they are read as, and which instrument fits best."""

from __future__ import annotations

import pytest

from extractor.query.loose import LooseQuery, candidate, nearest, rate, rate_mistyped, read_query
from extractor.query.words import fold, words

DECISION = candidate(
    "vn:ubnd@thanh-hoa:qd:d2023:4951",
    "Quyết định",
    "4951/QĐ-UBND",
    "2023-12-25",
    "Ủy ban nhân dân tỉnh Thanh Hóa Ban hành Kế hoạch cải cách hành chính năm 2024",
)
OTHER_YEAR = candidate("vn:ubnd@thanh-hoa:qd:d2022:4951", "Quyết định", "4951/QĐ-UBND", "2022-11-01", "")
PLAN = candidate("vn:ubnd@thanh-hoa:kh:d2023:4951", "Kế hoạch", "4951/KH-UBND", "2023-02-01", "")
UNDATED = candidate("vn:ubnd@thanh-hoa:qd:x:4951", "Quyết định", "4951/QĐ-UBND", None, "")


def test_fold_strips_marks_and_the_bar_of_d() -> None:
    assert fold("Quyết  ĐỊNH của Ủy ban") == "quyet dinh cua uy ban"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("04951/QĐ-UBND", ("4951", "qd", "ubnd")),
        ("30c/NQ-CP", ("30c", "nq", "cp")),
        ("66.13/2026/NQ-CP", ("66.13", "2026", "nq", "cp")),
        ("41/2017/QH14", ("41", "2017", "qh14")),
        ("", ()),
    ],
)
def test_words_keep_suffixes_and_terms(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    ["qd 4951 ubnd 2023", "2023 UBND QĐ 4951", "4951/QĐ-UBND năm 2023", "quyet dinh so 04951 cua ubnd 2023",
     "4951 thanh hoa 2023 qd", "QĐ số 4951/QĐ-UBND ngày 25/12/2023"],
)  # fmt: skip
def test_words_in_any_order_name_one_instrument(text: str) -> None:
    readings = read_query(text)
    score = rate(readings, DECISION)
    assert score >= 0.9
    assert score > max(rate(readings, other) for other in (OTHER_YEAR, PLAN, UNDATED))


def test_a_given_number_must_match() -> None:
    assert rate(read_query("qd 4952 ubnd 2023"), DECISION) == 0.0


def test_a_given_year_excludes_instruments_of_another_but_not_the_undated() -> None:
    readings = read_query("qd 4951 ubnd 2023")
    assert rate(readings, OTHER_YEAR) == 0.0
    assert 0.0 < rate(readings, UNDATED) < rate(readings, DECISION)


def test_a_number_that_looks_like_a_year_can_be_either() -> None:
    numbered_like_a_year = candidate("vn:cp:nq:d2012:2023", "Nghị quyết", "2023/NQ-CP", "2012-01-01", "")
    assert rate(read_query("nq 2023"), numbered_like_a_year) > 0.9
    assert rate(read_query("qd 2023"), DECISION) > 0.9


def test_words_of_the_title_count_less_than_the_identifier() -> None:
    by_identifier = rate(read_query("qd ubnd"), DECISION)
    by_title = rate(read_query("cải cách hành chính"), DECISION)
    assert by_identifier > by_title >= 0.5


def test_a_typing_error_in_a_word_is_forgiven_and_an_absent_word_costs() -> None:
    right, mistyped, absent = (
        rate(read_query(f"qd 4951 {place}"), DECISION) for place in ("thanh hoa", "thanhh hoa", "lam dong")
    )
    assert right > mistyped > absent


def test_a_wrong_digit_is_only_a_suggestion() -> None:
    readings = read_query("qd 4915 ubnd 2023")
    assert rate(readings, DECISION) == 0.0
    assert rate_mistyped(readings, DECISION) > 0.9


def test_an_impossible_day_is_no_date() -> None:
    assert read_query("31/9/2023")[0].day is None


def test_a_day_is_taken_out_of_the_numbers() -> None:
    assert read_query("4951 ngày 25/12/2023") == (LooseQuery("4951", None, "2023-12-25", ()),)


def test_nearest_identifiers_come_first() -> None:
    assert next(nearest("4951 qd ubnd", ["30/2020/NĐ-CP", "4951/QĐ-UBND"], 1)) == "4951/QĐ-UBND"
