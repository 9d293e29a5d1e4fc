"""The measure of running text: between which margins the lines of a page stand."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.layout.lines.line import Line, middle_of
from extractor.model.pages import Page

# A line at least as long as this share of the longest is a full line. Half as much changes none of 47 documents.
FULL_SHARE = 0.7

# The left margin is where at least this share of the full lines begin. Most full lines may be indented, as first
# lines of paragraphs are: at .4 two of 47 documents have another margin.
COMMON = 0.2

# Lines that begin within so many points of each other begin at one place. 1 and 4 read all of 47 documents alike.
LEVEL = 2.0

# One full line in so many may end beyond the right margin. At 40 one of 47 documents is read otherwise, at 10 none.
JUTTING = 20

# A line whose middle is nearer to that of the text than this share of the page is centred. At .02 eight and
# at .08 six of 47 documents are read otherwise.
CENTRED = 0.04

# A centred line begins so many points right of the margin; one that does not fills the measure. At 2 one of 47
# documents is read otherwise.
INDENTED = 4.0

# Running text is at least so wide, as a share of the page; what is narrower is a page of captions and titles. At .35
# one of 47 documents is read otherwise.
FULL_MEASURE = 0.7

# Where it usually begins and ends: margins of 30 to 35 mm and 15 to 20 mm on A4 (Decree 30/2020/NĐ-CP, annex I),
# with a little room for what is printed.
USUAL_LEFT, USUAL_RIGHT = 0.13, 0.92


@dataclass(frozen=True, slots=True)
class Margins:
    """Left and right end of the lines of a page, in points."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """Half-way between them."""
        return (self.left + self.right) / 2


def margins_of(page: Page, lines: list[Line]) -> Margins:
    """The measure of running text: where its full lines begin and end.

    The left margin is the leftmost place where a good share of the long lines begin, or two of them and a good share
    of all: paragraphs of two lines have their long one indented. A head or a signature block that stands farther out
    does not count.
    """
    if not lines:
        return _usual(page)
    longest = max(line.x1 - line.x0 for line in lines)
    full = [line for line in lines if line.x1 - line.x0 >= FULL_SHARE * longest]
    starts = sorted(line.x0 for line in full)
    of_all = [line.x0 for line in lines]
    left = next((start for start in starts if _is_common(start, starts, of_all)), starts[0])
    ends = sorted(line.x1 for line in full)
    return Margins(left, ends[-1 - len(ends) // JUTTING])


def measure_of(page: Page, found: Margins) -> Margins:
    """The margins of a page; those that are usual where its lines are captions and titles only."""
    return found if found.right - found.left >= FULL_MEASURE * page.width else _usual(page)


def _usual(page: Page) -> Margins:
    return Margins(USUAL_LEFT * page.width, USUAL_RIGHT * page.width)


def _is_common(start: float, starts: list[float], of_all: list[float]) -> bool:
    long = sum(abs(other - start) < LEVEL for other in starts)
    return long >= COMMON * len(starts) or (
        long > 1 and sum(abs(other - start) < LEVEL for other in of_all) >= COMMON * len(of_all)
    )


def is_centred(line: Line, page: Page, text: Margins) -> bool:
    """Whether the line stands in the middle of the text (its margins on ``page``), and does not fill it."""
    return abs(middle_of(line) - text.middle) < CENTRED * page.width and line.x0 > text.left + INDENTED
