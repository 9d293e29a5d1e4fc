"""The head over the title of a document: two columns, known by the motto on the right."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.layout.blocks.margins import CENTRED, Margins, margins_of
from extractor.layout.blocks.mottoes import is_motto_below, misread_motto
from extractor.layout.blocks.two_columns import TwoColumns, add_sides, parts_of
from extractor.layout.landmarks import landmark, may_be, words_of
from extractor.layout.lines.line import Line, middle_of
from extractor.model.pages import Page
from patterns.instruments.doc_types import type_in_capitals

# Ems between the columns of a head where its left lines are long. A long name of an organ all but touches the motto
# (test_blocks.py draws it). .3 and 1.2 read all of 47 documents alike.
NARROW_GAP = 0.6

# The right column begins within so many points of the motto, most lines of it further in; a line that reaches farther
# over its beginning is no part of a column, as the title of a notice that stands left of the middle (test_blocks.py).
# Generous: 20 and 80 read all of 47 documents alike.
NEAR = 40.0

# The middle of a Party's or union's motto is right of this share of the page; on the left it is part of an organ.
# No page at hand decides between .23 and .9.
RIGHT_SIDE = 0.45

# A head takes no more than this share of its page's height. From .23 to .9 nothing at hand changes.
HEAD_SHARE = 0.45

# The second line of the state's motto follows within so many lines: lines of the left column may stand between. At 1
# one of 47 documents is read otherwise.
UNDER_MOTTO = 3

# What stands in the left column begins so many points before the motto, and has its middle at most so many points
# behind the middle between the margin and that of the motto. Both at half and at twice change nothing at hand.
BEFORE_MOTTO, PAST_MIDDLE = 4.0, 30.0

# ``Kính gửi:`` has so many words; where more stand in a part of a line, it is an addressee in a column of a form
# (test_blocks.py).
ADDRESS_WORDS = 2

# A line that takes more than this share of the measure belongs to no column. At .38 two of 47 documents and the head of
# a form are read otherwise, at 1.5 a motto over the whole width is one of a column (test_blocks.py).
WIDE = 0.75


def find_letterhead(page: Page, lines: list[Line]) -> TwoColumns | None:
    """The two columns over a title, known by the motto on the right; None where the page has no head.

    A motto in the middle of the page is that of a form to be filled in, unless it stands on top of the first page.
    """
    for at in range(len(lines)):
        motto = _motto(page, lines, at)
        if motto is None:
            continue
        block = _head(page, lines, at, motto)
        if not (block.left or block.right):
            continue
        if block.left or not _in_middle(motto, page) or (page.number == 1 and motto.top < HEAD_SHARE * page.height):
            return block
    return None


def is_form(page: Page, lines: Sequence[Line], head: TwoColumns) -> bool:
    """Whether a head is that of a form to be filled in: it says so, or a label of an annex stands over it.

    ``head`` is one of ``page``, whose lines without the notes are ``lines``.
    """
    if any(landmark(line.text) == "blank-issuer" for line in head.left):
        return True
    return page.number > 1 and any(landmark(line.text) in ("annex", "table-label") for line in lines[: head.first])


def _motto(page: Page, lines: Sequence[Line], at: int) -> Line | None:
    """The motto on a line: that of the Party or youth union as a whole column, the state's also right behind the other.

    The name of the state is its motto where the second line of the motto follows, or it stands on top of the first
    page in capitals; under a signature it is part of an office.
    """
    line = lines[at]
    if may_be("motto-party", line.text) or misread_motto("motto-party", line.text):
        mottoes = (part for part in parts_of(line) if _is_party_motto(part.text))
        if motto := next((each for each in mottoes if middle_of(each) > RIGHT_SIDE * page.width), None):
            return motto
    words = words_of("motto-state", line.text) or misread_motto("motto-state", line.text)
    if words is None and not may_be("motto-broken", line.text):
        return None
    followed = any(is_motto_below(under.text) for under in lines[at + 1 : at + 1 + UNDER_MOTTO])
    if words is None:
        return _broken_motto(line) if followed else None
    motto = line.part(*words)
    alone = any(part.x0 == motto.x0 for part in parts_of(line))
    on_top = page.number == 1 and motto.top < HEAD_SHARE * page.height
    return motto if followed or (alone and on_top and motto.text.isupper()) else None


def _is_party_motto(text: str) -> bool:
    return landmark(text) == "motto-party" or misread_motto("motto-party", text) == (0, len(text))


def _broken_motto(line: Line) -> Line | None:
    """The beginning of the state's motto at the end of a line, where it goes on in the next one of its column."""
    words = words_of("motto-broken", line.text)
    return line.part(*words) if words and words[1] == len(line.text) and line.text[words[0] :].isupper() else None


def _in_middle(line: Line, page: Page) -> bool:
    return abs(middle_of(line) - page.width / 2) < 2 * CENTRED * page.width


def _head(page: Page, lines: list[Line], motto_at: int, motto: Line) -> TwoColumns:
    text = margins_of(page, lines)
    centre = middle_of(motto)
    first = motto_at
    while first > 0 and all(part.x1 < motto.x0 for part in parts_of(lines[first - 1])):
        first -= 1
    left: list[Line] = []
    right: list[Line] = []
    for last in range(first, len(lines)):
        line = lines[last]
        parts = _at_motto(line, motto) if last == motto_at else _columns(line, motto)
        if line.top > motto.top + HEAD_SHARE * page.height or _is_title(parts, page, text, motto):
            break
        border = (text.left + centre) / 2 + PAST_MIDDLE
        in_left = [part for part in parts if part.x0 < motto.x0 - BEFORE_MOTTO and middle_of(part) < border]
        add_sides(line, in_left, left, right)
        if page.text_layer == "ocr" and any(type_in_capitals(part.text) for part in parts):
            last += 1  # under the type word of a scan whose strokes or stamps make it part of a column the title begins
            break
    else:
        last = len(lines)
    return TwoColumns(first, last, tuple(left), tuple(right))


def _at_motto(line: Line, motto: Line) -> list[Line]:
    """The parts of the line of the motto, which is one of them however near the left column stands."""
    start = motto.start - line.start
    left = line.part(0, start)
    return [*(parts_of(left) if left.text else []), line.part(start, len(line.text))]


def _columns(line: Line, motto: Line) -> list[Line]:
    """The parts of a line of the head; where the columns stand close together, parted at the widest gap near by."""
    parts = parts_of(line)
    if len(parts) > 1 or line.x0 > motto.x0 - NEAR or line.x1 < motto.x0 + NEAR:
        return parts
    x0s, x1s = line.x0s.tolist(), line.x1s.tolist()
    gaps = [
        (x0s[blank + 1] - x1s[blank - 1], blank)
        for blank, char in enumerate(line.text)
        if char == " " and abs(x0s[blank + 1] - motto.x0) < 2 * NEAR
    ]
    gap, blank = max(gaps, default=(0.0, 0))
    if gap < NARROW_GAP * line.size:
        return parts
    return [line.part(0, blank), line.part(blank, len(line.text))]


def _is_title(parts: list[Line], page: Page, text: Margins, motto: Line) -> bool:
    """A line on its own that belongs to the whole width and not to a column; ``text`` is the measure of ``page``.

    It is wide or centred, or reaches from the left column into that of the motto (under one in the middle of a form
    stand columns of their own). Whom a letter is for stands below
    the head too; the word alone may stand beside a list (``Kính gửi:``), more than it in a column of a form.
    """
    addresses = [part for part in parts if landmark(part.text) == "address"]
    if any(len(parts) == 1 or len(part.text.split()) == ADDRESS_WORDS for part in addresses):
        return True
    if len(parts) > 1:
        return False
    (line,) = parts
    middle = middle_of(line)
    wide = line.x1 - line.x0 > WIDE * (text.right - text.left)
    across = line.x0 < motto.x0 - NEAR and line.x1 > motto.x0 + NEAR and not _in_middle(motto, page)
    centred = abs(middle - text.middle) < CENTRED * page.width
    return wide or across or (centred and abs(middle - middle_of(motto)) > CENTRED * page.width)
