"""Printed lines of a page from its glyphs: order, blanks, superscripts, fake bold, one text with its glyphs."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import regex
from numpy.typing import NDArray

from extractor.model import FLAG_BOLD, Characters, Floats, Integers

SAME_LINE = 0.25
"""Glyphs whose bottoms differ by less than this share of their size stand on one line."""

BLANK_GAP = 0.25
"""A gap wider than this share of the size is a blank that was not drawn."""

SMALL = 0.8
"""Type below this share of its line's size is small: a superscript, a marker."""

DOUBLE_STRIKE = 1.0
"""The same glyph again within so many points is fake bold, not a doubled letter."""

UNDER = 0.05
"""A blank lies under a glyph that reaches past its middle by this share of the size."""

_BROKEN_SYMBOL = regex.compile(r"\p{Lu}-$")
_CLUSTER = regex.compile(r"\P{M}\p{M}*|\p{M}+")


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One printed line. The arrays have one element a character of ``text``, NaN for blanks.

    ``size`` is that of most glyphs, ``bottom_of_type`` the bottom of glyphs of that size.
    """

    text: str
    x0s: Floats
    tops: Floats
    x1s: Floats
    bottoms: Floats
    sizes: Floats
    size: float
    bottom_of_type: float
    bold: bool

    @property
    def x0(self) -> float:
        return float(np.nanmin(self.x0s))

    @property
    def x1(self) -> float:
        return float(np.nanmax(self.x1s))

    @property
    def top(self) -> float:
        return float(np.nanmin(self.tops))

    @property
    def bottom(self) -> float:
        return float(np.nanmax(self.bottoms))

    def part(self, start: int, end: int) -> Line:
        """The line that holds only ``text[start:end]``, without the blanks around it."""
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        cut = slice(start, end)
        return Line(
            self.text[cut],
            self.x0s[cut],
            self.tops[cut],
            self.x1s[cut],
            self.bottoms[cut],
            self.sizes[cut],
            self.size,
            self.bottom_of_type,
            self.bold,
        )


def lines_of(characters: Characters) -> list[Line]:
    """The lines that the glyphs form, from top to bottom, each from left to right.

    Text that stands side by side on one line is one line here; ``columns`` parts it where that is meant.
    """
    if not len(characters):
        return []
    printed = np.char.strip(characters.text) != ""
    groups = [group for group in _by_bottom(characters) if printed[group].any()]
    lines = [_line(characters, group) for group in _with_superscripts(characters, groups)]
    return sorted(lines, key=lambda line: (line.bottom_of_type, line.x0))


def _by_bottom(characters: Characters) -> list[Integers]:
    order = np.lexsort((characters.x0, characters.bottom))
    bottoms = characters.bottom[order]
    limit = np.clip(SAME_LINE * characters.size[order][1:], 1.0, 4.0)
    cuts = np.flatnonzero(np.diff(bottoms) > limit) + 1
    return [np.asarray(group, dtype=np.int32) for group in np.split(order, cuts)]


def _with_superscripts(characters: Characters, groups: list[Integers]) -> list[Integers]:
    """Groups of small raised glyphs joined to the line that they stand in."""
    if len(groups) < 2:
        return groups
    sizes = np.array([np.median(characters.size[group]) for group in groups])
    tops = np.array([characters.top[group].min() for group in groups])
    bottoms = np.array([characters.bottom[group].max() for group in groups])
    joined: list[list[Integers]] = [[group] for group in groups]
    for position, group in enumerate(groups):
        middle = (tops[position] + bottoms[position]) / 2
        hosts = np.flatnonzero((sizes * SMALL > sizes[position]) & (tops < middle) & (bottoms > middle))
        near = [host for host in hosts if _touches(characters, group, groups[host], sizes[host])]
        if near:
            host = min(near, key=lambda candidate: abs(bottoms[candidate] - bottoms[position]))
            joined[host].append(group)
            joined[position] = [part for part in joined[position] if part is not group]
    return [np.concatenate(parts) for parts in joined if parts]


def _touches(characters: Characters, small: Integers, large: Integers, size: float) -> bool:
    """Whether each small glyph has a large one within two ems."""
    edges = np.sort(np.concatenate([characters.x0[large], characters.x1[large]]))
    at = np.clip(np.searchsorted(edges, characters.x0[small]), 1, max(len(edges) - 1, 1))
    distance = np.minimum(abs(edges[at - 1] - characters.x0[small]), abs(edges[at] - characters.x0[small]))
    return bool((distance < 2 * size).all())


def _line(characters: Characters, group: Integers) -> Line:
    glyphs = characters.take(group[np.lexsort((group, characters.x0[group]))])
    glyphs = glyphs.take(_struck_once(glyphs))
    glyphs = glyphs.take(_not_under_others(glyphs))
    printed = np.char.strip(glyphs.text) != ""
    values, counts = np.unique(np.round(glyphs.size[printed], 1), return_counts=True)
    size = float(values[counts.argmax()])
    gaps = glyphs.x0[1:] - np.maximum.accumulate(glyphs.x1)[:-1]
    smaller = np.minimum(glyphs.size[1:], glyphs.size[:-1])
    text, source = _text(glyphs.text.tolist(), (gaps > BLANK_GAP * smaller).tolist())
    at = np.array(source, dtype=np.int32)
    of_type = printed & (np.abs(glyphs.size - size) < 0.2)
    return Line(
        text,
        _spread(glyphs.x0, at),
        _spread(glyphs.top, at),
        _spread(glyphs.x1, at),
        _spread(glyphs.bottom, at),
        _spread(glyphs.size, at),
        size,
        float(np.median(glyphs.bottom[of_type])),
        bool(np.mean(glyphs.flags[printed] & FLAG_BOLD > 0) > 0.5),
    )


def _struck_once(glyphs: Characters) -> NDArray[np.bool_]:
    keep = np.ones(len(glyphs), dtype=bool)
    keep[1:] = ~(
        (glyphs.text[1:] == glyphs.text[:-1])
        & (np.abs(np.diff(glyphs.x0)) < DOUBLE_STRIKE)
        & (np.abs(np.diff(glyphs.top)) < DOUBLE_STRIKE)
        & (glyphs.x1[1:] - glyphs.x0[1:] > DOUBLE_STRIKE)
    )
    return keep


def _not_under_others(glyphs: Characters) -> NDArray[np.bool_]:
    """All but the blanks that lie under a printed glyph: a number filled in over the blanks left for it."""
    printed = np.char.strip(glyphs.text) != ""
    if printed.all() or not printed.any():
        return np.ones(len(glyphs), dtype=bool)
    reach = np.maximum.accumulate(np.where(printed, glyphs.x1, -np.inf))
    middle = (glyphs.x0 + glyphs.x1) / 2
    after = np.searchsorted(glyphs.x0[printed], middle)
    printed_before = np.flatnonzero(printed)[np.maximum(after - 1, 0)]
    covered = (after > 0) & (reach[printed_before] > middle + UNDER * glyphs.size)
    kept: NDArray[np.bool_] = printed | ~covered
    return kept


def _spread(values: Floats, at: Integers) -> Floats:
    spread = values[np.maximum(at, 0)].astype(float)
    spread[at < 0] = np.nan
    return spread


def _text(glyphs: list[str], gap_after: list[bool]) -> tuple[str, list[int]]:
    """The line's NFC text with single blanks, and for each of its characters the glyph it came from (-1: a blank)."""
    pieces: list[str] = []
    source: list[int] = []
    blank = True
    for position, glyph in enumerate(glyphs):
        if glyph.isspace():
            blank = blank or _add_blank(pieces, source)
            continue
        pieces.append(glyph)
        source.extend([position] * len(glyph))
        blank = position < len(gap_after) and gap_after[position] and _add_blank(pieces, source)
    if pieces and pieces[-1] == " ":
        pieces.pop()
        source.pop()
    text = "".join(pieces)
    if unicodedata.is_normalized("NFC", text):
        return text, source
    return _composed(text, source)


def _add_blank(pieces: list[str], source: list[int]) -> bool:
    pieces.append(" ")
    source.append(-1)
    return True


def _composed(text: str, source: list[int]) -> tuple[str, list[int]]:
    pieces: list[str] = []
    kept: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        composed = unicodedata.normalize("NFC", cluster.group())
        pieces.append(composed)
        kept.extend([source[cluster.start()]] * len(composed))
    return "".join(pieces), kept


def columns(line: Line, gap: float) -> list[Line]:
    """The parts of a line between gaps wider than ``gap`` points."""
    starts = [0]
    known: Any = None
    for position, (x0, x1) in enumerate(zip(line.x0s.tolist(), line.x1s.tolist(), strict=True)):
        if x0 != x0:  # a blank has no box
            continue
        if known is not None and x0 - known > gap:
            starts.append(position)
        known = x1 if known is None else max(known, x1)
    ends = [*starts[1:], len(line.text)]
    return [line.part(start, end) for start, end in zip(starts, ends, strict=True)]


def part_at(line: Line, x: float) -> tuple[Line, Line]:
    """The line left and right of ``x``; either may be empty of text."""
    with np.errstate(invalid="ignore"):
        behind = np.flatnonzero(line.x0s >= x)
    cut = int(behind[0]) if len(behind) else len(line.text)
    return line.part(0, cut), line.part(cut, len(line.text))


def glue(before: str, after: str) -> str:
    """What stands for the line end between two lines: nothing within a symbol (``QĐ-`` / ``UBND``), else a blank."""
    return "" if _BROKEN_SYMBOL.search(before) and after[:1].isupper() else " "


def joined_text(lines: Sequence[str]) -> str:
    """The lines of a cell or note as one text."""
    text = ""
    for line in lines:
        text += glue(text, line) + line if text else line
    return text
