"""Layouts of one page made from text: a body, with the places of its characters."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from extractor.find.document import find_all
from extractor.model.document import Document
from extractor.model.layout import Footnote, Head, Layout, PageText, Region, Row, Section, Sentence, Table
from extractor.model.pages import Link
from extractor.resolve.document import Source, resolve


def region(kind: str, page: PageText, text: str, **fields: Any) -> Region:
    """The region that a stretch of a page's text makes."""
    starts, pages, offsets = (array("i", [at]) for at in (0, page.number, page.text.index(text)))
    return Region(kind, text, starts, pages, offsets, **fields)


def body(page: PageText, sentences: Sequence[str], section: int | None = None) -> Region:
    """The region of the body, whose sentences are these, one after the other."""
    text = page.text[page.text.index(sentences[0]) :]
    spans = [(text.index(sentence), len(sentence)) for sentence in sentences]
    last = spans[-1][0] + spans[-1][1]
    found = tuple(Sentence(start, start + length, section) for start, length in spans)
    return region("body", page, text[:last], sentences=found)


def record(
    page: PageText,
    regions: Sequence[Region],
    *,
    sections: Sequence[Section] = (),
    footnotes: Sequence[Footnote] = (),
    tables: Sequence[Table] = (),
    rows: Sequence[Row] = (),
    name: str = "paper.pdf",
    head: Head | None = None,
) -> Document:
    """The record of a document of one page."""
    layout = Layout(
        (page,), head or Head(), tuple(regions), tuple(sections), tuple(footnotes), tuple(tables), tuple(rows)
    )
    return resolve(layout, find_all(layout), Source(name.encode().hex().ljust(64, "0"), name, 1, "0"))


def link_over(page: PageText, text: str, uri: str) -> Link:
    """A hyperlink over a print of one line."""
    start = page.text.index(text)
    last = start + len(text) - 1
    sides = page.x0[start], page.top[start], page.x1[last], page.bottom[last]
    return Link((page.number, *map(float, sides)), uri)  # type: ignore[arg-type]
