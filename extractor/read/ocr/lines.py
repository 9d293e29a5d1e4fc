"""On which line of the page each recognised word stands, in what size, and between which ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from extractor.read.ocr.engine import Word
from extractor.read.ocr.type_sizes import Type, levelled, middle_type, type_of

# Of the smaller type: lines of an engine whose feet differ by less, where they stand side by side, are one line of the
# page. A line of the column beside is half a pitch, .6 and more, away (test_lines.py).
SAME_FOOT = 0.4

# Ems: so far words and lines that stand beside one another may overlap, as slanted letters do (test_lines.py).
OVERLAP = 0.4

# Ems between two words whose boxes touch or overlap: an engine that tells two words has seen a blank (test_lines.py).
BLANK = 0.12

# Words of one line of an engine that overlap are of two printed lines where their feet are so many ems apart, and there
# are so many of each; a word with a stroke at its foot has it .3 lower (test_lines.py).
OTHER_FOOT, FEWEST = 0.5, 3

# A word whose size is off by more than this share of its line's does not tell on what it stands: its box holds a stroke
# or a line above as well (test_lines.py).
NOT_OF_TYPE = 0.35

# At most so many lines at one height are tried. A page has hardly more than three, a hostile one any number.
MOST_TRIED = 12

# What holds no letter, as a dash or dots, stands so many ems above the foot of its line.
MIDDLE_OF_SIGNS = 0.2

# Ems: no word is narrower, however far others reach over it.
LEAST = 0.1

LineNumber = tuple[int, ...]
"""What an engine calls a line."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands: ``word`` is its place among all words, ``line`` the number of its line from the top.

    ``x0`` and ``x1`` are its ends, ``foot`` what its letters stand on, ``size`` that of its type, in pixels.
    """

    word: int
    line: int
    x0: float
    x1: float
    foot: float
    size: float


@dataclass(slots=True, eq=False)
class _Strand:
    """Words of a line of an engine, from left to right; ``type`` is that of most of them."""

    members: list[int]
    x0: float
    x1: float
    type: Type


def places(words: Sequence[Word]) -> list[Place]:
    """Where the words of a page stand, line by line from the top, each line from left to right.

    A line of an engine is parted only where its words stand over one another: then it holds two printed lines.
    Lines that stand side by side on one foot are one line of the page, lines that overlap never.
    """
    if not words:
        return []
    types = [type_of(word) for word in words]
    usual = middle_type([each for each in types if each]) or Type(words[0].box[3] - words[0].box[1] or 1.0, 0.0, 0.0)
    strands = [
        _strand(members, words, types, usual)
        for of_line in _by_line(words)
        for members in _printed_lines(of_line, words, types, usual)
    ]
    sizes = levelled([strand.type.size for strand in strands], [strand.type.weight for strand in strands])
    for strand, size in zip(strands, sizes, strict=True):
        strand.type = Type(size, strand.type.foot, strand.type.weight)
    rows = sorted(_rows(strands), key=lambda row: row[0].type.foot)
    return [place for number, row in enumerate(rows) for place in _placed(row, number, words)]


def _by_line(words: Sequence[Word]) -> Iterator[list[int]]:
    """The words of each line of the engine, by the middle of each from left to right."""
    lines: dict[LineNumber, list[int]] = {}
    for at, word in enumerate(words):
        lines.setdefault(word.line, []).append(at)
    for members in lines.values():
        yield sorted(members, key=lambda at: words[at].box[0] + words[at].box[2])


def _printed_lines(
    members: list[int], words: Sequence[Word], types: Sequence[Type | None], usual: Type
) -> list[list[int]]:
    """The words of a line of the engine; of each of the lines that it holds where words stand over one another.

    members: its words from left to right, places in ``words``; ``types`` has the type of each. usual: that of the page.

    A word over another is no line: an engine gives boxes that are not true to the parts of a word or to a stroke.
    """
    kind = middle_type([each for at in members if (each := types[at])]) or usual
    if all(words[after].box[0] > words[at].box[2] - OVERLAP * kind.size for at, after in pairwise(members)):
        return [members]
    feet = [_foot(words[at], types[at], usual.size) for at in members]
    known = sorted(foot for at, foot in zip(members, feet, strict=True) if _is_of(types[at], kind))
    steps = [0, *(at for at, (foot, under) in enumerate(pairwise(known), 1) if under - foot > OTHER_FOOT * kind.size)]
    lines = [known[start:end] for start, end in pairwise([*steps, len(known)]) if end - start >= FEWEST]
    if len(lines) < 2:
        return [members]
    borders = [(above[-1] + under[0]) / 2 for above, under in pairwise(lines)]
    parts: list[list[int]] = [[] for _ in lines]
    for at, foot in zip(members, feet, strict=True):
        parts[bisect_left(borders, foot)].append(at)
    return parts


def _is_of(type_of_word: Type | None, kind: Type) -> bool:
    """Whether a word is as high as those of its line."""
    return type_of_word is not None and abs(type_of_word.size - kind.size) < NOT_OF_TYPE * kind.size


def _foot(word: Word, kind: Type | None, size: float) -> float:
    """What a word stands on; ``size`` is that of the type about it."""
    _, top, _, bottom = word.box
    return kind.foot if kind else (top + bottom) / 2 + MIDDLE_OF_SIGNS * size


def _strand(members: list[int], words: Sequence[Word], types: Sequence[Type | None], usual: Type) -> _Strand:
    kind = middle_type([each for at in members if (each := types[at])])
    if kind is None:  # signs alone say nothing of their size
        kind = Type(usual.size, _foot(words[members[0]], None, usual.size), 0.0)
    boxes = [words[at].box for at in members]
    return _Strand(members, min(box[0] for box in boxes), max(box[2] for box in boxes), kind)


def _rows(strands: Sequence[_Strand]) -> list[list[_Strand]]:
    """Strands that stand side by side on one foot, each row from left to right."""
    rows: list[list[_Strand]] = []
    for strand in sorted(strands, key=lambda each: each.type.foot):
        for row in reversed(rows[-MOST_TRIED:]):
            at = bisect_left(row, strand.x0, key=lambda each: each.x0)
            if all(_beside(*pair) for pair in pairwise([*row[max(at - 1, 0) : at], strand, *row[at : at + 1]])):
                row.insert(at, strand)
                break
        else:
            rows.append([strand])
    return rows


def _beside(left: _Strand, right: _Strand) -> bool:
    size = min(left.type.size, right.type.size)
    on_one_foot = abs(left.type.foot - right.type.foot) < SAME_FOOT * size
    return on_one_foot and right.x0 > left.x1 - OVERLAP * size


def _placed(row: Sequence[_Strand], number: int, words: Sequence[Word]) -> Iterator[Place]:
    """The places of the words of a row; where two overlap each ends before the other begins."""
    of_row = [(at, strand.type) for strand in row for at in strand.members]
    start = -inf
    begins = [*(words[at].box[0] for at, _ in of_row[1:]), inf]
    for (at, kind), behind in zip(of_row, begins, strict=True):
        x0, _, x1, _ = words[at].box
        x0 = max(x0, start)
        if behind - x1 < BLANK * kind.size:
            x1 = (x1 + behind - BLANK * kind.size) / 2
        x1 = max(x1, x0 + LEAST * kind.size)
        start = x1 + BLANK * kind.size
        yield Place(word=at, line=number, x0=x0, x1=x1, foot=kind.foot, size=kind.size)
