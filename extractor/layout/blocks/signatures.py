"""The block of the signature, with the recipients beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.layout.blocks.margins import CENTRED
from extractor.layout.blocks.two_columns import TwoColumns, add_sides, parts_of
from extractor.layout.landmarks import landmark, may_be
from extractor.layout.lines.line import Line, middle_of
from extractor.model.pages import Page
from patterns.names.persons import person_name

# The middle of what stands in the right column of a signature block is right of this share of the page. An authority
# over a preamble stands in the middle of the page. Below it nothing at hand changes; at 1.1 no signature is left
# (test_blocks.py).
RIGHT_SIDE = 0.55

# The right column begins right of this share of the page; what begins before it stands in the left one where its
# middle is left of the second share. Of a joint circular two signatures stand side by side (test_blocks.py). At
# half as much of the first 4, of the second 16 of 47 documents change.
RIGHT_START, LEFT_MIDDLE = 0.45, 0.52

# What reaches so many points to the left of where the right column may begin, and this share of the page into it, is
# running text. Both at half and at twice change none of 47 documents.
INTO_LEFT, INTO_RIGHT = 40.0, 0.2

# The middle of a name is within this share of the page of that of its capacity: both are centred in one column. .06
# and .24 change none of 47 documents.
SAME_MIDDLE = 3 * CENTRED

# Room for a signature and a seal between two lines of a block, in points. "PHỤ LỤC" under a signature begins
# something new. At 55 signatures fall apart (test_blocks.py); 220 changes none of 47 documents.
SIGNATURE_GAP = 110.0

# The name stands at most so many lines under the capacity in which it signs: recipients stand between them, line by
# line. 6 and 24 change none of 47 documents.
SIGNATURE_LINES = 12


def find_signature(page: Page, lines: list[Line], start: int = 0) -> TwoColumns | None:
    """Recipients (left) and signature block (right) of a page; None where it has none.

    ``lines`` are those of the page from top to bottom, without its notes. The search begins at ``lines[start]``.

    Known by "Nơi nhận", by the attestation of a consolidated text, or by the capacity in which someone signs, with
    his name under it. Of a joint document the left column holds a signature, too.
    """
    if start:
        block = find_signature(page, lines[start:])
        return replace(block, first=block.first + start, last=block.last + start) if block else None
    attested = _attestation(page, lines)
    if attested is not None:
        return _signature(page, lines, attested, len(lines))
    recipients = next((at for at, line in enumerate(lines) if _is_recipients(line)), None)
    signed = _signed(page, lines)
    if recipients is None:
        return _signature(page, lines, signed[0], signed[1] + 1) if signed else None
    first = _top_of_signature(page, lines, recipients)
    if signed and signed[0] < first and signed[1] < recipients and _goes_on(lines, signed[1], recipients):
        first = signed[0]
    return _signature(page, lines, first, len(lines))


def _attestation(page: Page, lines: list[Line]) -> int | None:
    for at, line in enumerate(lines):
        if may_be("attestation", line.text):
            part = next((part for part in parts_of(line) if landmark(part.text) == "attestation"), None)
            if part and middle_of(part) > RIGHT_SIDE * page.width:
                return at
    return None


def _is_recipients(line: Line) -> bool:
    return may_be("recipients", line.text) and landmark(parts_of(line)[0].text) == "recipients"


def _signed(page: Page, lines: list[Line]) -> tuple[int, int] | None:
    """The first line that names a capacity in the right column, and that of the name under it."""
    for at, line in enumerate(lines):
        if line.text.isupper() and may_be("capacity", line.text):
            part = parts_of(line)[-1]
            if middle_of(part) > RIGHT_SIDE * page.width and landmark(part.text) == "capacity":
                name = _name_under(page, lines, at, part)
                if name is not None:
                    return at, name
    return None


def _name_under(page: Page, lines: Sequence[Line], at: int, capacity: Line) -> int | None:
    above = capacity
    for under in range(at + 1, min(at + SIGNATURE_LINES, len(lines))):
        part = parts_of(lines[under])[-1]
        beside = abs(middle_of(part) - middle_of(capacity)) > SAME_MIDDLE * page.width
        if beside or part.top - above.bottom > SIGNATURE_GAP:
            continue
        if person_name(part.text):
            return under
        above = part
    return None


def _top_of_signature(page: Page, lines: Sequence[Line], recipients: int) -> int:
    """The first of the lines over "Nơi nhận" that stand in the right column."""
    first = recipients
    while first > 0 and lines[first - 1].x0 > RIGHT_START * page.width and _goes_on(lines, first - 1, first):
        first -= 1
    return first


def _goes_on(lines: Sequence[Line], at: int, under: int) -> bool:
    return lines[under].top - lines[at].top < SIGNATURE_GAP


def _signature(page: Page, lines: list[Line], first: int, end: int) -> TwoColumns:
    start, border = RIGHT_START * page.width, LEFT_MIDDLE * page.width
    left: list[Line] = []
    right: list[Line] = []
    last = first
    while last < end:
        parts = parts_of(lines[last])
        # the first line is one of the block whatever its width: a long capacity beside "Nơi nhận" (test_blocks.py)
        across = any(part.x0 < start - INTO_LEFT and part.x1 > start + INTO_RIGHT * page.width for part in parts)
        if across and last > first:
            break
        add_sides(lines[last], [part for part in parts if part.x0 <= start and middle_of(part) <= border], left, right)
        last += 1
    return TwoColumns(first, last, tuple(left), tuple(right))
