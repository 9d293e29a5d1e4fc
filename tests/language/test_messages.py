"""Messages are said in Vietnamese by their shape."""

from __future__ import annotations

from extractor.language.catalogue import Words, words_of
from extractor.language.messages import said

VI = words_of("vi")


def test_a_message_with_values_is_known_by_its_shape() -> None:
    assert said("2023x is no period", VI) == "2023x không phải là một kỳ"
    assert said("2023x is no period", words_of("en")) == "2023x is no period"


def test_a_message_without_a_translation_stays() -> None:
    assert said("something else happened", VI) == "something else happened"
    assert said("", VI) == ""


def test_of_two_shapes_the_one_that_says_more_counts() -> None:
    words = Words("vi", VI.texts)
    assert said("there is no database at output/is no period", words) == (
        "không có cơ sở dữ liệu tại output/is no period"
    )


def test_braces_and_signs_of_patterns_in_values_do_no_harm() -> None:
    assert said("{a} (.*) is no period", VI) == "{a} (.*) không phải là một kỳ"
