"""Digits of scans that are read as letters or set apart."""

from __future__ import annotations

import pytest

from extractor.find.citations.finder import citations_in
from extractor.find.misread import as_meant
from extractor.find.normal import normalise


@pytest.mark.parametrize(
    ("text", "identifier", "day"),
    [
        ("Quyết định số 81 I9/QĐ-SYT ngày 29/12/2016", "8119/QĐ-SYT", "2016-12-29"),
        ("Nghị định số 1 20/2020/NĐ-CP ngày 07/10/2020", "120/2020/NĐ-CP", "2020-10-07"),
        ("Công văn số 130/SYT-NVY ngày 2l tháng 02 năm 2012", "130/SYT-NVY", "2012-02-21"),
        ("Kế hoạch sô l6/KH-UBND ngày 1Š thẳng O3 năm 201 7", "16/KH-UBND", "2017-03-15"),
        ("Quyết định số, 27/2018⁄QĐ-TTg ngày 16/1 1/2018", "27/2018/QĐ-TTg", "2018-11-16"),
        ("Tờ trình số. 27/TTr-SNV ngày 3 1/7/2018", "27/TTr-SNV", "2018-07-31"),
    ],
)
def test_numbers_and_dates(text: str, identifier: str, day: str) -> None:
    (found,) = citations_in(text, normalise(as_meant(text)))
    assert (found.raw, found.identifier, found.issued_on) == (text, identifier, day)


@pytest.mark.parametrize(
    "text",
    [
        "số lượng 12 hồ sơ, so với năm 2016",
        "Mẫu số 01 và số 15 155 hồ sơ",
        "số Ì 144/SNV-TCBC",
        "ngày lễ, tháng lO/năm",
        "số SO/KH-UBND",
        "số 12B/KH-UBND",  # a letter of the number
        "năm 20 17 đơn vị",
        "có số, 3 trang và 2/1 2/3 bản",
    ],
)
def test_other_words_and_numbers_stay(text: str) -> None:
    assert as_meant(text) == text


def test_what_is_meant_is_as_long_as_what_was_read() -> None:
    text = "số 15 155/QLD-VP ngày 2l tháng I1 năm 201 7"
    assert as_meant(text) == "số  15155/QLD-VP ngày 21 tháng 11 năm  2017"
