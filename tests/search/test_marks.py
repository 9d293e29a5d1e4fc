"""Where the words of a query stand in a text."""

from __future__ import annotations

import pytest

from extractor.search.full_text import MAX_TERMS
from extractor.search.marks import spans_of

TEXT = "Thực hiện Quyết định số 4951/QĐ-UBND ngày 25/12/2023 của Ủy ban nhân dân tỉnh Đồng Nai"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("quyet dinh", ["Quyết", "định"]),
        ('"quyet dinh"', ["Quyết định"]),
        ("4951/qd-ubnd", ["4951/QĐ-UBND"]),
        ("dong nai", ["Đồng", "Nai"]),
        ("đồng", ["Đồng"]),
        ("dông", []),
        ("đông", []),
        ("uỷ ban", ["Ủy", "ban"]),
        ("quyế*", ["Quyết"]),
        ("495", []),
        ("dinh so", ["định", "số"]),
        ("ubnd 4951/qd-ubnd", ["4951/QĐ-UBND"]),
        ('"', []),
        ("", []),
        ("( * :", []),
    ],
)
def test_words_are_found_as_the_index_finds_them(query: str, found: list[str]) -> None:
    assert [TEXT[start:end] for start, end in spans_of(query, TEXT)] == found


def test_no_more_terms_are_marked_than_anyone_types() -> None:
    words = [f"w{number}" for number in range(MAX_TERMS + 5)]
    text = " ".join(words)
    assert len(spans_of(text, text)) == MAX_TERMS
