"""How a picture stands: upright, sideways or upside down, and the picture turned upright and straight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extractor.read.ocr.engine import Picture, Word
from extractor.read.ocr.picture.ink import ink_in
from extractor.read.ocr.picture.straight import skew_of, turned
from extractor.read.ocr.picture.strokes import Ink, closed, level_bar, opened, upright_bar

# Inches: strokes of rules say nothing about how a page stands, and have no letter so long.
RULE = 0.3

# Inches: what is nearer is filled. Letters of a line stand so near to each other, lines do not (test_upright.py).
BETWEEN_LETTERS = 0.08

# Filled gaps across to filled gaps down the page: text that stands sideways has less. Of 144 pages of real scans those
# that stand upright have from 1.26 (dithered grey) to 4, those that stand sideways at most .94 (test_upright.py).
SIDEWAYS = 1.1

# Of half its dots, so many of ink: a picture with fewer has no line, and stands as it stands (test_upright.py).
FEW = 2000

# How much steeper ink ends under the lines than over them, -1 to 1 downwards: under them all letters stand on one
# foot, over them accents and tall letters fade out. Of 144 pages of real scans 131 that stand upright have -.57 to 0,
# tables up to .03; one upside down has the same with the other sign. Between the two the engine is asked
# (test_upright.py).
SURE, DOUBTFUL = 0.2, 0.1

# Inches: so high a strip is read both ways where a picture may be upside down.
STRIP = 1.5

# A word that is read less surely does not say that it stands upright.
READ = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Upright:
    """A picture turned upright and straight.

    It stood ``turn`` degrees clockwise (0, 90, 180 or 270), and its lines fell by ``skew`` more.
    """

    picture: Picture
    turn: int
    skew: float


def upright(grey: Picture, dpi: int, read: Callable[[Picture], Sequence[Word]]) -> Upright:
    """The picture turned upright.

    grey: as it is displayed. dpi: its dots per inch. read: reads a strip of it, where only that can tell.
    """
    ink = _letters(grey, dpi)
    if np.count_nonzero(ink) < FEW:
        skew = skew_of(grey)
        return Upright(turned(grey, skew), 0, skew)
    turn = 90 if _is_sideways(ink, dpi) else 0
    grey = np.ascontiguousarray(np.rot90(grey)) if turn else grey
    skew = skew_of(grey)
    straight: Picture = turned(grey, skew)
    if _is_upside_down(straight, dpi, read, sideways=turn > 0):
        return Upright(_headlong(straight), turn + 180, skew)
    return Upright(straight, turn, skew)


def _letters(grey: Picture, dpi: int) -> Ink:
    """The ink of a picture at half its size, without long strokes."""
    small = np.asarray(cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    ink = ink_in(small, dpi // 2)
    rules = opened(ink, level_bar(RULE * dpi / 2)) | opened(ink, upright_bar(RULE * dpi / 2))
    return ink & ~np.asarray(cv2.dilate(rules, np.ones((3, 3), np.uint8)), dtype=np.uint8)


def _is_sideways(ink: Ink, dpi: int) -> bool:
    length, own = BETWEEN_LETTERS * dpi / 2, np.count_nonzero(ink)
    across = np.count_nonzero(closed(ink, level_bar(length))) - own
    down = np.count_nonzero(closed(ink, upright_bar(length))) - own
    return bool(across < SIDEWAYS * down)


def _is_upside_down(straight: Picture, dpi: int, read: Callable[[Picture], Sequence[Word]], *, sideways: bool) -> bool:
    """Whether a straight picture stands on its head; one that stood ``sideways`` may as well as not."""
    ink = _letters(straight, dpi)
    profile = np.count_nonzero(ink, axis=1).astype(float)
    steps = np.diff(profile) ** 3
    lean = steps.sum() / max(np.abs(steps).sum(), 1)
    if lean < (-SURE if sideways else DOUBTFUL):
        return False
    if sideways and lean > SURE:
        return True
    strip = straight[_fullest(profile, dpi)]
    return _read_in(read(_headlong(strip))) > _read_in(read(np.ascontiguousarray(strip)))


def _fullest(profile: np.ndarray[tuple[int], np.dtype[np.float64]], dpi: int) -> slice:
    """The rows of the strip with most ink; ``profile`` is the ink by row at half the size."""
    high = min(round(STRIP * dpi / 2), len(profile))
    ink = np.concatenate([[0], profile.cumsum()])
    top = int((ink[high:] - ink[:-high]).argmax())
    return slice(2 * top, 2 * (top + high))


def _headlong(picture: Picture) -> Picture:
    return np.ascontiguousarray(picture[::-1, ::-1])


def _read_in(words: Sequence[Word]) -> float:
    """How much is read, and how surely."""
    return sum(word.confidence * len(word.text) for word in words if word.confidence > READ and word.text.isalnum())
