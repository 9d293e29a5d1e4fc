"""Where the clause begins that holds a place of a text: the reach of what a verb says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from patterns.phrases import compiled

# Blanks at the end of a clause that are looked over: enough for an indented line. It bounds the work; with 5 the
# relations of 158 documents are the same.
_LONGEST_BLANK = 30
_CLAUSE_END = compiled(
    rf"\t|[.!?](?=\s{{1,{_LONGEST_BLANK}}}[(“\"]?[\p{{Lu}}\d+•*-]|\s{{0,{_LONGEST_BLANK}}}$)"
    rf"|\n(?=\s{{0,{_LONGEST_BLANK}}}(?:$BULLET|\p{{Lu}}|\d{{1,2}}[.)]|\p{{Ll}}\)))"
)
_LOOK_AHEAD = _LONGEST_BLANK + len("12.")
# A line goes on below where it ends with a sign within a clause, or is full: 50 characters and a letter or digit at its
# end, and it does not begin like an item of a list. From 25 to 90 the relations of 158 documents are the same.
_OPEN_LINE = regex.compile(
    r"(?r)[;:,]\s*|(?<=^|\n)(?!\s*(?:[IVX]+|\d+(?:\.\d+)*|\p{L})[.)])(?=[^\n]*\p{Ll})[^\n]{50,}[\p{L}\d]\s*"
)
_NOT_AN_END = compiled(r"(?r)(?:$ABBREVIATED|\d)\.{0,5}")
# What may end a clause: a full stop does not where it is that of an abbreviation, nor a line that is broken off.
_PERHAPS_ENDS = "\t\n.!?"
# Letters of a printed line that is full (``_OPEN_LINE``).
_FULL_LINE = 51
# Characters of a clause before a citation. On 1,686 pages 12 texts differ with 300, none with 600 or 3000: the longest
# clauses are lists of legal bases without a full stop. It bounds the work (tests/benchmarks/test_costs.py).
_REACH = 1500
# characters of a printed line that goes on below: with 100 two of those texts differ, with 200 and 600 none
_LONGEST_LINE = 300


def clause_starts(text: str, offsets: Iterable[int]) -> Iterator[int]:
    """Where the clause begins that holds each of some ascending offsets.

    What stands shortly before an offset is read again for the next one: an end of a clause looks ahead, but never
    over the offset.
    """
    settled = begun = 0
    for at in offsets:
        begins = max(0, at - _REACH)
        sure = at - _LOOK_AHEAD
        last = 0
        for sign in _perhaps_ends(text, max(begins, begun), at):
            if _ends(text, sign, at):
                last = last or sign + 1
                if sign < sure:
                    settled = sign + 1
                    break
        begun = max(begun, sure)
        yield max(last, settled, begins)


def _perhaps_ends(text: str, begins: int, at: int) -> Iterator[int]:
    """Where a clause may end between two offsets, from right to left: the nearest end counts, and many stand before."""
    found = {sign: text.rfind(sign, begins, at) for sign in _PERHAPS_ENDS}
    while (last := max(found.values())) >= 0:
        yield last
        found[text[last]] = text.rfind(text[last], begins, last)


def _ends(text: str, sign: int, at: int) -> bool:
    """Whether a clause ends at a sign, by what stands up to ``at``: an abbreviation and a broken line go on."""
    if text[sign] == "\t":
        return True
    follows = text[sign + 1 : min(sign + 3, at)]
    if text[sign] == "\n":
        # most lines go on in small letters: no look at the pattern
        if follows[:1].islower() and follows[1:] != ")":
            return False
        return _CLAUSE_END.match(text, sign, at) is not None and not _is_open_line(text, sign)
    if (follows and not follows[0].isspace()) or not _CLAUSE_END.match(text, sign, at):
        return False
    return text[sign] != "." or not _NOT_AN_END.match(text, max(0, sign - _LONGEST_LINE), sign)


def _is_open_line(text: str, end: int) -> bool:
    """Whether the line that ends at an offset goes on below (``_OPEN_LINE``); most are told by their last letter."""
    begins = max(0, end - _LONGEST_LINE)
    last = text[end - 1 : end]
    if not last.isspace():
        if last in ";:,":
            return bool(last)
        if not last.isalnum() or end - max(begins, text.rfind("\n", begins, end) + 1) < _FULL_LINE:
            return False
    return _OPEN_LINE.match(text, begins, end) is not None
