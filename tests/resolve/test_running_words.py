"""How a running text spells words that are printed in capitals."""

from __future__ import annotations

import pytest

from extractor.resolve.head.likeness import spelled_in
from extractor.resolve.head.running_words import RunningWords


def test_of_several_spellings_the_commonest_counts() -> None:
    text = RunningWords("bóng rổ, bóng rỏ, bóng rổ; BÓNG RỎ, BÓNG RỎ, BÓNG RỎ")
    assert spelled_in(text, ["BÓNG", "RÕ"]) == "bóng rổ"


@pytest.mark.parametrize(
    ("text", "least", "spelled"),
    [
        ("họp Liên đoàn Bóng rổ tỉnh", 2, (4, "Liên đoàn Bóng rổ")),
        ("Liên đoàn tỉnh; Liên đoàn\nBóng rổ", 2, (4, "Liên đoàn Bóng rổ")),  # over the end of a line
        ("Liên - đoàn", 2, (2, "Liên - đoàn")),
        ("Liên, và đoàn", 2, (0, "")),
        ("Liên .... đoàn", 2, (0, "")),  # two names
        ("LIÊN ĐOÀN BÓNG RỒ; Liên đoàn", 2, (2, "Liên đoàn")),  # capitals are misread
        ("Liên hoan", 2, (0, "")),
        ("Liên hoan", 1, (1, "Liên")),
        ("", 1, (0, "")),
    ],
)
def test_the_longest_stretch_of_words(text: str, least: int, spelled: tuple[int, str]) -> None:
    assert RunningWords(text).spelled(["LIÊN", "ĐOÀN", "BÓNG", "RỎ"], least) == spelled


def test_a_text_holds_words_with_their_marks() -> None:
    text = RunningWords("Uỷ ban")
    assert text.holds("ủy")
    assert not text.holds("ũy")
