"""One page of a document with all that was read on it, and what of it could not be read."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from extractor.query.facts import Fact, Source, boxes_of, facts, sources
from extractor.store.database import fetch

# The tables of facts that have boxes on a page, in the order in which a reader asks for them.
SHOWN = (
    *("citations", "figures", "dates", "footnotes", "checks", "tables", "table_rows", "mentions", "sections"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as it was read; ``width`` and ``height`` in points as displayed, the others as in ``pages``."""

    id: str
    width: float
    height: float
    text: str
    text_layer: str
    text_reason: str | None
    encoding: str | None
    ocr_confidence: float | None
    hidden_text: str | None


@dataclass(frozen=True, slots=True)
class Lost:
    """What of a page, or of its whole file, could not be read, and what to do."""

    stage: str
    error: str
    hint: str


@dataclass(frozen=True, slots=True)
class PageOfDocument:
    """Page ``number`` (from 1) of a document: as ``read``, None where it did not come in; the ``facts`` with a place on
    it in reading order; what was ``lost``.
    """

    document: Source
    number: int
    read: ReadPage | None
    facts: tuple[Fact, ...]
    lost: tuple[Lost, ...]


def page_of(connection: sqlite3.Connection, document: str, number: int) -> PageOfDocument | None:
    """Page ``number`` (from 1) of the document with this id; None where it has no such page, or is not there.

    ``connection`` is that of the database.
    """
    source = sources(connection, [document]).get(document)
    if source is None or not 1 <= number <= source.page_count:
        return None
    read = [ReadPage(**row) for row in fetch(connection, _PAGE, (document, number))]
    lost = fetch(connection, _LOST, (source.sha256, number))
    return PageOfDocument(
        source,
        number,
        read[0] if read else None,
        tuple(sorted(facts(connection, _on_page(connection, document, number)), key=lambda each: _place(each, number))),
        tuple(Lost(**each) for each in lost),
    )


def on_page(fact: Fact, number: int) -> tuple[tuple[float, float, float, float], ...]:
    """The boxes of a fact that lie on page ``number``, that of the marker of a note among them."""
    boxes = [*fact.boxes, *(marker_of(fact) or ())]
    return tuple(box[1:] for box in boxes if box[0] == number)


def marker_of(fact: Fact) -> tuple[tuple[int, float, float, float, float], ...]:
    """The box of the marker of a note, none for other facts."""
    marker = fact.columns.get("marker_box")
    return boxes_of(json.dumps([json.loads(marker)])) if marker else ()


def _on_page(connection: sqlite3.Connection, document: str, number: int) -> list[str]:
    return [row["id"] for row in fetch(connection, _IDS, {"document": document, "number": number})]


def _place(fact: Fact, number: int) -> tuple[float, float, int]:
    """Line by line; what holds others comes before them. A fact without a box comes first."""
    boxes = on_page(fact, number)
    if not boxes:
        return 0.0, 0.0, SHOWN.index(fact.kind)
    x0, top, *_ = min(boxes, key=lambda box: (box[1], box[0]))
    return round(top), x0, -SHOWN.index(fact.kind)


_PAGE = """
SELECT id, width, height, text, text_layer, text_reason, encoding, ocr_confidence, hidden_text
FROM pages WHERE document_id = ? AND number = ?
"""
_LOST = "SELECT stage, error, hint FROM failures WHERE sha256 = ? AND (page = ? OR page IS NULL) ORDER BY page, id"

# Each table by its index of documents, which SQLite does not take by itself where its statistics are of few documents
# (test_pages.py). A check stands on the pages of its boxes.
_OF_DOCUMENT = "SELECT id FROM {table} INDEXED BY {table}_document WHERE document_id = :document AND {place}"
_SPANNING = ("citations", "figures", "dates", "footnotes", "tables", "table_rows", "mentions")
_ON_PAGE = {
    # A note whose text stands on a later page than its marker.
    "footnotes": "marker_page = :number AND page > :number",
    "sections": "page = :number",
    "checks": "NOT holds AND (page = :number OR EXISTS"
    " (SELECT 1 FROM json_each(boxes) WHERE json_extract(value, '$[0]') = :number))",
}
_IDS = "\nUNION ALL ".join(
    _OF_DOCUMENT.format(table=table, place=place)
    for table, place in (
        *((table, "page <= :number AND page_end >= :number") for table in _SPANNING),
        *_ON_PAGE.items(),
    )
)
