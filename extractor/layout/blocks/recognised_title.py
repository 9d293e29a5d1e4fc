"""The title of a recognised page: lines about one axis, as type and margins of a scan are not to be relied on."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.layout.landmarks import landmark
from extractor.layout.lines.line import Line, middle_of
from extractor.model.pages import Page
from patterns.instruments.doc_types import type_in_capitals
from patterns.phrases import compiled

# A title has at most so many lines; centred ones farther down belong to the text. 6 and 24 read all of 47 documents
# alike.
MAX_TITLE_LINES = 12

# The middles of title lines differ by so many points on a crooked scan: 6 at most where the first line of a paragraph,
# which is indented, has its own 15 to 20 aside (test_recognised_title.py).
SAME_AXIS = 9.0

# The type word stands this near to the middle of the page, of its width: scans are shifted by up to .07
# (test_recognised_title.py).
NEAR_MIDDLE = 0.12

# The next line of a title is at most so many times as far as the one before it was; the text begins after a gap of
# twice as much (test_recognised_title.py).
SAME_PITCH = 1.7


# What recognition makes of a stroke before a line is no longer, in letters; of a stamp it is mostly capitals
# (test_recognised_title.py).
FEW_STROKES = 8

# Lines of fewer letters and digits are strokes; the last line of a subject may be a year (test_recognised_title.py).
LEAST_LETTERS = 4

_BLANK = re.compile(" ")

# A heading with its number is no line behind a stamp, though what follows the number may stand about the axis.
_NUMBERED = compiled(r"(?:$DECIMAL_LABEL|$ROMAN_LABEL)[.)]\s")


def title_about_axis(lines: Sequence[Line], page: Page, beside: Sequence[Line]) -> list[Line]:
    """The lines of a title, from the one in capitals that begins it; none where no such line is first.

    lines: those under the head, from top to bottom. page: theirs. beside: the lines of the head, among which the type
    word may stand where recognition took it for one of theirs; then the title is what follows it.
    """
    type_word = next((line for line in beside[1:] if type_in_capitals(line.text) and _in_middle(line, page)), None)
    title = [type_word] if type_word else []
    for line in lines[:MAX_TITLE_LINES]:
        if _is_stroke(line):
            continue
        if landmark(line.text) in ("address", "part"):
            break
        if not title and not (line.text.isupper() and _in_middle(line, page)):
            break
        about_axis = _about_axis(line, [middle_of(each) for each in title]) if title else line
        if about_axis is None or _is_far(title, line):
            break
        if not _is_stroke(about_axis):
            title.append(about_axis)
    return title[1:] if type_word else title


def _is_stroke(line: Line) -> bool:
    return sum(map(str.isalnum, line.text)) < LEAST_LETTERS


def _about_axis(line: Line, axes: Sequence[float]) -> Line | None:
    """A line about the axis of the title, or what of it is, behind a stamp that recognition took for its beginning.

    ``axes`` are the middles of the lines above: strokes beside one of them put its own aside.
    """
    if any(abs(middle_of(line) - axis) <= SAME_AXIS for axis in axes):
        return line
    if _NUMBERED.match(line.text):
        return None
    x0s = line.x0s.tolist()
    begins = (blank.end() for blank in _BLANK.finditer(line.text))
    asides = [(min(abs((x0s[at] + line.x1) / 2 - axis) for axis in axes), at) for at in begins]
    aside, start = min(asides, default=(math.inf, 0))
    if aside > SAME_AXIS or not _is_stamp(line.text[:start].strip()):
        return None
    return line.part(start, len(line.text))


def _is_stamp(text: str) -> bool:
    """Whether what stands before a line may be of a stamp: capitals mostly, or a few strokes."""
    small = sum(map(str.islower, text))
    return len(text) <= FEW_STROKES or 2 * small <= len(text) - small


def _is_far(title: Sequence[Line], line: Line) -> bool:
    """Whether a line is farther from the title than its lines are from each other."""
    pitches = list(_pitches(title))
    return bool(pitches) and line.bottom - title[-1].bottom > SAME_PITCH * max(*pitches, line.size)


def _pitches(title: Sequence[Line]) -> Iterator[float]:
    return (below.bottom - above.bottom for above, below in pairwise(title))


def _in_middle(line: Line, page: Page) -> bool:
    return abs(middle_of(line) - page.width / 2) < NEAR_MIDDLE * page.width
