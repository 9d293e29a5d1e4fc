"""Of two readings of a cell numbers are the second reader's; both stay where they differ."""

from __future__ import annotations

import pytest

from extractor.read.ocr.cells.witnesses import IN_DOUBT, agreed, is_numeric
from extractor.read.ocr.engine import Word


def said(text: str, confidence: float) -> list[Word]:
    return [Word(part, (0, 0, 1, 1), confidence, (1,)) for part in text.split()]


@pytest.mark.parametrize("text", ["44,7", "1.234.567", "- 3,5", "12,5%", "2.1.", "III.", "30/6/2024", "…", "(5)", "-"])
def test_numbers_and_what_stands_in_their_place_are_numeric(text: str) -> None:
    assert is_numeric(text)


@pytest.mark.parametrize("text", ["", "Hộ", "5 hộ", "O", "12/QĐ-UBND", "="])
def test_words_are_not_numeric(text: str) -> None:
    assert not is_numeric(text)


@pytest.mark.parametrize(
    ("words", "numbers", "text", "other"),
    [
        (("44,7", 0.9), ("44,7", 1.0), "44,7", ""),
        (("A47", 0.45), ("44,7", 1.0), "44,7", "A47"),
        (("", 0), ("08", 0.9), "08", ""),
        # spaces told differently
        (("1 234", 0.9), ("1234", 0.9), "1234", "1 234"),
        # a code of a form: a sign is no dash
        (("Có = 1", 0.9), ("Có - 1", 0.9), "Có = 1", ""),
        (("Tỷ lệ %", 0.9), ("Tý lệ 96", 0.9), "Tỷ lệ %", ""),
        # a number among words: the engine's where it is sure
        (("12 người", 0.7), ("72 nguời", 0.9), "72 người", "12"),
        (("năm 2015", 0.96), ("năm 20", 0.9), "năm 2015", "20"),
        # the engine is unsure of a word without tone marks; with them it is believed
        (("SITL", 0.43), ("STT", 0.94), "STT", ""),
        (("Tỷ", 0.42), ("Tý", 0.94), "Tỷ", ""),
        (("§", 0.9), ("8", 0.9), "8", "§"),
        (("12/02 đến 24/02", 0.9), ("089453864014", 0.9), "12/02 đến 24/02", ""),
        (("tháng", 0.9), ("12", 0.9), "tháng", ""),
        # codes of letters and digits
        (("GI1", 0.69), ("G11", 0.96), "G11", "GI1"),
        (("B12", 0.95), ("B72", 0.96), "B12", ""),
        # words are never made numbers of
        (("Không có", 0.9), ("Khong co", 0.9), "Không có", ""),
        (("25", 0.9), ("Z5", 0.9), "25", "Z5"),
        # specks
        (("hạn :", 0.3), ("", 0), "hạn", ""),
    ],
)
def test_numbers_are_of_the_second_reader(
    words: tuple[str, float], numbers: tuple[str, float], text: str, other: str
) -> None:
    found = agreed(said(*words), said(*numbers), numeric=True)
    assert " ".join(word.text for word in found) == text
    assert " ".join(filter(None, (word.other for word in found))) == other
    assert all(word.confidence <= IN_DOUBT for word in found if word.other)


def test_a_number_among_words_stays_in_their_line() -> None:
    words = [Word("12", (5, 5, 9, 9), 0.7, (4, 2)), Word("người", (10, 5, 20, 9), 0.9, (4, 2))]
    number, _ = agreed(words, said("72 nguoi", 0.9), numeric=False)
    assert (number.text, number.line, number.box) == ("72", (4, 2), (5, 5, 9, 9))


def test_a_round_letter_is_a_nought_in_a_column_of_numbers_only() -> None:
    assert [word.text for word in agreed([], said("O", 0.9), numeric=True)] == ["0"]
    assert agreed([], said("O", 0.9), numeric=False) == ()
