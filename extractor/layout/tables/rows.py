"""Tables and their rows as they are kept: statistical forms recognised by their head, numbering, parents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import regex

from extractor.layout.landmarks import column_role
from extractor.layout.lines.line import middle_of
from extractor.layout.tables.cell_forms import is_number
from extractor.layout.tables.drafts import CellDraft, RowDraft
from extractor.layout.tables.joins import WholeTable, cells_of
from extractor.layout.tables.levels import SAME_INDENT, RowHead, levels_of, number_in, parents_of
from extractor.model.layout import Row, Table
from patterns.spelling import fold
from patterns.units import family

NUMERIC = 0.5
"""A column with numbers in this share of its filled cells holds values, whatever its head says."""

SIDEWAYS = 3
"""A label of more characters that is taller than it is wide stands sideways; a shorter one may be in large type."""

_BRACKETED = regex.compile(r"\(([^()]{1,40})\)\W*$")


def table_of(whole: WholeTable) -> Table:
    """The table's own facts; the unit that is printed over it stands in its title."""
    first = whole.parts[0]
    unit = f"(Đơn vị tính: {first.unit})" if first.unit else None
    return Table(
        label=first.label,
        title=" ".join(filter(None, (first.title, unit))) or None,
        page=first.page,
        page_end=whole.parts[-1].page,
        n_rows=len(whole.rows),
        n_cols=whole.n_cols,
        header=whole.header,
        boxes=tuple(part.box for part in whole.parts),
        is_form=_is_form(whole),
    )


def _is_form(whole: WholeTable) -> bool:
    """A statistical form has a label and one column of values, with a unit or of numbers."""
    roles = [column_role(head) for head in whole.header]
    counted = Counter(role for role in roles if role)
    if not counted["label"] or counted["value"] != 1 or _names_organs(whole, roles):
        return False
    if not (counted["unit"] or _unit_of_all(whole) or _holds_values(whole, roles.index("value"))):
        return False
    unknown = [column for column, role in enumerate(roles) if role is None]
    return not any(_holds_values(whole, column) for column in unknown)


def _names_organs(whole: WholeTable, roles: Sequence[str | None]) -> bool:
    """Whether the column under a bare ``Đơn vị`` holds organs and no units."""
    if "unit" not in roles or fold(whole.header[roles.index("unit")]) != "don vi":
        return False
    texts = _filled(whole, roles.index("unit"))
    return sum(family(text) is None for text in texts) > NUMERIC * len(texts)


def _unit_of_all(whole: WholeTable) -> str | None:
    """The unit of all values: printed over the table, or behind the head of the values (``Kết quả (triệu đồng)``)."""
    heads = (head for head in whole.header if column_role(head) == "value")
    return whole.parts[0].unit or next(filter(None, map(_unit_behind, heads)), None)


def _unit_behind(text: str) -> str | None:
    """The unit in brackets at the end of a head or label, where it is one that is known."""
    found = _BRACKETED.search(text)
    return found[1].strip() if found and family(found[1].strip()) else None


def _holds_values(whole: WholeTable, column: int) -> bool:
    texts = _filled(whole, column)
    return sum(map(is_number, texts)) > NUMERIC * len(texts)


def _filled(whole: WholeTable, column: int) -> list[str]:
    """The texts in a column, empty cells left out."""
    return [text for parts in whole.rows if (text := cells_of(parts, whole.n_cols)[column])]


def rows_of(
    whole: WholeTable, table: Table, index: int, first_row: int, values_at: Sequence[tuple[int, int] | None]
) -> list[Row]:
    """The rows of a table; ``index`` is its own index, ``first_row`` that of its first row in the document.

    ``values_at`` says where the value of each row stands in the text of its region.
    Where the head names row numbers or labels, each row has its place in the order of the table.
    """
    cells = [cells_of(parts, table.n_cols) for parts in whole.rows]
    columns = columns_of(table)
    named = [_stt_and_label(parts, texts, columns) for parts, texts in zip(whole.rows, cells, strict=True)]
    printed: list[dict[str, Any]] = [{} for _ in cells]
    if table.is_form:
        unit = _unit_of_all(whole)
        merged = _merged_notes(whole, columns["note"]) if "note" in columns else {}
        printed = [
            _form_fields(texts, columns, named[position], merged.get(position), unit)
            for position, texts in enumerate(cells)
        ]
    levels = [0] * len(cells)
    if "label" in columns:
        empty = [_is_heading(texts, *head) for texts, head in zip(cells, named, strict=True)]
        heading = [fields.get("is_heading", alone) for fields, alone in zip(printed, empty, strict=True)]
        levels = levels_of(_row_heads(whole, named, heading, columns["label"]))
    parents = [None if parent is None else first_row + parent for parent in parents_of(levels)]
    return [
        Row(
            table=index,
            position=position + 1,
            page=parts[0].box[0],
            page_end=parts[-1].box[0],
            cells=tuple(texts),
            boxes=tuple(part.box for part in parts),
            level=levels[position],
            parent=parents[position],
            value_at=values_at[position],
            **printed[position],
        )
        for position, (parts, texts) in enumerate(zip(whole.rows, cells, strict=True))
    ]


def _merged_notes(whole: WholeTable, column: int) -> dict[int, str]:
    """The text of a note cell for each further row that it spans, by the row's position; ``column`` is theirs."""
    merged: dict[int, str] = {}
    left, text, page = 0, "", 0
    for position, parts in enumerate(whole.rows):
        cell = _cell_at(parts[0], column)
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


def _stt_and_label(parts: Sequence[RowDraft], texts: Sequence[str], columns: dict[str, int]) -> tuple[str, str]:
    """Row number and label; a cell over both columns holds the label, with its number in front."""
    if "label" not in columns:
        return "", ""
    stt = texts[columns["stt"]] if "stt" in columns else ""
    cell = _cell_at(parts[0], columns["label"])
    if cell is None or "stt" not in columns or cell.column != columns["stt"]:
        return stt, texts[columns["label"]]
    number = number_in(stt)
    return number, stt[len(number) :].strip()


def _form_fields(
    texts: Sequence[str],
    columns: dict[str, int],
    named: tuple[str, str],
    merged_note: str | None,
    unit_of_all: str | None,
) -> dict[str, Any]:
    """What the columns of a form say of a row."""

    def cell(role: str) -> str:
        return texts[columns[role]] if role in columns else ""

    stt, label = named
    unit, value = cell("unit"), cell("value")
    if "unit" not in columns and value:
        unit = "%" if value.endswith("%") else _unit_behind(label) or unit_of_all or ""
    return {
        "stt": stt,
        "label": label,
        "unit": unit,
        "value_raw": value,
        "note": merged_note if merged_note is not None else cell("note"),
        "note_is_merged": merged_note is not None,
        "is_heading": not unit and not value,
    }


def _is_heading(texts: Sequence[str], stt: str, label: str) -> bool:
    """Whether a row has nothing but its number and label."""
    return sum(map(bool, texts)) <= bool(stt) + bool(label)


def _row_heads(
    whole: WholeTable, named: Sequence[tuple[str, str]], heading: Sequence[bool], column: int
) -> list[RowHead]:
    """What each row says of its place; ``column`` is that of the labels."""
    cells = [_cell_at(parts[0], column) for parts in whole.rows]
    indents = _indents(whole, cells)
    bold = [cell is not None and bool(cell.lines) and all(line.bold for line in cell.lines) for cell in cells]
    return [
        RowHead(stt or number_in(label), label, alone, dark, indent)
        for (stt, label), alone, dark, indent in zip(named, heading, bold, indents, strict=True)
    ]


def _indents(whole: WholeTable, cells: Sequence[CellDraft | None]) -> list[float | None]:
    """How far each label stands in, in points; None throughout where the labels are centred or stand sideways."""
    first = [cell.lines[0] if cell is not None and cell.lines else None for cell in cells]
    known = [line for line in first if line is not None]
    if any(len(line.text) > SIDEWAYS and line.x1 - line.x0 < line.bottom - line.top for line in known):
        return [None] * len(cells)
    shift = {part.page: part.grid.x0 for part in whole.parts}
    indents = [
        line.x0 - shift[parts[0].box[0]] if line is not None else None
        for line, parts in zip(first, whole.rows, strict=True)
    ]
    middles = list(map(middle_of, known))
    starts = [line.x0 for line in known]
    centred = known and max(middles) - min(middles) < SAME_INDENT < max(starts) - min(starts)
    return [None] * len(cells) if centred else indents
