"""Which recognised words stand on one line of the page, and where that line stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import median

from extractor.read.ocr.engine import Word

# Of the height of the lower one: lines of an engine that share so much of it are one line of the page, where they stand
# side by side.
SHARED = 0.5


def lines_of_page(words: Sequence[Word]) -> Mapping[tuple[int, ...], int]:
    """The number of the line of the page for each line of the engine, from top to bottom.

    What an engine gives as one line is never taken apart; lines that stand side by side on one height are one line of
    the page, and lines that overlap never.
    """
    parts: defaultdict[tuple[int, ...], list[Word]] = defaultdict(list)
    for word in words:
        parts[word.line].append(word)
    boxes = {line: _box(of_line) for line, of_line in parts.items()}
    rows: list[list[tuple[float, float, float, float]]] = []
    numbers: dict[tuple[int, ...], int] = {}
    for line, box in sorted(boxes.items(), key=lambda each: each[1][1]):
        at = next((at for at in range(len(rows) - 1, -1, -1) if _beside(box, rows[at])), len(rows))
        if at == len(rows):
            rows.append([])
        rows[at].append(box)
        numbers[line] = at
    return numbers


def _box(words: Sequence[Word]) -> tuple[float, float, float, float]:
    """A line from its first word to its last, as high as most of its words."""
    boxes = [word.box for word in words]
    return (
        min(box[0] for box in boxes),
        median(box[1] for box in boxes),
        max(box[2] for box in boxes),
        median(box[3] for box in boxes),
    )


def _beside(box: tuple[float, float, float, float], row: Sequence[tuple[float, float, float, float]]) -> bool:
    """Whether a line stands on the height of all lines of a row, and over none of them."""
    x0, top, x1, bottom = box
    return all(
        (x1 <= other[0] or x0 >= other[2])
        and min(bottom, other[3]) - max(top, other[1]) > SHARED * min(bottom - top, other[3] - other[1])
        for other in row
    )
