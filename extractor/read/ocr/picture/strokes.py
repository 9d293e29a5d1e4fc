"""Long thin strokes of ink in one direction: what may be a drawn rule, told from letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.model.pages import Mask

Ink: TypeAlias = NDArray[np.uint8]
"""255 where a picture has ink, else 0."""

# Inches: a rule is thinner, and the stem of a letter taller. Rules of word processors are up to 1.5 points (.021) and
# a little bleeding (test_rules.py).
THIN = 0.027

# Inches: what runs on without a break for `UNBROKEN` may be as thick; thicker ones are bars of a chart, black margins
# of a copy (test_rules.py).
THICK = 0.05

# Inches: no word has a stroke of this length without a break, however its letters touch (test_rules.py).
UNBROKEN = 0.5

# Inches: so much is missing within a rule that is worn or dotted. The dots of leaders are farther apart: .042 at 12
# points (test_rules.py).
GAP = 0.02

# Inches: the shortest piece of a rule between two things that cross it, longer than a serif (test_rules.py).
PIECE = 0.1

# Inches: letters and rules that cross a rule hide so much of it (test_rules.py).
CROSSED = 0.1

# Inches: shorter strokes are of letters. A capital of 14 points is .14 high, the cross-stroke of one in a title .2
# (test_rules.py).
SHORTEST = 0.3

# Inches: between two rules that they meet shorter ones count too, as the sides of a row of small type do
# (test_rules.py).
SHORTEST_MEETING = 0.16

# Of its length: beside so much of a rule there is paper on both sides. Letters that touch the line under them leave
# more of it, serifs that run together less (test_rules.py).
BARE = 0.6

# Inches: a longer stroke is no row of serifs, and may have letters along all of it.
LONG = 0.9

# Inches over and under a stroke in which letters are looked for, and at its ends, where rules cross it.
NEAR, ENDS = 0.015, 0.03

# Of the length of a short stroke: on more of it stand stems, or hang from it, where serifs or the bars of "TTTT" run
# together; letters that cross the line under them are on both sides of it (test_rules.py).
STEMS = 0.06

# Inches by which the middle of a short stroke may lie over or under its ends: more is an arc of a stamp
# (test_rules.py).
BENT = 0.005

# Of its length: with less ink a stroke is dotted, and a rule only where other rules say so. Worn ones have more.
SOLID = 0.8

# A picture with more strokes is one of noise, hatching or dithered grey (test_rules.py).
MAX_STROKES = 3000

# So many others within `CROWDED` inches over and under a short stroke are hatching (test_rules.py); a double rule has
# one.
OTHERS, CROWDED = 2, 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """A stroke from ``start`` to ``end`` at the height ``at``, ``thick``, in pixels.

    Short and dotted ones are no rules ``by_itself``, but where they meet others. ``own`` are its pixels in a box whose
    left side and top are ``corner``.
    """

    start: float
    end: float
    at: float
    thick: float
    by_itself: bool
    corner: tuple[int, int]
    own: Mask


def strokes_in(ink: Ink, dpi: int) -> tuple[Stroke, ...]:
    """The level strokes in the ``ink`` of a picture of ``dpi`` dots per inch."""
    tall = opened(ink, upright_bar(THIN * dpi + 1))
    joined = closed(ink & ~tall, level_bar(GAP * dpi + 1)) & ~tall
    pieces = opened(joined, level_bar(PIECE * dpi))
    unbroken = opened(ink, level_bar(UNBROKEN * dpi))
    unbroken &= ~opened(unbroken, upright_bar(THICK * dpi + 1))
    linked = closed(pieces | unbroken, level_bar(CROSSED * dpi + 1))
    # Outlines of few thin strokes are found in a tenth of the time that labels for each pixel take.
    outlines, _ = cv2.findContours(linked, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not 0 < len(outlines) <= MAX_STROKES:
        return ()
    boxes = np.array([cv2.boundingRect(outline) for outline in outlines], dtype=np.int32)
    likely = (boxes[:, 2] >= SHORTEST_MEETING * dpi) & (boxes[:, 3] <= max(THICK * dpi, 3) + 0.01 * boxes[:, 2])
    numbers = np.flatnonzero(likely)
    numbers = numbers[~_crowds(boxes[numbers], dpi)]
    found = (_stroke(boxes[number].tolist(), outlines[number], ink, tall, dpi) for number in numbers.tolist())
    return tuple(filter(None, found))


def _crowds(boxes: NDArray[Any], dpi: int) -> Mask:
    """Which of the boxes are short and have many others near over and under them."""
    left, top, wide = boxes[:, 0], boxes[:, 1] + boxes[:, 3] / 2, boxes[:, 2]
    near = np.abs(top[:, None] - top) < CROWDED * dpi
    near &= (left[:, None] < left + wide) & (left < (left + wide)[:, None])
    crowded: Mask = (near.sum(axis=1) - 1 >= OTHERS) & (wide < 2 * LONG * dpi)
    return crowded


def _stroke(box: list[int], outline: Any, ink: Ink, tall: Ink, dpi: int) -> Stroke | None:
    """The stroke of an ``outline`` in its box (left, top, width, height); None where it is no rule's."""
    left, top, wide, high = box
    drawn = cv2.drawContours(np.zeros((high, wide), np.uint8), [outline], -1, 1, cv2.FILLED, offset=(-left, -top))
    own: Mask = np.asarray(drawn, dtype=np.uint8) > 0
    inked = own & (ink[top : top + high, left : left + wide] > 0)
    columns = inked.sum(axis=0)
    with_ink = columns > 0
    thick = float(np.median(columns[with_ink])) if with_ink.any() else 0.0
    straight = high - thick <= max(0.01 * dpi, 1) + 0.01 * wide
    if not thick or not straight:
        return None
    if wide < LONG * dpi and (_is_bent(own, dpi) or _has_stems(box, ink, tall, dpi)):
        return None
    around = round(NEAR * dpi)
    near = ink[max(top - around, 0) : top + high + around, left : left + wide] > 0
    bare = float((near.sum(axis=0) <= thick + 2).mean())
    if bare < (BARE if wide < LONG * dpi else BARE / 2):
        return None
    solid = float(with_ink.mean()) >= SOLID
    rows = own.sum(axis=1)
    at = top + float((rows * (np.arange(high) + 0.5)).sum() / rows.sum())
    return Stroke(
        start=left,
        end=left + wide,
        at=at,
        thick=thick,
        by_itself=solid and wide >= SHORTEST * dpi,
        corner=(left, top),
        own=own,
    )


def _is_bent(own: Mask, dpi: int) -> bool:
    """Whether the middle third of a stroke stands higher or lower than its ends."""
    columns = np.flatnonzero(own.any(axis=0))
    middles = (own[:, columns] * np.arange(own.shape[0])[:, None]).sum(axis=0) / own[:, columns].sum(axis=0)
    third = len(columns) // 3
    ends = (middles[:third].mean() + middles[-third:].mean()) / 2
    return bool(abs(middles[third:-third].mean() - ends) > max(BENT * dpi, 0.75))


def _has_stems(box: list[int], ink: Ink, tall: Ink, dpi: int) -> bool:
    """Whether stems of letters stand on the stroke in a box (left, top, width, height), or hang from it."""
    left, top, wide, high = box
    around, end = round(NEAR * dpi), round(ENDS * dpi)
    columns = slice(left + end, left + wide - end)
    over = tall[max(top - around, 0) : top, columns].any(axis=0)
    under = tall[top + high : top + high + around, columns].any(axis=0)
    through = tall[top : top + high, columns].any(axis=0)
    return bool((through & (over != under)).sum() > STEMS * wide)


def opened(ink: Ink, bar: Ink) -> Ink:
    """The ink in which the bar has room."""
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, bar), dtype=np.uint8)


def closed(ink: Ink, bar: Ink) -> Ink:
    """The ink, and the gaps in which the bar has no room."""
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, bar), dtype=np.uint8)


def transposed(ink: Ink) -> Ink:
    """The ink with x and y changed over."""
    return np.asarray(cv2.transpose(ink), dtype=np.uint8)


def level_bar(length: float) -> Ink:
    """A bar of so many pixels, or one more: what is opened by an even one moves aside."""
    return np.ones((1, 2 * (round(length) // 2) + 1), np.uint8)


def upright_bar(length: float) -> Ink:
    """Such a bar that stands."""
    return level_bar(length).reshape(-1, 1)
