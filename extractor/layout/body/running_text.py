"""The body as one region over all pages: paragraphs, with markers and notes left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.layout.body.headings import Look
from extractor.layout.body.paragraphs import BodyLine, goes_on, is_caption_within, starts_paragraph
from extractor.layout.regions import Marks, RegionWriter
from extractor.layout.tables.drafts import TableDraft
from extractor.model.layout import Region

# What begins this share of the measure right of the margin stands on the right side, like a signature. Capacity and
# name of a signer who is not told by his block (test_sections.py, a signature is no heading).
RIGHT_SIDE = 0.4


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``region.text[start:end]`` and its looks; it begins on page ``page``.

    ``on_right`` tells a line set far from the left margin, ``before_table`` says that a table follows directly,
    ``of_head`` that it stands in the head of a further paper or form.
    """

    start: int
    end: int
    page: int
    look: Look
    on_right: bool = False
    before_table: bool = False
    of_head: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """The body without sentences: its paragraphs, where markers were left out, and where each table stands between
    its characters."""

    region: Region
    paragraphs: tuple[Paragraph, ...]
    marks: Marks
    tables: Mapping[TableDraft, int]


def body_of(elements: Sequence[BodyLine | TableDraft | None]) -> Body:
    """The body of lines and tables in order; None is a signature block, which ends a paragraph.

    A paragraph in mid-sentence goes on after a table or picture with its caption, which then stand after it.
    """
    builder = _Builder()
    for element in elements:
        if isinstance(element, BodyLine):
            builder.add(element)
        else:
            builder.interrupt(element)
    builder.close()
    return Body(builder.writer.finish(), tuple(builder.paragraphs), builder.writer.marks, builder.tables)


class _Builder:
    """Lines and tables of the body, taken one by one in reading order, to paragraphs of one region."""

    def __init__(self) -> None:
        self.writer = RegionWriter("body")
        self.paragraphs: list[Paragraph] = []
        self.tables: dict[TableDraft, int] = {}
        self._open: list[BodyLine] = []
        self._start = 0
        self._interrupted = False
        self._captions: list[BodyLine] = []

    def add(self, line: BodyLine) -> None:
        """A line: begins a paragraph, goes on with the open one, or waits as a caption for its end."""
        before = self._open[-1] if self._open else None
        if before and is_caption_within(line, before):
            self._captions.append(line)
            self._interrupted = True
            return
        ends = before is None or (not goes_on(line, before) if self._interrupted else starts_paragraph(line, before))
        if ends:
            self.close(before_table=self._interrupted)
        else:
            self.writer.join(line.placed)
        self._interrupted = False
        self._append(line)

    def _append(self, line: BodyLine) -> None:
        self.writer.add(line.placed, line.cuts)
        self._open.append(line)

    def interrupt(self, table: TableDraft | None) -> None:
        """A table, or for None a signature block; an unfinished paragraph may go on after a table."""
        if table is None or not self._open or self._open[-1].is_closed:
            self.close(before_table=table is not None)
        else:
            self._interrupted = True
        if table is not None:
            self.tables[table] = self.writer.length

    def close(self, *, before_table: bool = False) -> None:
        """Ends the open paragraph, and adds the captions that waited for that."""
        if self._open:
            self.paragraphs.append(_paragraph(self._open, self._start, self.writer.length, before_table))
            self.writer.end_paragraph()
            self._open.clear()
        self._interrupted = False
        self._start = self.writer.length
        captions, self._captions = self._captions, []
        for caption in captions:
            self._append(caption)
            self.close()


def _paragraph(lines: Sequence[BodyLine], start: int, end: int, before_table: bool) -> Paragraph:
    first = lines[0]
    lead = 0
    for line in lines:
        lead += line.bold_lead + (lead > 0)
        if not line.is_bold:
            break
    else:
        lead = end - start
    look = Look(min(lead, end - start), all(line.centred for line in lines), len(lines) == 1 and first.is_short)
    right = first.line.x0 > first.margins.left + RIGHT_SIDE * (first.margins.right - first.margins.left)
    return Paragraph(
        start=start,
        end=end,
        page=first.placed.page,
        look=look,
        on_right=right,
        before_table=before_table,
        of_head=first.of_head,
    )
