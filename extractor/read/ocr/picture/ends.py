"""Rules that belong together: which strokes are rules because they meet others, and ends that meet in corners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from extractor.read.ocr.picture.strokes import Stroke

# Inches: a rule that ends so near to another one meets it; corners of worn tables are missing (test_rules.py).
NEAR = 0.06

# Of the shorter of two strokes on one level, and in inches: so much may be missing between them where a rule is worn
# off (test_rules.py).
WORN, WORN_MOST = 0.15, 0.3

# Of the way between two rules: a short stroke that meets both fills so much of it. One "ị" under another in two rows of
# small type fills four fifths (test_rules.py).
FILLED = 0.88

# Inches within which strokes are on one level.
LEVEL = 0.012


def rules_among(level: Sequence[Stroke], upright: Sequence[Stroke], dpi: int) -> tuple[list[Stroke], list[Stroke]]:
    """The strokes that are rules.

    level: strokes along the lines of a picture. upright: those across, with x and y changed over. dpi: dots per inch of
    the picture.
    """
    for _ in range(2):  # one may meet another that is a rule only because it meets others
        level, upright = _meeting(level, upright, dpi), _meeting(upright, level, dpi)
    return list(level), list(upright)


def with_corners(level: Sequence[Stroke], upright: Sequence[Stroke], dpi: int) -> tuple[list[Stroke], list[Stroke]]:
    """Rules as they were drawn: what is worn off between their parts and at their ends is there.

    level, upright, dpi: as for ``rules_among``.
    """
    level, upright = _mended(level, upright, dpi), _mended(upright, level, dpi)
    return _ended(level, upright, dpi), _ended(upright, level, dpi)


def _meeting(strokes: Sequence[Stroke], others: Sequence[Stroke], dpi: int) -> list[Stroke]:
    """The strokes that are rules by themselves, or meet others at both ends."""
    doubtful = [stroke for stroke in strokes if not stroke.by_itself]
    if not doubtful:
        return list(strokes)
    near = _nearest(doubtful, others, dpi).tolist()
    met = {
        stroke
        for stroke, (start, end) in zip(doubtful, near, strict=True)
        if np.isfinite(end - start) and stroke.end - stroke.start >= FILLED * (end - start)
    }
    return [stroke for stroke in strokes if stroke.by_itself or stroke in met]


def _nearest(strokes: Sequence[Stroke], others: Sequence[Stroke], dpi: int) -> NDArray[np.float64]:
    """Where the ends of strokes meet others: (n, 2), the start and the end moved; infinite where they meet none."""
    if not strokes or not others:
        return np.full((len(strokes), 2), np.inf)
    ends = np.array([(stroke.start, stroke.end) for stroke in strokes])[:, :, None]
    at = np.array([stroke.at for stroke in strokes])[:, None, None]
    start, end, place = (np.array([getattr(other, name) for other in others]) for name in ("start", "end", "at"))
    near = NEAR * dpi
    distance = np.abs(ends - place)
    distance[~((at > start - near) & (at < end + near) & (distance < near))] = np.inf
    return np.where(np.isfinite(distance.min(axis=2)), place[distance.argmin(axis=2)], np.inf)


def _ended(strokes: Sequence[Stroke], others: Sequence[Stroke], dpi: int) -> list[Stroke]:
    """The strokes from where they meet others to where they do."""
    return [
        replace(
            stroke,
            start=start if np.isfinite(start) else stroke.start,
            end=end if np.isfinite(end) else stroke.end,
        )
        for stroke, (start, end) in zip(strokes, _nearest(strokes, others, dpi).tolist(), strict=True)
    ]


def _mended(strokes: Sequence[Stroke], others: Sequence[Stroke], dpi: int) -> list[Stroke]:
    """The strokes, those on one level with little missing between them as one."""
    mended: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda each: (round(each.at / (2 * LEVEL * dpi)), each.start)):
        before = mended[-1] if mended else None
        if before and _goes_on(before, stroke, others, dpi):
            mended[-1] = replace(before, end=max(stroke.end, before.end))
        else:
            mended.append(stroke)
    return mended


def _goes_on(before: Stroke, stroke: Stroke, others: Sequence[Stroke], dpi: int) -> bool:
    gap = stroke.start - before.end
    shorter = min(stroke.end - stroke.start, before.end - before.start)
    if not (abs(stroke.at - before.at) < LEVEL * dpi and 0 < gap < min(WORN * shorter, WORN_MOST * dpi)):
        return False
    ends = _nearest([replace(before, start=before.end), replace(stroke, end=stroke.start)], others, dpi)
    return not np.isfinite(ends).all()
