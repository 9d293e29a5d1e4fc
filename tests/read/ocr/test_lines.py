"""Words of an engine → lines of the page: which stand on one, which never do."""

from __future__ import annotations

import random
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.read.ocr.engine import Word
from extractor.read.ocr.lines import places

EM = 40
STEP = 20


def line(text: str, x: float, foot: float, number: int, em: float = EM) -> list[Word]:
    """The words of a line, half an em a letter, each as high as a capital."""
    words = []
    for part in text.split():
        width = em / 2 * len(part)
        words.append(Word(part, (x, foot - 0.66 * em, x + width, foot), 0.9, (1, 1, number)))
        x += width + em / 4
    return words


def read(words: list[Word]) -> list[str]:
    """The lines of the page as text."""
    return [
        " ".join(words[place.word].text for place in of_line)
        for _, of_line in groupby(places(words), key=lambda place: place.line)
    ]


def test_lines_side_by_side_on_one_foot_are_one_line() -> None:
    words = [*line("UBND XA", 100, 300, 1), *line("NAM DINH", 700, 306, 2), *line("SO YTE", 100, 350, 3)]
    assert read(words) == ["UBND XA NAM DINH", "SO YTE"]


def test_a_column_that_stands_half_a_line_lower_is_not_woven_in() -> None:
    words = [*line("TRAI", 100, 300, 1), *line("PHAI", 700, 326, 2), *line("TRAI", 100, 352, 3)]
    assert read(words) == ["TRAI", "PHAI", "TRAI"]


def test_lines_that_overlap_are_never_joined() -> None:
    words = [*line("MOT HAI BA", 100, 300, 1), *line("BON NAM SAU", 200, 305, 2)]
    assert read(words) == ["MOT HAI BA", "BON NAM SAU"]


def test_one_printed_line_given_as_two_that_overlap_a_bit_is_one() -> None:
    first = line("CAN CU", 100, 300, 1)
    words = [*first, *line("NGHI DINH", first[-1].box[2] - 10, 302, 2)]
    assert read(words) == ["CAN CU NGHI DINH"]
    found = places(words)
    assert all(left.x1 < right.x0 for left, right in pairwise(found)), "and its words stand apart"


def test_a_tall_bracket_or_a_noisy_word_moves_no_line() -> None:
    noisy = Word("l", (800, 200, 812, 460), 0.3, (1, 1, 1))
    words = [*line("QUYET DINH NAY", 100, 300, 1), noisy, *line("CO HIEU LUC", 100, 360, 2)]
    assert read(words) == ["QUYET DINH NAY l", "CO HIEU LUC"]
    assert sorted({round(place.foot) for place in places(words)}) == [300, 360]


def test_one_line_of_the_engine_that_holds_two_printed_ones_is_parted() -> None:
    words = [*line("MOT HAI BA", 100, 300, 1), *line("BON NAM SAU", 110, 350, 1)]
    random.Random(1).shuffle(words)
    assert read(words) == ["MOT HAI BA", "BON NAM SAU"]


@pytest.mark.parametrize(("fall", "lines"), [(14, 1), (28, 2)])
def test_one_line_of_the_engine_is_two_where_their_feet_are_half_an_em_apart(fall: int, lines: int) -> None:
    words = [*line("MOT HAI BA BON", 100, 300, 1), *line("NAM SAU BAY TAM", 110, 300 + fall, 1)]
    assert len(read(words)) == lines


@pytest.mark.parametrize("foot", [300, 311, 345])
def test_parts_of_a_word_with_boxes_that_are_not_true_stay_in_their_line(foot: int) -> None:
    words = [
        *line("DE NGHI", 100, 300, 1),
        Word("g", (210, 262, 240, foot), 0.9, (1, 1, 1)),
        Word("GIAM", (225, 273, 300, foot), 0.9, (1, 1, 1)),
        *line("DOC TRUNG TAM", 320, 300, 1),
    ]
    assert read(words) == ["DE NGHI g GIAM DOC TRUNG TAM"]


def test_what_stands_over_a_word_is_not_woven_into_it() -> None:
    over = Word("III", (110, 275, 150, 300), 0.2, (1, 1, 1))
    assert sorted(read([*line("THANG MUOI", 100, 300, 1), over])[0].split()) == ["III", "MUOI", "THANG"]


def test_words_whose_boxes_touch_keep_a_blank_between_them() -> None:
    words = [
        Word("QD", (100, 270, 150, 300), 0.9, (1, 1, 1)),
        Word("UBND", (150, 270, 250, 300), 0.9, (1, 1, 1)),
        Word("I", (245, 270, 256, 300), 0.9, (1, 1, 1)),
    ]
    assert all(left.x1 + 3 < right.x0 for left, right in pairwise(places(words)))


def test_signs_stand_on_the_line_beside_them() -> None:
    dash = Word("-", (60, 288, 75, 291), 0.9, (1, 1, 9))
    assert read([*line("TONG SO", 100, 300, 1), dash]) == ["- TONG SO"]


@st.composite
def pages(draw: st.DrawFn) -> list[Word]:
    """Words anywhere, of any engine line."""
    side = st.integers(0, 400)
    texts = st.sampled_from(["a", "Ế", "-", "QĐ", "12.", "gỵ"])
    return [
        Word(
            draw(texts),
            (x := draw(side), y := draw(side), x + draw(st.integers(0, 90)), y + draw(st.integers(0, 90))),
            draw(st.floats(0, 1)),
            (draw(st.integers(0, 3)),),
        )
        for _ in range(draw(st.integers(0, 12)))
    ]


@given(pages())
def test_every_word_has_one_place_and_none_stands_over_another_of_its_line(words: list[Word]) -> None:
    found = places(words)
    assert sorted(place.word for place in found) == list(range(len(words)))
    assert [place.line for place in found] == sorted(place.line for place in found)
    assert all(place.x0 < place.x1 and place.size > 0 for place in found)
    assert all(left.x1 < right.x0 for left, right in pairwise(found) if left.line == right.line)


def compared(count: int, same_line: bool) -> int:
    """How often boxes are looked at where so many words stand over one another."""
    looks = 0

    class Box(tuple[float, float, float, float]):
        def __getitem__(self, at: object) -> float:  # type: ignore[override]
            nonlocal looks
            looks += 1
            return tuple.__getitem__(self, at)  # type: ignore[index]

    words = [
        Word("AB", Box((100.0 + at % 7, 100.0, 150.0, 130.0 + at % 3)), 0.9, (0 if same_line else at,))
        for at in range(count)
    ]
    places(words)
    return looks


@pytest.mark.parametrize("same_line", [True, False])
def test_words_over_one_another_cost_no_more_each_where_they_are_many(same_line: bool) -> None:
    assert compared(2_000, same_line) < 5 * compared(500, same_line)
