"""Mottoes with misread letters."""

from __future__ import annotations

import pytest

from extractor.layout.blocks.mottoes import is_motto_below, misread_motto


@pytest.mark.parametrize(
    ("before", "motto", "after"),
    [
        ("UBND TĨNH KIÊN GIANG _ ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA YIỆT NAM", ""),
        ("", "CỘNG HOÀA XÃ HỌI CHỦ NGHĨA VIỆT NAM", " ."),
        ("BỘ NỘI VỤ ", "GỘNG HÒA XÃ HỘl CHỦ NGHĨA VIÊT NAM", ""),
    ],
)
def test_the_name_of_the_state_is_known_in_spite_of_misread_letters(before: str, motto: str, after: str) -> None:
    span = misread_motto("motto-state", before + motto + after)
    assert span is not None
    assert (before + motto + after)[slice(*span)] == motto


@pytest.mark.parametrize(
    "text",
    [
        "THỦ TƯỚNG CHÍNH PHỦ NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
        "VỀ PHÁT TRIỂN KINH TẾ - XÃ HỘI VIỆT NAM NĂM 2024",
        "nước Cộng hoà xã hội chủ nghĩa Vỉệt Nam được thành lập",
        "CỘNG HÒA",
    ],
)
def test_other_words_are_no_motto(text: str) -> None:
    assert misread_motto("motto-state", text) is None


def test_the_motto_of_the_party_with_misread_letters() -> None:
    assert misread_motto("motto-party", "ĐẢNG CỌNG SÀN VIẸT NÀM") == (0, 22)
    assert misread_motto("motto-party", "ĐẢNG BỘ TỈNH QUẢNG NAM") is None


@pytest.mark.parametrize(
    "text", ["SƠ Y TE Độc lập —- Tự do ~- Hạnh phúc", "Độc lậ—-pTự do - Hanh phức", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"]
)
def test_the_second_line_of_the_motto_in_spite_of_stray_dashes(text: str) -> None:
    assert is_motto_below(text)


@pytest.mark.parametrize(
    "text",
    ["do", "Số: 12/QĐ-UBND", "Hà Nội, ngày 12 tháng 5 năm 2024", "đấu tranh giành độc lập dân tộc và thống nhất"],
)
def test_other_lines_are_not_the_second_line(text: str) -> None:
    assert not is_motto_below(text)
