"""From a span of a region back to its place: page, offsets, the print as it stands, one box a printed line."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from extractor.model import Box, PageText, Place, Region

Stretch = tuple[int, int, int]
"""Page, start and end (exclusive) in that page's text."""


def locate(pages: Mapping[int, PageText], region: Region, start: int, end: int) -> Place:
    """The place of ``region.text[start:end]``; ``pages`` by number. The span must not be empty."""
    return place_of(pages, stretches(region, start, end))


def stretches(region: Region, start: int, end: int) -> list[Stretch]:
    """The stretches of page text that a span covers, one a page, from its first to its last character there."""
    numbers = region.pages[start:end]
    offsets = region.offsets[start:end]
    cuts = np.flatnonzero(np.diff(numbers)) + 1
    found = []
    for first, last in zip([0, *cuts.tolist()], [*cuts.tolist(), len(numbers)], strict=True):
        found.append((int(numbers[first]), int(offsets[first]), int(offsets[last - 1]) + 1))
    return found


def place_of(pages: Mapping[int, PageText], parts: list[Stretch]) -> Place:
    """The place that stretches of page text make together."""
    raw = " ".join(" ".join(pages[page].text[start:end].split()) for page, start, end in parts)
    boxes = tuple(box for page, start, end in parts for box in line_boxes(pages[page], start, end))
    return Place(parts[0][0], parts[-1][0], parts[0][1], parts[-1][2], raw.strip(), boxes)


def line_boxes(page: PageText, start: int, end: int) -> list[Box]:
    """One box a printed line for ``page.text[start:end]``; blanks have none."""
    cut = slice(start, end)
    known = ~np.isnan(page.x0[cut])
    if not known.any():
        return []
    x0, top, x1, bottom = (column[cut][known] for column in (page.x0, page.top, page.x1, page.bottom))
    starts = np.concatenate([[0], np.flatnonzero(np.diff(page.line[cut][known])) + 1])
    rows = zip(
        np.minimum.reduceat(x0, starts).tolist(),
        np.minimum.reduceat(top, starts).tolist(),
        np.maximum.reduceat(x1, starts).tolist(),
        np.maximum.reduceat(bottom, starts).tolist(),
        strict=True,
    )
    return [(page.number, *(round(value, 2) for value in row)) for row in rows]
