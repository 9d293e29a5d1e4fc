"""Small raised numbers in the picture of a page, as markers of notes and the numbers of notes are.

Engines read them as signs or not at all. They stand alone, high in their line, smaller than its digits and with no ink
below them: accents have their letter there, quotation marks are lower than a digit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np

from extractor.model.pages import Floats, Integers, Mask
from extractor.read.ocr.cells.reading import IN_CELLS
from extractor.read.ocr.engine import Picture, Word
from extractor.read.ocr.letters import width_of

# Of the height of the line's digits: how high over the foot of the line the foot of a raised number stands. Word and
# LibreOffice raise by .45 to .5. Lower are letters, higher are accents and specks (test_raised.py).
LOWEST_FOOT, HIGHEST_FOOT = 0.28, 0.8

# How tall it is itself: .58 to .67 of a digit in full size. Quotation marks have .36 (test_raised.py).
SHORTEST, TALLEST = 0.42, 0.95

# Where its top stands. A point or a dash in the middle of the line ends lower, the print of the line above higher.
LOWEST_TOP, HIGHEST_TOP = 0.82, 1.6

# It is at most so wide: three digits that touch have 1.35 (test_raised.py).
WIDEST = 1.4

# Numbers before the first word of a line, as notes begin with, may stand higher: letters there have no marks yet that
# could be taken for them. Scans of printed reports have them a whole digit up (test_raised.py).
HIGHEST_FOOT_OF_LABEL, HIGHEST_TOP_OF_LABEL = 1.05, 1.9

# Ink below it of which more than this share of the narrower one stands under the other is that of its letter, where it
# is taller than this: dust and the comma behind a marker are not (test_raised.py).
UNDER, TALL = 0.3, 0.15

# What reaches as high as the number, but for this share of it, stands beside it and may reach farther under it: the
# bracket before a marker (test_raised.py).
AS_HIGH, UNDER_BESIDE = 0.35, 0.7

# Digits of one number stand closer than this, on one foot to this share.
NEAR, LEVEL = 0.4, 0.25

# A small letter is lower than a digit by this share: Times has .45 and .66 em.
DIGIT_BY_LETTER = 1.47

# A digit is so many ems high in Times.
DIGIT = 0.66

# The size of type by the width of words is that of its digits within these bounds: an engine leaves words out.
LEAST_EM, MOST_EM = 1.2, 1.6

# The foot of a letter is told by so many pieces of ink about it: lines of a sheet that lay uneven bend
# (test_raised.py).
BESIDE = 15

# A page has fewer candidates, or it is handwriting or grain: nothing small is read on it.
MOST = 150

# So many pixels of ink or less are grain.
GRAIN = 6

# A piece of ink taller than so many times a line is a drawing or a stamp.
HUGE = 1.3


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of ink that may be a raised number: its box in pixels, and the line of the engine that it stands in.

    ``digit`` is the height of that line's digits, ``foot`` where these stand, ``em`` the size of its type by the width
    of its words.
    """

    box: tuple[float, float, float, float]
    line: tuple[int, ...]
    digit: float
    foot: float
    em: float


def marks_in(picture: Picture, words: Sequence[Word]) -> list[Mark]:
    """What may be raised numbers in a straight picture without rules, line by line; none where too much may.

    picture: in which the ``words`` of a page were read.
    """
    pieces = _pieces_of_ink(picture)
    of_line: defaultdict[tuple[int, ...], list[Word]] = defaultdict(list)
    for word in words:
        of_line[word.line].append(word)
    owners = _owners(pieces, of_line)
    found: list[Mark] = []
    for at, (line, parts) in enumerate(of_line.items()):
        own = pieces if line[0] != IN_CELLS else pieces[(owners < 0) | (owners == at)]
        found += _marks_of_line(line, parts, own)
    return found if len(found) <= MOST else []


def _owners(pieces: Floats, of_line: Mapping[tuple[int, ...], Sequence[Word]]) -> Integers:
    """Which line of a cell each piece of ink is part of, by its place among all lines; -1 where it is of none.

    The number of a row stands beside the first line of the next cell, and is no marker of it.
    """
    owners = np.full(len(pieces), -1, dtype=np.int32)
    x, y = (pieces[:, 0] + pieces[:, 2]) / 2, (pieces[:, 1] + pieces[:, 3]) / 2
    for at, (line, parts) in enumerate(of_line.items()):
        for word in parts if line[0] == IN_CELLS else ():
            x0, top, x1, bottom = word.box
            owners[(x > x0) & (x < x1) & (y > top) & (y < bottom)] = at
    return owners


def _pieces_of_ink(picture: Picture) -> Floats:
    """The boxes of all connected ink, from left to right."""
    ink = cv2.adaptiveThreshold(picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    _, _, measures, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    measures = measures[1:][measures[1:, cv2.CC_STAT_AREA] >= GRAIN]
    left, top, width, height = measures[:, :4].T.astype(float)
    boxes = np.stack((left, top, left + width, top + height), axis=1)
    ordered: Floats = boxes[np.argsort(left, kind="stable")]
    return ordered


def _marks_of_line(line: tuple[int, ...], words: Sequence[Word], pieces: Floats) -> Iterator[Mark]:
    boxes = np.array([word.box for word in words], dtype=float)
    left, right = boxes[:, 0].min(), boxes[:, 2].max()
    top, bottom = np.median(boxes[:, 1]), np.median(boxes[:, 3])
    height = bottom - top
    if right - left < height or height <= 0:
        return
    middles = (pieces[:, 1] + pieces[:, 3]) / 2
    near = pieces[
        (middles > top - 0.7 * height)
        & (middles < bottom + height / 3)
        & (pieces[:, 0] > left - 2 * height)
        & (pieces[:, 2] < right + 2 * height)
        & (pieces[:, 3] - pieces[:, 1] < HUGE * height)
    ]
    measured = _measured(near, words, height)
    if measured is None:
        return
    digit, feet = measured
    before = near[:, 2] <= left + digit / 2
    em = min(max(_em(words) or digit / DIGIT, LEAST_EM * digit), MOST_EM * digit)
    for box in _joined(near[_is_raised(near, before, digit, feet)], digit):
        yield Mark(box, line, digit, float(feet[np.searchsorted(near[:, 0], box[0])]), em)


def _measured(near: Floats, words: Sequence[Word], height: float) -> tuple[float, Floats] | None:
    """How tall the digits of a line are, and where letters stand at each piece of its ink; None for too few letters."""
    tall = near[near[:, 3] - near[:, 1] > 0.3 * height]
    if len(tall) < 3:
        return None
    firsts = np.clip(np.arange(len(tall)) - BESIDE // 2, 0, max(len(tall) - BESIDE, 0))
    foot = np.array([np.median(tall[first : first + BESIDE, 3]) for first in firsts.tolist()])
    standing = np.abs(tall[:, 3] - foot) <= max(2.0, 0.08 * height)
    letters, heights = tall[standing], (foot - tall[:, 1])[standing]
    if len(heights) < 2:
        return None
    feet = np.interp(near[:, 0], tall[:, 0], foot)
    digits = [each for word in words if _is_number(word) for each in heights[_inside(letters, word)].tolist()]
    if len(digits) > 1:
        return float(np.median(digits)), feet
    heights = np.sort(heights)
    low = float(np.median(heights[: max(1, len(heights) * 2 // 3)]))
    return (min(DIGIT_BY_LETTER * low, float(np.quantile(heights, 0.9))) if len(heights) > 4 else heights[-1]), feet


def _em(words: Sequence[Word]) -> float:
    """The size of type by the width of words; 0 for a line without words of letters alone."""
    sizes = [
        (word.box[2] - word.box[0]) / width_of(word.text)
        for word in words
        if len(word.text) > 1 and word.text.isalnum()
    ]
    return float(median(sizes)) if sizes else 0.0


def _is_number(word: Word) -> bool:
    text = word.text.strip(".,;:()")
    return len(text) > 1 and text.isdigit()


def _inside(pieces: Floats, word: Word) -> Mask:
    within: Mask = (pieces[:, 0] >= word.box[0] - 1) & (pieces[:, 2] <= word.box[2] + 1)
    return within


def _is_raised(near: Floats, before: Mask, digit: float, feet: Floats) -> Mask:
    """Which pieces of ink of a line are small and high in it, and have none below them.

    near: the boxes of all its ink. before: which of them stand before its first word. digit: how tall its
    digits are. feet: where letters stand at each piece.
    """
    width, height = near[:, 2] - near[:, 0], near[:, 3] - near[:, 1]
    over, top = feet - near[:, 3], feet - near[:, 1]
    small: Mask = (
        (over >= LOWEST_FOOT * digit)
        & (over <= np.where(before, HIGHEST_FOOT_OF_LABEL, HIGHEST_FOOT) * digit)
        & (height >= SHORTEST * digit)
        & (height <= TALLEST * digit)
        & (top >= LOWEST_TOP * digit)
        & (top <= np.where(before, HIGHEST_TOP_OF_LABEL, HIGHEST_TOP) * digit)
        & (width >= 2)
        & (width <= WIDEST * digit)
    )
    low = near[(height > TALL * digit) & (near[:, 1] < feet + 0.2 * digit)]
    for at in np.flatnonzero(small).tolist():
        shared = np.minimum(low[:, 2], near[at, 2]) - np.maximum(low[:, 0], near[at, 0])
        narrow = np.minimum(low[:, 2] - low[:, 0], width[at])
        limit = np.where(low[:, 1] < near[at, 1] + AS_HIGH * height[at], UNDER_BESIDE, UNDER)
        small[at] = not ((shared > limit * narrow) & (low[:, 3] > near[at, 3] + 2)).any()
    return small


def _joined(digits: Floats, digit: float) -> list[tuple[float, float, float, float]]:
    """Numbers of digits that stand side by side."""
    found: list[tuple[float, float, float, float]] = []
    for x0, top, x1, bottom in digits.tolist():
        if found and x0 - found[-1][2] < NEAR * digit and abs(bottom - found[-1][3]) < LEVEL * digit:
            first, known_top, last, known_bottom = found[-1]
            found[-1] = (first, min(known_top, top), max(last, x1), max(known_bottom, bottom))
        else:
            found.append((x0, top, x1, bottom))
    return found
