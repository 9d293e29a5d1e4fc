"""Lines of print in which an engine read no word are found by their ink and read each for itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractor.read.ocr.engine import CrashedError, Picture, Word
from extractor.read.ocr.left_out import MOST_LINES, lines_left_out, read_left_out
from tests.read.ocr.picture.sheets import Sheet

DPI = 200
TITLE = "KT. GIÁM ĐỐC SỞ NỘI VỤ"


class Reader:
    """Reads the same in each picture, as surely as it is told."""

    name = "reader"

    def __init__(self, text: str, confidence: float = 0.9) -> None:
        self.text, self.confidence = text, confidence
        self.asked: list[tuple[int, ...]] = []

    def cells(self, pictures: Sequence[Picture], dpi: int, timeout: float) -> tuple[tuple[Word, ...], ...]:
        self.asked = [picture.shape for picture in pictures]
        words = tuple(
            Word(text, (12 + 60 * at, 12, 60 + 60 * at, 40), self.confidence, (1,))
            for at, text in enumerate(self.text.split())
        )
        return (words,) * len(pictures)


def with_title(size: float = 14) -> Sheet:
    sheet = Sheet()
    sheet.text(4, 3, TITLE, size)
    return sheet


def test_a_line_without_words_is_read_and_stands_where_it_is_printed() -> None:
    words = read_left_out((), with_title().grey, DPI, Reader("GIÁM ĐỐC"), 1.0)
    assert [word.text for word in words] == ["GIÁM", "ĐỐC"]
    assert len({word.line for word in words}) == 1
    assert words[0].line[0] < 0
    assert abs(words[0].box[0] - 4 * DPI) < 10
    assert 2.7 * DPI < words[0].box[1] < words[0].box[3] < 3.1 * DPI


def test_what_was_read_is_not_read_again() -> None:
    line = Word(TITLE, (4 * DPI - 2, 2.8 * DPI, 7 * DPI, 3.06 * DPI), 0.9, (1,))
    assert lines_left_out([line], with_title().grey, DPI) == []


def test_print_of_every_size_is_looked_at_and_short_pieces_are_not() -> None:
    assert len(lines_left_out((), with_title(8).grey, DPI)) == 1
    assert len(lines_left_out((), with_title(16).grey, DPI)) == 1
    sheet = Sheet()
    sheet.text(4, 3, "Điều", 14)
    assert lines_left_out((), sheet.grey, DPI) == []


def test_letters_that_touch_are_a_line_too() -> None:
    sheet = with_title()
    sheet.text(4.015, 3, TITLE, 14)
    assert len(lines_left_out((), sheet.grey, DPI)) == 1


def test_strokes_of_a_pen_are_no_line() -> None:
    sheet = Sheet()
    points = [(800 + 18 * at, 600 + (30 if at % 2 else 0)) for at in range(20)]
    sheet.pen.line(points, fill=0, width=3)
    sheet.pen.ellipse((300, 300, 580, 580), outline=0, width=4)
    assert lines_left_out((), sheet.grey, DPI) == []


def test_what_is_read_unsurely_or_is_no_word_is_left_out() -> None:
    picture = with_title().grey
    assert read_left_out((), picture, DPI, Reader("GIÁM ĐỐC", 0.4), 1.0) == ()
    assert read_left_out((), picture, DPI, Reader("⁄ # „9/2 -82"), 1.0) == ()


def test_a_page_full_of_letters_without_words_is_a_picture() -> None:
    sheet = Sheet()
    for at in range(MOST_LINES + 1):
        sheet.text(1, 1 + 0.24 * at, TITLE, 9)
    assert lines_left_out((), sheet.grey, DPI) == []


def test_a_reader_that_fails_has_read_nothing() -> None:
    class Broken(Reader):
        def cells(self, pictures: Sequence[Picture], dpi: int, timeout: float) -> tuple[tuple[Word, ...], ...]:
            raise CrashedError("crashed", "look")

    assert read_left_out((), with_title().grey, DPI, Broken(""), 1.0) == ()
    assert read_left_out((), np.full((900, 900), 255, np.uint8), DPI, Broken(""), 1.0) == ()
