"""What was read in the picture of a page, put into columns like those of any other page."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

import numpy as np

from extractor.model.pages import FLAG_OCR, FLAG_UNSURE, Characters, Page, Rectangle
from extractor.read.ocr.doubt import doubtful
from extractor.read.ocr.engine import Word
from extractor.read.ocr.lines import lines_of_page
from extractor.read.ocr.reading import Reading

# A shorter line may be taller than it is wide and stand upright all the same: a number in a narrow cell, a "l".
MIN_SIDEWAYS_LETTERS = 4


def with_reading(page: Page, reading: Reading, scale: float) -> Page:
    """The page with what was read in its picture: words as its glyphs, rules as its edges.

    page: as it was read; its links and pictures stay. reading: its boxes are in pixels of the picture. scale: the
    picture's pixels per point.

    ``ocr_confidence`` is the mean over words, 0 to 1.
    """
    words = reading.words
    texts, boxes, upright, unsure, lines = _glyphs(words)
    seen = np.array([(*word.box, word.confidence) for word in words], dtype=float).reshape(-1, 5)
    seen[:, :4] /= scale
    placed = np.array(boxes, dtype=float).reshape(-1, 4) / scale
    count = len(texts)
    return replace(
        page,
        characters=Characters(
            text=np.array(texts, dtype=np.str_),
            x0=placed[:, 0],
            top=placed[:, 1],
            x1=placed[:, 2],
            bottom=placed[:, 3],
            size=np.round(placed[:, 3] - placed[:, 1], 1),
            upright=np.array(upright, dtype=bool),
            font=np.zeros(count, dtype=np.int32),
            flags=np.where(unsure, FLAG_OCR | FLAG_UNSURE, FLAG_OCR).astype(np.uint8),
            line=np.array(lines, dtype=np.int32),
        ),
        edges=reading.rules / scale,
        fonts=("ocr",),
        text_layer="ocr",
        words=seen,
        skew=reading.skew,
        ocr_confidence=round(math.fsum(word.confidence for word in words) / len(words), 3) if words else 0.0,
    )


def _glyphs(words: Sequence[Word]) -> tuple[list[str], list[Rectangle], list[bool], list[bool], list[int]]:
    """A glyph for each letter, in equal parts of its word's box, and one for the blank between two words of a line.

    Of each its text, its box, whether it stands upright, whether it is of a number that may be read wrongly, and the
    number of its line.

    Engines read lines that stand sideways too; their glyphs are not upright, and their places only roughly known.
    """
    heights = _line_heights(words)
    of_page = lines_of_page(words)
    sideways = _sideways_lines(words)
    numbers = doubtful(words)
    texts: list[str] = []
    boxes: list[Rectangle] = []
    upright: list[bool] = []
    unsure: list[bool] = []
    lines: list[int] = []
    for word, after in zip_longest(words, words[1:]):
        left, _, right, _ = word.box
        top, bottom = heights[word.line]
        step = (right - left) / len(word.text)
        for position, letter in enumerate(word.text):
            texts.append(letter)
            boxes.append((left + position * step, top, left + (position + 1) * step, bottom))
        if after is not None and after.line == word.line and after.box[0] > right:
            texts.append(" ")
            boxes.append((right, top, after.box[0], bottom))
        upright += [word.line not in sideways] * (len(texts) - len(upright))
        unsure += [word in numbers] * (len(texts) - len(unsure))
        lines += [of_page[word.line]] * (len(texts) - len(lines))
    return texts, boxes, upright, unsure, lines


def _line_heights(words: Sequence[Word]) -> dict[tuple[int, ...], tuple[float, float]]:
    """Top and bottom of each recognised line: a word without ascenders must not look like small type."""
    heights: dict[tuple[int, ...], tuple[float, float]] = {}
    for word in words:
        _, top, _, bottom = word.box
        known = heights.get(word.line, (top, bottom))
        heights[word.line] = min(known[0], top), max(known[1], bottom)
    return heights


def _sideways_lines(words: Sequence[Word]) -> set[tuple[int, ...]]:
    """The lines whose words together are taller than they are wide."""
    lines: defaultdict[tuple[int, ...], list[Word]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    return {line for line, parts in lines.items() if _is_sideways(parts)}


def _is_sideways(words: Sequence[Word]) -> bool:
    if sum(len(word.text) for word in words) < MIN_SIDEWAYS_LETTERS:
        return False
    boxes = [word.box for word in words]
    height = max(bottom for _, _, _, bottom in boxes) - min(top for _, top, _, _ in boxes)
    return height > max(x1 for _, _, x1, _ in boxes) - min(x0 for x0, _, _, _ in boxes)
