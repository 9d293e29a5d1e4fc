"""Footnotes: the block at the foot of a page, where each note begins, and the markers in the text above.

Type and place decide: a note block is set smaller than the text, mostly under a short rule; its numbers and the
markers are small and raised. A raised digit is a marker only where a note of that number exists, so m² stays m².
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import regex

from extractor.layout.lines import SMALL, Line
from extractor.model import Floats, Page

NOTE_SIZE = 0.93
"""Notes are set below this share of the body's size."""

MIN_RULE, MAX_RULE_SHARE = 50.0, 0.5
"""The rule over the notes: longer than so many points, shorter than this share of the page."""

RAISED = 0.08
"""A marker's foot stands above that of its line by at least this share of the size."""

_PLAIN_START = regex.compile(r"[\[(]?(\d{1,3})[\])]?[.:]?\s+(?=\S)")
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_DIGITS = str.maketrans(_SUPERSCRIPTS, "0123456789")
_MARKER = regex.compile(rf"(?<!\S)[\[(]?([\d{_SUPERSCRIPTS}]{{1,3}})[\])]?(?!\S)")


@dataclass(frozen=True, slots=True, eq=False)
class Marker:
    """A number that may be a footnote marker: ``line.text[start:end]``."""

    line: Line
    start: int
    end: int
    number: str


@dataclass(frozen=True, slots=True, eq=False)
class NoteDraft:
    """A note as lines; the first line's text begins with the note's number up to ``skip``."""

    number: str
    page: int
    lines: tuple[tuple[int, Line], ...]
    skip: int


def block_start(page: Page, lines: Sequence[Line], body_size: float, expected: int, rules: Floats) -> int:
    """The index of the first line of the note block, ``len(lines)`` where the page has none.

    ``expected`` is the number that the next note should have, ``rules`` the edges outside tables.
    """
    for y in _rules(page, rules):
        below = [at for at, line in enumerate(lines) if line.top > y - 2]
        if below and all(lines[at].size <= NOTE_SIZE * body_size for at in below) and _contiguous(below):
            return below[0]
    first = len(lines)
    while first > 0 and lines[first - 1].size <= NOTE_SIZE * body_size:
        first -= 1
    for at in range(first, len(lines)):
        number, _ = note_number(lines[at], expected)
        if number == str(expected) or (number and raised(lines[at])):
            return at
    return len(lines)


def _rules(page: Page, edges: Floats) -> list[float]:
    """Heights of short horizontal rules in the lower part of the page, from the lowest up."""
    if not len(edges):
        return []
    width = edges[:, 2] - edges[:, 0]
    flat = edges[:, 3] - edges[:, 1] < 2
    short = (width > MIN_RULE) & (width < MAX_RULE_SHARE * page.width) & (edges[:, 0] < 0.3 * page.width)
    return sorted(set(edges[flat & short][:, 1].tolist()), reverse=True)


def _contiguous(positions: list[int]) -> bool:
    return positions[-1] - positions[0] + 1 == len(positions)


def note_number(line: Line, expected: int) -> tuple[str | None, int]:
    """The number that a note's first line begins with and the offset of its text; (None, 0) on any other line.

    A number in full size counts only where it is the expected one.
    """
    marker = next(iter(raised(line)), None)
    if marker is not None and marker.start == 0:
        skip = marker.end
    else:
        plain = _PLAIN_START.match(line.text)
        if plain is None or int(plain.group(1)) != expected:
            return None, 0
        return plain.group(1), plain.end()
    while skip < len(line.text) and line.text[skip] == " ":
        skip += 1
    return marker.number, skip


def raised(line: Line) -> list[Marker]:
    """The runs of small raised digits of a line (and of superscript letters), from left to right.

    Brackets around them belong to the marker where they are raised too.
    """
    with np.errstate(invalid="ignore"):
        small = (line.sizes < SMALL * line.size) & (line.bottoms < line.bottom_of_type - RAISED * line.size)
    if not small.any() and line.text.isascii():
        return []
    shown = "".join(
        letter if up or letter in _SUPERSCRIPTS else " " for letter, up in zip(line.text, small, strict=True)
    )
    return [
        Marker(line, match.start(), match.end(), match.group(1).translate(_TO_DIGITS))
        for match in _MARKER.finditer(shown)
    ]


def note_drafts(blocks: Sequence[tuple[int, Sequence[Line]]]) -> list[NoteDraft]:
    """The notes of all blocks (page, lines) in order; lines before a block's first number go on with the last note."""
    drafts: list[NoteDraft] = []
    expected = 1
    for page, lines in blocks:
        for line in lines:
            number, skip = note_number(line, expected)
            if number is not None:
                drafts.append(NoteDraft(number, page, ((page, line),), skip))
                expected = int(number) + 1
            elif drafts:
                last = drafts[-1]
                drafts[-1] = NoteDraft(last.number, last.page, (*last.lines, (page, line)), last.skip)
    return drafts


def accept_markers(candidates: Sequence[tuple[int, Marker]], drafts: Sequence[NoteDraft]) -> dict[int, int]:
    """For each candidate (page, marker) that is one, the index of its note: {index of candidate: index of draft}.

    A marker stands on the page of its note, or on the page before where the note was pushed over. Each note has
    one marker; candidates are taken in reading order.
    """
    waiting: dict[tuple[int, str], list[int]] = {}
    for at, draft in enumerate(drafts):
        waiting.setdefault((draft.page, draft.number), []).append(at)
    accepted: dict[int, int] = {}
    for position, (page, marker) in enumerate(candidates):
        for note_page in (page, page + 1):
            notes = waiting.get((note_page, marker.number))
            if notes and not _is_power(marker, notes[0], accepted):
                accepted[position] = notes.pop(0)
                break
    return accepted


def _is_power(marker: Marker, note: int, accepted: dict[int, int]) -> bool:
    """m² or km³: a raised 2 or 3 after a unit of length, unless just this note is the next one."""
    before = marker.line.text[: marker.start]
    is_unit = marker.number in "23" and regex.search(r"(?:\d\s?|\b)[kcdm]?m$", before) is not None
    return is_unit and note != max(accepted.values(), default=-1) + 1
