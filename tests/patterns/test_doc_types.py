"""Words of types as recognition reads them."""

from __future__ import annotations

import pytest

from patterns.instruments.doc_types import type_in_capitals


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("QUYẾTĐỊNH", "QUYẾT ĐỊNH"),
        ("_ KÉ HOẠCH '", "KẾ HOẠCH"),
        ("THÔNG BẢO.", "THÔNG BÁO"),
        ("BÁO CÁO 1", "BÁO CÁO"),  # a stroke behind it
        ("BÁO CÁO CÔNG TÁC NĂM", None),
        ("Báo cáo", None),
        ("", None),
    ],
)
def test_a_type_word_in_capitals(line: str, word: str | None) -> None:
    assert type_in_capitals(line) == word
