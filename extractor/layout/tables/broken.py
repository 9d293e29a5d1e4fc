"""Words and numbers that a narrow cell breaks over two lines: which line ends stand for nothing."""

from __future__ import annotations

from functools import lru_cache

import regex

from extractor.layout.lines.line import Line
from patterns.syllables import is_syllable

# Times the size of type: a cell with more room behind a line had no need to break there. Word pads a cell by 5.4 points
# at each side, and the next digit takes half an em (test_broken.py).
ROOM = 1.7

# Letters of an abbreviation that stand on the second line: ``ST`` / ``T``, ``ĐV`` / ``T``. Heads of several
# abbreviations have longer ones (test_broken.py).
LONGEST_REST = 2

# Lines of one number: billions in a column three digits wide stand on four (test_broken.py).
MOST_LINES = 4

_PIECE = regex.compile(r"[(+–-]?[\d.,]*\d[\d.,]*\)?%?")
_GROUPED = regex.compile(r"[(+–-]?\d{1,3}(?:(?:\.\d{3})+(?:,\d+)?|(?:,\d{3})+(?:\.\d+)?)\)?%?")
_WELL_FORMED = regex.compile(r"[(+–-]?(?:\d{1,3}(?:(?:\.\d{3})+(?:,\d+)?|(?:,\d{3})+(?:\.\d+)?)|\d+(?:[.,]\d+)?)")
_DECIMAL = regex.compile(r"[(+–-]?\d[\d.]*,\d+")
_ROW_NUMBER = regex.compile(r"(?:\d{1,2}|[IVX]{1,4})(?:\.\d{1,2}){1,4}\.?")
# The code of an administrative procedure in the national register: "1.000894".
_PROCEDURE = regex.compile(r"\d\.\d{6}")
_CAPITALS = regex.compile(r"\p{Lu}+")


def broken_lines(lines: tuple[Line, ...], width: float) -> frozenset[Line]:
    """The lines of a cell that go on within the word or number that the line above them begins.

    ``width`` is that of the cell, in points.
    """
    found: list[Line] = []
    at = 0
    while at < len(lines) - 1:
        end = _end_of_broken(lines, at, width)
        found += lines[at + 1 : end]
        at = end
    return frozenset(found)


def _end_of_broken(lines: tuple[Line, ...], at: int, width: float) -> int:
    """The end of the lines from ``at`` on that are one word or number; ``width`` is that of their cell."""
    end = at + 1
    fills = True
    for below in range(at + 1, min(len(lines), at + MOST_LINES)):
        upper = lines[below - 1]
        # only digits may be no number before their last line is read
        if end < below and not _PIECE.fullmatch(upper.text):
            break
        fills = fills and width - (upper.x1 - upper.x0) < ROOM * upper.size
        if _is_broken("".join(line.text for line in lines[at:below]), lines[below].text, fills=fills):
            end = below + 1
    return end


# Columns repeat their numbers, and heads their words, over the pages of a table.
@lru_cache(maxsize=1 << 12)
def _is_broken(before: str, after: str, *, fills: bool) -> bool:
    if _PIECE.fullmatch(after) and _PIECE.fullmatch(before):
        return _is_broken_number(before, after, fills=fills)
    if after[:1] == ")" and before.count("(") > before.count(")"):
        return True
    first, *rest = before.split(" ")
    token = rest[-1] if rest else first
    # a word is broken only where it has a line of its own, or behind a stroke, where a line may end as well
    if not fills or (rest and "/" not in token):
        return False
    piece = token.rsplit("/", 1)[-1].strip("()")
    return bool(piece) and _is_broken_word(piece, after.split(" ", 1)[0].strip("()"))


def _is_broken_number(before: str, after: str, *, fills: bool) -> bool:
    """Whether two lines are one number: it is in groups of three, the first line alone is none or leaves no room."""
    whole = before + after
    if _GROUPED.fullmatch(whole) and (not _WELL_FORMED.fullmatch(before) or not after[0].isdigit()):
        return True
    if not fills:
        return False
    if _GROUPED.fullmatch(whole) and not _GROUPED.fullmatch(before):
        return True
    if after.isdigit() and (_DECIMAL.fullmatch(before) or _PROCEDURE.fullmatch(whole)):
        return True
    return before.endswith(".") and _ROW_NUMBER.fullmatch(whole) is not None


def _is_broken_word(before: str, after: str) -> bool:
    """Whether two pieces are one syllable, and not both are, or one abbreviation."""
    if is_syllable(before + after):
        return not (is_syllable(before) and is_syllable(after))
    capitals = _CAPITALS.fullmatch(before) and _CAPITALS.fullmatch(after)
    return bool(capitals) and len(after) <= LONGEST_REST and (len(before) == 1 or not is_syllable(before))
