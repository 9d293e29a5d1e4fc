"""Loose queries: what they are read as, and how well an instrument answers them."""

from __future__ import annotations

import pytest

from extractor.search.candidates import LEAST_SCORE, alike, rate, rate_mistyped, swapped
from extractor.search.loose import (
    LooseQuery,
    near_numbers,
    of_any_time,
    of_one_number,
    read_in_title,
    read_query,
    spelling,
)
from extractor.search.words import InstrumentWords, instrument_words


def decision(year: str, day: str | None, title: str | None = None) -> InstrumentWords:
    key, issuer = f"vn:ubnd@thanh-hoa:qd:{year}:4951", "Ủy ban nhân dân tỉnh Thanh Hóa"
    return instrument_words(key, "Quyết định", "4951/QĐ-UBND", day, issuer, title)


DECISION = decision("d2023", "2023-12-25", "Ban hành Kế hoạch cải cách hành chính năm 2024")
OTHER_YEAR = decision("d2022", "2022-11-01")
UNDATED = decision("x", None)
PLAN = instrument_words("vn:ubnd@thanh-hoa:kh:d2023:4951", "Kế hoạch", "4951/KH-UBND", "2023-02-01", None, None)


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
    assert rate(read_query("qd 4952 ubnd 2023"), DECISION) < 0
    assert rate(read_query("qd 4951 ubnd 2023 12"), DECISION) < 0


def test_a_given_year_excludes_instruments_of_another_but_not_the_undated() -> None:
    readings = read_query("qd 4951 ubnd 2023")
    assert rate(readings, OTHER_YEAR) < 0
    assert LEAST_SCORE < rate(readings, UNDATED) < rate(readings, DECISION)
    assert rate(of_any_time(readings), OTHER_YEAR) == 1.0


def test_a_number_that_looks_like_a_year_can_be_either() -> None:
    numbered_like_a_year = instrument_words("vn:cp:nq:d2012:2023", "Nghị quyết", "2023/NQ-CP", "2012-01-01", None, None)
    assert rate(read_query("nq 2023"), numbered_like_a_year) > 0.9
    assert rate(read_query("qd 2023"), DECISION) > 0.9


def test_words_of_the_title_count_less_than_the_identity() -> None:
    by_identity = rate(read_query("qd ubnd"), DECISION)
    by_title = rate(read_query("cải cách hành chính"), DECISION)
    assert by_identity > by_title >= LEAST_SCORE


def test_a_typing_error_in_a_word_is_forgiven_and_an_absent_word_costs() -> None:
    right, mistyped, absent = (
        rate(read_query(f"qd 4951 {place}"), DECISION) for place in ("thanh hoa", "thanhh hoa", "lam dong")
    )
    assert right > mistyped > absent


@pytest.mark.parametrize("mistyped", ["4915", "495", "49151", "4957"])
def test_a_wrong_digit_is_only_a_suggestion(mistyped: str) -> None:
    readings = read_query(f"qd {mistyped} ubnd 2023")
    assert rate(readings, DECISION) < 0
    assert rate_mistyped(readings, DECISION) > 0.9
    assert "4951" in near_numbers(mistyped)


def test_the_numbers_around_one() -> None:
    assert set(near_numbers("12")) >= {"21", "1", "2", "13", "92", "112", "121", "712"}
    assert not {"12", "", "02", "012", "34"} & set(near_numbers("12"))
    assert swapped("4951", "4915")
    assert not swapped("4951", "4951")
    assert not swapped("4951", "4952")


@pytest.mark.parametrize(
    ("word", "other", "same"),
    [("thanhh", "thanh", True), ("thnah", "thanh", True), ("hao", "hoa", True), ("hoa", "hoi", False),
     ("qd", "dq", True), ("qd", "nd", False), ("nghi", "nghj", True), ("quyetdihn", "quyetdinh", True)],
)  # fmt: skip
def test_which_words_a_typing_error_parts(word: str, other: str, same: bool) -> None:
    assert alike(word, other) is same


def test_days_are_taken_out_of_the_numbers() -> None:
    expected = (LooseQuery("4951", 2023, "2023-12-25", ()),)
    assert read_query("4951 ngày 25/12/2023") == expected
    assert read_query("4951 2023-12-25") == expected
    assert read_query("31/9/2023")[0].day is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("QĐ4951 số 12", ("qd", "12")),
        ("41/2017/QH14", ("2017", "qh14")),
        ("văn bản của Sở Nội vụ số 4951", ("so", "noi", "vu")),
        ("Ban Tổ chức 4951", ("ban", "to", "chuc")),
    ],
)
def test_what_a_query_says_beside_its_number(text: str, expected: tuple[str, ...]) -> None:
    reading = read_query(text)[0]
    said = (*([str(reading.year)] if reading.year else []), *reading.words)
    assert said == expected


def test_numbers_may_stand_in_a_title() -> None:
    assert read_in_title("chỉ thị 19 điều 2021") == (LooseQuery(None, 2021, None, ("chi", "thi", "19 dieu")),)
    assert read_in_title("chỉ thị 19") == read_in_title("19 2021") == ()
    titled = instrument_words("vn:tw:ct:d2021:5", "Chỉ thị", "5-CT/TW", None, None, "Thực hiện 19 điều đảng viên")
    assert rate(read_in_title("chỉ thị 19 điều"), titled) >= LEAST_SCORE
    assert rate(read_in_title("chỉ thị 19 đảng"), titled) < 0


def test_where_a_query_is_read_with_one_number_only() -> None:
    assert [one.words for one in of_one_number(read_query("qd 12 ubnd 30"))] == [("qd", "ubnd"), ("qd", "ubnd")]
    assert [one.number for one in of_one_number(read_query("qd 2023"))] == ["2023", None]


def test_long_queries_are_cut() -> None:
    readings = read_query("4951 12 7 2023 2024 2025 " + "ubnd thanh hoa " * 10_000)
    assert len(readings) <= 6
    assert all(len(reading.words) <= 16 for reading in readings)


@pytest.mark.parametrize(
    ("one", "other"),
    [("4951/QĐ-UBND", "so 04951 / QD UBND"), ("30/2020/NĐ-CP", "30/2020 NDCP"), ("37-NQ/TW", "37 NQ-TW")],
)
def test_spellings_of_one_identifier(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(("one", "other"), [("1/2020/NĐ-CP", "12020/NĐ-CP"), ("4951/QĐ-UBND", "4951/KH-UBND")])
def test_spellings_of_two_identifiers(one: str, other: str) -> None:
    assert spelling(one) != spelling(other)
