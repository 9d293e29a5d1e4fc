"""Numbers that an engine cannot be sure of."""

from __future__ import annotations

import pytest

from extractor.read.ocr.doubt import doubtful
from extractor.read.ocr.engine import Word


def word(text: str, height: float, confidence: float, line: int = 1) -> Word:
    return Word(text, (0, 0, 10 * len(text), height), confidence, (1, 1, line))


YEAR = word("2017", 25, 0.97)


@pytest.mark.parametrize(
    ("text", "height", "confidence"),
    [
        ("224/SYT-TCCB", 42, 0.62),  # a number by hand before a printed symbol
        ("46457/QĐ-SYT", 28, 0.38),
        ("2", 34, 0.85),  # a day by hand, a nine that looks like a two
        ("43", 31, 0.56),
        ("O2", 50, 0.88),
        ("ngày20", 30, 0.72),
        ("ngày22tháng", 30, 0.97),
        ("Số:2/42", 28, 0.7),
        ("6tháng", 41, 0.9),
    ],
)
def test_numbers_by_hand(text: str, height: float, confidence: float) -> None:
    assert doubtful([YEAR, word(text, height, confidence)]) == {word(text, height, confidence)}


@pytest.mark.parametrize(
    ("text", "height", "confidence"),
    [
        ("51/2025/TT-BCA", 26, 0.55),
        ("16/ĐĐN-", 25, 0.65),
        ("1091/STTTT-CNTT", 28, 0.92),
        ("117/2014/NĐ-CP", 41, 0.96),  # on a crooked line
        ("2325/QĐ-SYT", 31, 0.49),
        ("8", 25, 0.56),
        ("07", 24, 0.8),
        ("tháng3", 29, 0.95),
        ("6tháng", 33, 0.9),
        ("Kiên", 60, 0.1),  # no number
    ],
)
def test_printed_numbers(text: str, height: float, confidence: float) -> None:
    assert not doubtful([YEAR, word(text, height, confidence)])


def test_a_line_without_digits_in_print_is_held_against_the_others() -> None:
    page = [word("12", 25, 0.9, line=2), word("2024", 26, 0.9, line=3)]
    assert doubtful([*page, word("5", 40, 0.7)]) == {word("5", 40, 0.7)}
    assert doubtful([word("5", 40, 0.7)]) == {word("5", 40, 0.7)}
    assert not doubtful([word("5", 40, 0.9)])


def test_the_ink_of_a_word_tells_more_than_its_box() -> None:
    tall_box = Word("14", (0, 0, 20, 43), 0.97, (1, 1, 1), ink=27)
    by_hand = Word("20", (0, 0, 20, 44), 0.92, (1, 1, 1), ink=44)
    wavering = Word("46", (0, 0, 20, 53), 0.63, (1, 1, 1), ink=28)
    assert doubtful([YEAR, tall_box, by_hand, wavering]) == {by_hand, wavering}
