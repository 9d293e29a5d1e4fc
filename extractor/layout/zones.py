"""Places where two columns stand side by side: the head over the title, the signature block under the text."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.layout.landmarks import landmark
from extractor.layout.lines import Line, columns, part_at
from extractor.model import Page

COLUMN_GAP = 1.5
"""Ems between two columns; blanks in a stretched line are narrower."""

HEAD_SHARE = 0.45
"""The head ends in the upper part of its page."""

FULL_SHARE = 0.7
"""A line longer than this share of the longest is a full line."""

COMMON = 0.2
"""The left margin is where at least this share of the full lines begin."""

CENTRED = 0.04
"""A line whose middle is nearer to that of the text than this share of the page is centred."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Left and right end of the lines of a page, in points."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class TwoColumns:
    """Lines ``first`` to ``last`` (exclusive) of a page, read column by column."""

    first: int
    last: int
    left: tuple[Line, ...]
    right: tuple[Line, ...]


def margins(page: Page, lines: list[Line]) -> Margins:
    """The measure of running text: where its full lines begin and end.

    The left margin is the leftmost place where a good share of the long lines begin; a head or a signature block
    that stands farther out does not count.
    """
    if not lines:
        return Margins(0.15 * page.width, 0.9 * page.width)
    longest = max(line.x1 - line.x0 for line in lines)
    full = [line for line in lines if line.x1 - line.x0 > FULL_SHARE * longest]
    starts = sorted(line.x0 for line in full)
    near = (sum(abs(other - start) < 2 for other in starts) for start in starts)
    left = next((start for start, count in zip(starts, near, strict=True) if count >= COMMON * len(starts)), starts[0])
    ends = sorted(line.x1 for line in full)
    return Margins(left, ends[-1 - len(ends) // 20])


def is_centred(line: Line, page: Page, text: Margins) -> bool:
    """Whether the line stands in the middle of the text and does not fill it."""
    return abs((line.x0 + line.x1) / 2 - text.middle) < CENTRED * page.width and line.x0 > text.left + 4


def find_head(page: Page, lines: list[Line]) -> TwoColumns | None:
    """The two columns over the title, known by the motto on the right; None where the page has no head."""
    for first, line in enumerate(lines):
        if line.top > HEAD_SHARE * page.height:
            return None
        parts = columns(line, COLUMN_GAP * line.size)
        motto = next((part for part in parts if (landmark(part.text) or "").startswith("motto")), None)
        if motto is not None:
            return _head(page, lines, first, motto)
    return None


def _head(page: Page, lines: list[Line], motto_at: int, motto: Line) -> TwoColumns:
    text = margins(page, lines)
    centre = (motto.x0 + motto.x1) / 2
    first = motto_at
    while first > 0 and all(
        part.x1 < motto.x0 for part in columns(lines[first - 1], COLUMN_GAP * lines[first - 1].size)
    ):
        first -= 1
    left: list[Line] = []
    right: list[Line] = []
    for last in range(first, len(lines)):
        line = lines[last]
        parts = columns(line, COLUMN_GAP * line.size)
        if line.top > HEAD_SHARE * page.height or _is_title(parts, page, text, centre):
            break
        border = (text.left + centre) / 2 + 30
        in_left = [part for part in parts if part.x0 < motto.x0 - 4 and (part.x0 + part.x1) / 2 < border]
        _add_sides(line, in_left, left, right)
    else:
        last = len(lines)
    return TwoColumns(first, last, tuple(left), tuple(right))


def _is_title(parts: list[Line], page: Page, text: Margins, right_centre: float) -> bool:
    """A line on its own that belongs to the whole width and not to the right column."""
    if len(parts) > 1:
        return False
    middle = (parts[0].x0 + parts[0].x1) / 2
    wide = parts[0].x1 - parts[0].x0 > 0.75 * (text.right - text.left)
    return (
        wide
        or landmark(parts[0].text) == "address"
        or (abs(middle - text.middle) < CENTRED * page.width and abs(middle - right_centre) > CENTRED * page.width)
    )


def find_signature(page: Page, lines: list[Line]) -> TwoColumns | None:
    """Recipients (left) and signature block (right), known by "Nơi nhận"; None where the page has none."""
    for at, line in enumerate(lines):
        parts = columns(line, COLUMN_GAP * line.size)
        if landmark(parts[0].text) == "recipients":
            return _signature(page, lines, at)
    return None


def _signature(page: Page, lines: list[Line], at: int) -> TwoColumns:
    middle = 0.45 * page.width
    first = at
    while first > 0 and lines[first - 1].x0 > middle and lines[at].top - lines[first - 1].top < 60:
        first -= 1
    left: list[Line] = []
    right: list[Line] = []
    for last in range(first, len(lines)):
        parts = columns(lines[last], COLUMN_GAP * lines[last].size)
        if any(part.x0 < middle - 40 and part.x1 > middle + 0.2 * page.width for part in parts):
            break
        border = 0.52 * page.width
        _add_sides(
            lines[last],
            [part for part in parts if part.x0 <= middle and (part.x0 + part.x1) / 2 <= border],
            left,
            right,
        )
    else:
        last = len(lines)
    return TwoColumns(first, last, tuple(left), tuple(right))


def _add_sides(line: Line, left_parts: list[Line], left: list[Line], right: list[Line]) -> None:
    """Puts the two sides of a line into their columns; ``left_parts`` are those of the left one."""
    cut = max((part.x1 for part in left_parts), default=line.x0 - 1)
    for side, column in zip(part_at(line, cut), (left, right), strict=True):
        if side.text:
            column.append(side)
