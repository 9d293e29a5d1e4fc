"""The hyperlink that lies over a citation: offices link a number to the text of the instrument."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.model.layout import PageText
from extractor.model.pages import Box, Link

COVERED = 0.5
"""A link is over a print from this share of the print's length on …"""
WITHIN = 0.8
"""… or from this share of its own length on: often the number alone is linked."""


def address_over(pages: Mapping[int, PageText], boxes: Sequence[Box]) -> str | None:
    """The address whose links cover most of some boxes, or lie within them; None where none does.

    A link is on the line of a box where it is over the middle of its height.
    """
    shared: dict[str, float] = {}
    linked: dict[str, float] = {}
    for box in boxes:
        middle = (box[2] + box[4]) / 2
        for link in pages[box[0]].links:
            if link.box[2] <= middle <= link.box[4] and (width := _shared(box, link)):
                shared[link.uri] = shared.get(link.uri, 0.0) + width
                linked[link.uri] = linked.get(link.uri, 0.0) + link.box[3] - link.box[1]
    most = max(shared, key=lambda uri: (shared[uri], uri), default=None)
    if most is None:
        return None
    length = sum(box[3] - box[1] for box in boxes)
    return most if shared[most] >= COVERED * length or shared[most] >= WITHIN * linked[most] else None


def _shared(box: Box, link: Link) -> float:
    """How much of a box's width a link on the same line covers."""
    return max(0.0, min(box[3], link.box[3]) - max(box[1], link.box[1]))
