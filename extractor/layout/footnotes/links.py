"""A footnote with its marker, the words before it and the sentence that holds it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from extractor.layout.footnotes.blocks import NoteDraft
from extractor.layout.footnotes.markers import Marker
from extractor.layout.lines.line import Line, joined_text
from extractor.layout.regions import PlacedLine, RegionWriter
from extractor.model.layout import Footnote, PageText, Region, Sentence
from extractor.model.pages import Box
from extractor.provenance import PageSpan, boxes_of

# The confidence of a note whose marker was not found: it is read all the same, but may be other small text at the foot
# of a page. The number is a choice: above one half, as most of them are notes, and well below 1.
WITHOUT_MARKER = 0.6

# So many characters before the marker are kept, from a word's beginning. `footnotes.marker_before` has at least 12
# letters of the same paragraph: a line of text is about 80 characters.
WORDS_BEFORE = 80


@dataclass(frozen=True, slots=True, eq=False)
class NoteMark:
    """A marker's place in its region; ``section`` is that of the table it stands in."""

    region: Region
    at: int
    section: int | None = None


def note_region(draft: NoteDraft, placed: Mapping[Line, PlacedLine], index: int) -> Region:
    """The text of a note without its number, over its lines and pages.

    ``placed`` says where each line of ``draft`` stands in the text of its page, ``index`` is the note's place among
    those of the document, from 0.
    """
    writer = RegionWriter("footnote")
    for position, (_, line) in enumerate(draft.lines):
        writer.join(placed[line])
        writer.add(placed[line], start=draft.skip if position == 0 else 0)
    return writer.finish(footnote=index)


def footnotes(
    drafts: Sequence[NoteDraft],
    found: Sequence[tuple[Marker, NoteMark] | None],
    placed: Mapping[Line, PlacedLine],
    pages: Mapping[int, PageText],
) -> tuple[Footnote, ...]:
    """The notes of a document with their markers; those without one in the text are kept with lower confidence.

    drafts: the notes in order. found: for each its marker and where that stands in its region, None where the text has
    none. placed: where each line stands in the text of its page. pages: these texts by page number, for the boxes.
    """
    pairs = list(zip(drafts, found, strict=True))
    parts = [part for draft, marked in pairs for part in _parts(draft, marked, placed)]
    boxes = (of_part[0] for of_part in boxes_of(pages, parts))
    return tuple(_footnote(draft, marked, placed, boxes) for draft, marked in pairs)


def _parts(
    draft: NoteDraft, marked: tuple[Marker, NoteMark] | None, placed: Mapping[Line, PlacedLine]
) -> Iterator[PageSpan]:
    """Where the lines of a note stand in the texts of their pages, and behind them its marker."""
    for _, line in draft.lines:
        on = placed[line]
        yield on.page, on.offset, on.offset + len(line.text)
    if marked:
        marker, _ = marked
        on = placed[marker.line]
        yield on.page, on.offset + marker.start, on.offset + marker.end


def _footnote(
    draft: NoteDraft,
    marked: tuple[Marker, NoteMark] | None,
    placed: Mapping[Line, PlacedLine],
    boxes: Iterator[Box],
) -> Footnote:
    """A note; the next of ``boxes`` are those of its ``_parts``."""
    first, *others = (line for _, line in draft.lines)
    text = joined_text([first.text[draft.skip :], *(line.text for line in others)]).strip()
    of_lines = tuple(islice(boxes, len(draft.lines)))
    page_end = draft.lines[-1][0]
    note = Footnote(
        number=draft.number,
        text=text,
        page=draft.page,
        page_end=page_end,
        boxes=of_lines,
        confidence=WITHOUT_MARKER,
    )
    if marked is None:
        return note
    marker, mark = marked
    sentence = _sentence(mark)
    return replace(
        note,
        marker_page=placed[marker.line].page,
        marker_region=mark.region.kind,
        marker_at=mark.at,
        marker_before=_words_before(mark),
        marker_box=next(boxes),
        sentence=mark.region.text[sentence.start : sentence.end] if sentence else None,
        section=sentence.section if sentence else None,
        confidence=1.0,
    )


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
        return Sentence(start, end if end >= 0 else len(text), mark.section)
    sentences = mark.region.sentences
    index = bisect_left(sentences, mark.at, key=lambda sentence: sentence.start) - 1
    return sentences[index] if index >= 0 and mark.at <= sentences[index].end + 1 else None
