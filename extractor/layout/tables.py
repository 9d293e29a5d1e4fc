"""Tables over pages: parts joined, repeated heads dropped, rows broken by a page end mended, forms recognised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extractor.layout.landmarks import column_role
from extractor.layout.page_tables import CellDraft, RowDraft, TableDraft
from extractor.model import Row, Table

SAME_COLUMN = 4.0
"""Columns of two parts of a table differ by less, in points."""

_DOTTED = regex.compile(r"\d{1,3}(?:\.\d{1,3}){0,5}\.?")
_ROMAN = regex.compile(r"[IVXLC]{1,6}\.?")
_LETTER = regex.compile(r"[a-zđ][.)]?")


@dataclass(frozen=True, slots=True, eq=False)
class WholeTable:
    """The parts of a table in order, and its rows without heads."""

    parts: tuple[TableDraft, ...]
    rows: tuple[tuple[RowDraft, ...], ...]


def joined(drafts: Sequence[TableDraft], follows: Sequence[bool]) -> list[WholeTable]:
    """Tables over pages. ``follows[i]`` says that nothing but furniture stands between draft i and the one before."""
    groups: list[list[TableDraft]] = []
    for draft, close in zip(drafts, follows, strict=True):
        if close and groups and _continues(groups[-1], draft):
            groups[-1].append(draft)
        else:
            groups.append([draft])
    return [WholeTable(tuple(group), _rows(group)) for group in groups]


def _continues(parts: list[TableDraft], draft: TableDraft) -> bool:
    before = parts[-1]
    if draft.page != before.page + 1 or len(draft.grid.xs) != len(before.grid.xs):
        return False
    if draft.n_head and draft.header != parts[0].header:
        return False
    shift = draft.grid.x0 - before.grid.x0
    return all(abs(a - b - shift) < SAME_COLUMN for a, b in zip(draft.grid.xs, before.grid.xs, strict=True))


def _rows(parts: list[TableDraft]) -> tuple[tuple[RowDraft, ...], ...]:
    rows: list[tuple[RowDraft, ...]] = []
    numbered = _is_numbered(parts)
    for position, part in enumerate(parts):
        for at, row in enumerate(part.rows[part.n_head :]):
            if position and at == 0 and rows and numbered and _is_rest(row, len(part.grid.xs) - 1):
                rows[-1] = (*rows[-1], row)
            else:
                rows.append((row,))
    return tuple(rows)


def _is_numbered(parts: list[TableDraft]) -> bool:
    """Whether nearly every row has a text in the first column, so that a row without one is the rest of another.

    The first row of a further part is the one in question and has no say.
    """
    first = [
        bool(row.texts(len(part.grid.xs) - 1)[0])
        for position, part in enumerate(parts)
        for row in part.rows[part.n_head + (position > 0) :]
    ]
    return sum(first) >= 0.8 * len(first)


def _is_rest(row: RowDraft, n_cols: int) -> bool:
    texts = row.texts(n_cols)
    return not texts[0] and any(texts)


def table_of(whole: WholeTable) -> Table:
    """The table's own facts."""
    first = whole.parts[0]
    header = first.header
    roles = {column_role(head) for head in header}
    return Table(
        label=first.label,
        title=first.title,
        page=first.page,
        page_end=whole.parts[-1].page,
        n_rows=len(whole.rows),
        n_cols=len(first.grid.xs) - 1,
        header=header,
        boxes=tuple((part.page, part.grid.x0, part.grid.top, part.grid.x1, part.grid.bottom) for part in whole.parts),
        is_form={"label", "unit", "value"} <= roles,
    )


def rows_of(whole: WholeTable, table: Table, index: int, first_row: int) -> list[Row]:
    """The rows of a table; ``index`` is its own index, ``first_row`` that of its first row in the document."""
    cells = [_cells(parts, table.n_cols) for parts in whole.rows]
    merged = _merged_notes(whole, table)
    rows: list[Row] = []
    for position, (parts, texts) in enumerate(zip(whole.rows, cells, strict=True)):
        row = Row(
            table=index,
            position=position + 1,
            page=parts[0].box[0],
            page_end=parts[-1].box[0],
            cells=tuple(texts),
            boxes=tuple(part.box for part in parts),
        )
        rows.append(_form_row(row, table, merged.get(position)) if table.is_form else row)
    return _with_parents(rows, first_row) if table.is_form else rows


def _cells(parts: tuple[RowDraft, ...], n_cols: int) -> list[str]:
    by_part = [part.texts(n_cols) for part in parts]
    return [" ".join(text for text in texts if text) for texts in zip(*by_part, strict=True)]


def _merged_notes(whole: WholeTable, table: Table) -> dict[int, str]:
    """The text of a note cell for each further row that it spans, by the row's position."""
    note = columns_of(table).get("note")
    merged: dict[int, str] = {}
    left, text, page = 0, "", 0
    for position, parts in enumerate(whole.rows):
        cell = _cell_at(parts[0], note) if note is not None else None
        if cell is not None:
            left, text, page = cell.row_span - 1, cell.text, parts[0].box[0]
        elif left > 0 and parts[0].box[0] == page:
            merged[position] = text
            left -= 1
    return merged


def _cell_at(row: RowDraft, column: int) -> CellDraft | None:
    return next((cell for cell in row.cells if cell.column <= column < cell.column_end), None)


def columns_of(table: Table) -> dict[str, int]:
    """The first column of each role."""
    found: dict[str, int] = {}
    for column, head in enumerate(table.header):
        role = column_role(head)
        if role and role not in found:
            found[role] = column
    return found


def _form_row(row: Row, table: Table, merged_note: str | None) -> Row:
    columns = columns_of(table)

    def cell(role: str) -> str:
        return row.cells[columns[role]] if role in columns else ""

    return Row(
        row.table,
        row.position,
        row.page,
        row.page_end,
        row.cells,
        row.boxes,
        stt=cell("stt"),
        label=cell("label"),
        unit=cell("unit"),
        value_raw=cell("value"),
        note=merged_note if merged_note is not None else cell("note"),
        note_is_merged=merged_note is not None,
        is_heading=not cell("unit") and not cell("value"),
        level=_level(cell("stt")),
    )


def _level(stt: str) -> int:
    """Depth from the numbering: 0 for a roman number, else the count of its parts; letters and dashes go deepest."""
    if _ROMAN.fullmatch(stt):
        return 0
    if _DOTTED.fullmatch(stt):
        return stt.strip(".").count(".") + 1
    return 7 if _LETTER.fullmatch(stt) else 8


def _with_parents(rows: list[Row], first_row: int) -> list[Row]:
    open_rows: list[tuple[int, int]] = []
    result = []
    for position, row in enumerate(rows):
        while open_rows and open_rows[-1][0] >= row.level:
            open_rows.pop()
        parent = open_rows[-1][1] if open_rows else None
        result.append(replace(row, parent=parent))
        open_rows.append((row.level, first_row + position))
    return result
