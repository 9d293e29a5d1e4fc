"""Raised numbers in pictures of lines: found by their place and size, put where the engine read a sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus import typefaces
from extractor.layout.footnotes.markers import markers
from extractor.layout.lines.line import lines_of
from extractor.read.ocr.engine import CrashedError, Picture, Raised, Word
from extractor.read.ocr.raised_numbers import reading
from extractor.read.ocr.raised_numbers.marks import MOST, Mark, marks_in
from extractor.read.ocr.raised_numbers.words import with_raised
from extractor.read.ocr.reading import Reading
from extractor.read.ocr.recognition import with_reading
from tests.layout.printed import page

EM = 40
"""Pixels of 14 points at 200 dots per inch."""

RAISED = "^"
"""Stands before what is raised in the words of a line: ``2024^8;``."""


def font(size: float) -> ImageFont.FreeTypeFont:
    face = resources.files(typefaces.PACKAGE) / "files" / typefaces.FILES[typefaces.REGULAR]
    with face.open("rb") as file:
        return ImageFont.truetype(file, round(size))


@dataclass
class Sheet:
    """Paper on which lines are set; ``words`` are what an engine reads, raised numbers are printed beside them."""

    image: Image.Image = field(default_factory=lambda: Image.new("L", (1600, 600), 255))
    words: list[Word] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)

    def line(self, text: str, foot: float = 100, fall: float = 0.0, share: float = 0.65) -> Sheet:
        """Sets a line; ``fall`` is how far it falls over its length, ``share`` the size of what is raised."""
        pen, x, number = ImageDraw.Draw(self.image), 100.0, len(self.words)
        for word in text.split():
            first, seen = x, ""
            for part, small in pieces(word):
                size, up = (EM * share, EM / 3) if small else (EM, 0)
                pen.text((x, foot + fall * x / 1600 - up), part, 0, font(size), anchor="ls")
                x += font(size).getlength(part)
                seen += "" if small else part
                self.raised += [part] if small else []
            if seen:
                box = (first, foot + fall * x / 1600 - 0.75 * EM, x, foot + fall * x / 1600 + 0.2 * EM)
                self.words.append(Word(seen, box, 0.9, (number,)))
            x += EM / 3
        return self

    @property
    def marks(self) -> list[Mark]:
        return marks_in(np.array(self.image, dtype=np.uint8), self.words)


def pieces(word: str) -> list[tuple[str, bool]]:
    """The parts of a word and whether each is raised: digits and signs behind the sign of raised ones."""
    found: list[tuple[str, bool]] = []
    for at, part in enumerate(word.split(RAISED)):
        end = next((n for n, char in enumerate(part) if not char.isdigit()), len(part)) if at else 0
        found += [(part[:end], True), (part[end:], False)]
    return [piece for piece in found if piece[0]]


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch năm 2024^8; các sở",
        "của Ủy ban nhân dân tỉnh^12.",
        "so với cùng kỳ)^1. Nhiệm vụ",
        "^7 Quyết định của Ủy ban nhân dân",
        "năm 2023^9, của huyện^10.",
    ],
)
def test_raised_numbers_are_found_where_they_stand(text: str) -> None:
    sheet = Sheet().line(text)
    assert len(sheet.marks) == len(sheet.raised)


@pytest.mark.parametrize(
    "text",
    [
        "Ở Ấp Ổ Gà, Ễ Ỗ Ầ của Ủy ban nhân dân",
        "Cơ chế “một cửa” của ‘tỉnh’",
        "Số 12/QĐ-UBND, ngày 15/7/2024 (đợt 2); H, i, j",
    ],
)
def test_accents_quotation_marks_and_letters_are_no_raised_numbers(text: str) -> None:
    assert Sheet().line(text).marks == []


def test_numbers_of_notes_may_stand_a_digit_high() -> None:
    sheet = Sheet().line("Chuyên mục vì sức khỏe cộng đồng")
    ImageDraw.Draw(sheet.image).text((75, 100 - 0.6 * EM), "5", 0, font(0.65 * EM), anchor="ls")
    assert [mark.box[0] < 100 for mark in sheet.marks] == [True]


def test_a_line_that_bends_has_no_raised_letters() -> None:
    line = "Quyết định của Ủy ban nhân dân tỉnh về việc giao biên chế năm 2024 cho các cơ quan"
    assert Sheet().line(line, fall=40).marks == []


def test_a_page_full_of_raised_ink_has_no_raised_numbers() -> None:
    words = "tỉnh^1 " * 20
    sheet = Sheet(Image.new("L", (1900, 1500), 255))
    for foot in range(100, 1460, 50):
        sheet.line(words, foot=foot)
    assert len(sheet.raised) > MOST
    assert sheet.marks == []


def mark(x0: float, x1: float, foot: float = 100) -> Mark:
    return Mark((x0, foot - 30, x1, foot - 13), (0,), 26, foot, EM)


def word(text: str, x0: float, x1: float) -> Word:
    return Word(text, (x0, 70, x1, 105), 0.9, (0,))


@pytest.mark.parametrize(
    ("read", "x1", "at", "left"),
    [
        ("2024°;", 204, (180, 192), "2024;"),
        ("20248;", 204, (180, 192), "2024;"),
        ("2024”;", 204, (180, 192), "2024;"),
        ("2024;", 204, (180, 192), "2024;"),
        ("2024“8", 192, (180, 192), "2024“"),
    ],
)
def test_what_was_read_in_place_of_a_number_is_gone(read: str, x1: float, at: tuple[float, float], left: str) -> None:
    notes = [Word("a", (72, 70, 90, 105), 0.9, (0,)), Word("b", (72, 110, 90, 145), 0.9, (1,))]
    numbers = [(mark(60, 70), "8"), (Mark((60, 110, 70, 127), (1,), 26, 140, EM), "9"), (mark(*at), "8")]
    found = with_raised([*notes, word(read, 100, x1)], numbers)
    assert found[-1].text == left
    assert [(raised.at, raised.text) for raised in found[-1].raised] == [(4 + left.endswith("“"), "8")]


def test_a_number_that_was_read_as_a_word_is_put_beside_the_next() -> None:
    assert [
        (each.text, each.raised[0].at)
        for each in with_raised([word("°", 100, 109), word("Công", 115, 190)], [(mark(99, 110), "11")])
    ] == [("Công", 0)]


def test_an_opening_quotation_mark_is_no_number() -> None:
    read = [word("“", 100, 112), word("Hội", 115, 160)]
    assert with_raised(read, [(mark(99, 112), "66")]) == tuple(read)


def test_where_nothing_was_read_a_number_needs_notes_on_its_page() -> None:
    read = [word("Bộ", 100, 140)]
    assert with_raised(read, [(mark(142, 152), "2")]) == tuple(read)


def test_the_next_words_are_told_by_their_own_height() -> None:
    (found,) = with_raised([word("°an", 100, 140)], [(mark(100, 110), "1")])
    assert found.box[1] > 75
    assert found.box[0] == 110


def test_raised_numbers_are_small_and_high_in_the_line_as_digital_ones() -> None:
    words = [Word("2024;", (100, 72, 204, 105), 0.9, (0,), raised=(Raised(4, "18", (181, 68, 195, 86), 0.65),))]
    (line,) = lines_of(with_reading(page(1), Reading(words), scale=2.0).characters)
    assert line.text == "202418;"
    assert [(found.label, found.start, found.is_high) for found in markers(line)] == [("18", 4, True)]


def test_numbers_are_as_large_as_lines_of_text_and_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Picture] = []

    class Looking(Reader):
        def cells(self, pictures: Sequence[Picture], dpi: int, timeout: float) -> tuple[tuple[Word, ...], ...]:
            given.extend(pictures)
            return ((),) * len(pictures)

    monkeypatch.setattr(reading, "number_reader", lambda: Looking())
    sheet = Sheet().line("năm 2024^8, các sở")
    reading.numbers_of(np.array(sheet.image, dtype=np.uint8), sheet.marks, 200, Looking(), 1)
    (picture,) = given
    ink = (picture < 128).any(axis=1).nonzero()[0]
    assert ink[-1] - ink[0] > EM
    assert (picture[:, :10] == 255).all()


READ = ["12", "l", "cau", "", "0", "3,", "2024", "*"]


@dataclass
class Reader:
    """Reads ``READ`` in the pictures that it is given; with a page of words it is an engine too."""

    confidence: float = 0.9
    name: str = "reader"

    def cells(self, pictures: Sequence[Picture], dpi: int, timeout: float) -> tuple[tuple[Word, ...], ...]:
        if self.confidence == 0:
            raise CrashedError("broken", "mend it")
        return tuple((Word(text, (0, 0, 9, 9), self.confidence, (0,)),) if text else () for text in READ)


@pytest.mark.parametrize(("reader", "engine"), [(Reader(), None), (None, Reader())])
def test_only_numbers_are_read(reader: Any, engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "number_reader", lambda: reader)
    assert [text for _, text in read(engine)] == ["12", "1", "3"]


@pytest.mark.parametrize("engine", [Reader(0.4), Reader(0), None])
def test_where_no_reader_is_sure_or_works_or_is_installed_no_number_is_read(
    engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "number_reader", lambda: None)
    assert read(engine) == []


def read(engine: Any) -> list[tuple[Mark, str]]:
    return reading.numbers_of(np.zeros((200, 200), dtype=np.uint8), [mark(100, 110)] * len(READ), 200, engine, 1)
