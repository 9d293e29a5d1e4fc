"""In what size recognised words are set and what they stand on, told by the letters that they hold.

The box of a word is as high as its letters: one without ascenders must not look like small type, one with marks over
its capitals not like a title.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from extractor.read.ocr.engine import Word
from extractor.read.ocr.letters import extent

# Lines whose sizes differ by no more than this share of the smaller are of one type: a word of a scan of 200 dots per
# inch is measured to 4 %, a line to 2 %, and notes of 12 points under a text of 13 differ by 8 % (test_type_sizes.py).
ONE_TYPE = 0.06

# Pixels: the ink of a letter reaches so much farther in a picture (test_type_sizes.py).
SPREAD = 0.5

# A page has no more types of its own than these; what else stands on it are strokes and stamps.
MOST_TYPES = 8


@dataclass(frozen=True, slots=True)
class Type:
    """Size of a word, the foot that its letters stand on, both in pixels, and how much it tells of its line."""

    size: float
    foot: float
    weight: float


def type_of(word: Word) -> Type | None:
    """The type of a word by its box; None where nothing in it stands on a line."""
    reach = extent(word.text)
    if reach is None:
        return None
    _, top, _, bottom = word.box
    height = reach.above + reach.below
    size = max((bottom - top - SPREAD) / height, 1.0)
    # a pixel more or less is the smaller a mistake the higher the word
    letters = sum(map(str.isalnum, word.text))
    return Type(size, bottom - SPREAD / 2 - reach.below * size, letters * height * max(word.confidence, 0.01))


def middle_type(types: Sequence[Type]) -> Type | None:
    """The middle of sizes and of feet, of which each counts by its weight; None where there are none."""
    if not types:
        return None
    weight = sum(each.weight for each in types)
    return Type(_middle(types, "size", weight), _middle(types, "foot", weight), weight)


def _middle(types: Sequence[Type], field: str, weight: float) -> float:
    ordered = sorted(types, key=attrgetter(field))
    left = weight / 2
    for each in ordered:
        left -= each.weight
        if left <= 0:
            return float(getattr(each, field))
    return float(getattr(ordered[-1], field))


def levelled(sizes: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The sizes of the lines of a page, those of one type made equal; ``weights`` says how much each line tells."""
    found = list(sizes)
    left = sorted(range(len(sizes)), key=sizes.__getitem__)
    for _ in range(MOST_TYPES):
        if not left:
            break
        first, last = _heaviest(left, sizes, weights)
        of_type = left[first:last]
        types = [Type(sizes[at], 0.0, weights[at]) for at in of_type]
        size = _middle(types, "size", sum(weights[at] for at in of_type))
        for at in of_type:
            found[at] = size
        left[first:last] = []
    return found


def _heaviest(order: Sequence[int], sizes: Sequence[float], weights: Sequence[float]) -> tuple[int, int]:
    """Of the lines in ``order`` of size the range of one type that weighs most."""
    best, span = -1.0, (0, 0)
    weight, first = 0.0, 0
    for last, at in enumerate(order):
        weight += weights[at]
        while sizes[at] > sizes[order[first]] * (1 + ONE_TYPE):
            weight -= weights[order[first]]
            first += 1
        if weight > best:
            best, span = weight, (first, last + 1)
    return span
