"""Words read from the picture of a page that has letters of its own at their places."""

from dataclasses import replace

import numpy as np
import pytest

from extractor.read.ocr.engine import Word
from extractor.read.ocr.own_letters import with_own_letters
from tests.layout.printed import Print, characters

SCALE = 2.0
FLAT = (300.0, 400.0, 0.0)


def word(text: str, x: float, foot: float, letters: int | None = None) -> Word:
    """A recognised word over a print of 14 points at a place."""
    width = 7 * (letters or len(text))
    return Word(text, (2 * x - 2, 2 * foot - 30, 2 * (x + width) + 2, 2 * foot + 2), 0.6, (1, 1, 1))


def spelt(words: list[Word], *prints: Print, middle=FLAT) -> list[str]:
    return [each.text for each in with_own_letters(words, characters(*prints), SCALE, middle)]


def test_a_misread_word_is_spelt_as_the_page_spells_it():
    assert spelt([word("24/l0/2O22", 100, 100)], Print("24/10/2022", 100, 100)) == ["24/10/2022"]
    (sure,) = with_own_letters([word("1B1", 100, 100)], characters(Print("181", 100, 100)), SCALE, FLAT)
    assert (sure.text, sure.confidence) == ("181", 1.0)


def test_words_elsewhere_stay_as_they_were_read():
    read = [word("nước", 100, 100), word("nuớc", 100, 300)]
    assert spelt(read, Print("nước", 100, 100)) == ["nước", "nuớc"]
    assert spelt(read) == ["nước", "nuớc"]


def test_what_stands_over_a_word_is_no_spelling_of_it():
    assert spelt([word("nhân", 100, 100)], Print("SAO Y", 95, 102)) == ["nhân"]
    assert spelt([word("nhân", 100, 100)], Print("BẢNS", 100, 100)) == ["nhân"]


def test_letters_that_nobody_sees_spell_nothing():
    own = characters(Print("181", 100, 100))
    (found,) = with_own_letters([word("1B1", 100, 100)], replace(own, flags=own.flags | 8), SCALE, FLAT)
    assert found.text == "1B1"


@pytest.mark.parametrize("degrees", [-2.0, 1.5])
def test_a_sheet_askew_is_turned_back_first(degrees):
    """On the sheet the print stands where a clockwise turn about its middle takes it."""
    straight = characters(Print("181", 500, 700))
    angle, (x, y) = np.radians(degrees), straight.middles
    turned_x = 300 + (x - 300) * np.cos(angle) - (y - 400) * np.sin(angle)
    turned_y = 400 + (x - 300) * np.sin(angle) + (y - 400) * np.cos(angle)
    askew = replace(
        straight,
        x0=straight.x0 + turned_x - x,
        x1=straight.x1 + turned_x - x,
        top=straight.top + turned_y - y,
        bottom=straight.bottom + turned_y - y,
    )
    (found,) = with_own_letters([word("1B1", 500, 700)], askew, SCALE, (300.0, 400.0, degrees))
    assert found.text == "181"
