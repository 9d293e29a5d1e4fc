"""A small collection that cites a law by number, by title and year, in two versions, and the law that amends it."""

from __future__ import annotations

from pathlib import Path

from extractor.finders import find_citations
from extractor.model.document import Document
from tests.documents import Printed, first_quarter, other_province, page_text
from tests.store.databases import ingest

LAND, OLDER, AMENDING = "vn:qh15:so:2024:31", "vn:qh13:so:2013:45", "vn:qh15:so:2024:43"
BY_TITLE = "vn:title:luat:2024:dat-dai"
TEXTS = (
    "Theo Luật Đất đai năm 2024 và Luật Đất đai số 45/2013/QH13 thì tỉnh giao đất.",
    "Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18/01/2024 và Luật số 43/2024/QH15 ngày 29/6/2024.",
)


def laws_collection(path: Path) -> None:
    """Makes the collection in a new database at a path."""
    ingest(path, [_citing(*each) for each in zip((first_quarter(), other_province()), TEXTS, strict=True)])


def _citing(document: Document, text: str) -> Document:
    """A document of the samples whose only page has a text."""
    printed = Printed((page_text(1, text),))
    return Document(
        sha256=document.sha256,
        file_name=document.file_name,
        path=document.path,
        page_count=1,
        identity=document.identity,
        pages=printed.pages,
        citations=tuple(printed.located(found, sentence=text) for found in find_citations(text)),
    )
