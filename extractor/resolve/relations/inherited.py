"""Relations that a citation has from outside its own text: of a note's marker, of a heading, of a column's head."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extractor.model.facts import Citation
from extractor.model.layout import Layout, Region
from extractor.resolve.relations.relate import Relation, inherited_from
from extractor.resolve.relations.triggers import heading_trigger


def inherited_relations(layout: Layout, region: Region, citations: Sequence[Citation]) -> tuple[Relation | None, ...]:
    """What stands for each citation of a region that has no trigger of its own.

    ``region`` is one of ``layout`` and ``citations`` are those found in it. The result has one element a citation, None
    where nothing stands for it. A note takes over the trigger of the sentence that holds its marker; body text that of
    a heading over it (``Căn cứ pháp lý``), a cell that of its column's head.
    """
    if not citations:
        return ()
    if region.footnote is not None:
        return (_of_marker(layout, region.footnote),) * len(citations)
    if region.row is not None:
        return tuple(_under([_column_head(layout, region, each.start)]) for each in citations)
    if region.kind == "body":
        return tuple(_under(_headings(layout, region, each.start)) for each in citations)
    return (None,) * len(citations)


def sentence_at(region: Region, at: int) -> int | None:
    """The index of the sentence of the body that holds an offset."""
    index = bisect_right(region.sentences, at, key=lambda sentence: sentence.start) - 1
    return index if index >= 0 else None


def _of_marker(layout: Layout, footnote: int) -> Relation | None:
    note = layout.footnotes[footnote]
    # a marker in a cell, in the head or in another note stands in no sentence
    if note.marker_region != "body" or note.marker_at is None:
        return None
    body = next(each for each in layout.regions if each.kind == note.marker_region)
    at = sentence_at(body, note.marker_at - 1)
    if at is None:
        return None
    sentence = body.sentences[at]
    return inherited_from(
        body.text[sentence.start : max(sentence.end, note.marker_at)], note.marker_at - sentence.start
    )


def _headings(layout: Layout, region: Region, at: int) -> Iterator[str]:
    """The headings over a place of the body, from the nearest up."""
    index = sentence_at(region, at)
    section = region.sentences[index].section if index is not None else None
    while section is not None:
        yield layout.sections[section].title
        section = layout.sections[section].parent


def _column_head(layout: Layout, region: Region, at: int) -> str:
    """The head of the column that holds an offset of a row."""
    row = layout.rows[region.row or 0]
    cell = row.cell_at(at)
    return layout.tables[row.table].columns[cell.column].head if cell else ""


def _under(headings: Iterator[str] | Sequence[str]) -> Relation | None:
    for heading in headings:
        if trigger := heading_trigger(heading):
            return Relation(trigger.relation, " ".join(heading[trigger.start : trigger.end].split()), "heading")
    return None
