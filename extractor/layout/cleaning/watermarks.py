"""Removes what lies over or under the text of a page: watermarks, hidden text, the stamps that widgets draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractor.layout.cleaning.stamps import Stamp, without_drawn_stamps
from extractor.layout.lines.line import lines_of
from extractor.model.layout import PageText
from extractor.model.pages import FLAG_HIDDEN, FLAG_WIDGET, Characters, Floats, Mask

# Type larger than so many times that of its page may lie behind the text. A large title has no other text within it
# (test_stamps.py). This and what follows, at half and at twice, read all of 47 documents and the drawn ones alike.
LARGE = 2.2

# A watermark has at least so many glyphs of other text within its own.
COVERED = 3

# A page with more large glyphs has no watermark that could be told from its text. It bounds the work, too: each of
# them is held against all other glyphs.
LONGEST_WATERMARK = 300

# A slanted line has at least so many steps in one direction. A raised number in a line rises once (test_stamps.py).
SLANTED_STEPS = 4

# Each of them leads so many ems aside, and up or down, at least and at most.
SHORTEST_STEP, LONGEST_STEP = 0.1, 1.5

# Glyphs of other text stand in a large one by this share of its size: a box is higher than its print, and the lines
# over and under a title may reach into it.
INSET = 0.15

# A character stands where its glyph was drawn, in points.
SAME_PLACE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class VisibleText:
    """The glyphs that make the text of a page, and what was removed from among them.

    ``hidden`` is the text that no reader sees, in reading order, ``stamps`` those that widgets draw; ``filled`` has the
    left end and the top of each glyph of the text that a widget draws, on the page as displayed.
    """

    characters: Characters
    hidden: str
    stamps: tuple[Stamp, ...]
    filled: Floats


def visible_text(characters: Characters) -> VisibleText:
    """Removes watermarks, hidden text and drawn stamps from the glyphs of a page; watermarks are kept nowhere."""
    flags = int(np.bitwise_or.reduce(characters.flags))
    unseen = ""
    if flags & FLAG_HIDDEN:
        hidden = characters.flags & FLAG_HIDDEN > 0
        unseen = "".join(f"{line.text}\n" for line in lines_of(characters.take(hidden)))
        characters = characters.take(~hidden)
    text = _without_watermarks(characters)
    if not flags & FLAG_WIDGET:
        return VisibleText(text, unseen, (), np.zeros((0, 2)))
    text, stamps = without_drawn_stamps(text)
    drawn = text.flags & FLAG_WIDGET > 0
    return VisibleText(text, unseen, stamps, np.column_stack((text.x0[drawn], text.top[drawn])))


def filled_in(page: PageText, glyphs: Floats) -> tuple[tuple[int, int], ...]:
    """The stretches of a page's text that widgets drew, from the places of these glyphs (``VisibleText.filled``)."""
    if not len(glyphs):
        return ()
    drawn = np.zeros(len(page.text) + 2, dtype=bool)
    for x0, top in glyphs:
        drawn[1:-1] |= (np.abs(page.x0 - x0) < SAME_PLACE) & (np.abs(page.top - top) < SAME_PLACE)
    edges = np.flatnonzero(drawn[1:] != drawn[:-1])
    return tuple(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _without_watermarks(characters: Characters) -> Characters:
    """The glyphs without slanted lines and without large type that other text is printed over."""
    if len(characters) <= SLANTED_STEPS:
        return characters
    marks = _slanted(characters) | _behind(characters)
    return characters.take(~marks) if marks.any() else characters


def _slanted(characters: Characters) -> Mask:
    """The glyphs of runs, in drawing order, that climb or fall steadily."""
    marks = np.zeros(len(characters), dtype=bool)
    size = characters.size[1:]
    middle = characters.top + characters.bottom
    dy = (middle[1:] - middle[:-1]) / 2
    rises = np.abs(dy) > SHORTEST_STEP * size
    in_a_row = np.ones(len(rises) - SLANTED_STEPS + 1, dtype=bool)
    for shift in range(SLANTED_STEPS):
        in_a_row &= rises[shift : shift + len(in_a_row)]
    if not in_a_row.any():
        return marks
    dx = np.diff(characters.x0 + characters.x1) / 2
    aside = (np.abs(dx) > SHORTEST_STEP * size) & (np.abs(dx) < LONGEST_STEP * size)
    steps = np.where(aside & rises & (np.abs(dy) < LONGEST_STEP * size), np.sign(dx) * 2 + np.sign(dy), 0)
    starts = np.flatnonzero(np.diff(steps, prepend=np.nan) != 0)
    ends = np.append(starts[1:], len(steps))
    for start, end in zip(starts, ends, strict=True):
        if steps[start] and end - start >= SLANTED_STEPS:
            marks[start : end + 1] = True
    return marks


def _behind(characters: Characters) -> Mask:
    """The large glyphs of a size, where smaller ones stand within them."""
    marks = np.zeros(len(characters), dtype=bool)
    limit = LARGE * float(np.add.reduce(characters.size)) / len(characters)
    large = (characters.size > limit).nonzero()[0]
    if not 0 < len(large) <= LONGEST_WATERMARK:
        return marks
    small = np.flatnonzero((characters.size <= limit) & (np.char.strip(characters.text) != ""))
    x, y = (middle[small] for middle in characters.middles)
    sizes = np.round(characters.size[large])
    for size in np.unique(sizes):
        of_size = large[sizes == size]
        inset = INSET * size
        within = sum(
            np.count_nonzero(
                (x > characters.x0[at])
                & (x < characters.x1[at])
                & (y > characters.top[at] + inset)
                & (y < characters.bottom[at] - inset)
            )
            for at in of_size
        )
        marks[of_size] = within >= COVERED
    return marks
