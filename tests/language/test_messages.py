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


def test_a_shape_that_says_too_little_is_no_shape_of_a_message() -> None:
    # {first} to {last} of {total} stands under lists; here it would make half of a sentence Vietnamese.
    assert said("the way to the end of it", VI) == "the way to the end of it"
    assert said("13 other rows", VI) == "13 dòng khác"


def test_an_error_and_its_reason_are_both_said() -> None:
    told = said("the page cannot be drawn for OCR (out of memory): a picture without text", VI)
    assert told == "không vẽ được trang để nhận dạng OCR (out of memory): ảnh không có chữ"
    assert said("some words: a picture without text", VI) == "some words: a picture without text"


def test_a_message_without_end_takes_no_time() -> None:
    # Somebody typed it, or a file says so. All shapes on four thousand letters, for each colon anew, took 30 seconds.
    typed = "a b: " * 800
    assert said(typed, VI) == typed
    assert said(f"{'x' * 2000} is no period", VI) == f"{'x' * 2000} is no period"
    in_each_other = ": ".join(["a picture without text"] * 40)
    assert said(in_each_other, VI) == in_each_other
