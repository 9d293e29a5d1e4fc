"""Words of queries and identifiers."""

from __future__ import annotations

import pytest

from extractor.search.plain_words import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("04951/QĐ-UBND", ("4951", "qd", "ubnd")),
        ("30c/NQ-CP", ("30c", "nq", "cp")),
        ("66.13/2026/NQ-CP", ("66.13", "2026", "nq", "cp")),
        ("41/2017/QH14", ("41", "2017", "qh14")),
        ("4951QĐ-UBND", ("4951", "qd", "ubnd")),
        ("Quyết  ĐỊNH của Ủy ban", ("quyet", "dinh", "cua", "uy", "ban")),
        ("000", ("0",)),
        ("", ()),
    ],
)
def test_words_keep_suffixes_and_terms(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected
