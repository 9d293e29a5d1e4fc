"""Places where two columns stand side by side: the head of a document and the block of its signature."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.layout.lines.line import Line, columns, part_at

# Ems between two columns, or a stamp and the text beside it; blanks in a stretched line are narrower
# (test_blocks.py). At .75 one of 47 documents is read otherwise.
COLUMN_GAP = 1.5


@dataclass(frozen=True, slots=True)
class TwoColumns:
    """Lines ``first`` to ``last`` (exclusive) of a page, read column by column."""

    first: int
    last: int
    left: tuple[Line, ...]
    right: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All of them as they are read."""
        return (*self.left, *self.right)


def parts_of(line: Line) -> list[Line]:
    """The columns that stand side by side on a line."""
    return columns(line, COLUMN_GAP * line.size)


def add_sides(line: Line, left_parts: list[Line], left: list[Line], right: list[Line]) -> None:
    """Appends the two sides of ``line`` to the columns ``left`` and ``right``, which grow in place.

    ``left_parts`` are those of its parts (``parts_of``) that stand in the left column; there may be none.
    """
    cut = max((part.x1 for part in left_parts), default=line.x0 - 1)
    for side, column in zip(part_at(line, cut), (left, right), strict=True):
        if side.text:
            column.append(side)
