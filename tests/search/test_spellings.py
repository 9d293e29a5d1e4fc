"""What a word that is typed without marks may stand for."""

from __future__ import annotations

import pytest

from extractor.search.spellings import MOST_FORMS, forms


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("quan", {"quan", "quản", "quân", "quán", "quận"}),
        ("duong", {"dương", "đường", "duong", "đương"}),
        ("nguyen", {"nguyễn", "nguyên", "nguyện"}),
        ("UY", {"uy", "ủy", "uỷ"}),
    ],
)
def test_a_syllable_has_all_its_marks(typed: str, meant: set[str]) -> None:
    assert meant <= set(forms(typed))


def test_a_syllable_has_one_tone() -> None:
    assert "quảń" not in forms("quan")
    assert "ủỷ" not in forms("uy")


@pytest.mark.parametrize("typed", ["4951", "kh", "internationalization"])
def test_what_is_no_syllable_stands_for_itself(typed: str) -> None:
    assert forms(typed) == (typed,)
    assert len(forms("nguyen")) <= MOST_FORMS
