"""How tall the strokes of words are."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.read.ocr.engine import Picture, Word
from extractor.read.ocr.picture.stroke_heights import with_ink


def sheet() -> Picture:
    return np.full((200, 400), 230, dtype=np.uint8)


def written(text: str, box: tuple[float, float, float, float], picture: Picture) -> Word:
    (found,) = with_ink((Word(text, box, 0.9, (1,)),), picture)
    return found


def test_the_box_of_a_number_may_be_taller_than_its_digits() -> None:
    picture = sheet()
    cv2.rectangle(picture, (50, 100), (54, 125), 20, -1)
    cv2.rectangle(picture, (60, 100), (72, 126), 20, 3)
    cv2.circle(picture, (65, 84), 1, 20, -1)  # a speck over it
    assert written("10", (48, 80, 76, 128), picture).ink == pytest.approx(30, abs=2)
    cv2.line(picture, (65, 78), (66, 140), 20, 3)
    assert (written("10", (48, 80, 76, 128), picture).ink or 0) > 45


def test_a_thin_one_is_no_speck() -> None:
    picture = sheet()
    cv2.line(picture, (65, 100), (65, 124), 20, 1)
    assert written("1", (60, 98, 70, 127), picture).ink == 25


def test_words_without_digits_and_places_without_ink_stay_as_they_are() -> None:
    picture = sheet()
    cv2.line(picture, (65, 100), (65, 124), 20, 3)
    assert written("l", (60, 98, 70, 127), picture).ink is None
    assert written("1", (300, 98, 310, 127), picture).ink is None
    assert written("1", (500, 98, 510, 127), picture).ink is None
