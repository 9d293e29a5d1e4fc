"""A page read from its picture, whichever engine reads it: drawn, recognised, put into columns like any other page."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

import numpy as np
import pypdfium2

from extractor.model.pages import FLAG_OCR, FLAG_UNSURE, Characters, Page, Rectangle
from extractor.read.ocr.doubt import doubtful
from extractor.read.ocr.engine import VIEWER, Engine, Picture, RecognitionError, Word, read_words
from extractor.read.pdfium.drawing import pixels_of

# Dots per inch. Scans of offices have 200; drawn at 150 or 300 in their place, the share of wrong letters hardly
# changes (.74, .89 and .81 % of a scan of 27 pages), while 300 takes a quarter more time.
RESOLUTION = 200

# A page beyond it is drawn smaller: a hostile page may be 2,000,000 points wide (tests/hostile), an honest A0 sheet at
# 200 dots per inch has 62 million pixels and is still legible at 160.
MAX_PIXELS = 40_000_000

# A shorter line may be taller than it is wide and stand upright all the same: a number in a narrow cell, a "l".
MIN_SIDEWAYS_LETTERS = 4


def recognised(path: Path, page: Page, engine: Engine, timeout: float) -> Page:
    """The page with the words that an engine reads in its picture in place of its text.

    path: the file, which is opened once more to draw the page. page: as it was read; its rules, pictures and links
    stay. engine: who reads. timeout: seconds that the engine may take.

    ``ocr_confidence`` is the mean over words, 0 to 1. Raises ``RecognitionError`` or ``MissingPartError``.
    """
    picture, scale = _drawn(path, page.number)
    return with_words(page, read_words(engine, picture, round(72 * scale), timeout), scale)


def _drawn(path: Path, number: int) -> tuple[Picture, float]:
    """The picture of a page, and its pixels per point."""
    try:
        pixels, scale = pixels_of(path, number, _scale, grayscale=True)
    except pypdfium2.PdfiumError as error:
        raise RecognitionError(f"the page cannot be drawn for OCR ({error})", VIEWER) from error
    return pixels.reshape(pixels.shape[0], pixels.shape[1]), scale


def _scale(width: float, height: float) -> float:
    return float(min(RESOLUTION / 72, (MAX_PIXELS / (width * height)) ** 0.5))


def with_words(page: Page, words: Sequence[Word], scale: float) -> Page:
    """The page with recognised words as its glyphs.

    page: as it was read; all but its text stays. words: in reading order, boxes in pixels of the picture. scale: the
    picture's pixels per point.
    """
    texts, boxes, upright, unsure = _glyphs(words)
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
        ),
        fonts=("ocr",),
        text_layer="ocr",
        words=seen,
        ocr_confidence=round(math.fsum(word.confidence for word in words) / len(words), 3) if words else 0.0,
    )


def _glyphs(words: Sequence[Word]) -> tuple[list[str], list[Rectangle], list[bool], list[bool]]:
    """A glyph for each letter, in equal parts of its word's box, and one for the blank between two words of a line.

    Of each its text, its box, whether it stands upright, and whether it is of a number that may be read wrongly.

    Engines read lines that stand sideways too; their glyphs are not upright, and their places only roughly known.
    """
    heights = _line_heights(words)
    sideways = _sideways_lines(words)
    numbers = doubtful(words)
    texts: list[str] = []
    boxes: list[Rectangle] = []
    upright: list[bool] = []
    unsure: list[bool] = []
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
    return texts, boxes, upright, unsure


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
