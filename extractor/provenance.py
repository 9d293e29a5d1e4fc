"""From a span of a region back to its place: page, offsets, the print as it stands, one box a printed line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from extractor.model.facts import Place
from extractor.model.layout import PageText, Region
from extractor.model.pages import Box

# A part of the text of a page: number of the page, start and end (exclusive) in its text.
PageSpan = tuple[int, int, int]

Offsets = NDArray[np.intp]

# How many pages are looked up at once. Their columns are copied into one, 20 bytes a character: 64 pages are some MB,
# and the cost of the calls is spread by then. No place depends on it (test_provenance.py sets it to 3).
PAGES_AT_ONCE = 64

# A region, start and end (exclusive) in its text.
Span = tuple[Region, int, int]


def locate_all(pages: Mapping[int, PageText], spans: Iterable[Span]) -> list[Place]:
    """The places of some spans, none of them empty, in their order; ``pages`` by number."""
    parts = [page_spans(*span) for span in spans]
    boxes = iter(boxes_of(pages, list(chain.from_iterable(parts))))
    return [_place(pages, of_span, list(islice(boxes, len(of_span)))) for of_span in parts]


def _place(pages: Mapping[int, PageText], parts: Sequence[PageSpan], boxes: Sequence[Sequence[Box]]) -> Place:
    """The place that parts of page texts make together; ``boxes`` has those of each part."""
    (page, first, end), (page_end, _, last) = parts[0], parts[-1]
    if len(parts) == 1:
        return Place(page, page, first, end, " ".join(pages[page].text[first:end].split()), tuple(boxes[0]))
    words = [word for number, start, to in parts for word in pages[number].text[start:to].split()]
    return Place(page, page_end, first, last, " ".join(words), tuple(chain.from_iterable(boxes)))


def page_spans(region: Region, start: int, end: int) -> list[PageSpan]:
    """The parts of page texts that ``start`` to ``end`` (exclusive) of the text of ``region`` stand on, one a page.

    The span is not empty. Each part runs from its first to its last character on the page, with what the layout left
    out between, such as a footnote marker.
    """
    starts, pages, offsets = region.starts, region.pages, region.offsets
    at, last = bisect_right(starts, start) - 1, bisect_left(starts, end) - 1
    found = []
    first = offsets[at] + start - starts[at]
    while at < last:
        if pages[at + 1] != pages[at]:
            found.append((pages[at], first, offsets[at] + starts[at + 1] - starts[at]))
            first = offsets[at + 1]
        at += 1
    return [*found, (pages[last], first, offsets[last] + end - starts[last])]


def boxes_of(pages: Mapping[int, PageText], parts: Sequence[PageSpan]) -> list[list[Box]]:
    """The boxes of each of some parts of page texts, one a printed line; blanks have none. ``pages`` by number."""
    # Those of many pages are looked up at once: a tenth of the time of one by one.
    found: list[list[Box]] = [[] for _ in parts]
    numbers, firsts, lasts = np.array(parts, dtype=np.intp).reshape(-1, 3).T
    for together in np.unique(numbers // PAGES_AT_ONCE):
        chosen = np.flatnonzero(numbers // PAGES_AT_ONCE == together)
        owners, boxes = _boxes(pages, numbers[chosen], firsts[chosen], lasts[chosen])
        for owner, box in zip(chosen[owners].tolist(), boxes, strict=True):
            found[owner].append(box)
    return found


def _boxes(
    pages: Mapping[int, PageText], numbers: Offsets, firsts: Offsets, lasts: Offsets
) -> tuple[Offsets, Iterator[Box]]:
    """The boxes of parts of page texts in order, each with the index of its part."""
    named = [pages[number] for number in np.unique(numbers).tolist()]
    lengths = np.array([0, *(len(page.text) for page in named)]).cumsum()
    before = lengths[np.searchsorted([page.number for page in named], numbers)]
    owners, begins, ends = _in_lines(named, firsts + before, lasts + before)
    sides = list(_extents(named, begins, ends))
    shown = np.flatnonzero(~np.isnan(sides[0]))  # a part of blanks has no box
    return owners[shown], zip(numbers[owners[shown]].tolist(), *(side[shown].tolist() for side in sides), strict=True)


def _in_lines(pages: Sequence[PageText], begins: Offsets, ends: Offsets) -> tuple[Offsets, Offsets, Offsets]:
    """Parts of the joined text of some pages, cut at printed lines: of each piece its part, begin and end."""
    lines = np.concatenate([page.line for page in pages])
    known = np.flatnonzero(~np.isnan(np.concatenate([page.x0 for page in pages])))
    starts = known[1:][np.diff(lines[known]) != 0]
    first, last = np.searchsorted(starts, begins, "right"), np.searchsorted(starts, ends, "left")
    counts = last - first + 1
    owners = np.repeat(np.arange(len(counts)), counts)
    opens = counts.cumsum() - counts
    inner = np.setdiff1d(np.arange(len(owners)), opens, assume_unique=True)
    cuts = starts[(np.arange(len(owners)) - opens[owners] + first[owners] - 1)[inner]]
    piece_begins, piece_ends = begins[owners], ends[owners]
    piece_begins[inner] = cuts
    piece_ends[inner - 1] = cuts
    return owners, piece_begins, piece_ends


def _extents(pages: Sequence[PageText], begins: Offsets, ends: Offsets) -> Iterator[NDArray[np.float64]]:
    """The least x0 and top and the greatest x1 and bottom of pieces of joined text, in points, to the hundredth."""
    # In the order of their begins: ``reduceat`` also reads what lies between two pieces, and then reads it once.
    order = np.argsort(begins, kind="stable")
    bounds = np.stack((begins[order], ends[order]), axis=1).ravel()
    for side, end in (("x0", np.fmin), ("top", np.fmin), ("x1", np.fmax), ("bottom", np.fmax)):
        column = np.concatenate([*(getattr(page, side) for page in pages), [np.float32(np.nan)]], dtype=np.float32)
        extents = np.empty(len(order))
        extents[order] = end.reduceat(column, bounds)[::2]
        # A hundredth of a point is 3.5 µm: finer than any printer, and single precision has no more on a page.
        yield np.rint(extents * 100) / 100
