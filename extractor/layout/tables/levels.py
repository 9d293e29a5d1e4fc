"""Which row of a table is part of which: by numbering, and without numbers by indentation and bold type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from patterns.phrases import compiled
from patterns.tables.row_labels import is_total, opens_parts, without_opener

# Points within which labels begin at one indent. At 1.8 labels of one level come apart in a form of 250 rows, at 4.5
# nothing changes on 40 documents.
SAME_INDENT = 3.0

_DOTTED = regex.compile(r"\d{1,3}(?:\.\d{1,3}){0,5}[.)]?")
_ROMAN = regex.compile(r"(?P<roman>[IVXLC]{1,6})[.)]?")
_ROMAN_DOTTED = regex.compile(r"[IVXLC]{1,6}(?:\.\d{1,2}){1,3}\.?")
_CAPITAL = regex.compile(r"(?P<capital>[A-HĐ])[.)]?")
_LETTER = regex.compile(r"[a-zđ][.)]?")
_PLUS = regex.compile(r"[+*•]")
# The letters that number parts, in the order of the Vietnamese alphabet, which has no F and counts Đ.
_CAPITALS = "ABCDĐEGH"

_FIRST = frozenset({"1", "I", "A", "01"})

_IN_LABEL = compiled(
    r"(?P<mark>\d{1,2}(?:\.\d{1,2}){1,5}[.)]?|(?:\d{1,3}|[IVXLC]{1,6}(?:\.\d{1,2})*|[A-HĐa-zđ])[.)]|$BULLET)\s+(?=\S)"
)

# Points: indents that differ by less differ by the rounding of floats alone. From 0 to 1 nothing changes on 75
# documents.
ROUNDING = 0.01

_CAPITAL_RANK, _ROMAN_RANK, _ROMAN_DOTTED_RANK, _LETTER_RANK, _DASH_RANK, _PLUS_RANK = -1.0, 0.0, 0.5, 7.0, 8.0, 9.0


@dataclass(frozen=True, slots=True)
class RowHead:
    """What a row says of its place: its number ("" for none), its label, whether it has a unit or value, whether all
    its text is bold, how far its label stands in, in points (None where that says nothing)."""

    number: str
    label: str
    is_heading: bool
    bold: bool
    indent: float | None


def number_in(label: str) -> str:
    """The number or mark with which a label begins: ``1.2.``, ``II.``, ``a)``, ``-``; "" for none."""
    found = _IN_LABEL.match(label)
    return found["mark"] if found else ""


def levels_of(rows: Sequence[RowHead]) -> list[int]:
    """The depth of each row.

    0 for a roman number, else the count of the number's parts; letters and dashes go deeper, rows without a number
    deepest. Where capital letters stand over roman numbers, or roman numbers have parts, all below is one deeper.
    Rows of a table without numbers begin at 1, and marks of parts in it go below them. A row that opens parts
    (``Trong đó: nữ``) is part of the row above it.
    """
    if not rows:
        return []
    ranks = _ranks([row.number for row in rows])
    if all(rank is None or rank >= _LETTER_RANK for rank in ranks) and None in ranks:
        return _with_parts(rows, _levels_by_look_and_mark(rows, ranks))
    return _with_parts(rows, _levels_by_number(rows, ranks))


def _levels_by_number(rows: Sequence[RowHead], ranks: Sequence[float | None]) -> list[int]:
    numbered = [rank for rank in ranks if rank is not None]
    groups = _bold_headings(rows, ranks) if min(numbered) > _ROMAN_RANK else set()
    top = _ROMAN_RANK if groups else min(numbered)
    placed = [
        rank if rank is not None else _ROMAN_RANK if at in groups else _rank_without_number(row, at, top)
        for at, (rank, row) in enumerate(zip(ranks, rows, strict=True))
    ]
    if _counts_all(rows):
        placed[0] = max(min(top - 1, _ROMAN_RANK), _CAPITAL_RANK)
    between = sorted({rank for rank in placed if rank in (_CAPITAL_RANK, _ROMAN_DOTTED_RANK)})
    return [int(rank // 1) + sum(each <= rank for each in between) for rank in placed]


def _bold_headings(rows: Sequence[RowHead], ranks: Sequence[float | None]) -> set[int]:
    """The rows without number that stand over numbered ones: bold headings in a table that is not all bold."""
    if all(row.bold for row in rows):
        return set()
    return {
        at
        for at, (row, rank) in enumerate(zip(rows, ranks, strict=True))
        if rank is None and row.bold and row.is_heading and not is_total(row.label)
    }


def _rank_without_number(row: RowHead, at: int, top: float) -> float:
    """A total stands beside the topmost rows, or over them where it is the first; other rows are deepest."""
    if is_total(row.label):
        return top if at else max(min(top - 1, _ROMAN_RANK), _CAPITAL_RANK)
    return _DASH_RANK


def _counts_all(rows: Sequence[RowHead]) -> bool:
    """Whether the first row has values, no number, and a first number behind it: it counts what all others part
    (``Tổng diện tích đất tự nhiên``)."""
    first = rows[0]
    return not first.number and not first.is_heading and rows[1].number.strip(" .)") in _FIRST


def _ranks(numbers: Sequence[str]) -> list[float | None]:
    ranks: list[float | None] = []
    last = ""
    for number in numbers:
        capital = _CAPITAL.fullmatch(number)
        if capital and _follows(capital["capital"], last):
            last = capital["capital"]
            ranks.append(_CAPITAL_RANK)
        else:
            ranks.append(_rank(number))
    return ranks


def _follows(capital: str, last: str) -> bool:
    """Whether a capital letter counts on from the one before; alone, C and D could be roman numbers."""
    if capital == "A":
        return True
    return bool(last) and _CAPITALS.find(capital) - _CAPITALS.find(last) in (1, 2)


def _rank(number: str) -> float | None:
    if not number:
        return None
    if _ROMAN.fullmatch(number):
        return _ROMAN_RANK
    if _ROMAN_DOTTED.fullmatch(number):
        return _ROMAN_DOTTED_RANK
    if _DOTTED.fullmatch(number):
        return float(number.strip(".)").count(".") + 1)
    if _LETTER.fullmatch(number):
        return _LETTER_RANK
    return _PLUS_RANK if _PLUS.fullmatch(number) else _DASH_RANK


def _levels_by_look_and_mark(rows: Sequence[RowHead], ranks: Sequence[float | None]) -> list[int]:
    """Depths of rows of which none has a number and some have marks of parts: these are below all others."""
    unmarked = _levels_by_look([row for row, rank in zip(rows, ranks, strict=True) if rank is None])
    depth = {rank: max(unmarked) + at for at, rank in enumerate(sorted({rank for rank in ranks if rank}), start=1)}
    levels = iter(unmarked)
    return [depth[rank] if rank else next(levels) for rank in ranks]


def _with_parts(rows: Sequence[RowHead], levels: Sequence[int]) -> list[int]:
    """The depths, rows that open parts one below the row above.

    Behind one that only opens them (``Trong đó:``) those that look like it are parts too, down to the next row that
    has a number, is bold or counts all.
    """
    found: list[int] = []
    whole = level = 0
    opened: RowHead | None = None
    for at, row in enumerate(rows):
        if opens_parts(row.label):
            # One opener behind another is part of the same whole: "Trong đó: nữ", "Trong đó: dân tộc thiểu số".
            level = max(levels[at], whole + 1) if at else levels[at]
            opened = None if without_opener(row.label) else row
        elif opened is None or row.number != opened.number or row.bold > opened.bold or is_total(row.label):
            opened, whole = None, levels[at]
            level = whole
        found.append(level if opened is not None or opens_parts(row.label) else levels[at])
    return found


def _levels_by_look(rows: Sequence[RowHead]) -> list[int]:
    """Depths from 1 by indentation, and in one indentation bold rows over others; a total stands at the top."""
    known = sorted(row.indent for row in rows if row.indent is not None)
    starts = [x for at, x in enumerate(known) if not at or x > known[at - 1] + SAME_INDENT]
    # A row without label says nothing of its place, and nothing stands under it.
    looks = [
        (
            sum(start <= row.indent + ROUNDING for start in starts) if row.indent is not None else len(starts),
            not row.bold,
        )
        for row in rows
    ]
    others = [look for look, row in zip(looks, rows, strict=True) if not is_total(row.label)]
    depth = {look: at + 1 for at, look in enumerate(sorted(set(others)))}
    return [1 if is_total(row.label) else depth[look] for look, row in zip(looks, rows, strict=True)]


def parents_of(levels: Sequence[int]) -> list[int | None]:
    """For each row the nearest row above that is less deep, by its position; None for a topmost row."""
    open_rows: list[int] = []
    parents: list[int | None] = []
    for position, level in enumerate(levels):
        while open_rows and levels[open_rows[-1]] >= level:
            open_rows.pop()
        parents.append(open_rows[-1] if open_rows else None)
        open_rows.append(position)
    return parents
