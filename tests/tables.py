"""Tables made for tests: cells at their places in the text of a row, columns with their roles."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model.layout import Cell, Column
from patterns.tables.columns import column_role


def cells(*texts: str) -> tuple[Cell, ...]:
    """Cells as they stand in the region of their row: the filled ones in one line each."""
    found: list[Cell] = []
    end = 0
    for column, text in enumerate(texts):
        start = end + 1 if text and any(cell.text for cell in found) else end
        end = start + len(text) if text else end
        found.append(Cell(text, column, start if text else end, end))
    return tuple(found)


def columns(*heads: str, roles: Sequence[str] = ()) -> tuple[Column, ...]:
    """Columns with these heads; without ``roles`` those that the heads name, ``text`` where they name none."""
    named = roles or [{"value": "measure"}.get(role, role) for head in heads if (role := column_role(head) or "text")]
    return tuple(Column(head, role) for head, role in zip(heads, named, strict=True))
