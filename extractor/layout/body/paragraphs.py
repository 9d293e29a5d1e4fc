"""Where a paragraph begins: by the place, the type and the first characters of its line."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.layout.blocks.margins import Margins
from extractor.layout.footnotes.markers import without
from extractor.layout.landmarks import landmark
from extractor.layout.lines.line import Line
from extractor.layout.regions import PlacedLine
from patterns.phrases import compiled, signs

# A line that begins so many points right of the margin begins a paragraph. Word indents by 1 cm to half an inch, 28
# to 36 points. 4 reads all of 47 documents alike, 16 one otherwise.
INDENT = 8.0

# A line that ends this share of the measure before the margin ends its paragraph, if another word had room on it. A
# full line may end early where the next word, such as a long symbol, had no room (test_paragraphs.py).
# At .06 one and at .24 two of 47 documents are read otherwise.
SHORT_SHARE = 0.12

# The width of a blank in parts of the size: that of Times New Roman. .13 and .5 read all of 47 documents alike.
BLANK = 0.25

# Lines farther apart than so many times their size do not belong together. Decree 30/2020/NĐ-CP allows one and a
# half lines of 1.2 em; at 1.4 most drawn pages fall apart (test_paragraphs.py), at
# 1 39 of 47 documents, and at 4 five have paragraphs that run together.
WIDE_PITCH = 2.0

# Type that differs by more, in points, is that of another paragraph. .75 and 3 read all of 47 documents alike.
OTHER_SIZE = 1.5

# Lines that begin within so many points of each other begin at one place.
LEVEL = 2.0

_ITEM = compiled(r"$ITEM_LABEL\s|Điều\s\d{1,3}[a-zđ]{0,2}\.\s")
_CAPTIONS = ("caption", "table-label", "table-note")


@dataclass(frozen=True, slots=True, eq=False)
class BodyLine:
    """A placed line of the body with what is needed to tell paragraphs; ``cuts`` are its markers.

    ``of_head`` says that it stands in the head of a further paper or form.
    """

    placed: PlacedLine
    margins: Margins
    centred: bool
    cuts: tuple[tuple[int, int], ...] = ()
    of_head: bool = False

    @property
    def line(self) -> Line:
        """The line itself."""
        return self.placed.line

    @property
    def text(self) -> str:
        """Its text without markers."""
        return without(self.line.text, self.cuts).strip() if self.cuts else self.line.text

    @property
    def is_short(self) -> bool:
        """Whether it ends well before the margin."""
        measure = max(self.margins.right - self.margins.left, 1.0)
        return self.line.x1 < self.margins.right - SHORT_SHARE * measure

    @property
    def is_closed(self) -> bool:
        """Whether it ends as a paragraph does."""
        return self.text[-1:] in signs("PARAGRAPH_END")

    @property
    def bold_lead(self) -> int:
        """So many characters at the beginning of its text are bold."""
        lead = self.line.bold_lead
        return len(without(self.line.text[:lead], [cut for cut in self.cuts if cut[1] <= lead])) if self.cuts else lead

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold, markers aside."""
        return self.bold_lead >= len(self.text)


def starts_paragraph(this: BodyLine, before: BodyLine) -> bool:
    """Whether a line begins a paragraph, seen from the line before it (perhaps on the page before)."""
    same_page = this.placed.page == before.placed.page
    line, last = this.line, before.line
    if this.centred and before.centred and same_page and not _ITEM.match(this.text):
        return line.bold != last.bold or _looks_apart(line, last)
    if (
        (before.is_short and _had_room(before, line))
        or _changes_type(this, before)
        or abs(line.size - last.size) > OTHER_SIZE
    ):
        return True
    closed = before.is_closed
    if same_page and _are_apart(line, last):
        return closed or not goes_on(this, before)
    if line.x0 <= this.margins.left + INDENT:
        return closed and _ITEM.match(this.text) is not None
    if _ITEM.match(this.text):
        return True
    hanging = line.text[:1].islower() or abs(line.x0 - last.x0) < LEVEL
    return not (hanging and not closed)


def _had_room(before: BodyLine, line: Line) -> bool:
    """Whether the first word of a line could have stood at the end of the line before it."""
    word = line.part(0, len(line.text.split(" ", 1)[0]))
    return before.line.x1 + BLANK * line.size + word.x1 - word.x0 < before.margins.right


def _looks_apart(line: Line, before: Line) -> bool:
    """Two centred lines of one type and pitch are one title; a capital line over a plain one is not."""
    return before.text.isupper() != line.text.isupper() or _are_apart(line, before)


def _are_apart(line: Line, before: Line) -> bool:
    """Whether two lines of a page are too far apart to belong together."""
    return line.bottom_of_type - before.bottom_of_type > WIDE_PITCH * line.size


def _changes_type(this: BodyLine, before: BodyLine) -> bool:
    """From plain to bold, or from a bold line to one that is not even bold at its beginning."""
    indented = before.line.x0 > before.margins.left + INDENT
    if this.is_bold and not before.line.bold:
        return this.line.x0 > this.margins.left + INDENT or before.is_closed
    return before.is_bold and indented and this.bold_lead == 0 and not this.line.bold


def is_caption_within(this: BodyLine, before: BodyLine) -> bool:
    """Whether a line is the caption of a table or picture that interrupts a sentence."""
    apart = this.centred or this.line.x0 > this.margins.middle
    unfinished = not (before.centred or before.is_short) and not before.is_closed
    return apart and unfinished and this.text[:1].isupper() and landmark(this.text) in _CAPTIONS


def goes_on(this: BodyLine, before: BodyLine) -> bool:
    """Whether a line goes on with a paragraph that a table or a picture interrupts."""
    inset = this.line.x0 > this.margins.left + INDENT
    return not (this.centred or inset or before.is_short or before.centred) and this.text[:1].islower()
