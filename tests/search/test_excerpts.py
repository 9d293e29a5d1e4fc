"""Excerpts: where most of what was asked for stands, the found words apart."""

from __future__ import annotations

import pytest

from extractor.search.excerpts import LENGTH, excerpt, with_marks
from extractor.search.full_text import read_query


def shown(text: str, typed: str) -> str:
    return with_marks(excerpt(text, read_query(typed)), "[", "]")


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Tỷ lệ giải ngân\nvốn đạt 95%.", "giai ngan", "Tỷ lệ [giải ngân] vốn đạt 95%."),
        ("Số ngân sách đã giải ngân.", "giai ngan", "Số ngân sách đã [giải ngân]."),
        ("Ngân sách được giải trình.", "giai ngan", "[Ngân] sách được [giải] trình."),
        ("Giai đoạn giải ngân", "giải", "Giai đoạn [giải] ngân"),
        ("Theo Quyết định số 4951/QĐ-UBND.", "4951 qd ubnd", "Theo Quyết định số [4951/QĐ-UBND]."),
        ("Uỷ ban và ủy quyền", "ủy", "[Uỷ] ban và [ủy] quyền"),
        ("Năm 2024³ và 30 m²", "2024", "Năm [2024] và 30 m²"),
        ("Hoàn thành", "hoan th*", "[Hoàn thành]"),
        ("Không có gì", "xyz", "Không có gì"),
        ("", "xyz", ""),
        ("…!?", "xyz", "…!?"),
    ],
)
def test_what_was_found_is_marked(text: str, typed: str, marked: str) -> None:
    assert shown(text, typed) == marked


def test_the_place_with_most_of_it_is_shown_and_cut_at_words() -> None:
    filler = "chữ " * 200
    found = shown(f"hồ {filler}tiếp nhận hồ sơ đúng hạn {filler}", "tiep nhan ho so")
    assert "[tiếp nhận hồ sơ] đúng hạn" in found
    assert found.startswith("… chữ")
    assert found.endswith("chữ …")
    assert len(found.split()) <= LENGTH + 2


def test_an_excerpt_is_the_sentence() -> None:
    before, after = "Chữ đứng trước ở đây. " * 12, " Chữ đứng sau ở đây." * 12
    sentence = (
        "Theo khoản 2 Điều 5, tỉnh đã "
        + "rất " * 25
        + "kịp thời giải ngân vốn của TP. Huế và ThS. Nguyễn Văn A. Bình trong năm."
    )
    found = shown(before + sentence + after, "giai ngan")
    assert found.startswith("… Theo khoản 2 Điều 5, tỉnh đã rất")
    assert found.endswith("trong năm. …")
    long = "Tỉnh đã " + "rất " * 70 + "kịp thời giải ngân vốn."
    cut = shown(before + long + after, "giai ngan")
    assert cut.startswith("… rất rất")
    assert len(cut.split()) <= LENGTH + 2


def test_words_that_punctuation_parts_are_no_phrase() -> None:
    assert shown("Kịp thời, việc này. Chế độ thôi việc.", '"thoi viec"') == "Kịp thời, việc này. Chế độ [thôi việc]."
