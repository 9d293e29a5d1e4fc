"""A footnote with its marker, the words before it and the sentence that holds it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from extractor.layout.lines import joined_text
from extractor.layout.notes import Marker, NoteDraft
from extractor.layout.writers import PlacedLine, RegionWriter
from extractor.model import Box, Footnote, PageText, Region, Sentence
from extractor.provenance import line_boxes

WORDS_BEFORE = 80
"""So many characters before the marker are kept, from a word's beginning."""


@dataclass(frozen=True, slots=True, eq=False)
class NoteMark:
    """A marker's place in its region."""

    region: Region
    at: int


def note_region(draft: NoteDraft, placed: Mapping[int, PlacedLine], index: int) -> Region:
    """The text of a note without its number, over its lines and pages."""
    writer = RegionWriter("footnote")
    for position, (_, line) in enumerate(draft.lines):
        writer.join(placed[id(line)])
        writer.add(placed[id(line)], start=draft.skip if position == 0 else 0)
    return writer.finish(footnote=index)


def footnote(
    draft: NoteDraft,
    marker: Marker | None,
    mark: NoteMark | None,
    placed: Mapping[int, PlacedLine],
    pages: Mapping[int, PageText],
) -> Footnote:
    """The note; without a marker in the text it is kept with lower confidence."""
    first, *others = (line for _, line in draft.lines)
    text = joined_text([first.text[draft.skip :], *(line.text for line in others)]).strip()
    boxes = tuple(_box(placed[id(line)], pages) for _, line in draft.lines)
    page_end = draft.lines[-1][0]
    if marker is None or mark is None:
        return Footnote(draft.number, text, draft.page, page_end, boxes, confidence=0.6)
    sentence = _sentence(mark)
    on = placed[id(marker.line)]
    span = on.offset + marker.start, on.offset + marker.end
    return Footnote(
        draft.number,
        text,
        draft.page,
        page_end,
        boxes,
        marker_page=on.page,
        marker_region=mark.region.kind,
        marker_at=mark.at,
        marker_before=_words_before(mark),
        marker_box=line_boxes(pages[on.page], *span)[0],
        sentence=mark.region.text[sentence.start : sentence.end] if sentence else None,
        section=sentence.section if sentence else None,
    )


def _box(placed: PlacedLine, pages: Mapping[int, PageText]) -> Box:
    return line_boxes(pages[placed.page], placed.offset, placed.offset + len(placed.line.text))[0]


def _words_before(mark: NoteMark) -> str:
    text = mark.region.text
    start = max(mark.at - WORDS_BEFORE, text.rfind("\n", 0, mark.at) + 1)
    if start > 0 and not text[start - 1].isspace():
        start = text.find(" ", start, mark.at) + 1 or start
    return text[start : mark.at].strip()


def _sentence(mark: NoteMark) -> Sentence | None:
    """The sentence that the marker stands in or right behind; in a table the cell."""
    if mark.region.kind == "table":
        text = mark.region.text
        start = text.rfind("\n", 0, mark.at) + 1
        end = text.find("\n", mark.at)
        return Sentence(start, end if end >= 0 else len(text), None)
    sentences = mark.region.sentences
    index = bisect_left(sentences, mark.at, key=lambda sentence: sentence.start) - 1
    return sentences[index] if index >= 0 and mark.at <= sentences[index].end + 1 else None
