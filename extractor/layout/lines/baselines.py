"""Which glyphs of a page form a line: those on one foot, and the superscripts that stand in it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from extractor.layout.lines.segments import Indices, firsts_of, lengths_of, medians
from extractor.model.pages import Characters, Floats, Integers, Mask

# Glyphs whose bottoms differ by less than this share of their size stand on one line. Raised markers stand higher by
# more, and are put into their line by ``_with_superscripts``. At .13 and at .5 two of 47 documents are read otherwise.
SAME_LINE = 0.25

# That limit is at least and at most so many points, as tiny and huge type is not set more loosely. At 2 the first,
# and at 2 the second, changes one of 47 documents.
LEAST_STEP, MOST_STEP = 1.0, 4.0

# A superscript has a glyph of its line within so many times that line's size, so that a small number in another column
# is none. 1 and 4 read all of 47 documents alike.
REACH = 2.0

# Type below this share of its line's size is small: a superscript, a marker. Superscripts of Word are 58 to 67 % of
# their line; notes and captions are smaller than the text as well, but on feet of their own.
# At .4 markers are lost (test_notes.py).
SMALL = 0.8

# Type below this share is small too where so few glyphs stand on one foot: markers that are raised, hardly smaller.
# The test draws one of 12.4 points in a line of 14 (test_notes.py). At .46, and above 1, markers of 22 of 47
# documents are read otherwise; 6 and 24 glyphs change none.
HARDLY_SMALL, FEW = 0.92, 12

# So many pairs of groups are compared at a time, whatever a page holds. It bounds the memory of one comparison.
MAX_COMPARED = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class _Groups:
    """Glyphs on one foot, one array element a group: ``order[starts[i]:ends[i]]`` are the glyphs of group i."""

    order: Indices
    starts: Indices
    ends: Indices
    areas: Integers
    sizes: Floats
    tops: Floats
    bottoms: Floats


def line_numbers(glyphs: Characters, printed: Mask, areas: Integers) -> Integers:
    """The number of the line that each glyph stands in, -1 where that would be blank; no line leaves its area.

    glyphs: those of a page. printed: which of them are more than blanks. areas: for each the number of the part of the
    page (a cell, or all outside the grids) that it stands in; lines of lower areas have lower numbers.

    Glyphs of which whoever read them says in which line they stand are believed.
    """
    if glyphs.line is not None:
        return _recognised(glyphs.line, printed, areas)
    order = np.lexsort((glyphs.bottom, areas))
    limit = np.minimum(np.maximum(SAME_LINE * glyphs.size[order[1:]], LEAST_STEP), MOST_STEP)
    bottom, area = glyphs.bottom[order], areas[order]
    breaks = (bottom[1:] - bottom[:-1] > limit) | (area[1:] != area[:-1])
    starts = firsts_of(breaks)
    lengths = lengths_of(starts, len(order))
    written = np.logical_or.reduceat(printed[order], starts)
    lines = np.full(len(starts), -1, dtype=np.int32)
    lines[written] = _with_superscripts(glyphs, _groups(glyphs, areas, order, starts, lengths, written))
    numbers = np.empty(len(order), dtype=np.int32)
    numbers[order] = lines.repeat(lengths)
    return numbers


def _recognised(lines: Integers, printed: Mask, areas: Integers) -> Integers:
    """The lines that an engine tells, each parted where it leaves an area."""
    order = np.lexsort((lines, areas))
    starts = firsts_of((lines[order][1:] != lines[order][:-1]) | (areas[order][1:] != areas[order][:-1]))
    written = np.logical_or.reduceat(printed[order], starts)
    of_run = np.where(written, written.cumsum() - 1, -1).astype(np.int32)
    numbers = np.empty(len(order), dtype=np.int32)
    numbers[order] = of_run.repeat(lengths_of(starts, len(order)))
    return numbers


def _groups(
    glyphs: Characters,
    areas: Integers,
    order: Indices,
    starts: Indices,
    lengths: Indices,
    written: Mask,
) -> _Groups:
    ends = starts + lengths
    return _Groups(
        order=order,
        starts=starts[written],
        ends=ends[written],
        areas=areas[order[starts[written]]],
        sizes=medians(glyphs.size[order], starts)[written],
        tops=np.minimum.reduceat(glyphs.top[order], starts)[written],
        bottoms=glyphs.bottom[order[ends - 1]][written],
    )


def _with_superscripts(glyphs: Characters, groups: _Groups) -> Integers:
    """The line of each group: its own, or for small raised glyphs that of the group that they stand in."""
    lines = np.arange(len(groups.starts), dtype=np.int32)
    of_area = firsts_of(groups.areas[1:] != groups.areas[:-1])
    largest = np.maximum.reduceat(groups.sizes, of_area).repeat(lengths_of(of_area, len(lines)))
    share = np.where(groups.ends - groups.starts <= FEW, HARDLY_SMALL, SMALL)
    small = (largest * share > groups.sizes).nonzero()[0]
    step = max(1, MAX_COMPARED // len(lines))
    for first in range(0, len(small), step):
        chosen = small[first : first + step]
        hosts: dict[int, list[int]] = {}
        inside = _stand_in(groups, chosen, share[chosen])
        for at, host in zip(*(each.tolist() for each in inside.nonzero()), strict=True):
            hosts.setdefault(int(chosen[at]), []).append(host)
        for group, possible in hosts.items():
            lines[group] = _host(glyphs, groups, group, possible)
    return lines


def _stand_in(groups: _Groups, small: Indices, share: Floats) -> Mask:
    """Which groups (columns) reach over the middle of which smaller ones (rows), each below its share of their size."""
    middle = ((groups.tops[small] + groups.bottoms[small]) / 2)[:, None]
    inside: Mask = (
        (groups.sizes * share[:, None] > groups.sizes[small][:, None])
        & (groups.tops < middle)
        & (groups.bottoms > middle)
        & (groups.areas == groups.areas[small][:, None])
    )
    return inside


def _host(glyphs: Characters, groups: _Groups, small: int, possible: list[int]) -> int:
    """The group on the nearest foot among those that the small one touches; itself where there is none."""
    own = glyphs.x0[_glyphs(groups, small)].tolist()
    near = [host for host in possible if _touches(own, glyphs, _glyphs(groups, host), float(groups.sizes[host]))]
    if len(near) < 2:
        return near[0] if near else small
    foot = groups.bottoms[small]
    return min(near, key=lambda host: abs(groups.bottoms[host] - foot))


def _glyphs(groups: _Groups, at: int) -> Indices:
    return groups.order[groups.starts[at] : groups.ends[at]]


def _touches(small: list[float], glyphs: Characters, large: Indices, size: float) -> bool:
    """Whether each of the small glyphs (their left ends) has a large one in reach."""
    reach = REACH * size
    edges = np.concatenate([glyphs.x0[large], glyphs.x1[large]])
    if len(small) == 1:
        return bool(np.abs(edges - small[0]).min() < reach)
    ends = np.sort(edges).tolist()
    for x0 in small:
        at = min(max(bisect_left(ends, x0), 1), len(ends) - 1)
        if min(abs(ends[at - 1] - x0), abs(ends[at] - x0)) >= reach:
            return False
    return True
