"""Dates in all printed forms: offsets, precision, roles, impossible ones."""

from __future__ import annotations

import unicodedata

import pytest

from extractor.find.dates import find_dates


@pytest.mark.parametrize(
    ("text", "raw", "day"),
    [
        ("ngày 05 tháng 3 năm 2020", "ngày 05 tháng 3 năm 2020", "2020-03-05"),
        ("vào ngày 17/6/2020.", "ngày 17/6/2020", "2020-06-17"),
        ("sinh 20.4.1985", "20.4.1985", "1985-04-20"),
        ("công bố 09-02-2023", "09-02-2023", "2023-02-09"),
        ("ngày 14/ 6/2024", "ngày 14/ 6/2024", "2024-06-14"),
        ("7599/UBND-THKH 30/5/2024", "30/5/2024", "2024-05-30"),
        ("ngày 05 tháng 3\nnăm 2020", "ngày 05 tháng 3 năm 2020", "2020-03-05"),
        ("dated October 14, 2021", "October 14, 2021", "2021-10-14"),
        ("dated 5 January, 2024", "5 January, 2024", "2024-01-05"),
        ("dated 5 December, 2024", "5 December, 2024", "2024-12-05"),
        ("NGÀY 12 THÁNG 3, NĂM 2024", "NGÀY 12 THÁNG 3, NĂM 2024", "2024-03-12"),
        ("cập nhật 2024-06-11", "2024-06-11", "2024-06-11"),
        ("ngày 5/3/20 tại", "ngày 5/3/20", "2020-03-05"),
        ("ngày 12/5/98 tại", "ngày 12/5/98", "1998-05-12"),
    ],
)
def test_days(text: str, raw: str, day: str) -> None:
    (date,) = find_dates(text)
    assert (date.raw, date.first, date.last, date.precision) == (raw, day, day, "day")
    assert " ".join(text[date.start : date.end].split()) == raw


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("ngày      tháng 6 năm 2024", "2024-06-01", "2024-06-30", "month"),
        ("ngày … tháng … năm 2024", "2024-01-01", "2024-12-31", "year"),
        ("ngày   /   /2024", "2024-01-01", "2024-12-31", "year"),
        ("tháng 2/2024", "2024-02-01", "2024-02-29", "month"),
        ("quý III năm 2023", "2023-07-01", "2023-09-30", "quarter"),
        ("06 tháng đầu năm 2024", "2024-01-01", "2024-06-30", "range"),
        ("giai đoạn 2021 - 2025", "2021-01-01", "2025-12-31", "range"),
        ("từ ngày 15/12/2023 đến hết ngày 14/6/2024", "2023-12-15", "2024-06-14", "range"),
        ("từ ngày 15/12 đến ngày 20/12/2024", "2024-12-15", "2024-12-20", "range"),
        ("năm 2024", "2024-01-01", "2024-12-31", "year"),
    ],
)
def test_spans(text: str, first: str, last: str, precision: str) -> None:
    (date,) = find_dates(text)
    assert (date.first, date.last, date.precision) == (first, last, precision)


@pytest.mark.parametrize("text", ["ngày 29/18/2018", "ngày 31/4/2024", "ngày 30 tháng 02 năm 2023", "ngày 12/6/20225"])
def test_impossible_days_are_kept_without_a_value(text: str) -> None:
    (date,) = find_dates(text)
    assert (date.raw, date.first, date.last) == (text, None, None)
    assert date.confidence < 0.5


def test_a_day_without_year_has_no_value_but_is_not_impossible() -> None:
    (date,) = find_dates("ngày 20 tháng 6")
    assert date.first is None
    assert date.confidence == 0.5


@pytest.mark.parametrize(
    "text",
    [
        "7/12 xã",
        "trực 24/7",
        "2.001234.000.00.00.H56",
        "thủ tục 1.013980",
        "1.274.202",
        "mỗi ngày 15 hồ sơ",
        "dịp 30/4",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("tính đến ngày 11/6/2024, toàn tỉnh", "as_of"),
        ("Đến ngày 24/9/2023, tổng số", "as_of"),
        ("gửi trước ngày 20/6/2024", "deadline"),
        ("có hiệu lực thi hành kể từ ngày 01/7/2025", "effective"),
        ("Quyết định số 4951/QĐ-UBND ngày 25/12/2023", "issued"),
        ("trong quý II/2024", "period"),
        ("ngày 25/12/2023", None),
    ],
)
def test_roles(text: str, role: str | None) -> None:
    assert [date.role for date in find_dates(text)] == [role]


def test_offsets_index_the_given_text_whatever_its_form() -> None:
    text = unicodedata.normalize("NFD", "Tính đến ngày\u00a011/6/2024 và quý II/2024")
    assert [unicodedata.normalize("NFC", text[d.start : d.end]) for d in find_dates(text)] == [
        "ngày\u00a011/6/2024",
        "quý II/2024",
    ]
