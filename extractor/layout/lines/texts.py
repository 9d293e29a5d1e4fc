"""The glyphs of lines → their texts, the box of each character, the measures of each line, all in one pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractor.layout.lines.segments import (
    Indices,
    commonest,
    counting,
    firsts_of,
    holding,
    lengths_of,
    medians,
    running_max,
)
from extractor.layout.lines.spelling import Blank, spelled, starts_of
from extractor.model.pages import FLAG_BOLD, Characters, Floats, Integers, Mask, Singles
from patterns.phrases import compiled

# A gap wider than this share of the size is a blank that was not drawn. A blank of Times New Roman is .25 em wide, and
# .22 where the letters beside it are kerned, as in printed decisions whose blanks are not drawn; kerned letters stand
# closer. At .13 five of 47 documents have more blanks, at .5 words run together (test_line.py).
BLANK_GAP = 0.22

# Glyphs with less room between them, as a share of the size, are not parted by a blank that was drawn there. .04
# changes none of 47 documents, .16 one. In condensed type, whose letters overlap, their usual overlap is room as well:
# without it the words of a head that was condensed to fit its column run together (test_line.py).
TOUCHING = 0.08

# Type is condensed where its letters usually overlap by more than this share of the size, .07 in a head that was
# condensed to fit its column; elsewhere by .01 at most (test_line.py). A gap of this share of its narrowest blank is
# one, too.
OVERLAPPING, ALIKE = 0.03, 0.9

# The same glyph again within so many points is fake bold, not a doubled letter. A doubled letter stands a whole
# glyph apart (test_line.py). .5 and 2 read all of 47 documents alike.
DOUBLE_STRIKE = 1.0

# A blank lies under a glyph that reaches past its middle by this share of the size. A number of a document typed
# over the blanks that were left for it. .025 and .1 read all of 47 documents alike.
UNDER = 0.05

# Glyphs whose size differs by less from that of their line, in points, are of its type. .1 and .4 read all of 47
# documents alike.
SAME_TYPE = 0.2

# A line is bold where more than this share of its glyphs are. A bold heading may end in a plain marker, a plain line
# may begin bold. .25 reads all of 47 documents alike; where all must be bold, 11 change (test_line.py).
MOSTLY = 0.5

# A plain number before bold words has at most so many characters, blanks included. It bounds the search; 4 and 16 read
# all of 47 documents alike.
LONGEST_LABEL = 8
_LABEL = compiled(r"(?:$BULLET|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|$ROMAN_LABEL)[.)/-]?)\s*")
"""What a paragraph is numbered with, blanks included."""

_INVISIBLE = (0, *range(0x200B, 0x2010), 0x2060, 0xFEFF)
_INK = np.array([code not in _INVISIBLE and not chr(code).isspace() for code in range(0x10000)])
"""Which code points are more than a blank; those from here on are."""


@dataclass(frozen=True, slots=True, eq=False)
class LineTexts:
    """Lines by their numbers, one element a line.

    ``boxes`` has five rows (x0, top, x1, bottom, size) and a column for each character of all texts, NaN for blanks;
    those of line i begin at ``starts[i]``. ``smallest`` is the smallest type, ``feet`` the bottom of glyphs of the
    line's size, ``gaps`` the widest gap between neighbours, ``bold_leads`` how many characters are bold before the
    first that is not.
    """

    areas: Integers
    texts: list[str]
    starts: Indices
    boxes: Singles
    x0s: Floats
    tops: Floats
    x1s: Floats
    bottoms: Floats
    sizes: Floats
    smallest: Floats
    feet: Floats
    gaps: Floats
    bold: Mask
    bold_leads: Integers


@dataclass(frozen=True, slots=True, eq=False)
class _Glyphs:
    """Glyphs line by line, each line from left to right; ``same[i]`` says that glyph i + 1 stands in i's line.

    ``shown`` says which are more than blanks; ``areas`` and ``lines`` have a number a glyph.
    """

    columns: Characters
    shown: Mask
    areas: Integers
    lines: Integers
    same: Mask

    @classmethod
    def of(cls, columns: Characters, shown: Mask, areas: Integers, lines: Integers) -> _Glyphs:
        return cls(columns, shown, areas, lines, lines[1:] == lines[:-1])

    def only(self, kept: Mask) -> _Glyphs:
        if kept.all():
            return self
        return _Glyphs.of(self.columns.take(kept), self.shown[kept], self.areas[kept], self.lines[kept])


def shown(text: NDArray[np.str_]) -> Mask:
    """Which glyphs are more than blanks."""
    return np.logical_or.reduce(_INK[np.minimum(_codes(text), len(_INK) - 1)], axis=1)  # type: ignore[no-any-return]


def _codes(text: NDArray[np.str_]) -> NDArray[np.uint32]:
    """The code points of each glyph, one row a glyph, zeros behind."""
    return np.ascontiguousarray(text).view(np.uint32).reshape(len(text), text.itemsize // 4)


def line_texts(characters: Characters, inked: Mask, areas: Integers, lines: Integers) -> LineTexts:
    """The texts of lines.

    characters: the glyphs of a page. For each of them ``inked`` says whether it is more than a blank, ``areas`` has the
    number of its area (``lines_by_area``), ``lines`` that of its line (-1: none).

    Blanks are single; one stands in each wide gap, none between glyphs that touch. Glyphs struck twice, which are
    bold, are read once, and blanks under a glyph are left out.
    """
    order = _reading_order(characters.x0, lines)
    glyphs = _Glyphs.of(characters.take(order), inked[order], areas[order], lines[order])
    glyphs = _struck_once(glyphs)
    glyphs = glyphs.only(_not_under_others(glyphs))
    points, sources, starts, gaps = _written(glyphs)
    text = points.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")
    texts = [text[start:end] for start, end in pairwise([*starts.tolist(), len(text)])]
    texts, sources = spelled(texts, sources, partial(_blanks, glyphs))
    return _measured(glyphs, texts, sources, starts_of(texts), gaps)


def _reading_order(x0: Floats, lines: Integers) -> Indices:
    """The glyphs that stand in a line, line by line and from left to right. Most are drawn in this order."""
    order = np.argsort(lines, kind="stable")
    order = order[lines[order].searchsorted(0) :]
    left, line = x0[order], lines[order]
    same = line[1:] == line[:-1]
    falls = np.zeros(len(order), dtype=bool)
    falls[1:] = same & (left[1:] < left[:-1])
    for stretch in holding(falls, same):
        order[stretch] = order[stretch][np.argsort(left[stretch], kind="stable")]
    return order


def _struck_once(glyphs: _Glyphs) -> _Glyphs:
    """Each glyph once; one that was struck again at its place is bold."""
    of = glyphs.columns
    near = (glyphs.same & (of.x0[1:] - of.x0[:-1] < DOUBLE_STRIKE)).nonzero()[0] + 1
    again = near[
        (np.abs(of.top[near] - of.top[near - 1]) < DOUBLE_STRIKE)
        & (of.x1[near] - of.x0[near] > DOUBLE_STRIKE)
        & (of.text[near] == of.text[near - 1])
    ]
    if not len(again):
        return glyphs
    keep = np.ones(len(of), dtype=bool)
    keep[again] = False
    flags = of.flags.copy()
    flags[again - 1] |= FLAG_BOLD
    return replace(glyphs, columns=replace(of, flags=flags)).only(keep)


def _not_under_others(glyphs: _Glyphs) -> Mask:
    """All but the blanks that lie under a printed glyph: a number filled in over the blanks left for it."""
    of = glyphs.columns
    middle = (of.x0 + of.x1) / 2
    reach = running_max(of.x1, glyphs.same)
    meets = np.zeros(len(of), dtype=bool)
    meets[1:] = glyphs.same & (reach[:-1] > (middle + UNDER * of.size)[1:])
    meets[:-1] |= glyphs.same & (of.x0[1:] < middle[:-1])
    keep = np.ones(len(of), dtype=bool)
    for line in holding(meets & ~glyphs.shown, glyphs.same):
        keep[line] = _not_under(glyphs.shown[line], of.take(line), middle[line])
    return keep


def _not_under(shown: Mask, of: Characters, middle: Floats) -> Mask:
    if not shown.any():
        return np.ones(len(shown), dtype=bool)
    reach = np.maximum.accumulate(np.where(shown, of.x1, -np.inf))
    after = np.searchsorted(of.x0[shown], middle)
    shown_before = np.flatnonzero(shown)[np.maximum(after - 1, 0)]
    covered = (after > 0) & (reach[shown_before] > middle + UNDER * of.size)
    kept: Mask = shown | ~covered
    return kept


def _written(glyphs: _Glyphs) -> tuple[NDArray[np.uint32], Integers, Integers, Floats]:
    """Code points of all lines, for each the glyph that it came from (-1: a blank), where each line begins, and the
    widest gap in each."""
    of = glyphs.columns
    ink = glyphs.shown.nonzero()[0]
    line, size = glyphs.lines[ink], of.size[ink]
    same = line[1:] == line[:-1]
    begins = firsts_of(~same)
    gaps = np.full(len(ink), -np.inf)
    gaps[1:] = of.x0[ink[1:]] - running_max(of.x1[ink], same)[:-1]
    gaps[begins] = -np.inf
    room = gaps[1:] / np.minimum(size[1:], size[:-1])
    drawn = ink[1:] - ink[:-1] > 1
    blanks = np.zeros(len(ink), dtype=np.int32)
    overlap, gap = _condensed(room, same, drawn, line)
    blanks[1:] = same & np.where(drawn, room + overlap > TOUCHING, room > gap)
    codes = _codes(of.text)[ink]
    written = codes != 0
    lengths = written.sum(axis=1)
    firsts = (lengths + blanks).cumsum() - lengths
    sources = np.full(int(firsts[-1] + lengths[-1]), -1, dtype=np.int32)
    at = counting(firsts, lengths)
    sources[at] = ink.repeat(lengths)
    points = np.full(len(sources), ord(" "), dtype=np.uint32)
    points[at] = codes[written]
    return points, sources, firsts[begins], np.maximum.reduceat(gaps, begins)


def _condensed(room: Floats, same: Mask, drawn: Mask, line: Integers) -> tuple[Floats, Floats]:
    """For each glyph but the last how far the letters of its line overlap, and from which room on a gap is a blank.

    room: from each glyph but the last to the next, as a share of the size. same: whether both stand in one line.
    drawn: whether a blank was drawn between them. line: the number of each glyph's line. Only lines with narrow blanks
    are looked into: elsewhere letters do not overlap. In condensed type a gap as wide as the blanks is one.
    """
    overlap, gap = np.zeros(len(room)), np.full(len(room), BLANK_GAP)
    narrow = same & drawn & (room > 0) & (room <= TOUCHING)
    for of_line in np.unique(line[1:][narrow]).tolist():
        start, end = np.searchsorted(line, (of_line, of_line + 1)).tolist()
        at = slice(start, end - 1)
        letters, blanks = room[at][~drawn[at]], room[at][drawn[at] & (room[at] > 0)]
        usual = -float(np.median(letters)) if len(letters) else 0.0
        if usual > OVERLAPPING:
            overlap[at], gap[at] = usual, ALIKE * blanks.min()
    return overlap, gap


def _blanks(glyphs: _Glyphs, text: str, sources: Integers) -> list[Blank]:
    """The blanks of a line."""
    of = glyphs.columns
    found = []
    for at in (blank.start() for blank in re.finditer(" ", text)):
        before, after = int(sources[at - 1]), int(sources[at + 1])
        drawn = not glyphs.shown[before + 1 : after].all()
        found.append(Blank(at, float(of.x0[after] - of.x1[before]), drawn))
    return found


def _measured(glyphs: _Glyphs, texts: list[str], sources: Integers, starts: Indices, gaps: Floats) -> LineTexts:
    of = glyphs.columns
    ink = glyphs.shown.nonzero()[0]
    line = glyphs.lines[ink]
    begins = firsts_of(line[1:] != line[:-1])
    lengths = lengths_of(begins, len(ink))
    size = of.size[ink]
    rounded = np.round(size, 1)
    sizes = commonest(rounded, begins)
    # Some glyph of a line is of its type, be it of a size whose rounding is coarser than types are.
    of_type = (np.abs(size - sizes.repeat(lengths)) < SAME_TYPE) | (rounded == sizes.repeat(lengths))
    counted = np.add.reduceat(of_type, begins, dtype=np.int32)
    feet = medians(of.bottom[ink[of_type]], counted.cumsum() - counted)
    bold = np.add.reduceat(of.flags[ink] & FLAG_BOLD, begins, dtype=np.int32)
    filled = (sources >= 0).nonzero()[0]
    source = sources[filled]
    first = filled.searchsorted(starts)
    return LineTexts(
        areas=glyphs.areas[ink[begins]],
        texts=texts,
        starts=starts,
        boxes=_boxes(of, sources),
        x0s=np.minimum.reduceat(of.x0[source], first),
        tops=np.minimum.reduceat(of.top[source], first),
        x1s=np.maximum.reduceat(of.x1[source], first),
        bottoms=np.maximum.reduceat(of.bottom[source], first),
        sizes=sizes,
        smallest=np.minimum.reduceat(size, begins),
        feet=feet,
        gaps=gaps,
        bold=bold > MOSTLY * lengths,
        bold_leads=_bold_leads(of.flags[source] & FLAG_BOLD == 0, filled, starts, texts),
    )


def _bold_leads(plain: Mask, filled: Indices, starts: Indices, texts: Sequence[str]) -> Integers:
    """How many characters each line has before its first plain one; a plain number before bold words counts as bold.

    ``filled`` are the places of those with ink.
    """
    ends = starts + lengths_of(starts, int(starts[-1]) + len(texts[-1]))
    plain_at, bold_at = filled[plain], filled[~plain]
    leads: Integers = _first_from(plain_at, starts, ends) - starts
    if len(bold_at):
        bold = _first_from(bold_at, starts, ends)
        ahead = bold - starts
        labelled = ((leads == 0) & (ahead > 0) & (ahead <= LONGEST_LABEL) & (bold < ends)).nonzero()[0]
        behind = _first_from(plain_at, bold[labelled], ends[labelled]) - starts[labelled]
        for at, length, lead in zip(labelled.tolist(), ahead[labelled].tolist(), behind.tolist(), strict=True):
            if _LABEL.fullmatch(texts[at], 0, length):
                leads[at] = lead
    return leads


def _first_from(places: Indices, starts: Indices, ends: Indices) -> Indices:
    """The first of ascending places from each start on; its end where there is none before that."""
    with_end = np.concatenate((places, (np.iinfo(np.int32).max,)))
    found: Indices = np.minimum(with_end[places.searchsorted(starts)], ends)
    return found


def _boxes(of: Characters, sources: Integers) -> Singles:
    """A column for each character; the last column, which -1 takes, is for blanks."""
    table = np.full((5, len(of) + 1), np.nan, dtype=np.float32)
    for row, values in zip(table, (of.x0, of.top, of.x1, of.bottom, of.size), strict=True):
        row[:-1] = values
    return table.take(sources, axis=1)
