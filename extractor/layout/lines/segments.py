"""Arrays that hold one segment of values after another (the glyphs of each line): what numpy lacks for them.

``starts`` are the first indices of the segments, which lie end to end and are not empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractor.model.pages import Floats, Integers, Mask

Indices = NDArray[np.integer[Any]]


def counting(starts: Indices | Sequence[int], lengths: Indices) -> Integers:
    """Numbers that count up from each of ``starts``, as many as its length says; lengths may be 0."""
    firsts = np.asarray(starts, dtype=np.int32) + lengths
    firsts -= lengths.cumsum(dtype=np.int32)
    counted: Integers = firsts.repeat(lengths)
    counted += np.arange(len(counted), dtype=np.int32)
    return counted


def firsts_of(breaks: Mask) -> Indices:
    """Where segments begin; ``breaks[i]`` says that one does at i + 1."""
    at = breaks.nonzero()[0]
    firsts = np.zeros(len(at) + 1, dtype=np.int32)
    firsts[1:] = at + 1
    return firsts


def lengths_of(starts: Indices, end: int) -> Indices:
    """How long each segment is; the last one ends at ``end``."""
    lengths = np.empty(len(starts), dtype=np.int32)
    lengths[:-1] = starts[1:] - starts[:-1]
    lengths[-1:] = end - starts[-1:]
    return lengths


def medians(values: Floats, starts: Indices) -> Floats:
    """The median of each segment. Most hold one value only."""
    found = np.minimum.reduceat(values, starts)
    for at, segment in _mixed(values, starts, found):
        segment.sort()
        middle = len(segment) // 2
        found[at] = segment[middle] if len(segment) % 2 else (segment[middle - 1] + segment[middle]) / 2
    return found


def commonest(values: Floats, starts: Indices) -> Floats:
    """The value of each segment that fills most: how often it stands there times its square, as glyphs cover an area.

    Most segments hold one value only.
    """
    found = np.minimum.reduceat(values, starts)
    for at, segment in _mixed(values, starts, found):
        found[at] = max(set(segment), key=lambda value: (segment.count(value) * value * value, -value))
    return found


def _mixed(values: Floats, starts: Indices, least: Floats) -> list[tuple[int, list[float]]]:
    mixed = (least != np.maximum.reduceat(values, starts)).nonzero()[0].tolist()
    bounds = [*starts.tolist(), len(values)] if mixed else []
    return [(at, values[bounds[at] : bounds[at + 1]].tolist()) for at in mixed]


def running_max(values: Floats, same: Mask) -> Floats:
    """The greatest value so far in each segment; ``same[i]`` says that i + 1 is in the segment of i. Most only rise."""
    falls = np.zeros(len(values), dtype=bool)
    falls[1:] = same & (values[1:] < values[:-1])
    reached = values.copy() if falls.any() else values
    for segment in holding(falls, same):
        np.maximum.accumulate(values[segment], out=reached[segment])
    return reached


def holding(marked: Mask, same: Mask) -> list[slice]:
    """The segments that hold something marked."""
    at = marked.nonzero()[0]
    if not len(at):
        return []
    breaks = (~same).nonzero()[0]
    bounds = [0, *(breaks + 1).tolist(), len(marked)]
    numbers = sorted(set(breaks.searchsorted(at).tolist()))
    return [slice(bounds[number], bounds[number + 1]) for number in numbers]
