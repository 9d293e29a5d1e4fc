"""The centred lines of a title, and what stands over it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from extractor.layout.blocks.margins import CENTRED, is_centred
from extractor.layout.blocks.recognised_title import MAX_TITLE_LINES
from extractor.layout.landmarks import landmark
from extractor.layout.lines.line import Line, middle_of
from extractor.layout.page import PageParts
from extractor.layout.tables.drafts import TableDraft

# A line that takes this share of the measure and is so many points off its middle is indented. The indented first
# line of a paragraph has its middle off by half the indent, 14 to 18 points. Both at half and at twice read all of 47
# documents alike.
WIDE, HALF_INDENT = 0.7, 10.0

# A line whose middle is nearer to that of the measure, in points, is centred or fills it (test_printed_head.py,
# without bold type). 3 and 12 read all of 47 documents alike.
FILLS = 6.0

# A bold line right under the type word that begins so many points right of the margin is its subject though it stands
# off the middle, as in telegrams (công điện); the first line of a paragraph is indented by 43 at most
# (test_title_lines.py).
INDENT = 50.0

# Landmarks that a title does not hold: it ends above them (test_title_lines.py).
NO_TITLE = ("address", "part", "motto-state", "motto-below", "motto-party")

# At most so many lines stand over the title of a paper without a head: a parent organ, its own of two lines, a number
# (test_title_lines.py).
MOST_OVER = 4


def title_lines(part: PageParts) -> tuple[list[Line], list[Line]]:
    """The lines over the head, or over the title where the page has none, and the lines of the title.

    Over the head only those in capitals count: the rubric of a gazette. Over a title without a head stand the names of
    organs, or what an office prints on the margin of a copy: in capitals, in small type, or in the right half.
    """
    if part.head:
        first = min(line.top for line in part.head.lines)
        last = max(line.bottom for line in part.head.lines)
        over = [each for each in part.body if isinstance(each, Line) and each.bottom <= first and each.text.isupper()]
        title = list(part.title) or _title(part, [each for each in part.body if _foot(each) > last])
        return over[-MOST_OVER:], title
    lines = _leading_lines(part)
    at = next((at for at, line in enumerate(lines[: MOST_OVER + 1]) if _fits(line, part, [])), 0)
    if not all(_stands_over(line, part, lines[at]) for line in lines[:at]):
        at = 0
    return lines[:at], _title(part, part.body[at:])


def _foot(element: Line | TableDraft) -> float:
    return element.box[4] if isinstance(element, TableDraft) else element.bottom


def _leading_lines(part: PageParts) -> list[Line]:
    return [*takewhile(lambda element: isinstance(element, Line), part.body)]  # type: ignore[list-item]


def _stands_over(line: Line, part: PageParts, title: Line) -> bool:
    """Whether a line is none of the text but stands over the title of a paper without a head."""
    narrow = line.x1 - line.x0 < WIDE * (part.margins.right - part.margins.left)
    return narrow and (line.text.isupper() or line.size < title.size or line.x0 > part.page.width / 2)


def _title(part: PageParts, elements: Sequence[Line | TableDraft]) -> list[Line]:
    """The first of ``elements`` that are centred, up to one that is not."""
    title: list[Line] = []
    for element in elements:
        if isinstance(element, TableDraft) or len(title) == MAX_TITLE_LINES:
            break
        if not _fits(element, part, title) or landmark(element.text) in NO_TITLE:
            break
        title.append(element)
    return title


def _fits(line: Line, part: PageParts, title: Sequence[Line]) -> bool:
    """Whether a line goes on with a title, or begins one where ``title`` is empty."""
    by_type = part.page.text_layer != "ocr" and all(above.bold for above in title[:1])
    if by_type:
        return _is_title_line(line, part, by_type=True) or _is_subject(line, part, title)
    return _is_title_line(line, part, by_type=False) or _fills_under_type(line, part, title)


def _is_title_line(line: Line, part: PageParts, *, by_type: bool) -> bool:
    """A line of a title: centred, as wide as the text or begun left of it, and set off by bold type or capitals.

    Recognised pages have no type, and where the type word is not bold the names of the fonts tell nothing (``by_type``
    is false): there being centred is enough; the indented first line of a paragraph is not.
    """
    centred = is_centred(line, part.page, part.margins)
    off = abs(middle_of(line) - part.margins.middle)
    if not by_type and centred:
        wide = line.x1 - line.x0 > WIDE * (part.margins.right - part.margins.left)
        return off < HALF_INDENT or not wide
    juts = line.x0 < part.margins.left and line.x1 < part.margins.right and off < CENTRED * part.page.width
    return (centred or off < FILLS or juts) and (line.bold or line.text.isupper())


def _fills_under_type(line: Line, part: PageParts, title: Sequence[Line]) -> bool:
    """Whether a line right under the type word, without type to tell it, is a subject that fills the measure."""
    return len(title) == 1 and abs(middle_of(line) - part.margins.middle) < FILLS


def _is_subject(line: Line, part: PageParts, title: Sequence[Line]) -> bool:
    """Whether a bold line right under the type word in capitals is a subject that stands off the middle."""
    if len(title) != 1 or not line.bold or not title[0].text.isupper():
        return False
    off = abs(middle_of(line) - part.margins.middle)
    return off < 2 * CENTRED * part.page.width and line.x0 > part.margins.left + INDENT
