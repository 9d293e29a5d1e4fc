"""Words of citations and dates that recognition misreads."""

from __future__ import annotations

import pytest

from extractor.find.citations.finder import citations_in
from extractor.find.misread import as_meant
from extractor.find.normal import normalise


@pytest.mark.parametrize(
    ("text", "day", "issuer"),
    [
        ("Nghị định số 91/2017/NĐ-CP neày 31/7/2017 của Chính phú quy định chỉ tiết", "2017-07-31", "Chính phủ"),
        (
            "Quyết định số 15/QĐ-UBND ngay 08 tháng Š năm 2017 cúa Uy ban nhân dân tỉnh",
            "2017-05-08",
            "Ủy ban nhân dân tỉnh",
        ),
        (
            "Quyết định số 15/QĐ-TTg ngày 08 thúng 5 nãm 2017 của Thú tướng Chính phủ",
            "2017-05-08",
            "Thủ tướng Chính phủ",
        ),
    ],
)
def test_misread_words_cost_neither_day_nor_issuer(text: str, day: str, issuer: str) -> None:
    (found,) = citations_in(text, as_meant(text, normalise(text)))
    assert (found.issued_on, found.issuer) == (day, issuer)
    assert found.raw in text


def test_the_words_of_a_title_are_known_in_spite_of_their_marks() -> None:
    text = "Nghị định số 91/2017/NĐ-CP ngày 31/7/2017 của Chính phủ quy định chỉ tiết thi hành Luật Thi đua;"
    (found,) = citations_in(text, as_meant(text, normalise(text)))
    assert found.title and found.title.startswith("quy định ch")


@pytest.mark.parametrize(
    "text",
    [
        "quan hệ chính phụ",
        "Văn bản này 09/8/2017",
        "số 12/SYT-NVY ngày 5/3/2018 qua Bộ phận một cửa",
        "08 tháng S năm qua",
        "ngày 08 tháng Š năm",
        "chỉ tiết kiệm chi",
        "trong 3 thùng 12 chai",
    ],
)
def test_what_may_be_other_words_stays(text: str) -> None:
    assert as_meant(text, normalise(text)).text == text


def test_an_hour_may_stand_before_the_day_of_a_telegram() -> None:
    text = "Công điện số 05/CĐ-TTg hồi 08 giờ ngày 12/10/2017"
    (found,) = citations_in(text, normalise(text))
    assert (found.raw, found.issued_on) == (text, "2017-10-12")
