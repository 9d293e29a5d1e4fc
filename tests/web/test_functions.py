"""Words compared without accents."""

from __future__ import annotations

import pytest

from extractor.web.functions import fold, holds_words


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Đồng ý", "dong y"),
        ("ĐIỀU HÀNH", "dieu hanh"),
        ("Ủy ban", "uy ban"),
        ("hoa\u0300", "hoa"),
        ("4951/QĐ-UBND", "4951/qd-ubnd"),
        ("", ""),
        (None, None),
    ],
)
def test_fold(text: str | None, bare: str | None) -> None:
    assert fold(text) == bare


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("4951/QĐ-UBND Quyết định 2023", "qd 4951 ubnd 2023"),
        ("4951/QĐ-UBND", "UBND 4951"),
        ("Tỉnh Thanh Hóa", "thanh h"),
        ("Nghị định 30/2020/NĐ-CP", "30/2020"),
    ],
)
def test_words_are_found_in_any_order(text: str, words: str) -> None:
    assert holds_words(text, words) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("14951/QĐ-UBND", "4951"),
        ("4951/QĐ-UBND", "495"),
        ("Thanh Hóa", "Lâm Đồng"),
        ("Thanh Hóa", ""),
        ("Thanh Hóa", "-"),
        (None, "a"),
        ("a", None),
    ],
)
def test_words_that_are_not_there(text: str | None, words: str | None) -> None:
    assert holds_words(text, words) == 0


def test_a_question_without_end_is_a_paragraph() -> None:
    # What is behind a paragraph is not looked for; half a paragraph is.
    assert holds_words("a", "a " * 200 + "b") == 0
    assert holds_words("a", "a " * 300 + "b") == 1


def test_a_word_begins_where_a_word_begins() -> None:
    assert holds_words("thanh hoa", "hanh") == 0
    assert holds_words("thanh hoa", "hoa thanh") == 1
