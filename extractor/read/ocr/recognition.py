"""What was read in the picture of a page, put into columns like those of any other page."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise, zip_longest
from typing import NamedTuple

import numpy as np

from extractor.model.pages import FLAG_OCR, FLAG_UNSURE, Characters, Floats, Page, Rectangle
from extractor.read.geometry import Frame
from extractor.read.ocr.doubt import doubtful
from extractor.read.ocr.engine import Raised, Word
from extractor.read.ocr.letters import DESCENT, edges
from extractor.read.ocr.lines import places
from extractor.read.ocr.own_letters import with_own_letters
from extractor.read.ocr.reading import Reading

# A shorter line may be taller than it is wide and stand upright all the same: a number in a narrow cell, a "l".
MIN_SIDEWAYS_LETTERS = 4

# A raised number is at most so large, as a share of its line's type. Grain makes the small ones taller, and what is
# raised must stay small (test_raised.py).
LARGEST_RAISED = 0.75


def with_reading(page: Page, reading: Reading, scale: float) -> Page:
    """The page with what was read in its picture: words as its glyphs, rules as its edges.

    page: as it was read; its links and pictures stay, and words that it has as letters of its own are spelt like these:
    what is no right text must have been taken from it. reading: its boxes are in pixels of the picture. scale: the
    picture's pixels per point.

    ``ocr_confidence`` is the mean over words, 0 to 1.
    """
    words = reading.words
    if len(page.characters) and not reading.turn:
        words = with_own_letters(words, page.characters, scale, (page.width / 2, page.height / 2, reading.skew))
    boxes = np.array([word.box for word in words], dtype=float).reshape(-1, 4) / scale
    sure = np.array([word.confidence for word in words], dtype=float).reshape(-1, 1)
    characters = _characters(words, scale)
    return replace(
        page,
        characters=_displayed(characters, page, reading.turn) if reading.turn else characters,
        edges=_turned_back(reading.rules / scale, page, reading.turn),
        fonts=("ocr",),
        text_layer="ocr",
        words=np.concatenate([_turned_back(boxes, page, reading.turn), sure], axis=1),
        other_readings=tuple(word.other for word in words) if any(word.other for word in words) else (),
        skew=reading.skew,
        ocr_confidence=round(math.fsum(word.confidence for word in words) / len(words), 3) if words else 0.0,
    )


def _displayed(characters: Characters, page: Page, turn: int) -> Characters:
    """Glyphs of a picture that stood ``turn`` degrees clockwise, as they are displayed on the page."""
    boxes = np.stack([characters.x0, characters.top, characters.x1, characters.bottom], axis=1)
    x0, top, x1, bottom = _turned_back(boxes, page, turn).T
    upright = characters.upright if turn == 180 else ~characters.upright
    return replace(characters, x0=x0, top=top, x1=x1, bottom=bottom, upright=upright)


def _turned_back(boxes: Floats, page: Page, turn: int) -> Floats:
    """Boxes (n, 4) of a picture that was turned back by ``turn`` degrees, where they are displayed on the page."""
    if not turn:
        return boxes
    width, height = (page.width, page.height) if turn == 180 else (page.height, page.width)
    x0, top, x1, bottom = boxes.T
    return Frame(0.0, 0.0, width, height, turn).boxes(np.stack([x0, height - bottom, x1, height - top], axis=1))


class _Glyph(NamedTuple):
    """One letter: its box in pixels, the size of its type, whether it stands upright, whether it may be misread."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    upright: bool
    unsure: bool
    line: int

    def turned(self, turn: int) -> _Glyph:
        """The letter where it stands on a page on which its line is turned by 90 or 270 degrees."""
        x0, top, x1, bottom = _level((self.x0, self.top, self.x1, self.bottom), 360 - turn)
        return self._replace(x0=x0, top=top, x1=x1, bottom=bottom, upright=False)


def _characters(words: Sequence[Word], scale: float) -> Characters:
    """The glyphs of all words in points; ``scale`` is the picture's pixels per point."""
    glyphs = list(_glyphs(words))
    texts, x0s, tops, x1s, bottoms, sizes, upright, unsure, lines = zip(*glyphs, strict=True) if glyphs else ((),) * 9
    return Characters(
        text=np.array(texts, dtype=np.str_),
        x0=np.array(x0s, dtype=float) / scale,
        top=np.array(tops, dtype=float) / scale,
        x1=np.array(x1s, dtype=float) / scale,
        bottom=np.array(bottoms, dtype=float) / scale,
        size=np.round(np.array(sizes, dtype=float) / scale, 1),
        upright=np.array(upright, dtype=bool),
        font=np.zeros(len(glyphs), dtype=np.int32),
        flags=np.where(unsure, FLAG_OCR | FLAG_UNSURE, FLAG_OCR).astype(np.uint8),
        line=np.array(lines, dtype=np.int32),
    )


def _glyphs(words: Sequence[Word]) -> Iterator[_Glyph]:
    """A glyph for each letter, and one for the blank between two words of a line, line by line.

    Their boxes are as those of digital type: one size high, from the foot of letters that reach below the line. Engines
    read lines that stand sideways too: their glyphs are not upright, and come last.
    """
    turns = {line: 270 if _goes_up(of_line) else 90 for line, of_line in _sideways_lines(words).items()}
    numbers = doubtful(words)
    count = 0
    for turn in (0, 90, 270):
        of_turn = [word for word in words if turns.get(word.line, 0) == turn]
        unsure = [word in numbers for word in of_turn]
        level = [replace(word, box=_level(word.box, turn)) for word in of_turn] if turn else of_turn
        glyph = None
        for glyph in _level_glyphs(level, unsure, count):
            yield glyph.turned(turn) if turn else glyph
        count = glyph.line + 1 if glyph else count


def _level(box: Rectangle, turn: int) -> Rectangle:
    """The box of what is turned clockwise by 90 or 270 degrees, as if it were turned back about the corner."""
    x0, top, x1, bottom = box
    return (top, -x1, bottom, -x0) if turn == 90 else (-bottom, x0, -top, x1)


def _level_glyphs(words: Sequence[Word], unsure: Sequence[bool], first: int) -> Iterator[_Glyph]:
    """The glyphs of words that stand level.

    words: in any order. unsure: whether each may be misread. first: the number of the first line.
    """
    found = places(words)
    for place, after in zip_longest(found, found[1:]):
        bottom = place.foot + DESCENT * place.size
        number = first + place.line
        glyph = partial(_Glyph, top=bottom - place.size, bottom=bottom, size=place.size, upright=True, line=number)
        word = words[place.word]
        for letter, x0, x1 in _letters(word, place.x0, place.x1):
            yield glyph(text=letter, x0=x0, x1=x1, unsure=unsure[place.word])
        for raised in word.raised:
            yield from _raised_glyphs(raised, place.size, number)
        end = max((place.x1, *(raised.box[2] for raised in word.raised)))
        if after is not None and after.line == place.line and (after.x0 > end or not word.raised):
            yield glyph(text=" ", x0=end, x1=after.x0, unsure=False)


def _letters(word: Word, x0: float, x1: float) -> Iterator[tuple[str, float, float]]:
    """The letters of a word between its ends, each with its own; raised numbers stand where there are none."""
    ends = [0, *(number.at for number in word.raised), len(word.text)]
    sides = [x0, *(side for number in word.raised for side in (number.box[0], number.box[2])), x1]
    for (first, last), left, right in zip(pairwise(ends), sides[::2], sides[1::2], strict=True):
        text = word.text[first:last]
        if text:
            left, right = max(left, x0), min(right, x1)
            yield from ((letter, *of) for letter, of in zip(text, pairwise(edges(text, left, right)), strict=True))


def _raised_glyphs(raised: Raised, size: float, line: int) -> Iterator[_Glyph]:
    """The glyphs of a raised number, as small and as high as it is.

    raised: the number. size: that of the type of its line. line: the number of that line.
    """
    x0, _, x1, foot = raised.box
    size = min(raised.share, LARGEST_RAISED) * size
    bottom = foot + DESCENT * size
    step = (x1 - x0) / len(raised.text)
    for at, digit in enumerate(raised.text):
        yield _Glyph(digit, x0 + at * step, bottom - size, x0 + (at + 1) * step, bottom, size, True, False, line)


def _goes_up(words: Sequence[Word]) -> bool:
    """Whether a line that stands sideways is read from the foot of the page upwards, as one word alone mostly is."""
    return words[-1].box[1] <= words[0].box[1]


def _sideways_lines(words: Sequence[Word]) -> dict[tuple[int, ...], list[Word]]:
    """The lines whose words together are taller than they are wide."""
    lines: defaultdict[tuple[int, ...], list[Word]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    return {line: parts for line, parts in lines.items() if _is_sideways(parts)}


def _is_sideways(words: Sequence[Word]) -> bool:
    if sum(len(word.text) for word in words) < MIN_SIDEWAYS_LETTERS:
        return False
    boxes = [word.box for word in words]
    height = max(bottom for _, _, _, bottom in boxes) - min(top for _, top, _, _ in boxes)
    return height > max(x1 for _, _, x1, _ in boxes) - min(x0 for x0, _, _, _ in boxes)
