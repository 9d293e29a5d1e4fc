"""Stamps of signatures, copies and incoming papers: taken out of the lines of a page, kept for its head."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractor.layout.blocks.two_columns import parts_of
from extractor.layout.lines.line import Line, lines_of, part_at
from extractor.model.pages import FLAG_WIDGET, Characters, Mask, Rectangle
from patterns.instruments.stamps import StampLine, may_hold_stamp, stamp_line

# Lines of one stamp stand nearer to each other, in ems: side by side, and one under the other. At 1.5 the stamp of an
# incoming paper falls apart (test_stamps.py), at .6 that of one of 47 documents; twice as much changes none.
BESIDE, UNDER = 3.0, 1.2

# Stamps are printed in type below this share of the page's. Items of a list in the type of the text are no stamp
# (test_stamps.py); half as much loses the stamps of copies.
SMALL = 0.85

# A line that goes on with the one above it in a stamp begins at its place, in points. A name over two lines. 2 and 8
# change none of 47 documents.
SAME_START = 4.0

# Its type differs by less, in points. .5 and 2 change none of 47 documents.
SAME_SIZE = 1.0

Stamp = tuple[str, ...]
"""The lines of a stamp as printed."""


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A part of the line ``at`` of a page, its own size of type, and what it says in a stamp."""

    at: int
    line: Line
    box: Rectangle
    size: float
    says: StampLine | None


def without_stamps(lines: list[Line], *, drawn: bool = False) -> tuple[list[Line], tuple[Stamp, ...]]:
    """The lines of a page without its stamps, and these. ``drawn``: all the lines were drawn by widgets.

    A stamp is known by its words, and by small type, a second line of its kind or a time of day that stand with them.
    What a widget has drawn is one with those words alone.
    """
    whole = "\n".join(line.text for line in lines)
    if not may_hold_stamp(whole) or not any(_begins_stamp(line) for line in lines):
        return lines, ()
    sizes = sorted(line.size for line in lines)
    small = math.inf if drawn else SMALL * sizes[len(sizes) // 2]
    parts = [_part(at, part) for at, line in enumerate(lines) for part in parts_of(line)]
    taken: set[int] = set()
    stamps: list[Stamp] = []
    for number, part in enumerate(parts):
        if number in taken or part.says is None or part.says.says == "detail":
            continue
        block = _block(parts, number, small)
        if _is_stamp([parts[each] for each in block], small):
            taken.update(block)
            stamps.append(tuple(parts[each].line.text for each in sorted(block)))
    return _left_over(lines, [parts[each] for each in sorted(taken)]), tuple(stamps)


def without_drawn_stamps(characters: Characters) -> tuple[Characters, tuple[Stamp, ...]]:
    """The glyphs without those of stamps that widgets drew, and these stamps. Numbers and days filled in stay."""
    drawn = characters.flags & FLAG_WIDGET > 0
    if not drawn.any():
        return characters, ()
    glyphs = characters.take(drawn)
    lines = lines_of(glyphs)
    rest, stamps = without_stamps(lines, drawn=True)
    if not stamps:
        return characters, ()
    keep = ~drawn
    keep[np.flatnonzero(drawn)[_within(glyphs, rest)]] = True
    return characters.take(keep), stamps


def _within(glyphs: Characters, lines: Sequence[Line]) -> Mask:
    x, y = glyphs.middles
    inside = np.zeros(len(glyphs), dtype=bool)
    for line in lines:
        inside |= (x >= line.x0) & (x <= line.x1) & (y >= line.top) & (y <= line.bottom)
    return inside


def _begins_stamp(line: Line) -> bool:
    if not may_hold_stamp(line.text):
        return False
    said = (stamp_line(part.text) for part in parts_of(line))
    return any(each is not None and each.says != "detail" for each in said)


def _part(at: int, line: Line) -> _Part:
    box = (line.x0, line.top, line.x1, line.bottom)
    return _Part(at, line, box, float(np.nanmedian(line.sizes)), stamp_line(line.text))


def _block(parts: Sequence[_Part], seed: int, small: float) -> set[int]:
    """The parts of the stamp of ``seed``: near to one another, each a line of a stamp or going on with one."""
    block = {seed}
    edge = [seed]
    while edge:
        host = parts[edge.pop()]
        for number, part in enumerate(parts):
            if number not in block and _near(host, part) and (part.says or _goes_on(host, part, small)):
                block.add(number)
                edge.append(number)
    return block


def _near(host: _Part, part: _Part) -> bool:
    x0, top, x1, bottom = host.box
    size = max(host.size, part.size)
    across = max(part.box[0] - x1, x0 - part.box[2])
    down = max(part.box[1] - bottom, top - part.box[3])
    return (down < 0 and across < BESIDE * size) or (across < 0 and down < UNDER * size)


def _goes_on(host: _Part, part: _Part, small: float) -> bool:
    """Whether a line goes on with a name or an organ above it; the fields of incoming papers are short."""
    if host.says and host.says.id.startswith("arrival"):
        return False
    same = abs(part.size - host.size) < SAME_SIZE and abs(part.box[0] - host.box[0]) < SAME_START
    return same and part.size <= small and part.box[1] > host.box[1]


def _is_stamp(block: Sequence[_Part], small: float) -> bool:
    known = [part for part in block if part.says]
    if any(part.says and part.says.alone for part in known) or min(part.size for part in known) <= small:
        return True
    kinds = {part.says.says for part in known if part.says}
    timed = any(part.says and part.says.says == "time" and ":" in part.says.value for part in known)
    return len(known) > 1 and (timed or "mark" in kinds)


def _left_over(lines: list[Line], taken: Sequence[_Part]) -> list[Line]:
    """The lines without these parts of them."""
    left_over = {at: [line] for at, line in enumerate(lines)}
    for part in taken:
        pieces: list[Line] = []
        for line in left_over[part.at]:
            if line.x1 <= part.box[0] or line.x0 >= part.box[2]:
                pieces.append(line)
            else:
                pieces += [part_at(line, part.box[0])[0], part_at(line, part.box[2])[1]]
        left_over[part.at] = [piece for piece in pieces if any(map(str.isalnum, piece.text))]
    return [line for pieces in left_over.values() for line in pieces]
