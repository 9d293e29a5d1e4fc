"""Tables over pages: parts joined, repeated heads dropped, rows broken by a page end mended, columns made one set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extractor.layout.lines.line import joined_text
from extractor.layout.tables.cell_forms import is_number, is_row_number
from extractor.layout.tables.drafts import CellDraft, RowDraft, TableDraft
from patterns.phrases import compiled, signs
from patterns.tables.columns import column_role

# Points by which the lines between columns of two parts of a table differ at most: they are drawn anew on each page. No
# document that was tried tells the value: from 1 to 8 the tables of 75 stay the same.
SAME_COLUMN = 4.0

# Points by which columns of two parts may differ where both have as many: the parts of one table may be set with other
# widths on each page. No document that was tried tells the value: from 4.8 to 12 the tables of 40 stay the same.
SHIFTED = 8.0

# Of its rows: a table in which so many have a text in the first column numbers its rows there; the others are headings
# and totals. At .5 a row that goes on over the page becomes two (test_kinds_of_tables.py), above 1 broken rows stay
# broken (test_forms_as_printed.py).
NUMBERED = 0.8

# Points: an empty column that is narrower is the gap within a double rule, narrower than any with text. No document
# that was tried tells the value: from 7 to 18 the tables of 40 stay the same.
GHOST = 12.0

_BULLET = compiled(r"$BULLET\s")
_LETTERS = regex.compile(r"[^\p{L}\p{N}]+")


@dataclass(frozen=True, slots=True, eq=False)
class WholeTable:
    """The parts of a table in order, and its rows without heads; cells, header and column numbers count ``n_cols``
    columns."""

    parts: tuple[TableDraft, ...]
    rows: tuple[tuple[RowDraft, ...], ...]
    header: tuple[str, ...]
    n_cols: int
    numbers: tuple[str, ...] = ()


def joined(drafts: Sequence[TableDraft], follows: Sequence[bool]) -> list[WholeTable]:
    """Tables over pages. ``follows[i]`` says that nothing but furniture stands between draft i and the one before.

    Tables that stand side by side may all go on.
    """
    groups: list[list[TableDraft]] = []
    still_open: list[list[TableDraft]] = []
    for draft, close in zip(drafts, follows, strict=True):
        if not close:
            still_open = []
        group = next((each for each in still_open if _continues(each, draft)), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(draft)
        still_open = [each for each in still_open if each is not group and not _stands_over(each[-1], draft)]
        still_open.append(group)
    return [_whole(group) for group in groups]


def _stands_over(upper: TableDraft, lower: TableDraft) -> bool:
    return upper.page == lower.page and upper.box[4] < lower.box[2] + SAME_COLUMN


def _continues(parts: list[TableDraft], draft: TableDraft) -> bool:
    before = parts[-1]
    if draft.page != before.page + 1:
        return False
    if draft.n_head and len(draft.grid.xs) == len(before.grid.xs) and _alike(draft.header, parts[0].header):
        return True
    if _columns_of_both(before, draft) is None and not _share_text_columns(before, draft):
        return False
    if not draft.n_head or _alike(draft.header, parts[0].header):
        return True
    return parts[0].n_head > 0 and not any(column_role(head) for head in draft.header)


def _alike(header: Sequence[str], first: Sequence[str]) -> bool:
    """Whether the heads say the same, however their lines are broken; the outer heads may be missing."""
    letters = [(_LETTERS.sub("", a), _LETTERS.sub("", b)) for a, b in zip(header, first, strict=False)]
    return len(header) == len(first) and all(b.endswith(a) for a, b in letters)


def _columns_of_both(before: TableDraft, draft: TableDraft) -> tuple[float, ...] | None:
    """The lines between columns of the part that has more of them, None where they do not match those of the other."""
    shift = draft.grid.x0 - before.grid.x0
    ours, theirs = before.grid.xs, tuple(x - shift for x in draft.grid.xs)
    more, fewer = (ours, theirs) if len(ours) >= len(theirs) else (theirs, ours)
    if len(ours) == len(theirs) > 3 and all(abs(a - b) < SHIFTED for a, b in zip(ours, theirs, strict=True)):
        return ours
    if abs(ours[-1] - theirs[-1]) > SAME_COLUMN or len(fewer) < 3:
        return None
    return more if all(min(abs(x - other) for other in more) < SAME_COLUMN for x in fewer) else None


def _share_text_columns(before: TableDraft, draft: TableDraft) -> bool:
    """Whether the columns of two tables told by gaps are the same, though one may miss some that are empty there."""
    more, fewer = sorted((before.text_columns, draft.text_columns), key=len, reverse=True)
    return bool(fewer) and len(fewer) > 1 and _matched(more, fewer) is not None


def _matched(more: Sequence[tuple[float, float]], fewer: Sequence[tuple[float, float]]) -> list[int] | None:
    """Which of the columns each of the fewer ones is, in order; None where one overlaps none, or two overlap one."""
    found: list[int] = []
    for x0, x1 in fewer:
        shared = [min(x1, end) - max(x0, start) for start, end in more]
        best = max(range(len(more)), key=shared.__getitem__)
        if shared[best] <= 0 or (found and best <= found[-1]):
            return None
        found.append(best)
    return found


def _whole(parts: list[TableDraft]) -> WholeTable:
    xs, extents = parts[0].grid.xs, parts[0].text_columns
    for part in parts[1:]:
        if len(part.grid.xs) > len(xs):
            xs = tuple(x - part.grid.x0 + parts[0].grid.x0 for x in part.grid.xs)
            extents = part.text_columns
    n_cols = len(xs) - 1
    fitted = [_fitted(part, xs, extents) for part in parts]
    header, numbers = fitted[0].header, fitted[0].numbers
    rows = _rows(fitted, n_cols)
    kept = _kept_columns(rows, header, xs)
    if len(kept) < n_cols:
        rows = tuple(tuple(_without_ghosts(row, kept) for row in of_pages) for of_pages in rows)
        header = tuple(header[column] for column in kept) if header else ()
        numbers = tuple(numbers[column] for column in kept) if numbers else ()
    return WholeTable(tuple(parts), rows, header, len(kept), numbers)


def _fitted(part: TableDraft, xs: tuple[float, ...], extents: Sequence[tuple[float, float]]) -> TableDraft:
    """The part with its cells and header counted in the columns between ``xs``, whose text has these extents."""
    if len(part.grid.xs) == len(xs):
        return part
    matched = _matched(extents, part.text_columns) if extents and part.text_columns else None
    shift = part.grid.x0 - xs[0]
    at = [*matched, matched[-1] + 1] if matched else [_nearest(xs, x - shift) for x in part.grid.xs]
    rows = tuple(
        replace(
            row,
            cells=tuple(replace(cell, column=at[cell.column], column_end=at[cell.column_end]) for cell in row.cells),
        )
        for row in part.rows
    )
    header = [""] * (len(xs) - 1)
    for column, head in enumerate(part.header):
        header[at[column] : at[column + 1]] = [head] * (at[column + 1] - at[column])
    numbers = [""] * (len(xs) - 1)
    for column, number in enumerate(part.numbers):
        numbers[at[column]] = number
    return replace(
        part,
        rows=rows,
        header=tuple(header) if part.header else (),
        numbers=tuple(numbers) if part.numbers else (),
    )


def _nearest(xs: Sequence[float], x: float) -> int:
    return min(range(len(xs)), key=lambda at: abs(xs[at] - x))


def _kept_columns(rows: Sequence[tuple[RowDraft, ...]], header: Sequence[str], xs: Sequence[float]) -> list[int]:
    """The columns without those that hold nothing at all and are an outer one or no wider than a double rule."""
    n_cols = len(xs) - 1
    printed = {cell.column for parts in rows for row in parts for cell in row.cells if cell.lines}
    printed |= {column for column, head in enumerate(header) if head}
    outer = {0, n_cols - 1}
    return [
        column
        for column in range(n_cols)
        if column in printed or not (column in outer or xs[column + 1] - xs[column] < GHOST)
    ]


def _without_ghosts(row: RowDraft, kept: list[int]) -> RowDraft:
    cells: list[CellDraft] = []
    for cell in row.cells:
        covered = [at for at, column in enumerate(kept) if cell.column <= column < cell.column_end]
        if covered:
            cells.append(replace(cell, column=covered[0], column_end=covered[-1] + 1))
    return replace(row, cells=tuple(cells))


def _rows(parts: Sequence[TableDraft], n_cols: int) -> tuple[tuple[RowDraft, ...], ...]:
    rows: list[tuple[RowDraft, ...]] = []
    heads = {_key(row, n_cols) for row in parts[0].rows[: parts[0].n_head]}
    bodies = [parts[0].rows[parts[0].n_head :], *(_without_head(part, parts[0], heads, n_cols) for part in parts[1:])]
    inner = [row.texts(n_cols) for position, body in enumerate(bodies) for row in body[position > 0 :]]
    habits = _Habits(_is_numbered(inner), any(_has_mark(texts) for texts in inner))
    for position, body in enumerate(bodies):
        for at, row in enumerate(body):
            if position and at == 0 and rows and _is_rest(row, rows[-1], n_cols, habits):
                rows[-1] = (*rows[-1], row)
            else:
                rows.append((row,))
    return tuple(rows)


def _without_head(
    part: TableDraft, first: TableDraft, heads: set[tuple[str, ...]], n_cols: int
) -> tuple[RowDraft, ...]:
    """The rows of a further part without the head, or the rows of it, that stand there again."""
    if part.n_head and _alike(part.header, first.header):
        return part.rows[part.n_head :]
    again = 0
    while again < len(part.rows) and _key(part.rows[again], n_cols) in heads:
        again += 1
    return part.rows[again:]


def _key(row: RowDraft, n_cols: int) -> tuple[str, ...]:
    return tuple(_LETTERS.sub("", text) for text in row.texts(n_cols))


@dataclass(frozen=True, slots=True)
class _Habits:
    """What the rows of a table have in common, but for those at the top of a page, which are the ones in question:
    nearly all have a text in the first column; some without have a dash before their label."""

    numbered: bool
    marked: bool


def _is_numbered(rows: Sequence[Sequence[str]]) -> bool:
    return sum(bool(texts[0]) for texts in rows) >= NUMBERED * len(rows)


def _has_mark(texts: Sequence[str]) -> bool:
    return not texts[0] and len(texts) > 1 and _BULLET.match(texts[1]) is not None


def _is_rest(row: RowDraft, before: tuple[RowDraft, ...], n_cols: int, habits: _Habits) -> bool:
    """Whether the first row of a page is the rest of the last one of the page before.

    It is where it has no number and others have one, or where a cell goes on in lower case; never where it counts
    something anew. The number may stand in the lower part, where it is in the middle of the whole cell.
    """
    texts, upper = row.texts(n_cols), cells_of(before, n_cols)
    pairs = list(zip(texts, upper, strict=True))
    goes_on = any(text[:1].islower() and other and other[-1] not in signs("PARAGRAPH_END") for text, other in pairs[1:])
    if not any(texts) or (is_row_number(texts[0]) and (upper[0] or not habits.numbered or not goes_on)):
        return False
    if any(is_number(text) and is_number(other) for text, other in pairs):
        return False
    if habits.numbered and not texts[0]:
        return not (habits.marked and _has_mark(texts) and upper[1])
    first, above = pairs[0]
    return goes_on or bool(first[:1].islower() and above and above[-1] not in signs("PARAGRAPH_END"))


def cells_of(parts: Sequence[RowDraft], n_cols: int) -> list[str]:
    """One text a column of a row that may stand on two pages."""
    if len(parts) == 1:
        return parts[0].texts(n_cols)
    by_part = [part.texts(n_cols) for part in parts]
    return [joined_text([text for text in texts if text]) for texts in zip(*by_part, strict=True)]
