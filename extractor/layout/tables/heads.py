"""The head of a table: which rows it is, and the header of each column."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractor.layout.footnotes.markers import Cuts
from extractor.layout.lines.line import columns, middle_of
from extractor.layout.tables.cell_forms import is_value
from extractor.layout.tables.drafts import CellDraft, RowDraft, TableDraft
from extractor.layout.tables.scanned_heads import is_head_of_scan, numbers_most_columns
from patterns.tables.columns import PATH, YEAR, column_role
from patterns.tables.formulas import column_number

# Ems between the heads of two columns in one cell: wider than a blank of a stretched line. No document that was tried
# tells the value: from .6 to 1.5 the tables of 40 stay the same.
PART_GAP = 1.0

# Of a column's rows: so many hold numbers under a head. The rest are dashes, blanks and texts in place of numbers. From
# .36 to .9 the tables of 40 documents stay the same.
NUMERIC = 0.6

# Rows: heads nested three deep, and the row of column numbers below; what counts up farther down are values. Four and
# six read 40 documents alike.
MAX_HEAD_ROWS = 5


def with_head(table: TableDraft, known: int = 0) -> TableDraft:
    """The table with its head rows counted and the header of each column; a row across the whole table over the
    head is its title. The first ``known`` rows are the head in any case."""
    n_cols = len(table.grid.xs) - 1
    if known:
        numbered = known < len(table.rows) and _numbers_columns(table.rows[known])
        header = _header(table.rows[:known], table.grid.xs)
        return replace(table, n_head=known + numbered, header=header)
    above = _rows_across(table.rows, n_cols)
    n_head = _head_rows(table.rows[above:]) if above < len(table.rows) else 0
    if not n_head and table.recognised and above < len(table.rows):
        n_head = _head_rows_of_scan(table.rows[above:], table.grid.xs)
    if not n_head:
        return table
    rows = table.rows[above : above + n_head]
    title = " ".join(row.cells[0].text for row in table.rows[:above]) or None
    numbers = next((tuple(row.texts(n_cols)) for row in rows if _numbers_columns(row)), ())
    named = [row for row in rows if not (table.recognised and numbers_most_columns(row))]
    return replace(table, n_head=above + n_head, header=_header(named, table.grid.xs), numbers=numbers, title=title)


def without_marks(table: TableDraft, cuts: Cuts) -> TableDraft:
    """The table without the footnote markers in its cells; ``cuts`` are their stretches of each line."""
    if not any(line in cuts for row in table.rows for cell in row.cells for line in cell.lines):
        return table
    rows = tuple(replace(row, cells=tuple(replace(cell, cuts=cuts) for cell in row.cells)) for row in table.rows)
    return replace(with_head(replace(table, rows=rows)), title=table.title)


def _rows_across(rows: Sequence[RowDraft], n_cols: int) -> int:
    """How many rows at the top have one cell over all columns."""
    count = 0
    while count < len(rows) and [cell.column_end - cell.column for cell in rows[count].cells] == [n_cols]:
        count += 1
    return count


def _head_rows(rows: Sequence[RowDraft]) -> int:
    """How many rows are the head: down to the row of column numbers, else the first row and what its cells span."""
    numbered = next((at for at in range(1, min(len(rows), MAX_HEAD_ROWS)) if _numbers_columns(rows[at])), None)
    if numbered is not None and not any(_holds_numbers(row) for row in rows[:numbered]):
        return numbered + 1
    first = rows[0]
    return _first_rows(rows) if _is_named(first) or _is_set_off(rows) else 0


def _head_rows_of_scan(rows: Sequence[RowDraft], xs: Sequence[float]) -> int:
    """How many rows are the head of a table that was recognised; ``xs`` are the lines between columns."""
    numbered = next((at for at in range(1, min(len(rows), MAX_HEAD_ROWS)) if numbers_most_columns(rows[at])), None)
    if numbered is not None and not any(_holds_numbers(row) for row in rows[:numbered]):
        return numbered + 1
    return _first_rows(rows) if is_head_of_scan(rows, xs) else 0


def _first_rows(rows: Sequence[RowDraft]) -> int:
    """The first row and what its cells span."""
    first = rows[0]
    count = max((cell.row_span for cell in first.cells if cell.lines), default=1)
    if count == 1 and len(rows) > 2 and _goes_down(first, rows[1]):
        count = 2
    return min(count, len(rows))


def _numbers_columns(row: RowDraft) -> bool:
    """Whether the cells number the columns: ``(1)``, ``(2)``, ``(3) = (2)/(1)``, or ``A``, ``B``, ``1``, ``2``."""
    texts = [cell.text for cell in row.cells if cell.lines]
    printed = [number for text in texts if (number := column_number(text))]
    names = [name for name, _ in printed]
    if len(texts) < 3 or len(set(names)) < len(names):
        return False
    if any(formula for _, formula in printed):
        # The columns of words may have a mark of another kind: ``MS``, ``1=2+7``, ``2``, ``3``.
        return len(printed) >= len(texts) - 1
    if len(printed) < len(texts):
        return False
    digits = [int(name) for name in names if name.isdigit()]
    return (
        digits == list(range(digits[0], digits[0] + len(digits))) if digits else names[:2] in (["A", "B"], ["a", "b"])
    )


def _holds_numbers(row: RowDraft) -> bool:
    return any(_is_figure(cell.text) for cell in row.cells if cell.lines)


def _is_figure(text: str) -> bool:
    """Whether a text is a value and no year, which may be a head."""
    return is_value(text) and not YEAR.fullmatch(text)


def _is_named(row: RowDraft) -> bool:
    """Whether the cells name columns: two that are known, or a row number and something that is no number."""
    roles = [column_role(cell.text) for cell in row.cells if cell.lines]
    known = [role for role in roles if role]
    return len(known) >= 2 or ("stt" in roles and len(roles) > 2 and not _holds_numbers(row))


def _is_set_off(rows: Sequence[RowDraft]) -> bool:
    """Whether the first row has a text in every column and no number, and alone is bold or stands over numbers."""
    first = rows[0]
    if len(rows) < 2 or not all(cell.lines for cell in first.cells) or _holds_numbers(first):
        return False
    return (first.bold and not rows[1].bold) or _stands_over_numbers(rows)


def _stands_over_numbers(rows: Sequence[RowDraft]) -> bool:
    """Whether some column but the first holds numbers in nearly every row but the first, and in two at least."""
    counted: Counter[int] = Counter()
    for row in rows[1:]:
        counted.update(cell.column for cell in row.cells if cell.column and is_value(cell.text))
    return max(counted.values(), default=0) >= max(2, NUMERIC * (len(rows) - 1))


def _goes_down(first: RowDraft, second: RowDraft) -> bool:
    """Whether the second row parts what a cell of the first one spans, and is empty elsewhere."""
    spanned = {
        column
        for cell in first.cells
        if cell.column_end - cell.column > 1 and cell.lines
        for column in range(cell.column, cell.column_end)
    }
    printed = [cell for cell in second.cells if cell.lines]
    return (
        bool(spanned)
        and bool(printed)
        and all(cell.column in spanned and not _is_figure(cell.text) for cell in printed)
    )


def _header(rows: Sequence[RowDraft], xs: Sequence[float]) -> tuple[str, ...]:
    """One text a column, from the outer head to the inner one, joined with `` › ``; ``xs`` are the lines between
    columns."""
    paths: list[list[str]] = [[] for _ in xs[1:]]
    for row in rows:
        if _numbers_columns(row):
            continue
        for cell in row.cells:
            for first, end, text in _heads_in(cell, xs):
                for column in range(first, end) if text else ():
                    if text not in paths[column]:
                        paths[column].append(text)
    return tuple(PATH.join(path) for path in paths)


def _heads_in(cell: CellDraft, xs: Sequence[float]) -> list[tuple[int, int, str]]:
    """The heads in a cell, each with its columns: one, or where no rule parts the heads of its columns from that over
    them, all of these."""
    whole = [(cell.column, cell.column_end, cell.text)]
    if cell.column_end - cell.column < 2 or len(cell.lines) < 2:
        return whole
    parts = columns(cell.lines[-1], PART_GAP * cell.lines[-1].size)
    places = [bisect_right(xs, middle_of(part)) - 1 for part in parts]
    if places != list(range(cell.column, cell.column_end)):
        return whole
    over = replace(cell, row_span=1, lines=cell.lines[:-1])
    return [
        (cell.column, cell.column_end, over.text),
        *((column, column + 1, part.text) for column, part in zip(places, parts, strict=True)),
    ]
