"""The size of type by the letters of words, and lines of one type made equal."""

from __future__ import annotations

import pytest

from extractor.read.ocr.engine import Word
from extractor.read.ocr.type_sizes import levelled, middle_type, type_of

EM, FOOT = 40.0, 500.0


def printed(text: str, above: float, below: float = 0.0, confidence: float = 0.9) -> Word:
    """A word whose ink reaches so many ems above and below its line, as an engine measures it."""
    top, bottom = round(FOOT - above * EM), round(FOOT + below * EM)
    return Word(text, (0.0, top, 100.0, bottom), confidence, (1, 1, 1))


# As far as the ink of Liberation Serif reaches.
WORDS = [
    printed("xem", 0.47),
    printed("trong", 0.57, 0.215),
    printed("lại", 0.69, 0.17),
    printed("UBND", 0.66, 0.01),
    printed("KẾT", 0.89),
    printed("LẬP", 0.85, 0.17),
    printed("2024,", 0.66, 0.155),
]


@pytest.mark.parametrize("word", WORDS, ids=[word.text for word in WORDS])
def test_words_of_one_type_have_one_size_whatever_their_letters(word: Word) -> None:
    found = type_of(word)
    assert found is not None
    assert found.size == pytest.approx(EM, rel=0.06)
    assert found.foot == pytest.approx(FOOT, abs=1)


def test_signs_have_no_type() -> None:
    assert type_of(printed("–", 0.27)) is None
    assert middle_type([]) is None


def test_a_noisy_word_does_not_make_its_line_larger() -> None:
    noisy = printed("lI", 2.0, 0.6, confidence=0.3)
    found = middle_type([each for word in (*WORDS, noisy) if (each := type_of(word))])
    assert found is not None
    assert found.size == pytest.approx(EM, rel=0.03)


def test_lines_of_one_type_are_equal_and_notes_are_not_the_text() -> None:
    text, notes = [36.2, 35.8, 36.0, 36.4], [33.0, 33.5, 33.2]
    found = levelled([*text, *notes, 60.0], [50.0] * 7 + [3.0])
    assert len({*found[:4]}) == 1
    assert len({*found[4:7]}) == 1
    assert found[7] == 60.0
    assert found[4] < 0.94 * found[0]


def test_a_page_of_very_many_types_keeps_them() -> None:
    sizes = [1.1**power for power in range(200)]
    assert levelled(sizes, [1.0] * 200) == sizes
    assert levelled([], []) == []
