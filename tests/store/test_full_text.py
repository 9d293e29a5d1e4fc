import pytest

from extractor.store.full_text import folded_words, sort_key


def test_only_words_with_the_letter_are_kept() -> None:
    assert folded_words("Quyết định số 4951/QĐ-UBND\nvề Đề án") == "dịnh 4951/QD-UBND Dề"
    assert folded_words("không có") == ""


@pytest.mark.parametrize(
    "ordered",
    [
        ["an", "az", "ăn", "ân", "ba"],
        ["da", "dz", "đa", "đo", "e"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "mai"],
        ["o", "oz", "ô", "ôz", "ơ", "p"],
        ["Tin", "tỉnh", "tuy", "tư"],
    ],
)
def test_order_of_a_vietnamese_dictionary(ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered
