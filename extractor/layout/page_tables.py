"""Tables of one page: the lines in each cell of a grid, rows, the head, the caption above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import regex

from extractor.layout.grids import Grid
from extractor.layout.landmarks import column_role, landmark
from extractor.layout.lines import Line, joined_text, lines_of
from extractor.model import Box, Characters

MAX_CAPTION_LINES = 4
_COLUMN_NUMBERS = regex.compile(r"\(?\s*(?:\d{1,2}|[A-Z])(?:\s*=.{0,20})?\s*\)?")


@dataclass(frozen=True, slots=True, eq=False)
class CellDraft:
    """The lines of a cell, and the columns it covers (the end exclusive); ``row_span`` is at least 1."""

    column: int
    column_end: int
    row_span: int
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The lines as one text."""
        return joined_text([line.text for line in self.lines])


@dataclass(frozen=True, slots=True, eq=False)
class RowDraft:
    """The cells that begin in a row of a grid, from left to right, and the row's box."""

    cells: tuple[CellDraft, ...]
    box: Box

    def texts(self, n_cols: int) -> list[str]:
        """One text a column of the grid; a merged cell stands in its first place."""
        texts = [""] * n_cols
        for cell in self.cells:
            texts[cell.column] = cell.text
        return texts

    @property
    def bold(self) -> bool:
        """Whether all text of the row is bold."""
        lines = [line for cell in self.cells for line in cell.lines]
        return bool(lines) and all(line.bold for line in lines)


@dataclass(frozen=True, slots=True, eq=False)
class TableDraft:
    """A table on one page: its grid, its rows without empty ones, how many of them are the head, its caption."""

    page: int
    grid: Grid
    rows: tuple[RowDraft, ...]
    n_head: int
    header: tuple[str, ...]
    label: str | None = None
    title: str | None = None


def table_draft(number: int, grid: Grid, characters: Characters) -> TableDraft | None:
    """The grid with the glyphs whose middles lie in its cells; None where it holds no text."""
    x = (characters.x0 + characters.x1) / 2
    y = (characters.top + characters.bottom) / 2
    rows: list[list[CellDraft]] = [[] for _ in range(len(grid.ys) - 1)]
    for cell in grid.cells:
        inside = (x >= cell.x0) & (x < cell.x1) & (y >= cell.top) & (y < cell.bottom)
        lines = tuple(lines_of(characters.take(np.flatnonzero(inside))))
        rows[cell.row].append(CellDraft(cell.column, cell.column_end, cell.row_end - cell.row, lines))
    kept = tuple(
        RowDraft(tuple(cells), (number, grid.x0, grid.ys[at], grid.x1, grid.ys[at + 1]))
        for at, cells in enumerate(rows)
        if any(cell.lines for cell in cells)
    )
    if not kept:
        return None
    n_head = _head_rows(kept)
    return TableDraft(number, grid, kept, n_head, _header(kept[:n_head], len(grid.xs) - 1))


def _head_rows(rows: Sequence[RowDraft]) -> int:
    """How many rows at the top are the head: rows under the span of the first, and a row of column numbers."""
    first = rows[0]
    named = sum(column_role(cell.text) is not None for cell in first.cells if cell.lines)
    if not (
        named >= 2 or (first.bold and len(rows) > 1 and not rows[1].bold and all(cell.lines for cell in first.cells))
    ):
        return 0
    count = max((cell.row_span for cell in first.cells if cell.lines), default=1)
    if count < len(rows) and all(_COLUMN_NUMBERS.fullmatch(cell.text) for cell in rows[count].cells if cell.lines):
        numbers = [cell.text for cell in rows[count].cells if cell.lines]
        count += len(numbers) > 2 and len(set(numbers)) == len(numbers)
    return min(count, len(rows))


def _header(rows: Sequence[RowDraft], n_cols: int) -> tuple[str, ...]:
    """One text a column, from the outer head to the inner one, joined with `` › ``."""
    paths: list[list[str]] = [[] for _ in range(n_cols)]
    for row in rows:
        for cell in row.cells:
            text = cell.text
            if not text or _COLUMN_NUMBERS.fullmatch(text):
                continue
            for column in range(cell.column, cell.column_end):
                if text not in paths[column]:
                    paths[column].append(text)
    return tuple(" › ".join(path) for path in paths) if rows else ()


def caption(lines: Sequence[Line], middle: float, width: float) -> tuple[str | None, str | None]:
    """Label ("Biểu mẫu 1") and title of a table from the centred lines above it, the nearest last."""
    taken: list[str] = []
    for line in reversed(lines[-MAX_CAPTION_LINES:]):
        if abs((line.x0 + line.x1) / 2 - middle) > 0.08 * width:
            break
        if landmark(line.text) in ("table-label", "annex"):
            return line.text, " ".join(reversed(taken)) or None
        taken.append(line.text)
    return None, " ".join(reversed(taken)) or None
