"""The table of letters against the ink of two typefaces, and the ends of the letters of a word."""

from __future__ import annotations

from importlib import resources
from itertools import pairwise

import pytest
from PIL import ImageFont

from corpus import typefaces
from extractor.read.ocr.letters import edges, extent

EM = 1000
# The table is that of Times; the ascenders and stacked marks of Spectral are higher by less.
FACES_DIFFER = 0.17


def face() -> ImageFont.FreeTypeFont:
    with (resources.files(typefaces.PACKAGE) / "files" / typefaces.FILES[typefaces.REGULAR]).open("rb") as file:
        return ImageFont.truetype(file, EM)


@pytest.mark.parametrize("word", ["Quyết", "nam", "CHỦ", "năm", "lập", "12/QĐ-UBND", "Ế", "tư", "ngày", "(ký)"])
def test_letters_reach_as_far_as_their_ink(word: str) -> None:
    _, top, _, bottom = face().getbbox(word, anchor="ls")
    reach = extent(word)
    assert reach is not None
    assert reach.above == pytest.approx(-top / EM, abs=FACES_DIFFER)
    assert reach.below == pytest.approx(bottom / EM, abs=0.07)


def test_what_is_printed_higher_reaches_higher() -> None:
    heights = [reach.above for word in ("nom", "tư", "nôm", "HỌC", "BÁO", "KẾ") if (reach := extent(word))]
    assert sorted(heights) == pytest.approx([0.46, 0.57, 0.66, 0.69, 0.85, 0.89])


def test_signs_alone_stand_nowhere() -> None:
    assert extent("-") is None
    assert extent("…") is None


def test_the_ends_of_letters_are_nearer_to_print_than_equal_parts() -> None:
    word, font = "Milimet", face()
    printed = [font.getlength(word[:at]) for at in range(len(word) + 1)]
    found = edges(word, 0.0, printed[-1])
    equal = [printed[-1] * at / len(word) for at in range(len(word) + 1)]
    assert (found[0], found[-1]) == (0.0, printed[-1])
    assert all(left < right for left, right in pairwise(found))

    def aside(ends: list[float]) -> float:
        return sum(abs(each - want) for each, want in zip(ends, printed, strict=True))

    assert aside([*found]) < 0.5 * aside(equal)


def test_a_word_with_marks_apart_has_letters_without_width() -> None:
    begins = edges("e\u0301n", 10.0, 30.0)
    assert begins[2] - begins[1] < 1
