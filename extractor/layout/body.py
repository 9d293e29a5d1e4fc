"""The body as one region over all pages: paragraphs, sentences, sections, with markers and notes left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.layout.lines import Line
from extractor.layout.paragraphs import Heading, heading, sentence_spans, starts_paragraph
from extractor.layout.writers import PlacedLine, RegionWriter
from extractor.layout.zones import Margins
from extractor.model import PageText, Region, Section, Sentence
from extractor.provenance import locate


@dataclass(frozen=True, slots=True, eq=False)
class BodyLine:
    """A placed line of the body with what is needed to tell paragraphs; None in their sequence is a table."""

    placed: PlacedLine
    margins: Margins
    centred: bool
    skip: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``region.text[start:end]``, and whether all of it is bold, and centred."""

    start: int
    end: int
    bold: bool
    centred: bool


Marks = dict[tuple[int, int], int]
"""For what was left out of a line, known by the line's id and the offset in it, its offset in the region."""


def body_region(lines: Sequence[BodyLine | None]) -> tuple[Region, tuple[Paragraph, ...], Marks]:
    """The region without sentences, its paragraphs, and where the markers stood that were left out."""
    writer = RegionWriter("body")
    paragraphs: list[Paragraph] = []
    marks: Marks = {}
    open_lines: list[BodyLine] = []
    start = 0

    def close() -> None:
        nonlocal start
        if open_lines:
            bold = all(line.placed.line.bold for line in open_lines)
            paragraphs.append(Paragraph(start, writer.length, bold, all(line.centred for line in open_lines)))
            writer.end_paragraph()
            open_lines.clear()
        start = writer.length

    for body_line in lines:
        if body_line is None:
            close()
            continue
        before = open_lines[-1] if open_lines else None
        if before is None or _parts(body_line, before):
            close()
        else:
            writer.join(body_line.placed)
        marks |= marks_of(body_line.placed.line, body_line.skip, writer.length)
        writer.add(body_line.placed, body_line.skip)
        open_lines.append(body_line)
    close()
    return writer.finish(), tuple(paragraphs), marks


def _parts(line: BodyLine, before: BodyLine) -> bool:
    same_page = line.placed.page == before.placed.page
    if line.centred and before.centred and same_page:
        return line.placed.line.bold != before.placed.line.bold or _looks_apart(line.placed.line, before.placed.line)
    return starts_paragraph(line.placed.line, before.placed.line, line.margins, before.margins, same_page=same_page)


def _looks_apart(line: Line, before: Line) -> bool:
    """Two centred lines of one type and pitch are one title; a capital line over a plain one is not."""
    return before.text.isupper() != line.text.isupper() or line.bottom_of_type - before.bottom_of_type > 2 * line.size


def marks_of(line: Line, skip: Sequence[tuple[int, int]], at: int) -> Marks:
    """The marks of a line whose text begins at ``at`` in its region."""
    marks: Marks = {}
    dropped = 0
    for first, last in skip:
        marks[id(line), first] = at + first - dropped
        dropped += last - first
    return marks


def structure(
    region: Region, paragraphs: Sequence[Paragraph], pages: Mapping[int, PageText]
) -> tuple[tuple[Section, ...], tuple[Sentence, ...]]:
    """The tree of sections and all sentences, each in its section."""
    sections: list[Section] = []
    sentences: list[Sentence] = []
    open_sections: list[tuple[int, int]] = []
    for paragraph in paragraphs:
        text = region.text[paragraph.start : paragraph.end]
        found = heading(text, bold=paragraph.bold, centred=paragraph.centred)
        if found:
            while open_sections and open_sections[-1][0] >= found.level:
                open_sections.pop()
            sections.append(_section(region, paragraph, found, open_sections, pages))
            open_sections.append((found.level, len(sections) - 1))
        current = open_sections[-1][1] if open_sections else None
        sentences += [
            Sentence(start, end, current) for start, end in sentence_spans(region.text, paragraph.start, paragraph.end)
        ]
    return tuple(sections), tuple(sentences)


def _section(
    region: Region,
    paragraph: Paragraph,
    found: Heading,
    open_sections: Sequence[tuple[int, int]],
    pages: Mapping[int, PageText],
) -> Section:
    place = locate(pages, region, paragraph.start, paragraph.end)
    parent = open_sections[-1][1] if open_sections else None
    return Section(parent, found.level, found.label, found.title, place.page, paragraph.start, place.raw, place.boxes)
