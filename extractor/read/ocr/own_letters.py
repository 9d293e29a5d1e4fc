"""Recognised words that a page has as letters of its own, too: those of the file are right to the letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from unicodedata import normalize

import numpy as np

from extractor.model.pages import FLAG_HIDDEN, Characters, Floats, Mask
from extractor.read.ocr.engine import Word

# Of the letters of both: a word that agrees by less is another one, which stands under a stamp or behind a mark; one of
# three digits with one misread has .67 (test_own_letters.py).
ALIKE = 0.5


def with_own_letters(
    words: Sequence[Word], own: Characters, scale: float, middle: tuple[float, float, float]
) -> list[Word]:
    """The words, spelt as the page's own letters at their places spell them; others as they were read.

    words: boxes in pixels of the picture turned straight. own: the page's own glyphs, which can be trusted. scale: the
    picture's pixels per point. middle: the middle of the page in points, x and y, and by how many degrees clockwise the
    lines of its picture fall about it.
    """
    own = own.take(own.flags & FLAG_HIDDEN == 0)
    if not len(own):
        return list(words)
    x, y = (scale * each for each in _straight(*own.middles, *middle))
    return [_spelt(word, own.text[_within(word, x, y)].tolist()) for word in words]


def _straight(x: Floats, y: Floats, x0: float, y0: float, degrees: float) -> tuple[Floats, Floats]:
    """Places on the page turned back by so many degrees clockwise about its middle."""
    angle = np.radians(-degrees)
    across, down = x - x0, y - y0
    return (
        x0 + across * np.cos(angle) - down * np.sin(angle),
        y0 + across * np.sin(angle) + down * np.cos(angle),
    )


def _within(word: Word, x: Floats, y: Floats) -> Mask:
    left, top, right, bottom = word.box
    within: Mask = (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
    return within


def _spelt(word: Word, letters: list[str]) -> Word:
    text = normalize("NFC", "".join(letters)).strip()
    if not text or text == word.text or len(text.split()) > 1:
        return word
    if SequenceMatcher(None, text, word.text, autojunk=False).ratio() < ALIKE:
        return word
    return replace(word, text=text, confidence=1.0)
