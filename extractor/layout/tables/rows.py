"""Tables and their rows as they are kept: what the columns say of each row, its place in the order of the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.layout.lines.line import middle_of
from extractor.layout.tables.contents import is_worded
from extractor.layout.tables.drafts import CellDraft, RowDraft
from extractor.layout.tables.joins import WholeTable
from extractor.layout.tables.levels import SAME_INDENT, RowHead, levels_of, number_in, parents_of
from extractor.layout.tables.roles import columns_of
from extractor.model.layout import Cell, Row, Table

# A label of more characters that is taller than it is wide stands sideways, and says nothing of its indent; a shorter
# one may be in large type (test_levels.py).
SIDEWAYS = 3


def cells_in(text: str, spans: Mapping[int, tuple[int, int]], n_cols: int) -> tuple[Cell, ...]:
    """The cells of a row, one a column of ``n_cols``.

    ``text`` is that of its region, ``spans`` where the filled cells stand in it, by column.
    """
    cells = []
    end = 0
    for column in range(n_cols):
        start, end = spans.get(column, (end, end))
        cells.append(Cell(text[start:end], column, start, end))
    return tuple(cells)


def table_of(whole: WholeTable, cells: Sequence[Sequence[Cell]], section: int | None) -> Table:
    """The facts of a ``whole`` table; the unit that is printed over it stands in its title.

    ``cells`` are those of each of its rows, one a column; ``section`` is the index of the section it stands in, None
    before the first heading.
    """
    first = whole.parts[0]
    unit = f"(Đơn vị tính: {first.unit})" if first.unit else None
    return Table(
        label=first.label,
        title=" ".join(filter(None, (first.title, unit))) or None,
        page=first.page,
        page_end=whole.parts[-1].page,
        n_rows=len(whole.rows),
        columns=tuple(columns_of(whole.header, cells, whole.n_cols, first.unit)),
        boxes=tuple(part.box for part in whole.parts),
        section=section,
        numbers=whole.numbers,
        unit=first.unit,
    )


def rows_of(
    whole: WholeTable, table: Table, index: int, first_row: int, cells: Sequence[tuple[Cell, ...]]
) -> list[Row]:
    """The rows of a table, each with what the columns say of it and its place in the order of the table.

    ``whole`` is the table over its pages and ``table`` what ``table_of`` made of it. ``index`` is the index of the
    table, ``first_row`` that of its first row in the document; ``cells`` are those of each row, one a column.
    """
    reader = _RowReader(whole, table)
    heads = [reader.stt_and_label(parts[0], of_row) for parts, of_row in zip(whole.rows, cells, strict=True)]
    notes = reader.notes(cells)
    units = reader.units(cells)
    headings = list(map(reader.is_heading, cells))
    levels = [0] * len(cells)
    if reader.label is not None:
        alone = headings if table.measures else list(map(_is_alone, cells, heads))
        levels = levels_of(_row_heads(whole, heads, alone, reader.label))
    parents = [None if parent is None else first_row + parent for parent in parents_of(levels)]
    return [
        Row(
            table=index,
            position=at + 1,
            page=parts[0].box[0],
            page_end=parts[-1].box[0],
            cells=cells[at],
            boxes=tuple(part.box for part in parts),
            stt=heads[at][0],
            label=heads[at][1],
            unit=units[at],
            value_raw=reader.value(cells[at]),
            note=notes[at][0],
            note_is_merged=notes[at][1],
            is_heading=headings[at],
            level=levels[at],
            parent=parents[at],
        )
        for at, parts in enumerate(whole.rows)
    ]


class _RowReader:
    """Reads in the rows of one table what its columns say. In a form what has no column is "", elsewhere None."""

    def __init__(self, whole: WholeTable, table: Table) -> None:
        self._rows = whole.rows
        self._is_form = table.is_form
        self._measures = table.measures
        self._absent = "" if table.is_form else None
        self._stt, self.label = table.first("stt"), table.first("label")
        self._unit, self._note = table.first("unit"), table.first("note")
        self._others = [at for at, column in enumerate(table.columns) if column.role in ("unit", "code", "note")]

    def stt_and_label(self, row: RowDraft, cells: Sequence[Cell]) -> tuple[str | None, str | None]:
        """Row number and label; a cell over both columns holds the label, with its number in front, one over that of
        the labels and others before it the label.

        Where the cell of the label is empty, other words before the numbers are the label: a total may stand below the
        row numbers.
        """
        stt = self._absent if self._stt is None else cells[self._stt].text
        if self.label is None:
            return stt, None
        over = _cell_at(row, self.label)
        if over is not None and over.column == self._stt:
            return _number_and_rest(over.column, cells)
        if over is not None and over.column < self.label and is_worded(cells[over.column].text):
            return stt, cells[over.column].text
        label = cells[self.label].text
        other = None if label else self._words_before_numbers(cells)
        if other is None:
            return stt, label
        return _number_and_rest(other, cells) if other == self._stt else (stt, cells[other].text)

    def _words_before_numbers(self, cells: Sequence[Cell]) -> int | None:
        """The first column with words of those before the measures that say nothing else."""
        end = self._measures[0] if self._measures else self.label
        return next(
            (cell.column for cell in cells[:end] if cell.column not in self._others and is_worded(cell.text)), None
        )

    def units(self, cells: Sequence[Sequence[Cell]]) -> list[str | None]:
        """What each row has in the column of units, or in one cell of it with the rows above."""
        if self._unit is None:
            return [self._absent] * len(cells)
        merged = _merged_texts(self._rows, self._unit)
        return [of_row[self._unit].text or merged.get(at, "") for at, of_row in enumerate(cells)]

    def value(self, cells: Sequence[Cell]) -> str | None:
        """The one value of a row of a form."""
        return cells[self._measures[0]].text if self._is_form else None

    def is_heading(self, cells: Sequence[Cell]) -> bool:
        """Whether a row of a table with measures has neither a unit nor a value."""
        if self._unit is not None and cells[self._unit].text:
            return False
        return bool(self._measures) and not any(cells[at].text for at in self._measures)

    def notes(self, cells: Sequence[Sequence[Cell]]) -> list[tuple[str | None, bool]]:
        """The note of each row, and whether it is one cell with that of the row above."""
        if self._note is None:
            return [(self._absent, False)] * len(cells)
        merged = _merged_texts(self._rows, self._note)
        return [
            (merged[at], True) if at in merged else (of_row[self._note].text, False) for at, of_row in enumerate(cells)
        ]


def _number_and_rest(column: int, cells: Sequence[Cell]) -> tuple[str, str]:
    """The number in front of the label in a cell, and the label."""
    text = cells[column].text
    number = number_in(text)
    return number, text[len(number) :].strip()


def _merged_texts(rows: Sequence[Sequence[RowDraft]], column: int) -> dict[int, str]:
    """The text of a cell for each further row that it spans, by the row's position; ``column`` is theirs."""
    merged: dict[int, str] = {}
    left, text, page = 0, "", 0
    for position, parts in enumerate(rows):
        cell = _cell_at(parts[0], column)
        if cell is not None:
            left, text, page = cell.row_span - 1, cell.text, parts[0].box[0]
        elif left > 0 and parts[0].box[0] == page:
            merged[position] = text
            left -= 1
    return merged


def _cell_at(row: RowDraft, column: int) -> CellDraft | None:
    return next((cell for cell in row.cells if cell.column <= column < cell.column_end), None)


def _is_alone(cells: Sequence[Cell], head: tuple[str | None, str | None]) -> bool:
    """Whether a row has nothing but its number and label."""
    return sum(bool(cell.text) for cell in cells) <= sum(map(bool, head))


def _row_heads(
    whole: WholeTable, heads: Sequence[tuple[str | None, str | None]], heading: Sequence[bool], column: int
) -> list[RowHead]:
    """What each row says of its place; ``column`` is that of the labels."""
    cells = [_cell_at(parts[0], column) for parts in whole.rows]
    indents = _indents(whole, cells)
    bold = [cell is not None and bool(cell.lines) and all(line.bold for line in cell.lines) for cell in cells]
    return [
        RowHead(stt or number_in(label or ""), label or "", alone, dark, indent)
        for (stt, label), alone, dark, indent in zip(heads, heading, bold, indents, strict=True)
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
