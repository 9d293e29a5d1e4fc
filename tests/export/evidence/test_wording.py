"""What is said of a fact in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.export.evidence.wording import sentence_parts
from tests.export.evidence.test_cutting import fact


@pytest.mark.parametrize(
    ("raw", "sentence", "expected"),
    [
        ("02", "Đầu năm 2024 có 02 cuộc thanh tra", ("Đầu năm 2024 có ", "02", " cuộc thanh tra")),
        ("02", "Ngày 12/02/2024 có 02 cuộc", ("Ngày 12/02/2024 có ", "02", " cuộc")),
        ("5", "đạt 1,5% của 5\nhồ sơ.", ("đạt 1,5% của ", "5", " hồ sơ.")),
        ("816.316", "Gửi đi 816.316/825.197 văn bản", ("Gửi đi ", "816.316", "/825.197 văn bản")),
        ("35", "Có 35.", ("Có ", "35", ".")),
        ("07", "có 07 đơn, trong đó 07 đơn đúng hạn", ("có 07 đơn, trong đó 07 đơn đúng hạn", "", "")),
        ("08", "không có số này", ("không có số này", "", "")),
        ("", "không có gì", ("không có gì", "", "")),
    ],
)
def test_the_print_is_marked_in_its_sentence_and_nothing_like_it(
    raw: str, sentence: str, expected: tuple[str, str, str]
) -> None:
    assert sentence_parts(replace(fact(), raw=raw, sentence=sentence)) == expected


def test_a_sentence_that_is_the_print_is_not_repeated() -> None:
    assert sentence_parts(replace(fact(), raw="Luật Đất đai", sentence="Luật  Đất\nđai")) is None
